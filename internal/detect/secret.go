package detect

import (
	"strings"
	"unicode/utf8"
)

// secretValue says whether a value may be the secret that its name promises.
func secretValue(value string, kind nameKind, a assignment) bool {
	value = value[:min(len(value), judged)]
	if userAndPassword(value) {
		return true
	}
	if a.verb && !mixes(value) || a.beside && !standsOut(value, kind) {
		return false
	}
	return looksSecret(value, kind, a) && !verifier(value) && !reference(value, a) && !programText(value, a) && !namesItself(value) && !placeholder(value) && !hasMark(value)
}

// userAndPassword reports whether a value is the base64 of nothing but a name and a
// password in ASCII, as Docker and npm keep them (RFC 7617). No other text is that by chance.
func userAndPassword(value string) bool {
	value = strings.TrimRight(value, "=")
	name, password, colon := 0, 0, false
	bits, n := uint32(0), 0
	for i := range len(value) {
		v := strings.IndexByte(base64Alphabet, value[i])
		if v < 0 {
			return false
		}
		if bits, n = bits<<6|uint32(v), n+6; n < 8 {
			continue
		}
		n -= 8
		switch b := byte(bits >> n); {
		case b < ' ' || b > '~':
			return false
		case colon:
			password++
		case b == ':':
			colon = true
		default:
			name++
		}
	}
	return name > 0 && password > 3
}

// mixes tells "the token is k7Qw2ZtB" from "the token is optional" and "… is 7".
func mixes(value string) bool {
	n := count(value)
	return n.digits > 0 && n.digits < len(value)
}

// standsOut tells "password k7Qw2ZtB" from "password auth2" and "token 5 of 7": without a
// sign or a verb between them, the value itself has to say that it is one.
func standsOut(value string, kind nameKind) bool {
	n := count(value)
	return kind != keyName && len(value) >= 8 && n.digits > 1 && n.letters > 1 && n.others < 3 && random(value) && !isUUID(value)
}

// judged is how many bytes of a value decide whether it is a secret.
const judged = 256

func looksSecret(value string, kind nameKind, a assignment) bool {
	switch kind {
	case passName:
		return password(value, a)
	case tokenName, schemeName, cookieName:
		return token(value, a)
	case handleName:
		return !isUUID(value) && token(value, a)
	default:
		return len(value) >= 16 && !isUUID(value) && random(value) && (count(value).digits > 0 || turns(value)*2 >= len(value))
	}
}

// password says whether somebody may have chosen a value as a password.
func password(value string, a assignment) bool {
	if len(value) < 4 || len(value) > 128 || !a.quoted && !a.arrow && !a.flag && !a.beside {
		return false
	}
	if strings.IndexByte(value, ' ') >= 0 {
		return strangeness(value) > wordLimit && strings.Count(value, " ") < 3
	}
	n := count(value)
	switch {
	case n.letters == len(value):
		return unlikeWords(value) && !a.prose
	case utf8.RuneCountInString(value) < 5 && n.digits > 0:
		return false
	case n.letters == 0 && strings.IndexByte(value, '.') >= 0:
		return false // a version
	case strings.HasPrefix(strings.TrimPrefix(value, "-"), "0x") && len(value) < 20:
		return false
	case manyKinds(value):
		return true
	}
	return n.digits > 0 || strangeness(value) > wordLimit
}

// token says whether a value may have been made by a machine.
func token(value string, a assignment) bool {
	if strings.IndexByte(value, ' ') >= 0 || a.prose && !a.scheme && count(value).letters == len(value) {
		return false
	}
	n := count(value)
	switch strange := strangeness(value); {
	case a.scheme && len(value) >= 12:
		return strange > 3 || random(value)
	case len(value) < 8:
		return len(value) >= 6 && a.quoted && (n.letters == len(value) || n.digits > 0) && strange > 3.6
	case isUUID(value):
		return true
	case n.digits == len(value):
		return len(value) >= 15
	case strings.HasPrefix(strings.TrimPrefix(value, "-"), "0x") && len(value) < 20:
		return false
	case n.digits == 0 && n.others == 0:
		return unlikeWords(value)
	case manyKinds(value):
		return true
	case n.digits == 0:
		return unlikeWords(value)
	}
	return random(value) || len(value) < 16 && strangeness(value) > 2.9
}

