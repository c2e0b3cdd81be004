package detect

import (
	"strconv"
	"strings"
)

// A verifier is what a system keeps of a password to recognise it: a hash with its
// function, its cost and its salt (the modular crypt format, and PHC strings). Nobody
// gets in with one. What can be done is guess, and how fast depends on the function:
// what OWASP's Password Storage Cheat Sheet accepts is slow enough that only bad
// passwords are found, and stays; whatever is faster counts as the password itself.
var slow = []struct {
	prefix string
	least  int // number that has to follow: cost, rounds
}{
	{"$argon2", 0},
	{"$2a$", 10},
	{"$2b$", 10},
	{"$2x$", 10},
	{"$2y$", 10},
	{"$y$", 0},
	{"$gy$", 0},
	{"$7$", 0},
	{"$scrypt$", 0},
	{"scrypt:", 0},
	{"$6$rounds=", 210_000},
	{"$5$rounds=", 600_000},
	{"$pbkdf2-sha512$", 210_000},
	{"$pbkdf2-sha256$", 600_000},
	{"pbkdf2_sha256$", 600_000},
	{"pbkdf2:sha256:", 600_000},
	{"pbkdf2:sha512:", 210_000},
}

// leastVerifier is shorter than any hash with its salt.
const leastVerifier = 40

// verifier says whether a value is one that a slow function made.
func verifier(value string) bool {
	for _, store := range []string{"{crypt}", "{bcrypt}", "{argon2}", "{scrypt}"} { // of LDAP, of Spring
		if hasPrefixFold(value, store) {
			value = value[len(store):]
		}
	}
	if len(value) < leastVerifier || strings.IndexByte(value, ' ') >= 0 {
		return false
	}
	for _, f := range slow {
		if rest, ok := strings.CutPrefix(value, f.prefix); ok {
			n, _ := strconv.Atoi(rest[:run(rest, 0, 9, &isDigit)])
			return n >= f.least
		}
	}
	return false
}

// anyVerifier says whether a value is one, whatever made it.
func anyVerifier(value string) bool {
	if len(value) < 4 || value[0] != '$' {
		return false
	}
	end := run(value, 1, 24, &inVerifier)
	return end > 1 && end < len(value) && value[end] == '$'
}

var inVerifier = isAlnum.or(chars("-_"))
