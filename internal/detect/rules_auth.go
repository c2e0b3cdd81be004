package detect

import "strings"

// What opens whatever it is sent to: headers, signed tokens, private keys.
func authentication() []RuleSpec {
	return []RuleSpec{
		{
			ID: "jwt", Source: "RFC 7519; RFC 7516 for encrypted ones",
			fixed: []literal{{text: "eyJ"}}, match: jwt, rank: byContext,
			True:  texts("eyJ"+mixed(33)+".eyJ"+mixed(60)+"."+mixed(43), "eyJ"+mixed(20)+"."+mixed(30)+".", "x eyJ"+mixed(33)+".eyJ"+mixed(30)+" y"),
			False: texts("eyJ"+mixed(33), "eyJrZXkiOiJ2YWx1ZSJ9"),
		},
		{
			ID: "jwt-in-base64", Source: "the base64 of what RFC 7519 describes", Pattern: `ZXlK[0-9A-Za-z/_+-]{60,}={0,2}`, Entropy: 3.5,
			True: texts("ZXlK" + mixed(120)), False: texts("ZXlK" + mixed(20)),
		},
		{
			ID: "bearer", Source: "RFC 6750, 2.1", rank: byContext,
			fixed: []literal{{"bearer ", true}}, match: bearer,
			True:  texts("Authorization: Bearer "+mixed(40), "-H 'authorization: bearer "+hexa(32)+"'"),
			False: texts("Bearer <your-token>", "Bearer REPLACE_ME", "the bearer certificate", "Bearer $TOKEN"),
		},
		{
			ID: "basic-authorization", Source: "RFC 7617", rank: byContext,
			fixed: []literal{{"basic ", true}}, match: basic,
			True:  texts("Authorization: Basic "+"YWxhZGRpbjpv"+"cGVuc2VzYW1l", "- Basic "+"YWxhZGRpbjpv"+"cGVuc2VzYW1l"),
			False: texts("basic authentication", "Basic Information", "basic <credentials>"),
		},
		{
			ID: "private-key", Source: "RFC 7468; RFC 4880 for armoured PGP keys",
			fixed: []literal{{text: "-----BEGIN "}}, match: pem,
			True:  texts("-----BEGIN RSA "+"PRIVATE KEY-----\n"+mixed(64)+"\n"+mixed(30)+"\n-----END RSA "+"PRIVATE KEY-----", `-----BEGIN `+`PRIVATE KEY-----\n`+mixed(64)+`\n`),
			False: texts("-----BEGIN CERTIFICATE-----\n"+mixed(64)+"\n-----END CERTIFICATE-----", "-----BEGIN "+"PRIVATE KEY-----\n...\n-----END "+"PRIVATE KEY-----"),
		},
		{
			ID: "putty-private-key", Source: "https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html",
			Pattern: `Private-Lines: [0-9]{1,3}(\\n|\\r|\r|\n){1,4}(?P<value>[0-9A-Za-z+/=\\\r\n]{32,})`,
			True:    texts("Private-Lines: 8\n" + mixed(64) + "\n" + mixed(64)), False: texts("Private-Lines: 8"),
		},
		{
			ID: "curl-user", Source: "https://curl.se/docs/manpage.html#-u", rank: byContext,
			fixed: []literal{{text: "curl "}}, match: curlUser,
			True:  texts("curl -u admin:"+"h0pk1ns~21s"+" https://x.example", `curl -X POST --user "api:`+mixed(12)+`" https://x.example`),
			False: texts(`curl -u "$USER:$PASS" https://x`, "curl -u username:password x", "curl -u admin https://x"),
		},
	}
}

var (
	inToken  = isWord.or(chars("-.~+/="))
	inBase64 = isWord.or(chars("-+/="))
	inJWT    = isWord.or(chars("-"))
	inBearer = chars("\"'`,;<>()[]{}|\\&").or(isSpace).not()
)

// jwt returns a token in compact form: a header, a payload that may be encrypted
// into three parts, a signature that may be empty. One of two parts, both of them the
// base64 of JSON, was cut off.
func jwt(text string, at int) (start, end int, ok bool) {
	if !startsToken(text, at) || at > 0 && text[at-1] == '-' {
		return 0, 0, false
	}
	end = run(text, at, len(text), &inJWT)
	first, parts, cut := end-at, 1, false
	for end+1 < len(text) && text[end] == '.' && parts < 5 {
		next := run(text, end+1, len(text), &inJWT)
		if next == end+1 && parts < 2 {
			break
		}
		cut = parts == 1 && next-end > 16 && strings.HasPrefix(text[end+1:], "eyJ")
		end = next
		parts++
	}
	if parts == 2 && end < len(text) && text[end] == '.' {
		end++
		parts++
	}
	return at, end, first >= 12 && (parts >= 3 || cut) && end-at >= 36 && entropy(text[at:end]) > 3.5
}

