package detect

import "strings"

// Links that open something for everybody who has them.
func links() []RuleSpec {
	return []RuleSpec{
		{
			ID: "signed-url", Source: "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html, https://cloud.google.com/storage/docs/access-control/signed-urls, https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html",
			rank: byContext, fixed: []literal{{"signature=", true}}, match: signature,
			True: texts("https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature="+hexa(64), "https://storage.googleapis.com/b/o?X-Goog-Signature="+hexa(512),
				"https://d1.cloudfront.net/k?Expires=1700000000&Signature="+mixed(40)+"~"+mixed(40)+"__&Key-Pair-Id=K1", "https://x.example/unsubscribe?expires=1700000000&signature="+hexa(64)),
			False: texts("?signature=none", "Signature="+mixed(64), "&signature=example-signature-of-words"),
		},
		{
			ID: "oauth-code", Source: "RFC 6749, 4.1.2", rank: byContext, fixed: []literal{{text: "code="}}, match: oauthCode,
			True:  texts("https://app.example/callback?code="+mixed(40)+"&state=x", "/callback?state=x&code=4/"+mixed(60)),
			False: texts("?code=404&state=x", "error code="+mixed(40), "?code=country-code-of-words&x=1", "?code="+mixed(8)),
		},
		{
			ID: "oracle-password", Source: "https://docs.oracle.com/en/database/oracle/oracle-database/23/jjdbc/data-sources-and-URLs.html", rank: byContext,
			Pattern: `jdbc:oracle:(thin|oci|oci8):[0-9A-Za-z_$#.-]{1,64}/(?P<value>[0-9A-Za-z_$#.!%^&*+=~-]{4,64})@`,
			True:    texts("jdbc:oracle:thin:scott/" + mixed(9) + "@//db:1521/x"), False: texts("jdbc:oracle:thin:@//db:1521/x"),
		},
	}
}

var (
	inSignature = isAlnum.or(chars("%+/=~_-"))
	inCode      = isAlnum.or(chars("._~%/+-"))
	parameter   = chars("?&;")
)

// inQuery says whether a parameter of a URL begins at i, or the second half of the name
// of one: X-Amz-Signature.
func inQuery(text string, i int) bool {
	i = runBack(text, i, nameReach, &inName)
	return i > 0 && parameter[text[i-1]]
}

// signature returns the value of a parameter that ends in "signature".
func signature(text string, at int) (start, end int, ok bool) {
	if !inQuery(text, at) {
		return 0, 0, false
	}
	start = at + len("signature=")
	end = run(text, start, 1024, &inSignature)
	value := text[start:min(end, start+judged)]
	return start, end, len(value) >= 24 && random(value) && !placeholder(value)
}

// oauthCode returns the code that a client gets a token for.
func oauthCode(text string, at int) (start, end int, ok bool) {
	start = at + len("code=")
	end = run(text, start, 1024, &inCode)
	value := text[start:min(end, start+judged)]
	return start, end, len(value) >= 16 && at > 0 && parameter[text[at-1]] && drawn(value) && !placeholder(value) && strings.Count(value, "/") < 3
}
