package detect

// Chat, mail, telephony and social networks.
func messaging() []RuleSpec {
	const slack = "https://docs.slack.dev/authentication/tokens"
	return []RuleSpec{
		{ID: "slack-token", Source: slack, Pattern: `xox[abeoprs]-([0-9]{8,14}-)+[0-9A-Za-z-]{10,120}`, Check: notRepeating, True: texts("xoxb-"+digit(12)+"-"+digit(13)+"-"+mixed(24), "xoxp-"+digit(11)+"-"+digit(12)+"-"+digit(12)+"-"+hexa(32)), False: texts("xoxb-xxx", "xoxb-my-bot-token")},
		{ID: "slack-legacy-token", Source: slack, Pattern: `xox[abeoprs](\.xox[bp])?-[0-9]-[0-9A-Za-z]{100,200}|xox[os]-[0-9]+-[0-9]+-[0-9]+-[0-9a-f]+`, True: texts("xoxe.xoxp-1-" + mixed(160)), False: texts("xoxe-1-" + mixed(9))},
		{ID: "slack-workspace-token", Source: slack, Pattern: `xox[ar]-([0-9]-)?[0-9A-Za-z]{8,48}`, Check: notRepeating, True: texts("xoxa-2-"+mixed(32), "xoxr-"+mixed(24)), False: texts("xoxa-" + mixed(3))},
		{ID: "slack-app-token", Source: slack, Pattern: `xapp-[0-9]-[0-9A-Za-z]{5,20}-[0-9]{5,20}-[0-9A-Za-z]{20,100}`, True: texts("xapp-1-" + big(11) + "-" + digit(13) + "-" + hexa(64)), False: texts("xapp-1-" + big(3))},
		{ID: "slack-webhook", Source: "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks", Pattern: `(https?://)?hooks\.slack(-gov)?\.com/(services|workflows|triggers)/[0-9A-Za-z+/]{30,90}`, True: texts("https://hooks.slack.com/services/T" + big(8) + "/B" + big(8) + "/" + mixed(24)), False: texts("https://hooks.slack.com/services/")},
		{
			// The id of the bot comes first, as the base64 of its digits, by which the token is known anywhere.
			ID: "discord-bot-token", Category: "discord-token", Source: "https://discord.com/developers/docs/reference#authentication",
			Pattern: `[MNO][DTjz][AEIMQUYcgk][w-z0-5][0-9A-Za-z]{19,24}\.[0-9A-Za-z_-]{6}\.[0-9A-Za-z_-]{27,40}`,
			True:    texts("Use MTIzNDU2Nzg5MDEyMzQ1Njc4."+mixed(6)+"."+mixed(38)+" for the bot", "OTg3NjU0MzIxMDk4NzY1NDMyMQ."+mixed(6)+"."+mixed(27)),
			False:   texts("MODULE"+mixed(20)+"."+mixed(6)+"."+mixed(38), "MTIzNDU2Nzg5MDEyMzQ1Njc4."+mixed(6)),
		},
		{ID: "discord-token", Source: "https://discord.com/developers/docs/reference#authentication", Pattern: `[MNO][0-9A-Za-z_-]{23,27}\.[0-9A-Za-z_-]{6}\.[0-9A-Za-z_-]{27,40}`, Keys: texts("token", "discord", "authorization"), True: texts("DISCORD_TOKEN=M" + mixed(25) + "." + mixed(6) + "." + mixed(38)), False: texts("DISCORD_TOKEN=M" + mixed(8))},
		{ID: "discord-key", Source: "gitleaks discord-client-secret and -api-token", Pattern: `[0-9A-Za-z=_-]{32}|[0-9a-f]{64}|[0-9]{18}`, Keys: texts("discord"), Entropy: 2.5, True: texts("discord_secret=" + mixed(32)), False: texts("discord_channel=" + small(5))},
		{ID: "discord-webhook", Source: "https://discord.com/developers/docs/resources/webhook", Pattern: `(https?://)?discord(app)?\.com/api/webhooks/[0-9]{17,20}/[0-9A-Za-z_-]{60,80}`, True: texts("https://discord.com/api/webhooks/" + digit(18) + "/" + mixed(68)), False: texts("https://discord.com/api/webhooks/" + digit(18))},
		{ID: "telegram-bot-token", Source: "https://core.telegram.org/bots/api#authorizing-your-bot", Pattern: `[0-9]{5,16}:A[0-9A-Za-z_-]{34}`, Entropy: 3.5, Keys: texts("telegr", "token"), True: texts("telegram_token: " + digit(10) + ":A" + mixed(34)), False: texts("telegram_token: 9704:A" + mixed(12))},
		{ID: "telegram-bare-token", Source: "https://core.telegram.org/bots/api#authorizing-your-bot", fixed: []literal{{text: ":AA"}}, match: telegram, True: texts("use " + digit(10) + ":AA" + mixed(33) + " now"), False: texts(digit(10)+":AA"+mixed(20), "x:AA"+mixed(33))},
		{ID: "telegram-bot-url", Source: "https://core.telegram.org/bots/api#authorizing-your-bot", Pattern: `api\.telegram\.org/bot(?P<value>[0-9]{5,16}:A[0-9A-Za-z_-]{34})`, True: texts("https://api.telegram.org/bot" + digit(10) + ":A" + mixed(34) + "/getMe"), False: texts("https://api.telegram.org/bot")},
		{ID: "twilio-key", Source: "https://www.twilio.com/docs/iam/api-keys", Pattern: `SK[0-9A-Fa-f]{32}`, Entropy: 3, True: texts("SK" + hexa(32)), False: texts("SK" + hexa(9))},
		{ID: "twilio-account", Source: "https://www.twilio.com/docs/iam/api/account", Pattern: `(AC|CA|MM|SM|IS|CR|MG)[0-9a-f]{32}`, Entropy: 3.2, True: texts("AC" + hexa(32)), False: texts("AC" + hexa(9))},
		{ID: "sendgrid-key", Source: "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys", Pattern: `SG\.[0-9A-Za-z=_.-]{66}`, True: texts("SG." + mixed(22) + "." + mixed(43)), False: texts("SG." + mixed(9))},
		{ID: "brevo-key", Source: "https://developers.brevo.com/docs/getting-started", Pattern: `x(keysib|smtpsib)-[0-9a-f]{64}-[0-9A-Za-z]{16}`, True: texts("xkeysib-" + hexa(64) + "-" + mixed(16)), False: texts("xkeysib-" + hexa(9))},
		{ID: "mailgun-key", Source: "https://documentation.mailgun.com/docs/mailgun/api-reference/authentication/", Pattern: `[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}`, Keys: texts("mailgun", "api_key", "token"), Entropy: 3, True: texts("MAILGUN_SIGNING=" + hexa(32) + "-" + hexa(8) + "-" + hexa(8)), False: texts("mailgun=key-" + hexa(9))},
		{ID: "mailgun-bare-key", Source: "https://documentation.mailgun.com/docs/mailgun/api-reference/authentication/", Pattern: `(pub)?key-[0-9a-f]{32}`, True: texts("-u api:key-" + hexa(32)), False: texts("key-" + hexa(31))},
		{ID: "mailchimp-key", Source: "https://mailchimp.com/developer/marketing/guides/quick-start/", fixed: []literal{{text: "-us"}}, match: mailchimp, True: texts(hexa(32)+"-us20", "token: "+hexa(32)+"-us6"), False: texts(hexa(20)+"-us2", hexa(32)+"-usa")},
		{ID: "mandrill-key", Source: "https://mailchimp.com/developer/transactional/guides/quick-start/", Pattern: `md-[0-9A-Za-z]{22}`, Entropy: 3.6, True: texts("md-" + mixed(22)), False: texts("md-" + mixed(9))},
		{ID: "teams-webhook", Source: "https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/", Pattern: `https://[0-9A-Za-z-]{1,64}\.webhook\.office\.com/webhookb2/[0-9a-z-]{36}@[0-9a-z-]{36}/IncomingWebhook/[0-9a-z]{32}/[0-9a-z-]{36}`, Keywords: texts("webhook.office.com"), True: texts("https://acme.webhook.office.com/webhookb2/" + uuid() + "@" + uuid() + "/IncomingWebhook/" + hexa(32) + "/" + uuid()), False: texts("https://acme.webhook.office.com/")},
		{ID: "webhook-url", Source: "https://developers.google.com/workspace/chat/quickstart/webhooks, https://zapier.com/apps/webhook", Pattern: `(hooks\.zapier\.com/hooks/catch/|chat\.googleapis\.com/v1/spaces/|maker\.ifttt\.com/use/)(?P<value>[0-9A-Za-z/_?=&%-]{20,200})`, True: texts("https://hooks.zapier.com/hooks/catch/" + digit(8) + "/" + small(12)), False: texts("https://hooks.zapier.com/hooks/catch/")},
		{ID: "hubspot-token", Source: "https://developers.hubspot.com/docs/api/private-apps", Pattern: `pat-(na|eu)[0-9]-` + patternUUID, True: texts("pat-na1-" + uuid()), False: texts("pat-na1-" + hexa(9))},
		{ID: "hubspot-old-key", Source: "gitleaks hubspot-api-key: a UUID", Pattern: patternUUID, Keys: texts("hubspot", "hapikey"), True: texts("hapikey=" + uuid()), False: texts("hubspot_id=" + hexa(8))},
		{ID: "intercom-token", Source: "gitleaks intercom-api-key: 60 characters", Pattern: `[0-9A-Za-z=_-]{60}`, Keys: texts("intercom"), Entropy: 3.5, True: texts("intercom_token=" + mixed(60)), False: texts("intercom=" + small(5))},
		{ID: "zendesk-key", Source: "gitleaks zendesk-secret-key: 40 characters", Pattern: `[0-9A-Za-z]{40}`, Keys: texts("zendesk"), Entropy: 3.3, True: texts("zendesk_token=" + mixed(40)), False: texts("zendesk=" + small(5))},
		{ID: "onesignal-key", Source: "https://documentation.onesignal.com/docs/keys-and-ids", Pattern: `os_v2_(app|org)_[0-9a-z]{100,110}`, True: texts("os_v2_app_" + small(103)), False: texts("os_v2_app_" + small(9))},
		{ID: "klaviyo-key", Source: "https://developers.klaviyo.com/en/docs/authenticate_", Pattern: `pk_[0-9a-f]{34}`, Entropy: 3, True: texts("pk_" + hexa(34)), False: texts("pk_" + hexa(9))},
		{ID: "messagebird-vonage-key", Source: "gitleaks messagebird-api-token: 25 characters", Pattern: `[0-9A-Za-z]{25}|` + patternUUID, Keys: texts("messagebird", "vonage", "nexmo"), Entropy: 3.2, True: texts("messagebird_key=" + mixed(25)), False: texts("vonage=" + small(5))},
		{ID: "postmark-token", Source: "https://postmarkapp.com/developer/api/overview", Pattern: patternUUID, Keys: texts("postmark", "x-postmark"), True: texts("X-Postmark-Server-Token: " + uuid()), False: texts("postmark=" + hexa(5))},
		{ID: "mattermost-token", Source: "gitleaks mattermost-access-token: 26 characters", Pattern: `[0-9a-z]{26}`, Keys: texts("mattermost"), Entropy: 3, True: texts("mattermost_token=" + small(26)), False: texts("mattermost=" + small(5))},
		{ID: "facebook-token", Source: "https://developers.facebook.com/docs/facebook-login/guides/access-tokens", Pattern: `EAA[A-Z][0-9A-Za-z]{80,300}`, Entropy: 3, True: texts("access_token=EAAC" + mixed(120)), False: texts("facebook=EAAC")},
		{ID: "facebook-bare-token", Source: "https://developers.facebook.com/docs/facebook-login/guides/access-tokens", match: scanned, True: texts("used " + digit(15) + "|" + mixed(27)), False: texts(digit(15)+"|"+mixed(9), digit(15)+" | "+mixed(27))},
		{ID: "facebook-secret", Source: "gitleaks facebook-secret: 32 hexadecimal digits", Pattern: `[0-9a-f]{32}`, Keys: texts("facebook"), Entropy: 3, True: texts("FACEBOOK_APP_SECRET=" + hexa(32)), False: texts("facebook=" + small(5))},
		{ID: "twitter-bearer", Source: "https://docs.x.com/fundamentals/authentication/oauth-2-0/bearer-tokens", Pattern: `AAAAAAAAAAAAAAAAAAAAAA[0-9A-Za-z%]{80,110}`, True: texts("AAAAAAAAAAAAAAAAAAAAAA" + mixed(90)), False: texts("AAAAAAAAAAAAAAAAAAAAAA" + mixed(9))},
		{ID: "twitter-key", Source: "gitleaks twitter-api-key, -api-secret, -access-token, -access-secret", Pattern: `[0-9A-Za-z]{25}|[0-9A-Za-z]{45}|[0-9A-Za-z]{50}|[0-9]{15,25}-[0-9A-Za-z]{20,40}`, Keys: texts("twitter"), Entropy: 3, True: texts("twitter_key=" + mixed(25)), False: texts("twitter=" + small(5))},
		{ID: "twitch-token", Source: "gitleaks twitch-api-token: 30 characters", Pattern: `[0-9a-z]{30}`, Keys: texts("twitch"), Entropy: 3, True: texts("twitch_token=" + small(30)), False: texts("twitch=" + small(5))},
		{ID: "linkedin-secret", Source: "gitleaks linkedin-client-id and -secret: 14 and 16 characters", Pattern: `[0-9A-Za-z]{14}|[0-9A-Za-z]{16}|WPL_AP1\.[0-9A-Za-z+=.]{20,40}`, Keys: texts("linkedin"), Entropy: 2.5, Check: notWord, True: texts("linkedin_secret=" + small(16)), False: texts("linkedin=" + small(5))},
		{ID: "line-token", Source: "https://developers.line.biz/en/docs/basics/channel-access-token/", Pattern: `[0-9A-Za-z+/]{150,200}=?`, Keys: texts("line_channel", "linechannel", "channel_access"), Entropy: 4.5, True: texts("LINE_CHANNEL_ACCESS_TOKEN=" + mixed(171) + "="), False: texts("line=" + small(5))},
		{ID: "instagram-token", Source: "https://developers.facebook.com/docs/instagram-platform", Pattern: `IGQ[0-9A-Za-z_-]{100,250}|IGAA[0-9A-Za-z_-]{100,250}`, True: texts("IGQ" + mixed(150)), False: texts("IGQ" + mixed(9))},
		{ID: "pushover-pushbullet-key", Source: "https://pushover.net/api, https://docs.pushbullet.com/", Pattern: `[au][0-9A-Za-z]{29}|o\.[0-9A-Za-z]{32}`, Keys: texts("pushover", "pushbullet"), Entropy: 3.2, True: texts("PUSHOVER_TOKEN=a" + mixed(29)), False: texts("pushover=" + small(5))},
		{ID: "chat-kit-key", Source: "gitleaks sendbird-access-id and -token, gitter-access-token", Pattern: `[0-9a-f]{40}|` + patternUUID + `|[0-9A-Za-z_-]{40}`, Keys: texts("sendbird", "gitter"), Entropy: 3, True: texts("sendbird_token=" + hexa(40)), False: texts("sendbird=" + hexa(5))},
	}
}

