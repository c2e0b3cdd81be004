package detect

import "testing"

func TestWhatStandsForAValueIsNoFinding(t *testing.T) {
	hash, pseudonym := "c668a8d9fd60621d", "1a64c668a8d9fd60621dc668a8d9fd60"
	secret := "hunter2" + "x9"
	check(t, []lost{
		{"a hash of a password in a URL", "mysql://root:[HASH:url-password:" + hash + "]@db/x", ""},
		{"a hash that names a header", "Authorization: Basic [HASH:basic-authorization:" + hash + "]", ""},
		{"a pseudonym", `{"api_key": "[PSEUDONYM:aws-secret-access-key:k1:` + pseudonym + `]"}`, ""},
		{"a mask with what is left of the value", "password=[REDACTED:sensitive-name:x9z]", ""},
		{"a user of curl", "curl -u [HASH:email:" + hash + "]:[HASH:curl-user:" + hash + "] https://x.example", ""},
		{"what is left of a cookie", "cookie=perplexityToken=[REDACTED:perplexity-key]", ""},
		{"a number behind a phone number", `phone: "[REDACTED:phone]", ssn: "69070614409"`, ""},
		{"what calls itself so", "[HASH:password=" + secret + "]", secret},
		{"what has no end", "[REDACTED:password=" + secret, secret},
		{"what stands behind it", "[REDACTED:email] password=" + secret, secret},
	})
}
