package detect

// Databases, search, storage and monitoring.
func dataServices() []RuleSpec {
	return []RuleSpec{
		{ID: "planetscale-token", Source: "https://planetscale.com/docs/api/reference/service-tokens", Pattern: `pscale_(tkn|pw|oauth)_[0-9A-Za-z=._-]{32,64}`, True: texts("pscale_tkn_"+mixed(43), "pscale_pw_"+mixed(43)), False: texts("pscale_tkn_" + mixed(9))},
		{ID: "airtable-token", Source: "https://airtable.com/developers/web/api/authentication", Pattern: `pat[0-9A-Za-z]{14}\.[0-9a-f]{64}`, True: texts("pat" + mixed(14) + "." + hexa(64)), False: texts("pat" + mixed(14))},
		{ID: "airtable-old-key", Source: "gitleaks airtable-api-key: 17 characters", Pattern: `[0-9A-Za-z]{17}`, Keys: texts("airtable"), Entropy: 3, True: texts("airtable_key=key" + mixed(14)), False: texts("airtable=" + small(5))},
		{ID: "algolia-key", Source: "https://www.algolia.com/doc/guides/security/api-keys/", Pattern: `[0-9a-z]{32}`, Keys: texts("algolia"), Entropy: 3, True: texts("algolia_token=" + hexa(32)), False: texts("algolia_index=" + small(5))},
		{ID: "contentful-token", Source: "https://www.contentful.com/developers/docs/references/authentication/", Pattern: `CFPAT-[0-9A-Za-z_-]{43}`, True: texts("CFPAT-" + mixed(43)), False: texts("CFPAT-" + mixed(9))},
		{ID: "contentful-delivery-token", Source: "gitleaks contentful-delivery-api-token: 43 characters", Pattern: `[0-9A-Za-z=_-]{43}`, Keys: texts("contentful"), Entropy: 3.2, True: texts("contentful_token=" + mixed(43)), False: texts("contentful=" + small(5))},
		{ID: "sanity-token", Source: "https://www.sanity.io/docs/http-auth", Pattern: `sk[0-9A-Za-z]{80,180}`, Entropy: 4.5, True: texts("sk" + mixed(140)), False: texts("sk" + mixed(20))},
		{ID: "fauna-secret", Source: "https://docs.faunadb.org/fauna/current/", Pattern: `fn[0-9A-Za-z_-]{38,40}`, Keys: texts("fauna"), True: texts("FAUNA_SECRET=fn" + mixed(38)), False: texts("fauna=fn" + mixed(4))},
		{ID: "clickhouse-key", Source: "https://clickhouse.com/docs/cloud/manage/openapi", Pattern: `4b1d[0-9A-Za-z]{38}`, Entropy: 3, True: texts("4b1d" + mixed(38)), False: texts("4b1d" + hexa(28))},
		{ID: "elastic-key", Source: "https://www.elastic.co/docs/deploy-manage/api-keys/elasticsearch-api-keys", Pattern: `[0-9A-Za-z+/]{56,60}={0,2}`, Keys: texts("elastic", "api_key", "apikey", "kibana"), Entropy: 4, True: texts("ELASTIC_API_KEY=" + mixed(58) + "=="), False: texts("elastic=" + small(5))},
		{ID: "confluent-key", Source: "gitleaks confluent-access-token and -secret-key: 16 and 64 characters", Pattern: `[0-9A-Za-z]{16}|[0-9A-Za-z+/]{64}`, Keys: texts("confluent"), Entropy: 3, Check: notWord, True: texts("confluent_secret=" + mixed(64)), False: texts("confluent=" + small(5))},
		{ID: "upstash-token", Source: "https://upstash.com/docs/redis/features/restapi", Pattern: `A[A-Za-z0-9]{3}(AAIjcD|ASQg|AAIncD)[0-9A-Za-z_=-]{30,120}`, Keys: texts("upstash", "token"), True: texts("UPSTASH_REDIS_REST_TOKEN=AX" + mixed(2) + "AAIncD" + mixed(40)), False: texts("upstash=" + small(5))},
		{ID: "dropbox-token", Source: "https://developers.dropbox.com/oauth-guide", Pattern: `sl\.(u\.)?[0-9A-Za-z=_-]{100,}`, True: texts("sl." + mixed(135)), False: texts("sl." + mixed(9))},
		{ID: "dropbox-key", Source: "gitleaks dropbox-api-token: 15 characters; -long-lived-api-token", Pattern: `[0-9a-z]{15}|[0-9a-z]{11}AAAAAAAAAA[0-9a-z_=-]{43}`, Keys: texts("dropbox"), Entropy: 2.5, Check: notWord, True: texts("dropbox_token=" + small(15)), False: texts("dropbox=" + small(5))},
		{ID: "datadog-key", Source: "https://docs.datadoghq.com/account_management/api-app-keys/", Pattern: `[0-9a-f]{32}|[0-9A-Za-z]{40}`, Keys: texts("datadog", "dd_api", "dd-api", "dd_app", "dd-application"), Entropy: 3, True: texts("DD_API_KEY="+hexa(32), "datadog_app_key="+hexa(40)), False: texts("datadog_site=" + small(5))},
		{ID: "newrelic-key", Source: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/", Pattern: `NR(AK|JS|II|IQ|RA|SP)-[0-9A-Za-z_-]{19,42}`, Entropy: 3, True: texts("NRAK-"+big(27), "NRJS-"+hexa(19)), False: texts("NRAK-" + big(9))},
		{ID: "newrelic-old-key", Source: "gitleaks new-relic-user-api-id: 64 characters; license keys end in NRAL", Pattern: `[0-9a-z]{64}|[0-9a-f]{36}NRAL`, Keys: texts("newrelic", "new-relic", "new_relic", "license_key", "licensekey"), Entropy: 3, True: texts("NEW_RELIC_LICENSE_KEY=" + hexa(36) + "NRAL"), False: texts("newrelic=" + small(5))},
		{ID: "grafana-token", Source: "https://grafana.com/docs/grafana/latest/administration/service-accounts/", Pattern: `glsa_[0-9A-Za-z]{32}_[0-9A-Fa-f]{8}`, Entropy: 3, True: texts("glsa_" + mixed(32) + "_" + hexa(8)), False: texts("glsa_" + mixed(9))},
		{ID: "grafana-cloud-token", Source: "https://grafana.com/docs/grafana-cloud/account-management/authentication-and-permissions/", Pattern: `glc_[0-9A-Za-z+/]{32,400}={0,3}`, Entropy: 3, True: texts("glc_" + mixed(120)), False: texts("glc_" + mixed(9))},
		{ID: "grafana-old-key", Source: "gitleaks grafana-api-key: the base64 of {\"k\":", Pattern: `eyJrIjoi[0-9A-Za-z]{70,400}={0,3}`, True: texts("eyJrIjoi" + mixed(80)), False: texts("eyJrIjoi" + mixed(9))},
		{ID: "sentry-token", Source: "https://docs.sentry.io/account/auth-tokens/", Pattern: `sntrys_eyJ[0-9A-Za-z+/=]{40,500}_[0-9A-Za-z+/]{43}|sntryu_[0-9a-f]{64}|sntry[a-z]_[0-9A-Za-z]{64}`, Entropy: 3.2, True: texts("sntrys_eyJpYXQiOjE2"+mixed(120)+"_"+mixed(43), "sntryu_"+hexa(64)), False: texts("sntrys_" + mixed(9))},
		{ID: "sentry-old-token", Source: "gitleaks sentry-access-token: 64 hexadecimal digits", Pattern: `[0-9a-f]{64}`, Keys: texts("sentry"), Entropy: 3, True: texts("sentry_token=" + hexa(64)), False: texts("sentry=" + small(5))},
		{ID: "sentry-dsn", Source: "https://docs.sentry.io/concepts/key-terms/dsn-explainer/", Pattern: `https://(?P<value>[0-9a-f]{32})@[0-9A-Za-z.-]{1,100}/[0-9]{1,20}`, Keywords: texts("ingest.", "sentry.io"), True: texts("https://" + hexa(32) + "@o1.ingest.sentry.io/" + digit(6)), False: texts("https://o1.ingest.sentry.io/" + digit(6))},
		{ID: "honeycomb-key", Source: "https://docs.honeycomb.io/configure/environments/manage-api-keys/", Pattern: `hc[abc][im][ck]_[0-9A-Za-z]{58}`, True: texts("hcaik_" + small(58)), False: texts("hcaik_" + small(9))},
		{ID: "honeycomb-old-key", Source: "https://docs.honeycomb.io/configure/environments/manage-api-keys/", Pattern: `[0-9A-Za-z]{22}|[0-9a-f]{32}`, Keys: texts("honeycomb"), Entropy: 3, True: texts("X-Honeycomb-Team: " + mixed(22)), False: texts("honeycomb_dataset=" + small(5))},
		{ID: "dynatrace-token", Source: "https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens", Pattern: `dt0[a-z][0-9]{2}\.[0-9A-Za-z]{8,24}\.[0-9A-Za-z]{64}`, True: texts("dt0c01." + big(24) + "." + big(64)), False: texts("dt0c01." + big(9))},
		{ID: "pagerduty-key", Source: "https://support.pagerduty.com/main/docs/api-access-keys", Pattern: `u\+[0-9A-Za-z_-]{18}|[0-9A-Za-z_-]{20}|[0-9a-f]{32}`, Keys: texts("pagerduty", "routing_key", "pd_api"), Entropy: 3, Check: notWord, True: texts("PAGERDUTY_TOKEN=u+" + mixed(18)), False: texts("pagerduty=" + small(5))},
		{ID: "opsgenie-key", Source: "https://support.atlassian.com/opsgenie/docs/api-key-management/", Pattern: patternUUID, Keys: texts("opsgenie", "geniekey"), True: texts("OPSGENIE_KEY=" + uuid()), False: texts("opsgenie=" + hexa(5))},
		{ID: "sumologic-id", Source: "https://help.sumologic.com/docs/manage/security/access-keys/", Pattern: `su[0-9A-Za-z]{12}`, Entropy: 3, Check: notWord, Keys: texts("sumo"), True: texts("sumo_id=su" + mixed(12)), False: texts("sumOfValuesInRange = sumOfExposures")},
		{ID: "sumologic-key", Source: "https://help.sumologic.com/docs/manage/security/access-keys/", Pattern: `[0-9A-Za-z]{64}`, Entropy: 3, Keys: texts("sumo"), True: texts("SUMO_ACCESS_KEY=" + mixed(64)), False: texts("SUMO_ACCESS_KEY=" + mixed(5))},
		{ID: "splunk-token", Source: "https://docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector", Pattern: patternUUID, Keys: texts("splunk", "hec_token"), True: texts("SPLUNK_TOKEN=" + uuid()), False: texts("splunk=" + hexa(5))},
		{ID: "posthog-key", Source: "https://posthog.com/docs/api", Pattern: `ph[cx]_[0-9A-Za-z]{40,50}`, True: texts("phx_" + mixed(43)), False: texts("phx_" + mixed(9))},
		{ID: "axiom-token", Source: "https://axiom.co/docs/reference/tokens", Pattern: `xa[ap]t-` + patternUUID, True: texts("xaat-" + uuid()), False: texts("xaat-" + hexa(9))},
		{ID: "checkly-key", Source: "https://www.checklyhq.com/docs/", Pattern: `cu_[0-9a-f]{32}`, Entropy: 3, True: texts("cu_" + hexa(32)), False: texts("cu_" + hexa(9))},
		{ID: "rollbar-token", Source: "https://docs.rollbar.com/docs/access-tokens", Pattern: `[0-9a-f]{32}`, Keys: texts("rollbar", "bugsnag", "logdna", "logzio", "loggly", "papertrail", "raygun", "airbrake", "amplitude", "mixpanel", "segment"), Entropy: 3, True: texts("ROLLBAR_ACCESS_TOKEN=" + hexa(32)), False: texts("rollbar_env=" + small(5))},
		{ID: "maxmind-key", Source: "https://dev.maxmind.com/license-keys/", Pattern: `[0-9A-Za-z]{6}_[0-9A-Za-z]{29}_mmk`, Entropy: 3.5, fixed: []literal{{text: "_mmk"}}, match: maxmind, True: texts(mixed(6) + "_" + mixed(29) + "_mmk"), False: texts(mixed(9) + "_mmk")},
	}
}

// maxmind reads the 36 characters before "_mmk".
func maxmind(text string, at int) (start, end int, ok bool) {
	start, end = at-36, at+4
	if start < 0 || text[start+6] != '_' || !startsToken(text, start) || !endsToken(text, end) {
		return 0, 0, false
	}
	return start, end, run(text, start, 6, &isAlnum) == start+6 && run(text, start+7, 29, &isAlnum) == at
}