// bearer returns the token after the scheme.
func bearer(text string, at int) (start, end int, ok bool) {
	if !startsToken(text, at) {
		return 0, 0, false
	}
	start = run(text, at+len("bearer "), blankReach, &isBlank)
	end = run(text, start, maxRun, &inBearer)
	end = start + len(strings.TrimRight(text[start:end], ".:"))
	if end-start < 12 {
		return 0, 0, false
	}
	value := text[start:end]
	return start, end, run(value, 0, len(value), &inToken) == len(value) && !placeholder(value) && (strangeness(value) > wordLimit || count(value).digits > 1)
}

// basic returns the base64 of a name and a password.
func basic(text string, at int) (start, end int, ok bool) {
	if !startsToken(text, at) {
		return 0, 0, false
	}
	start = run(text, at+len("basic "), blankReach, &isBlank)
	end = run(text, start, maxRun, &inBase64)
	value := text[start:end]
	if len(value) < 8 || placeholder(value) {
		return 0, 0, false
	}
	return start, end, encodesUser(value) || len(value) >= 16 && strangeness(value) > wordLimit && entropy(value) > 3
}

// encodesUser says whether a value is the base64 of text with a colon in it, going
// by its first 64 characters.
func encodesUser(value string) bool {
	value = strings.TrimRight(value, "=")
	colon := false
	bits, n := uint32(0), 0
	for i := range min(len(value), 64) {
		v := strings.IndexByte(base64Alphabet, value[i])
		if v < 0 {
			return false
		}
		bits, n = bits<<6|uint32(v), n+6
		if n >= 8 {
			n -= 8
			b := byte(bits >> n)
			if b < 0x20 || b == 0x7f {
				return false
			}
			colon = colon || b == ':'
		}
	}
	return colon
}

const base64Alphabet = uppers + lowers + digits + "+/"

// curlUser returns the password of -u and --user.
func curlUser(text string, at int) (start, end int, ok bool) {
	if !startsToken(text, at) {
		return 0, 0, false
	}
	line := text[at:min(len(text), at+512)]
	if n := strings.Index(line, "\n\n"); n >= 0 {
		line = line[:n]
	}
	for _, option := range []string{" -u ", " --user ", " -u", " --user=", " --proxy-user "} {
		if i := strings.Index(line, option); i >= 0 {
			return userOption(text, at+i+len(option))
		}
	}
	return 0, 0, false
}

// userOption returns the password of "name:password" at i. One with an empty name
// is a password too, and so is one with an empty password.
func userOption(text string, i int) (start, end int, ok bool) {
	i = run(text, i, blankReach, &isBlank)
	quote := byte(0)
	for i < len(text) && (text[i] == '\\' || quotes[text[i]]) {
		quote = text[i]
		i++
	}
	end = i
	for limit := min(len(text), i+256); end < limit; end++ {
		b := text[end]
		if isSpace[b] || b == quote || quote == 0 && (quotes[b] || b == '\\') {
			break
		}
	}
	colon := strings.IndexByte(text[i:end], ':')
	if colon < 0 || hasMark(text[i:end]) {
		return 0, 0, false
	}
	start = i + colon + 1
	if start == end && end < len(text) && quotes[text[end]] && quote == 0 {
		start++
		end = run(text, start, 128, &inShellWord)
	} else if start == end {
		start, end = i, end-1
	}
	if start >= end {
		return 0, 0, false
	}
	value := text[start:end]
	if placeholder(value) || reference(value, assignment{quoted: true}) {
		return 0, 0, false
	}
	return start, end, len(value) >= 4 && (count(value).digits > 0 || strangeness(value) > wordLimit)
}

var inShellWord = isAlnum.or(chars("~!@#%^*_+-=.,:?{}"))

// pem returns a private key with its armour. A key whose end is missing, because
// the text was cut, is one too.
func pem(text string, at int) (start, end int, ok bool) {
	head := text[at:min(len(text), at+80)]
	if kind, _, ok := strings.Cut(head, "PRIVATE KEY"); !ok || strings.IndexByte(kind, '\n') >= 0 {
		return 0, 0, false
	}
	dashes := strings.Index(head[5:], "-----")
	if dashes < 0 {
		return 0, 0, false
	}
	body := at + 5 + dashes + 5
	end = strings.Index(text[body:min(len(text), body+maxPEM)], "-----")
	if end < 0 || !strings.HasPrefix(text[body+end:], "-----END ") {
		limit := maxPEM
		if end >= 0 {
			limit = end
		}
		end = run(text, body, limit, &inPEM)
		return at, end, end-body >= 24
	}
	end += body
	if run(text, body, 4*blankReach, &inPEM)-body < 24 && end-body < 64 {
		return 0, 0, false
	}
	tail := strings.Index(text[end+9:min(len(text), end+80)], "-----")
	if tail < 0 {
		return at, end, true
	}
	return at, end + 9 + tail + 5, true
}

const maxPEM = 16 << 10

var inPEM = isAlnum.or(chars("+/=\\\r\n \t\"',:-"))
