package detect

import "strings"

// Clouds, hosting and what runs infrastructure.
func cloud() []RuleSpec {
	return []RuleSpec{
		{
			ID:      "aws-access-key-id",
			Source:  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
			Pattern: `(AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}`,
			Check:   func(v string) bool { return !strings.HasSuffix(v, "EXAMPLE") },
			True:    texts("AKIA"+big(16), "id=ASIA"+big(16)),
			False:   texts("AKIA"+big(12), "XAKIA"+big(16), "AKIA"+"IOSFODNN7"+"EXAMPLE"),
		},
		{
			ID:      "aws-secret-access-key",
			Source:  "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
			Pattern: `[A-Za-z0-9/+]{40}`, Entropy: 3.5,
			Keys:  []string{"secret_access_key", "secretaccesskey", "aws_secret", "awssecret", "aws_access_key", "secret access key", "aws_key", "secret-access-key"},
			True:  texts("aws_secret_access_key = "+mixed(40), `"SecretAccessKey": "`+mixed(40)+`"`),
			False: texts("aws_secret_access_key = "+mixed(30), "aws_secret_access_key = "+strings.Repeat("x", 40)),
		},
		{
			ID:      "aws-session-token",
			Source:  "https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html",
			Pattern: `[A-Za-z0-9/+]{100,}={0,2}`, Entropy: 4,
			Keys:  []string{"session_token", "sessiontoken", "security-token", "security_token"},
			True:  texts("AWS_SESSION_TOKEN=" + mixed(356)),
			False: texts("AWS_SESSION_TOKEN=" + strings.Repeat("a", 200)),
		},
		{
			ID:      "aws-bedrock-key",
			Source:  "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
			Pattern: `ABSK[A-Za-z0-9+/]{109,269}={0,2}|bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/=]{0,}`,
			True:    texts("ABSK"+mixed(128), "bedrock-api-key-"+"YmVkcm9jay5hbWF6b25hd3MuY29t"+mixed(40)),
			False:   texts("ABSK"+mixed(40), "bedrock-api-key-"+mixed(20)),
		},
		{
			ID: "aws-mws-token", Source: "gitleaks and trufflehog name the format amzn.mws.<uuid>",
			Pattern: `amzn\.mws\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
			True:    texts("amzn.mws." + uuid()), False: texts("amzn.mws." + hexa(30)),
		},
		{
			ID: "aws-appsync-key", Source: "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
			Pattern: `da2-[a-z0-9]{26}`,
			True:    texts("x-api-key: da2-" + small(26)), False: texts("da2-" + small(20)),
		},
		{
			ID: "google-api-key", Source: "https://cloud.google.com/docs/authentication/api-keys",
			Pattern: `AIza[0-9A-Za-z_-]{35}`,
			True:    texts("key=AIza" + mixed(35)), False: texts("AIza"+mixed(20), "AIza"+strings.Repeat("A", 35)),
		},
		{
			ID: "google-oauth-secret", Source: "https://developers.google.com/identity/protocols/oauth2",
			Pattern: `GOCSPX-[0-9A-Za-z_-]{28}`,
			True:    texts("GOCSPX-" + mixed(28)), False: texts("GOCSPX-" + mixed(12)),
		},
		{
			ID: "google-oauth-token", Source: "https://cloud.google.com/docs/authentication/token-types",
			Pattern: `ya29\.[0-9A-Za-z_-]{20,}`,
			True:    texts("ya29." + mixed(120)), False: texts("ya29." + mixed(8)),
		},
		{
			ID: "google-refresh-token", Source: "https://developers.google.com/identity/protocols/oauth2",
			Pattern: `1//0[0-9A-Za-z_-]{40,512}`,
			True:    texts("1//0" + mixed(60)), False: texts("1//0" + mixed(10)),
		},
		{
			ID: "google-fcm-key", Source: "https://firebase.google.com/docs/cloud-messaging/auth-server",
			Pattern: `AAAA[0-9A-Za-z_-]{7}:[0-9A-Za-z_-]{134,150}`,
			True:    texts("AAAA" + mixed(7) + ":" + mixed(140)), False: texts("AAAA" + mixed(7) + ":" + mixed(40)),
		},
		{
			ID:     "azure-client-secret",
			Source: "gitleaks azure-ad-client-secret: three characters, a digit, Q~ and the rest",
			fixed:  []literal{{text: "Q~"}}, match: azureClientSecret,
			True: texts("client_secret="+"dO2"+"9Q~"+mixed(34), "dO2"+"9Q~"+mixed(31)), False: texts("9Q~"+mixed(34), "dO2"+"9Q~"+mixed(12), "dO2"+"9Q~"+strings.Repeat("x", 34)),
		},
		{
			ID: "azure-storage-key", Source: "https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage",
			Pattern: `[A-Za-z0-9/+]{86}==`, Keys: []string{"accountkey", "account_key", "storage_key", "storagekey", "sharedaccesskey", "azure", "access_key"},
			True: texts("AccountName=a;AccountKey=" + mixed(86) + "=="), False: texts("AccountKey=" + mixed(40) + "=="),
		},
		{
			ID: "azure-shared-access-key", Source: "https://learn.microsoft.com/azure/event-hubs/event-hubs-get-connection-string",
			Pattern: `[A-Za-z0-9/+]{42,44}=`, Keys: []string{"sharedaccesskey", "shared_access_key", "primarykey", "eventhub", "servicebus", "iothub"},
			True: texts("SharedAccessKeyName=r;SharedAccessKey=" + mixed(43) + "="), False: texts("SharedAccessKey=" + mixed(20)),
		},
		{
			ID: "azure-sas-signature", Source: "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
			Pattern: `sig=(?P<value>[A-Za-z0-9/+]{43}=|[A-Za-z0-9%]{40,120}%3[Dd])`,
			True:    texts("?sv=2022-11-02&sig=" + mixed(43) + "%3D"), False: texts("?sig=" + mixed(12)),
		},
		{
			ID: "azure-registry-password", Source: "https://learn.microsoft.com/purview/sit-defn-azure-container-registry-access-key",
			fixed: []literal{{text: "+ACR"}}, match: infix(isBase64, 42, 6),
			True: texts(mixed(42) + "+ACR" + mixed(6)), False: texts(mixed(20) + "+ACR" + mixed(6)),
		},
		{
			ID: "azure-devops-pat", Source: "https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate",
			fixed: []literal{{text: "AZDO"}}, match: infix(isAlnum, 76, 4),
			True: texts(mixed(76) + "AZDO" + mixed(4)), False: texts(mixed(30) + "AZDO" + mixed(4)),
		},
		{
			ID: "azure-search-key", Source: "https://learn.microsoft.com/purview/sit-defn-azure-cognitive-search-api-key",
			fixed: []literal{{text: "AzSe"}}, match: infix(isAlnum, 42, 6),
			True: texts(mixed(42) + "AzSe" + mixed(6)), False: texts(mixed(12) + "AzSe" + mixed(6)),
		},
		{
			ID: "azure-openai-key", Source: "https://learn.microsoft.com/azure/ai-services/openai/reference",
			Pattern: `[0-9a-f]{32}|[0-9A-Za-z]{84}`, Keys: []string{"azure", "openai", "cognitive", "subscription-key", "subscription_key", "subscriptionkey"}, Entropy: 3,
			True: texts("Ocp-Apim-Subscription-Key: "+hexa(32), `AZURE_OPENAI_KEY="`+hexa(32)+`"`), False: texts("azure_region=" + hexa(8)),
		},
		{
			ID: "digitalocean-token", Source: "https://docs.digitalocean.com/reference/api/create-personal-access-token/",
			Pattern: `do[opr]_v1_[0-9a-f]{64}`,
			True:    texts("dop_v1_"+hexa(64), "doo_v1_"+hexa(64)), False: texts("dop_v1_" + hexa(40)),
		},
		{
			ID: "digitalocean-spaces-key", Source: "https://docs.digitalocean.com/products/spaces/how-to/manage-access/",
			Pattern: `DO00[0-9A-Z]{16}`, True: texts("DO00" + big(16)), False: texts("DO00" + big(9)),
		},
		{
			ID: "alibaba-access-key-id", Source: "https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair",
			Pattern: `LTAI[0-9A-Za-z]{17,24}`, True: texts("LTAI" + mixed(20)), False: texts("LTAI" + mixed(6)),
		},
		{
			ID: "alibaba-secret-key", Source: "gitleaks alibaba-secret-key: 30 letters and digits",
			Pattern: `[0-9A-Za-z]{30}`, Keys: []string{"alibaba", "aliyun"}, Entropy: 3,
			True: texts("alibaba_secret: " + small(30)), False: texts("alibaba_region: " + small(10)),
		},
		{
			ID: "tencent-secret-id", Source: "https://www.tencentcloud.com/document/product/598/32675",
			Pattern: `AKID[0-9A-Za-z]{32}`, True: texts("AKID" + mixed(32)), False: texts("AKID" + mixed(12)),
		},
		{
			ID: "ibm-cloud-key", Source: "https://cloud.ibm.com/docs/account?topic=account-userapikey",
			Pattern: `[0-9A-Za-z_-]{44}`, Keys: []string{"ibm", "bluemix"}, Entropy: 4,
			True: texts("IBMCLOUD_API_KEY=" + mixed(44)), False: texts("ibm_region=" + mixed(8)),
		},
		{
			ID: "scaleway-key", Source: "https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/",
			Pattern: `SCW[0-9A-Z]{17}`, True: texts("SCW" + big(17)), False: texts("SCW" + big(8)),
		},
		{
			ID: "hetzner-linode-vultr-token", Source: "https://docs.hetzner.cloud/reference/cloud#authentication",
			Pattern: `[0-9A-Za-z]{64}|[0-9A-Z]{36}`, Keys: []string{"hcloud", "hetzner", "linode", "vultr"}, Entropy: 3,
			True: texts("HCLOUD_TOKEN=" + mixed(64)), False: texts("hetzner_zone=" + mixed(7)),
		},
		{
			ID: "heroku-key", Source: "https://devcenter.heroku.com/articles/authentication",
			Pattern: `HRKU-[0-9A-Za-z_-]{36,90}`, True: texts("HRKU-AA" + mixed(58)), False: texts("HRKU-" + mixed(8)),
		},
		{
			ID: "heroku-uuid-key", Source: "gitleaks heroku-api-key: a UUID",
			Pattern: patternUUID, Keys: []string{"heroku"}, True: texts("HEROKU_API_KEY=" + uuid()), False: texts("heroku_app=" + hexa(8)),
		},
		{
			ID: "fly-token", Source: "https://fly.io/docs/security/tokens/",
			Pattern: `(FlyV1 fm2_|fm[12][ar]?_|fo1_)[0-9A-Za-z+/=_-]{40,}`, True: texts("fo1_"+mixed(43), "FlyV1 fm2_"+mixed(100)), False: texts("fo1_" + mixed(6)),
		},
		{
			ID: "netlify-token", Source: "https://docs.netlify.com/api/get-started/",
			Pattern: `nfp_[0-9A-Za-z]{36,40}`, True: texts("nfp_" + mixed(40)), False: texts("nfp_" + mixed(10)),
		},
		{
			ID: "netlify-old-token", Source: "gitleaks netlify-access-token: 40 to 46 characters",
			Pattern: `[0-9A-Za-z=_-]{40,46}`, Keys: []string{"netlify"}, Entropy: 3.2, True: texts("netlify_token: " + mixed(43)), False: texts("netlify_site: " + small(9)),
		},
		{
			ID: "vercel-token", Source: "https://vercel.com/docs/rest-api",
			Pattern: `vc[pkirac]_[0-9A-Za-z]{24,64}`, True: texts("vcp_" + mixed(52)), False: texts("vcp_" + mixed(5)),
		},
		{
			ID: "vercel-old-token", Source: "https://vercel.com/docs/rest-api",
			Pattern: `[0-9A-Za-z]{24}`, Keys: []string{"vercel"}, Entropy: 3.4, True: texts("VERCEL_TOKEN=" + mixed(24)), False: texts("vercel_region=" + small(5)),
		},
		{
			ID: "render-key", Source: "https://render.com/docs/api", Pattern: `rnd_[0-9A-Za-z]{28,40}`,
			True: texts("rnd_" + mixed(32)), False: texts("rnd_" + mixed(6)),
		},
		{
			ID: "cloudflare-key", Source: "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/",
			Pattern: `[0-9A-Za-z_-]{40}|[0-9a-f]{37}`, Keys: []string{"cloudflare", "cf_api", "x-auth-key"}, Entropy: 3,
			True: texts("CLOUDFLARE_API_TOKEN="+mixed(40), "X-Auth-Key: "+hexa(37)), False: texts("cloudflare_zone=" + small(12)),
		},
		{
			ID: "cloudflare-origin-ca-key", Source: "https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/",
			Pattern: `v1\.0-[0-9a-f]{24}-[0-9a-f]{146}`, True: texts("v1.0-" + hexa(24) + "-" + hexa(146)), False: texts("v1.0-" + hexa(24)),
		},
		{
			ID: "yandex-key", Source: "https://yandex.cloud/en/docs/iam/concepts/authorization/",
			Entropy: 3.5,
			Pattern: `AQVN[0-9A-Za-z_-]{35,38}|YC[0-9A-Za-z_-]{38}|t1\.[0-9A-Z_a-z-]{5,300}={0,2}\.[0-9A-Za-z_-]{86}={0,2}`,
			True:    texts("AQVN"+mixed(36), "t1."+mixed(60)+"."+mixed(86)), False: texts("AQVN"+mixed(9), "t1."+mixed(8)),
		},
		{
			ID: "supabase-key", Source: "https://supabase.com/docs/guides/api/api-keys",
			Pattern: `sbp_[0-9a-f]{40}|sb_secret_[0-9A-Za-z_-]{20,60}`, True: texts("sbp_"+hexa(40), "sb_secret_"+mixed(31)), False: texts("sbp_" + hexa(9)),
		},
		{
			ID: "neon-key", Source: "https://neon.com/docs/manage/api-keys", Pattern: `napi_[0-9a-z]{50,70}`,
			True: texts("napi_" + small(64)), False: texts("napi_" + small(9)),
		},
		{
			ID: "doppler-token", Source: "https://docs.doppler.com/docs/service-tokens",
			Pattern: `dp\.(pt|st|ct|sa|scim|audit|said)\.([0-9a-z_-]{2,35}\.)?[0-9A-Za-z]{40,44}`,
			True:    texts("dp.pt."+mixed(43), "dp.st.dev."+mixed(43)), False: texts("dp.pt." + mixed(9)),
		},
		{
			ID: "vault-token", Source: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
			Pattern: `hv[sbr]\.[0-9A-Za-z_-]{24,300}`, True: texts("hvs."+mixed(90), "hvb."+mixed(138)), False: texts("hvs." + mixed(9)),
		},
		{
			ID: "vault-old-token", Source: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
			Pattern: `s\.[0-9A-Za-z]{24}`, Keys: []string{"vault"}, True: texts("VAULT_TOKEN=s." + small(24)), False: texts("vault: s.example"),
		},
		{
			ID: "vault-bare-token", Source: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
			Pattern: `s\.[0-9A-Za-z]{24}`, Entropy: 3.5, Check: func(v string) bool { return changes(v) >= 4 && hasUpper(v) },
			True: texts("used s." + mixed(24) + " to"), False: texts("s.getElementsByTagNameNS12", "s."+mixed(12)),
		},
		{
			ID: "terraform-cloud-token", Source: "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
			fixed: []literal{{text: ".atlasv1."}}, match: infix(isAlnum, 14, 60),
			True: texts(mixed(14) + ".atlasv1." + mixed(67)), False: texts(mixed(14) + ".atlasv1." + mixed(9)),
		},
		{
			ID: "pulumi-token", Source: "https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/",
			Pattern: `pul-[0-9a-f]{40}`, True: texts("pul-" + hexa(40)), False: texts("pul-" + hexa(12)),
		},
		{
			ID: "databricks-token", Source: "https://docs.databricks.com/dev-tools/auth/pat.html",
			Pattern: `dapi[0-9a-f]{32}(-[0-9])?|dkea[0-9a-f]{32}|dose[0-9a-f]{32}`, True: texts("dapi" + hexa(32)), False: texts("dapi" + hexa(10)),
		},
		{
			ID: "tailscale-key", Source: "https://tailscale.com/kb/1252/key-secret-management",
			Pattern: `tskey-[a-z]{2,12}-[0-9A-Za-z]{8,24}-[0-9A-Za-z]{20,48}`, True: texts("tskey-auth-" + mixed(16) + "-" + mixed(32)), False: texts("tskey-auth-" + mixed(3)),
		},
		{
			ID: "openshift-token", Source: "https://docs.openshift.com/container-platform/latest/authentication/configuring-internal-oauth.html",
			Pattern: `sha256~[0-9A-Za-z_-]{43}`, True: texts("sha256~" + mixed(43)), False: texts("sha256~" + mixed(10)),
		},
		{
			ID: "docker-swarm-token", Source: "https://docs.docker.com/engine/swarm/join-nodes/",
			Pattern: `SWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25}|SWMKEY-1-[0-9A-Za-z+/]{43}`, True: texts("SWMTKN-1-" + small(50) + "-" + small(25)), False: texts("SWMTKN-1-" + small(9)),
		},
		{
			ID: "kubernetes-bootstrap-token", Source: "https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/",
			Pattern: `[0-9a-z]{6}\.[0-9a-z]{16}`, Keys: []string{"token", "kubeadm"}, Entropy: 3, True: texts("kubeadm join --token " + small(6) + "." + small(16)), False: texts("token: " + small(6) + "." + small(3)),
		},
		{
			ID: "fastly-token", Source: "https://www.fastly.com/documentation/reference/api/auth-tokens/",
			Pattern: `[0-9A-Za-z=_-]{32}`, Keys: []string{"fastly"}, Entropy: 3.2, True: texts("FASTLY_API_TOKEN=" + mixed(32)), False: texts("fastly_service=" + small(8)),
		},
		{
			ID: "scalingo-token", Source: "https://developers.scalingo.com/", Pattern: `tk-us-[0-9A-Za-z_-]{48}`,
			True: texts("tk-us-" + mixed(48)), False: texts("tk-us-" + mixed(9)),
		},
		{
			ID: "prefect-key", Source: "https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys", Pattern: `pn[ub]_[0-9A-Za-z]{36}`,
			True: texts("pnu_" + small(36)), False: texts("pnu_" + small(9)),
		},
		{
			ID: "infracost-key", Source: "https://www.infracost.io/docs/", Pattern: `ico-[0-9A-Za-z]{32}`, Check: func(v string) bool { return !isHexText(v[4:]) },
			True: texts("ico-" + mixed(32)), False: texts("ico-"+mixed(9), "video_box.ico-"+hexa(32)),
		},
		{
			ID: "nats-seed", Source: "https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth",
			Pattern: `S[ACNOUX][A-Z2-7]{56}`, Entropy: 3.5, True: texts("SU" + sample("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 56)), False: texts("SU" + big(20)),
		},
	}
}

const patternUUID = `[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}`

var isBase64 = isAlnum.or(chars("+/"))

// azureClientSecret reads around "Q~".
func azureClientSecret(text string, at int) (start, end int, ok bool) {
	start = at - 4
	if start < 0 || !isDigit[text[at-1]] || !startsToken(text, start) {
		return 0, 0, false
	}
	end = run(text, at+2, 64, &inAzureSecret)
	value := text[start:end]
	for i := range 3 {
		ok = inAzureSecret[value[i]] && value[i] != '-'
		if !ok {
			return 0, 0, false
		}
	}
	n := end - at - 2
	return start, end, n >= 31 && n <= 34 && entropy(value) >= 3
}

var inAzureSecret = isWord.or(chars("~.-"))

// infix matches values that are known by a text in their middle, with exactly
// before characters in front of it and at least after behind it.
func infix(set charset, before, after int) matcher {
	return func(text string, at int) (start, end int, ok bool) {
		start = runBack(text, at, before+1, &set)
		end = run(text, at, after+80, &infixRest)
		if at-start > before && endsEscape(text, start+1) {
			start++
		}
		return start, end, at-start == before && end-at >= after+4 && end-at <= after+72 && entropy(text[start:end]) > 3
	}
}

var infixRest = isBase64.or(chars("=._-"))