// unlikeWords says whether the letters of a value make no words.
func unlikeWords(value string) bool {
	return strangeness(value) > wordLimit || turns(value)*2 >= len(value)
}

// random says whether a value looks drawn by lot: its letters make no words, or
// kinds of characters keep changing places.
func random(value string) bool {
	if len(value) < 12 || entropy(value) < 2.5 {
		return len(value) >= 8 && entropy(value) >= 2.5 && changes(value) >= 3
	}
	return changes(value)*5 >= len(value) || turns(value)*2 >= len(value) || strangeness(value) > 3 && entropy(value) >= 3 || isHexText(value) && count(value).digits > 0
}

// turns counts how often upper case, lower case and digits take turns: six times in
// ten characters drawn by lot, four times in an identifier.
func turns(value string) (n int) {
	for i := 1; i < len(value); i++ {
		a, b := value[i-1], value[i]
		if isAlnum[a] && isAlnum[b] && (isUpper[a] != isUpper[b] || isDigit[a] != isDigit[b]) {
			n++
		}
	}
	return n
}

// changes counts how often a letter and a digit are neighbours.
func changes(value string) (n int) {
	for i := 1; i < len(value); i++ {
		if isAlpha[value[i]] && isDigit[value[i-1]] || isDigit[value[i]] && isAlpha[value[i-1]] {
			n++
		}
	}
	return n
}

type counts struct{ letters, digits, others int }

func count(value string) (n counts) {
	for i := range len(value) {
		switch b := value[i]; {
		case isAlpha[b]:
			n.letters++
		case isDigit[b]:
			n.digits++
		default:
			n.others++
		}
	}
	return n
}

// reference says whether a value only says where the secret is: a variable, a call,
// a path, an address.
func reference(value string, a assignment) bool {
	switch {
	case strings.Contains(value, "://"), templated(value), isPath(value):
		return true
	case value[0] == '$' && len(value) > 1:
		return variable(value)
	case value[0] == '%' && value[len(value)-1] == '%', strings.HasPrefix(value, "{{"):
		return true
	case strings.IndexByte(value, ':') > 0 && strangeness(value) < wordLimit && count(value).digits < 2:
		return true
	}
	for _, p := range stores {
		if hasPrefixFold(value, p) {
			return true
		}
	}
	for _, p := range publicKeys {
		if strings.HasPrefix(value, p) {
			return true
		}
	}
	return !a.quoted && expression(value)
}

// variable says whether what begins with a dollar is one: $NAME, $this->token, $_POST['x'],
// $(command), and not a password or its hash.
func variable(value string) bool {
	if value[1] == '(' {
		return true
	}
	value = value[strings.LastIndexByte(value[:2], '$'):] // of $$NAME the second
	end := run(value, 1, len(value), &isWord)
	if end <= 1 || isDigit[value[1]] || anyVerifier(value) {
		return false
	}
	return end == len(value) || goesInto[value[end]]
}

// goesInto are the signs that may follow a variable.
var goesInto = chars("[]{}()-.:/+,;\"'` \\$@&|?")

// templated says whether something is to be put into a value: ${NAME}, {{ name }},
// $(command), #{name}.
func templated(value string) bool {
	for i := 0; i+2 < len(value); i++ {
		switch value[i : i+2] {
		case "${", "#{", "{{":
			if j := run(value, i+2, len(value), &inTemplate); j < len(value) && value[j] == '}' && (value[i] != '{' || j+1 < len(value) && value[j+1] == '}') {
				return true
			}
		case "$(":
			return strings.IndexByte(value[i:], ')') > 0
		}
	}
	return false
}

