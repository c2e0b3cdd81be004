package detect

import "strings"

// placeholder says whether a value stands where a secret would: nobody loses
// anything when it is read.
func placeholder(value string) bool {
	if monotonous(value) || bracketed(value) {
		return true
	}
	for _, w := range placeholderWords {
		if equalFold(value, w) {
			return true
		}
	}
	for _, p := range placeholderParts {
		if containsFold(value, p) {
			return true
		}
	}
	return strings.Contains(value, "...") || strings.Contains(value, "***")
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
	case '%', '*', '_':
		return last == value[0]
	}
	return false
}

var placeholderWords = []string{
	"true", "false", "null", "none", "nil", "undefined", "unset", "yes", "no", "string", "value", "secret", "password", "passwd", "token",
	"required", "optional", "foo", "bar", "baz", "test", "pass", "user", "admin", "root", "guest", "default", "empty", "unknown", "n/a",
	"abc123", "12345", "123456", "12345678", "123456789", "1234567890", "qwerty", "asdf", "zxcv", "abcd", "abcdef", "pwd", "foobar",
	"deadbeef", "changeit", "s3cr3t", "p@ssw0rd", "basic", "bearer", "digest",
}

var placeholderParts = []string{
	"your", "example", "xxxx", "replace", "change_me", "changeme", "change-me", "placeholder", "redacted", "dummy", "sample", "todo", "insert",
	"<", "put_", "_here", "-here", "fake", "my_secret", "my-secret", "mysecret", "my_token", "my-token", "mytoken", "mypass", "my_pass", "my-pass",
	"test_", "_test", "test-", "-test", "some_", "some-", "placehold", "notset", "not_set", "not-set", "filtered", "hidden", "masked",
}
