package detect

import (
	"strings"
	"testing"
)

func TestCookies(t *testing.T) {
	sid := "Zk3v9QpL" + "8xWt2RbN"
	check(t, []lost{
		{"the only one", "Cookie: session=" + sid, sid},
		{"behind another", "Cookie: theme=dark; sid=" + sid + "; a=b", sid},
		{"two", "Cookie: a=" + sid + "; b=" + sid + "z\r\nAccept: */*", sid + "," + sid + "z"},
		{"in JSON", `{"headers": {"cookie": "theme=dark; sid=` + sid + `"}}`, sid},
		{"in a list", `{"set-cookie": ["a=b; Path=/", "sid=` + sid + `; Path=/; HttpOnly"]}`, sid},
		{"in a list of JSON in a string", `"{\"set-cookie\": [\"a=b\", \"sid=` + sid + `; Path=/\"]}"`, sid},
		{"none that opens anything", "Cookie: theme=dark; lang=en-US; tz=Europe/Berlin; consent=2025-01-01", ""},
		{"no attribute", "Set-Cookie: a=b; Domain=d111111abcdef8.example; Expires=Wed, 21 Oct 2026 07:28:00 GMT", ""},
	})
}

func TestListsAndObjectsUnderANameAreRead(t *testing.T) {
	password, key := "hunter2"+"x9", "q8XkV0pL"+"z41mTq8X"
	check(t, []lost{
		{"a list", `{"password": ["` + password + `"], "x": 1}`, password},
		{"a longer list", `{"tokens": ["` + key + `", "` + key + `Y"]}`, key + "," + key + "Y"},
		{"a member called value", `{"password": {"type": "string", "value": "` + password + `"}}`, password},
		{"members by stage", `{"api_keys": {"prod": "` + key + `", "dev": "` + key + `Y"}}`, key + "," + key + "Y"},
		{"objects in a list", `{"secrets": [{"name": "db", "value": "` + password + `"}]}`, password},
		{"a value before its name", `[{"value": "` + password + `", "name": "password"}]`, password},
		{"a value before another name", `[{"value": "` + password + `", "name": "commit"}]`, ""},
		{"a value of another object", `[{"value": "` + password + `"}, {"name": "password"}]`, ""},
		{"a list of Go", "map[X-Api-Key:[" + key + "] Accept:[*/*]]", key},
		{"what comes after the list is judged by itself", `{"password": ["a"], "commit": "` + key + `"}`, ""},
		{"names of something else", `{"credentials": {"username": "bob1x2y3", "region": "us-east-1", "host": "db1.example.com"}}`, ""},
		{"a schema", `{"password": {"type": "string", "description": "At least 8 letters", "minLength": 8, "pattern": "^[a-z0-9]+$"}}`, ""},
		{"what stands for a value", "authorization=[HASH:sensitive-name:d6f5e73dc8f87816]", ""},
		{"shapes of an interface", `"TagKeys":{"shape":"TagKeyListForUntag"}`, ""},
		{"packages with a hash", `"js-tokens": {"version": "4.0.0", "integrity": "sha512-RdJUflcE3cUzKiMqQgsCu06FPu9UdIJO0beYbPhHN4k6apgJtifcoCtT9bcxOpYBtpD2kCM6Sbzg4CausW/PKQ=="}`, ""},
		{"rules of a lexer", "tokens = {'root': [(r'0[xX][\\da-f]+', Hex), (r'0b[01]+', Bin)]}", ""},
		{"a public JSON Web Key", `{"key": {"kty": "RSA", "n": "` + mixed(40) + `", "e": "AQAB", "kid": "` + key + `"}}`, ""},
		{"the end of the text", `{"tokens": ["` + key, key},
	})
}

func TestNestsAreReadOnce(t *testing.T) {
	deep := strings.Repeat(`{"password": [`, 1<<16)
	if got := found(deep); got != "" {
		t.Errorf("lost %d bytes of brackets", len(got))
	}
}
