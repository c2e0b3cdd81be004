package detect

import "strings"

// Sensitive names stand in programs, schemas and documents too, and what is given to
// them there is most often an expression, a pattern or the name of a constant. Nobody
// loses anything when those are read. Each of these takes a value only if what is left
// of it reads like words: a password with the same signs in it is still one.

// programText says whether a value is a piece of a program.
func programText(value string, a assignment) bool {
	switch {
	case structTag(value), typeLiteral(value), joined(value), option(value), pattern(value), formats(value):
		return true
	case !a.quoted && qualified(value):
		return true
	}
	return access(value) || constant(value)
}

// structTag holds for json:"token" and its like, which Go writes behind a field.
func structTag(value string) bool {
	i := run(value, 0, nameReach, &isWord)
	return i > 0 && strings.HasPrefix(value[i:], `:"`)
}

// typeLiteral holds for TokenResponse{ and []Secret{}.
func typeLiteral(value string) bool {
	name, ok := strings.CutSuffix(strings.TrimSuffix(value, "}"), "{")
	name = strings.TrimLeft(name, "[]*&")
	return ok && name != "" && namesFunction(name)
}

// joined holds for "+cfg.Token)" and "`+name+`": the value is put together where the
// program runs.
func joined(value string) bool {
	bare := strings.Trim(value, "`\"')")
	rest := strings.TrimRight(strings.TrimPrefix(bare, "+"), "+)")
	return rest != bare && bare[0] == '+' && rest != "" && isAlpha[rest[0]] && namesFunction(strings.TrimSuffix(rest, "("))
}

// option holds for --name and --name=value: what comes next on the command line.
func option(value string) bool {
	return len(value) > 3 && value[:2] == "--" && isAlpha[value[2]]
}

// pattern holds for regular expressions: a class of characters in brackets.
func pattern(value string) bool {
	for _, r := range []string{"a-z", "A-Z", "0-9"} { // within the brackets
		if strings.HasPrefix(value, r) {
			return true
		}
	}
	for i := 0; i+3 < len(value); i++ {
		if value[i] != '[' {
			continue
		}
		switch value[i+1 : i+4] {
		case "a-z", "A-Z", "0-9", "a-f", "A-F":
			return strings.IndexByte(value[i:], ']') > 0
		}
		if end := strings.IndexByte(value[i:], ']'); end > 0 && (value[i+1] == '^' || value[i+1] == '\\') && i+end+1 < len(value) && quantifiers[value[i+end+1]] {
			return true
		}
	}
	return false
}

var quantifiers = chars("+*?{")

// formats holds for SECRET_%d and %s:%s.
func formats(value string) bool {
	verbs := 0
	for i := 0; i+1 < len(value); i++ {
		if value[i] == '%' && formatVerbs[value[i+1]] {
			verbs++
		}
	}
	return verbs > 0 && count(value).digits == 0 && strangeness(value) < wordLimit
}

var formatVerbs = chars("dsvqxwt@")

// qualified holds for JWT.JWKSet and Config.Auth.Token: names of modules and of what is
// in them.
func qualified(value string) bool {
	dots := 0
	for i := range len(value) {
		switch {
		case value[i] == '.':
			dots++
		case !isAlpha[value[i]] || (i == 0 || value[i-1] == '.') && !isUpper[value[i]]:
			return false
		}
	}
	return dots > 0 && value[len(value)-1] != '.'
}

// access holds for names[0], Jobs[-1].Id, .user[0]."role" and logger.V(3): a step into
// something that has a name.
func access(value string) bool {
	i := 0
	if value[0] == '.' {
		i++
	}
	start := i
	i = run(value, i, nameReach, &inName)
	if i == start || i == len(value) || !isAlpha[value[start]] || value[i] != '[' && value[i] != '(' || !namesFunction(value[start:i]) {
		return false
	}
	closes := byte(']')
	if value[i] == '(' {
		if closes = ')'; strings.IndexByte(value[start:i], '.') < 0 {
			return false
		}
	}
	end := run(value, i+1, 24, &inIndex)
	if end == len(value) || value[end] != closes {
		return false
	}
	rest := value[end+1:]
	return rest == "" || rest[0] == '.' && count(rest).digits == 0 && strangeness(rest) < wordLimit
}

var inIndex = inName.or(chars("+*'\" "))

// constant holds for RSA_OAEP_SHA_256, Oauth2ClientCredentials and SHA256withRSA: the
// names of algorithms, formats and protocols have digits in them, and what is left
// between them are words.
func constant(value string) bool {
	if !isAlpha[value[0]] || run(value, 0, len(value), &inName) < len(value) {
		return false
	}
	known, from, cost := 0, 0, 0.0
	words := func(part string) bool {
		cost += strangeness(part) * float64(len(part))
		return count(part).digits == 0
	}
	for i := 0; i < len(value); {
		n := wellKnown(value[i:])
		if n == 0 {
			i++
			continue
		}
		if !words(value[from:i]) {
			return false
		}
		i += n
		from, known = i, known+n
	}
	return known > 0 && words(value[from:]) && cost <= wordLimit*float64(len(value)-known)
}

// wellKnown returns the length of the name of an algorithm or a size that text begins
// with, or 0.
func wellKnown(text string) int {
	for _, w := range algorithms[lower(text[0])] {
		if hasPrefixFold(text, w) && (len(text) == len(w) || !isDigit[text[len(w)]]) {
			return len(w)
		}
	}
	return 0
}

// algorithms are words of names of algorithms, key sizes, formats and protocols that
// have digits in them or are no words.
var algorithms = newWordList(
	"sha1", "sha2", "sha3", "sha256", "sha384", "sha512", "sha224", "sha", "md4", "md5", "hmac", "rsaes", "rsassa", "rsa", "dsa", "ecdsa", "ecdh", "ecc", "aes", "des3",
	"p256k1", "p256", "p384", "p521", "nistp256", "nistp384", "nistp521", "secp224r1", "secp256k1", "secp256r1", "secp384r1", "secp521r1", "ed25519", "ed448", "x25519", "curve25519", "mlkem768",
	"hs256", "hs384", "hs512", "rs256", "rs384", "rs512", "ps256", "ps384", "ps512", "es256", "es384", "es512", "jwt", "jwk", "jws", "jwe", "oidc", "oaep", "pkcs12", "pkcs11", "pkcs1", "pkcs5", "pkcs7", "pkcs8", "pkix",
	"x509", "base64", "base32", "base58", "utf8", "utf16", "oauth2", "oauth1", "oauth", "tls1", "tls12", "tls13", "ssl3", "http2", "http1", "ipv4", "ipv6", "krb5", "ntlm", "ntlmv2", "pbkdf2", "argon2id", "argon2", "bcrypt", "scrypt",
	"uuid1", "uuid3", "uuid4", "uuid5", "uuid7", "uuid", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64", "ec2", "s3", "k8s",
	"128", "192", "224", "256", "384", "512", "521", "1024", "2048", "3072", "4096",
)