// mailchimp reads around "-us": 32 hexadecimal digits before, the number of a data
// centre after.
func mailchimp(text string, at int) (start, end int, ok bool) {
	start = runBack(text, at, 33, &isHex)
	if at-start == 33 && endsEscape(text, start+1) {
		start++
	}
	end = run(text, at+3, 3, &isDigit)
	value := text[start:end]
	return start, end, at-start == 32 && end > at+3 && end < at+6 && startsToken(text, start) && endsToken(text, end) && entropy(value) > 2.8 && !hasUpper(value)
}

func hasUpper(v string) bool {
	for i := range len(v) {
		if isUpper[v[i]] {
			return true
		}
	}
	return false
}

func notWord(v string) bool { return strangeness(v) > wordLimit || count(v).digits > 0 }

// notRepeating refuses tokens that were written by holding a key down.
func notRepeating(v string) bool { return entropy(v) >= 2.8 && !placeholder(v) }

// telegram reads around ":AA": the number of a bot before, 33 characters after.
func telegram(text string, at int) (start, end int, ok bool) {
	start = runBack(text, at, 17, &isDigit)
	end = run(text, at+3, 34, &inJWT)
	if n := at - start; n < 8 || n > 16 || end-at != 36 || !startsToken(text, start) {
		return 0, 0, false
	}
	return start, end, entropy(text[start:end]) > 3.5
}
