package detect

import "strings"

// placeholder says whether a value stands where a secret would: nobody loses
// anything when it is read.
func placeholder(value string) bool {
	if monotonous(value) || bracketed(value) || counted(value) {
		return true
	}
	bare := strings.TrimRight(value, digits)
	if placeholderWords.has(value) || placeholderWords.has(bare) {
		return true
	}
	if placeholderParts.in(value) || changes(value) < 6 && perhapsParts.in(value) {
		return true
	}
	return strings.Contains(value, "...") || strings.Contains(value, "***")
}

// A wordList holds words in lower case by their first byte.
type wordList [256][]string

func newWordList(all ...string) *wordList {
	var l wordList
	for _, w := range all {
		l[w[0]] = append(l[w[0]], w)
	}
	return &l
}

// in says whether one of the words is in a value, in any case.
func (l *wordList) in(value string) bool {
	for i := range len(value) {
		for _, w := range l[lower(value[i])] {
			if hasPrefixFold(value[i:], w) {
				return true
			}
		}
	}
	return false
}

// has says whether a value is one of the words, in any case.
func (l *wordList) has(value string) bool {
	if value == "" {
		return false
	}
	for _, w := range l[lower(value[0])] {
		if equalFold(value, w) {
			return true
		}
	}
	return false
}

// monotonous holds for "xxxxxxxx", "********" and "1234 1234 1234": few different
// characters for the length.
func monotonous(value string) bool {
	var seen [256]bool
	n, longest, same := 0, 0, 0
	for i := range len(value) {
		b := lower(value[i])
		if !seen[b] {
			seen[b] = true
			n++
		}
		if i > 0 && lower(value[i-1]) == b {
			same++
		} else {
			same = 1
		}
		longest = max(longest, same)
	}
	return n <= 2 || longest >= 6 && longest*3 > len(value)
}

// counted holds for "1234567890abcdefghijkl": each character follows from the last.
func counted(value string) bool {
	next := 0
	for i := 1; i < len(value); i++ {
		if value[i] == value[i-1]+1 {
			next++
		}
	}
	return next >= 5 && next*3 > 2*len(value) && len(value) < 32
}

// namesItself holds for values of words that say what would stand there:
// "POSTGRES_PASSWORD", "api-token".
func namesItself(value string) bool {
	for i := range len(value) {
		if b := value[i]; !isAlpha[b] && b != '_' && b != '-' && b != '.' && b != ' ' {
			return false
		}
	}
	return selfNames.in(value)
}

var selfNames = newWordList("password", "passwd", "passphrase", "_pass", "-pass", "secret", "token", "apikey", "api_key", "api-key", "auth", "credential")

// bracketed holds for <token>, [PASSWORD], {secret}, %name% and *redacted*.
func bracketed(value string) bool {
	if len(value) < 2 {
		return true
	}
	switch last := value[len(value)-1]; value[0] {
	case '<':
		return last == '>'
	case '[':
		return last == ']'
	case '{':
		return last == '}'
	case '%', '*', '_', '#':
		return last == value[0]
	}
	return false
}

var placeholderWords = newWordList(
	"true", "false", "null", "none", "nil", "undefined", "unset", "yes", "no", "string", "value", "secret", "password", "passwd", "token",
	"required", "optional", "foo", "bar", "baz", "test", "pass", "user", "admin", "root", "guest", "default", "empty", "unknown", "n/a",
	"abc123", "12345", "1234", "0000", "1111", "123456", "12345678", "123456789", "1234567890", "qwerty", "asdf", "zxcv", "abcd", "abcdef", "pwd", "foobar", "foobarbaz",
	"deadbeef", "qwer", "abcdef", "letmein", "hunter", "welcome", "changeit", "s3cr3t", "p@ssw0rd", "basic", "bearer", "digest",
)

// placeholderParts make a placeholder of any value.
var placeholderParts = newWordList(
	"your", "xxxx", "replace", "change_me", "changeme", "change-me", "placehold", "redacted", "insert", "<", "put_", "_here", "-here",
	"notset", "not_set", "not-set", "filtered", "masked",
)

// perhapsParts do so unless letters and digits alternate behind them: sk_test_… is a key.
var perhapsParts = newWordList(
	"example", "dummy", "sample", "todo", "fake", "hidden", "my_secret", "my-secret", "mysecret", "my_token", "my-token", "mytoken",
	"mypass", "my_pass", "my-pass", "test_", "_test", "test-", "-test", "some_", "some-",
)