var inTemplate = isWord.or(chars(" .:-|$\"'[]()?+,/"))

// isPath says whether a value is a path: its parts are words.
func isPath(value string) bool {
	if strings.Count(value, "/")+strings.Count(value, `\`) < 2 || !beginsPath[value[0]] {
		return false
	}
	for _, root := range roots {
		if strings.HasPrefix(value, root) {
			return true
		}
	}
	for part := range strings.FieldsFuncSeq(value, partsPath) {
		if len(part) >= 4 && count(part).letters == len(part) && strangeness(part) < 2.8 {
			return true
		}
	}
	return strangeness(value) < wordLimit
}

// roots begin paths, whatever they lead to.
var roots = []string{"/etc/", "/var/", "/usr/", "/home/", "/opt/", "/run/", "/tmp/", "/root/", "/srv/", "/mnt/", "/proc/", "../", "~/"}

var beginsPath = chars(`/.~\`)

func partsPath(c rune) bool { return strings.ContainsRune(`/\.-_`, c) }

// stores begin references to places that keep secrets.
var stores = []string{
	"vault:", "secret/", "secrets/", "op://", "arn:", "ssm:", "env.", "env:", "process.env", "os.environ", "os.getenv", "secrets.", "aws:secretsmanager",
	"projects/", "https%3a", "http%3a", "keyring:", "kms:", "ref+", "file:", "data.", "var.", "local.", "self.", "this.", "config.", "settings.", "params.", "args.",
	"options.", "request.", "req.", "@", "urn:", "sha256:", "sha1:", "md5:", "sha512-", "sha384-", "sha256-", "sha1-",
}

// publicKeys begin public keys and certificates: as OpenSSH writes them, in PEM, in the
// base64 of PEM, and in that of DER (RFC 5280, SubjectPublicKeyInfo of RSA and of P-256).
var publicKeys = []string{
	"ssh-rsa AAAA", "ssh-ed25519 AAAA", "ssh-dss AAAA", "ecdsa-sha2-nistp", "sk-ssh-ed25519@",
	"-----BEGIN PUBLIC KEY", "-----BEGIN RSA PUBLIC KEY", "LS0tLS1CRUdJTiBQVUJMSUM", "LS0tLS1CRUdJTiBSU0EgUFVCTElD",
	"MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB", "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A", "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8A", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE",
}

// expression says whether a value without quotes reads like code.
func expression(value string) bool {
	if dot := strings.IndexByte(value, '.'); dot > 0 && dot < len(value)-1 && strangeness(value) < wordLimit && count(value).digits*3 < len(value) {
		return true
	}
	return value[0] == '*' || value[0] == '&' || value[0] == '#' || value[0] == '!'
}

func isUUID(value string) bool {
	return len(value) == 36 && value[8] == '-' && value[13] == '-' && value[18] == '-' && value[23] == '-' &&
		run(value, 0, 8, &isHex) == 8 && run(value, 9, 4, &isHex) == 13 && run(value, 14, 4, &isHex) == 18 &&
		run(value, 19, 4, &isHex) == 23 && run(value, 24, 12, &isHex) == 36
}

// manyKinds says whether a value has what people are asked to put into a password:
// three kinds of characters, and a sign of punctuation or some length.
func manyKinds(value string) bool {
	var upper, lower, digit, joint bool
	signs := 0
	for i := range len(value) {
		switch b := value[i]; {
		case isUpper[b]:
			upper = true
		case isLower[b]:
			lower = true
		case isDigit[b]:
			digit = true
		case b == '.' || b == '-' || b == '_' || b == '/' || b == ':' || b == '(' || b == ')':
			joint = true
		default:
			signs++
		}
	}
	if signs > 0 {
		return upper && lower || digit && (upper || lower) || signs > 4
	}
	return upper && lower && digit && !joint && len(value) >= 12
}
