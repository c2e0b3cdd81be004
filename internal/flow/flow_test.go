package flow

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// prose is random text of words that mean nothing, with the punctuation of a letter.
func prose(random *rand.Rand, size int) string {
	var b strings.Builder
	for b.Len() < size {
		for i := range 2 + random.IntN(9) {
			c := byte('a' + random.IntN(26))
			if i == 0 && random.IntN(8) == 0 {
				c -= 'a' - 'A'
			}
			b.WriteByte(c)
		}
		b.WriteString([]string{" ", " ", " ", " ", ", ", ". ", "\n", " (", ") ", ": "}[random.IntN(10)])
	}
	return b.String()[:size]
}

// changes are what may be done to a text that it is still found.
var changes = map[string]func(string) string{
	"as it is":                 func(s string) string { return s },
	"in capitals":              strings.ToUpper,
	"in other white space":     func(s string) string { return strings.Join(strings.Fields(s), "\r\n\t") },
	"with other punctuation":   strings.NewReplacer(".", "!", ",", ";", " ", " - ", "(", "«").Replace,
	"without white space":      func(s string) string { return strings.Join(strings.Fields(s), "") },
	"in JSON":                  quoted,
	"in JSON in JSON":          func(s string) string { return quoted(quoted(s)) },
	"percent-encoded":          url.QueryEscape,
	"percent-encoded twice":    func(s string) string { return url.QueryEscape(url.PathEscape(s)) },
	"in base64":                b64(base64.StdEncoding),
	"in raw base64":            b64(base64.RawStdEncoding),
	"in base64 for addresses":  b64(base64.URLEncoding),
	"in raw base64 for them":   b64(base64.RawURLEncoding),
	"in hex":                   func(s string) string { return hex.EncodeToString([]byte(s)) },
	"in capital hex":           func(s string) string { return strings.ToUpper(hex.EncodeToString([]byte(s))) },
	"in hex with a prefix":     func(s string) string { return "0x" + hex.EncodeToString([]byte(s)) },
	"in base64 of base64":      func(s string) string { return b64(base64.StdEncoding)(b64(base64.StdEncoding)(s)) },
	"in base64 of hex":         func(s string) string { return b64(base64.StdEncoding)(hex.EncodeToString([]byte(s))) },
	"in hex of base64":         func(s string) string { return hex.EncodeToString([]byte(b64(base64.URLEncoding)(s))) },
	"in base64 of percent":     func(s string) string { return b64(base64.StdEncoding)(url.QueryEscape(s)) },
	"in percent of base64":     func(s string) string { return url.QueryEscape(b64(base64.StdEncoding)(s)) },
	"in base64 of JSON":        func(s string) string { return b64(base64.StdEncoding)(quoted(s)) },
	"in lines of base64":       func(s string) string { return lines(b64(base64.StdEncoding)(s)) },
	"in quoted lines of it":    func(s string) string { return quoted(lines(b64(base64.StdEncoding)(s))) },
	"in base64 behind a path":  func(s string) string { return "https://a.example/x/" + b64(base64.RawURLEncoding)(s) },
	"in base64 with more":      func(s string) string { return b64(base64.StdEncoding)("hello there, take this: " + s + " bye") },
	"in base64 behind a field": func(s string) string { return "https://a.example/?q=" + b64(base64.RawStdEncoding)(s) + "&x=1" },
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func b64(e *base64.Encoding) func(string) string {
	return func(s string) string { return e.EncodeToString([]byte(s)) }
}

func lines(s string) string {
	var b strings.Builder
	for len(s) > 76 {
		b.WriteString(s[:76] + "\r\n")
		s = s[76:]
	}
	return b.String() + s
}

func TestACopiedPassageIsFound(t *testing.T) {
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			random, e := rand.New(rand.NewPCG(1, 2)), New(Options{Key: []byte("k"), CommonAfter: -1})
			const tries = 1000
			found := 0
			for range tries {
				var s Session
				result := prose(random, 200+random.IntN(1500))
				e.Result(&s, 7, result)
				const size = 72 // about Guaranteed of letters and digits
				from := random.IntN(len(result) - size)
				argument := prose(random, random.IntN(300)) + " " + change(result[from:from+size]) + " " + prose(random, random.IntN(300))
				for _, m := range e.Arguments(&s, argument, nil) {
					if m.Source == 7 {
						found++
					}
				}
			}
			require.GreaterOrEqual(t, found, tries*99/100)
		})
	}
}

// TestNumbersInGroupsAreFoundInAddresses has numbers as people write them, in the query of
// an address, where a space is a plus or %20.
func TestNumbersInGroupsAreFoundInAddresses(t *testing.T) {
	for _, number := range []string{"4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32", "+44 20 7946 0958", "212 555 0199"} {
		for _, encode := range []func(string) string{url.QueryEscape, url.PathEscape} {
			e := New(Options{Key: []byte("k"), CommonAfter: -1})
			var s Session
			e.Result(&s, 7, `{"name":"Jane Doe","number":"`+number+`"}`)
			argument := `{"url":"https://a.example/?q=` + encode(number) + `&x=1"}`
			require.NotEmpty(t, e.Arguments(&s, argument, nil), argument)
		}
	}
}
