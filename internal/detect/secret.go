package detect

import "strings"

// secretValue says whether a value may be the secret that its name promises.
func secretValue(value string, kind nameKind, a assignment) bool {
	if placeholder(value) || reference(value, a) {
		return false
	}
	switch kind {
	case passName:
		return password(value, a)
	case tokenName, schemeName:
		return token(value, a)
	default:
		return len(value) >= 16 && random(value) && !isUUID(value)
	}
}

// password says whether somebody may have chosen a value as a password.
func password(value string, a assignment) bool {
	if len(value) < 4 || len(value) > 128 {
		return false
	}
	if !a.quoted && !a.arrow && !a.flag {
		return false
	}
	if strings.IndexByte(value, ' ') >= 0 {
		return strangeness(value) > wordLimit && strings.Count(value, " ") < 3
	}
	n := count(value)
	if n.letters == len(value) {
		return strangeness(value) > wordLimit
	}
	if n.others == 0 && n.digits < len(value) && n.digits > 0 {
		return true
	}
	return n.digits > 0 || strangeness(value) > wordLimit
}

// token says whether a value may have been made by a machine.
func token(value string, a assignment) bool {
	if len(value) < 8 || strings.IndexByte(value, ' ') >= 0 {
		return false
	}
	if a.scheme && len(value) >= 12 {
		return strangeness(value) > 3
	}
	if isUUID(value) {
		return true
	}
	n := count(value)
	switch {
	case n.digits == len(value):
		return len(value) >= 15
	case n.letters == len(value):
		return strangeness(value) > wordLimit
	case n.digits == 0:
		return strangeness(value) > wordLimit
	}
	return random(value) || len(value) < 16 && strangeness(value) > 2.9
}

// random says whether a value looks drawn by lot.
func random(value string) bool {
	least := 3.0
	if len(value) < 16 {
		least = 2.5
	}
	return entropy(value) >= least && strangeness(value) > 3
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
	case strings.Contains(value, "://"):
		return true
	case value[0] == '$' || value[0] == '%' && value[len(value)-1] == '%' || strings.HasPrefix(value, "{{"):
		return true
	case value[0] == '/' || strings.HasPrefix(value, "./") || strings.HasPrefix(value, "~/") || strings.HasPrefix(value, "../"):
		return strings.Count(value, "/") > 1 && strangeness(value) < wordLimit
	case strings.Contains(value, "${") || strings.Contains(value, "$(") || strings.Contains(value, "#{") || strings.Contains(value, "{{"):
		return strings.IndexByte(value, '}') > 0 || strings.IndexByte(value, ')') > 0
	}
	for _, p := range stores {
		if hasPrefixFold(value, p) {
			return true
		}
	}
	return !a.quoted && expression(value)
}

// stores begin references to places that keep secrets.
var stores = []string{
	"vault:", "secret/", "secrets/", "op://", "arn:", "ssm:", "env.", "env:", "process.env", "os.environ", "os.getenv", "secrets.", "aws:secretsmanager",
	"projects/", "keyring:", "kms:", "ref+", "file:", "data.", "var.", "local.", "self.", "this.", "config.", "settings.", "params.", "args.",
	"options.", "request.", "req.", "@", "urn:", "sha256:", "sha1:", "md5:",
}

// expression says whether a value without quotes reads like code.
func expression(value string) bool {
	if strings.IndexByte(value, '.') > 0 && strangeness(value) < wordLimit && count(value).digits == 0 {
		return true
	}
	return value[0] == '*' || value[0] == '&' || value[0] == '#' || value[0] == '!'
}

func isUUID(value string) bool {
	if len(value) != 36 {
		return false
	}
	for i := range len(value) {
		switch i {
		case 8, 13, 18, 23:
			if value[i] != '-' {
				return false
			}
		default:
			if !isHex[value[i]] {
				return false
			}
		}
	}
	return true
}
