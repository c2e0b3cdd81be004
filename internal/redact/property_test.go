package redact

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// TestJSONKeepsItsShape hides values in random documents: what comes out is JSON of the
// same shape, without them, and everything else is as it was.
func TestJSONKeepsItsShape(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	redactor := redactor(t)
	hidden := 0
	for range 3000 {
		d := document{random: r}
		doc := d.value(5)
		in := spell(r, doc)
		out := text(redactor, "", in)
		hidden += d.hidden
		var got any
		require.NoError(t, json.Unmarshal([]byte(out), &got), out)
		same(t, doc, got)
		require.NotContains(t, unescaped(out), token0)
		require.NotContains(t, unescaped(out), mail0)
		require.Equal(t, out, text(redactor, "", out))
		if d.hidden == 0 {
			require.Equal(t, in, out)
		}
	}
	require.Greater(t, hidden, 1000)
}

// document makes random values, some of which hide something.
type document struct {
	random *rand.Rand
	hidden int
}

func (d *document) value(depth int) any {
	switch n := d.random.IntN(9); {
	case depth > 0 && n == 0:
		list := make([]any, d.random.IntN(4))
		for i := range list {
			list[i] = d.value(depth - 1)
		}
		return list
	case depth > 0 && n <= 3:
		m := map[string]any{}
		for i := range d.random.IntN(5) {
			m[fmt.Sprint("name ", i)] = d.value(depth - 1)
		}
		return m
	case n == 4:
		return float64(d.random.IntN(1000))
	case n == 5:
		return d.random.IntN(2) == 0
	case n == 6:
		return nil
	case n == 7:
		d.hidden++
		return d.hide()
	}
	return []string{"plain", "zwölf \"Boxkämpfer\"", "a\nb\t\\", "x/y?z=%20", "", "[1]", "{}"}[d.random.IntN(7)]
}

func (d *document) hide() string {
	value := []string{token0, mail0}[d.random.IntN(2)]
	switch d.random.IntN(5) {
	case 0:
		return "before \"" + value + "\"\nafter"
	case 1:
		inner, _ := json.Marshal(map[string]string{"inner": value})
		return string(inner)
	case 2:
		return "https://x.example/?q=" + url.QueryEscape(value)
	case 3:
		return base64.StdEncoding.EncodeToString([]byte("this is hidden: " + value))
	}
	return value
}

// spell writes JSON with white space, and some characters as escapes.
func spell(r *rand.Rand, doc any) string {
	b, _ := json.Marshal(doc)
	if r.IntN(2) == 0 {
		b, _ = json.MarshalIndent(doc, " ", "\t")
	}
	out := string(b)
	if r.IntN(2) == 0 {
		out = strings.ReplaceAll(out, "@", `\u0040`)
	}
	return out
}

// same compares what a document was with what is left of it.
func same(t *testing.T, was, is any) {
	switch was := was.(type) {
	case map[string]any:
		got, ok := is.(map[string]any)
		require.True(t, ok)
		require.Len(t, got, len(was))
		for name := range was {
			same(t, was[name], got[name])
		}
	case []any:
		got, ok := is.([]any)
		require.True(t, ok)
		require.Len(t, got, len(was))
		for i := range was {
			same(t, was[i], got[i])
		}
	case string:
		got, ok := is.(string)
		require.True(t, ok)
		if !strings.Contains(got, "[REDACTED:") {
			require.Equal(t, was, got)
		}
	default:
		require.Equal(t, was, is)
	}
}

// unescaped is what a text says when all its escapes are read.
func unescaped(s string) string {
	for range 6 {
		next, ok := unescape(nil, s)
		if !ok || string(next) == s {
			break
		}
		s = string(next)
	}
	return s
}

// TestTheWorkIsLinear compares texts of two lengths: ten times as long is not much more
// than ten times as much work.
func TestTheWorkIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	r := redactor(t)
	for name, make := range map[string]func(n int) string{
		"one letter":            func(n int) string { return strings.Repeat("a", n) },
		"percent signs":         func(n int) string { return strings.Repeat("%", n) },
		"encoded percent signs": func(n int) string { return strings.Repeat("%25", n/3) },
		"backslashes":           func(n int) string { return `"` + strings.Repeat(`\\`, n/2) + `"` },
		"quotes in a string":    func(n int) string { return `"` + strings.Repeat(`\"`, n/2) + `"` },
		"open brackets":         func(n int) string { return strings.Repeat("[", n) },
		"open braces":           func(n int) string { return strings.Repeat(`{"a":`, n/5) },
		"runs of base64":        func(n int) string { return strings.Repeat("YWJjZGVmZ2hpamtsbW5vcHFyc3R1 ", n/29) },
		"a run of base64":       func(n int) string { return strings.Repeat("YWJj", n/4) },
		"near misses":           func(n int) string { return strings.Repeat("acme_0123", n/9) },
		"findings":              func(n int) string { return strings.Repeat(mail0+" ", n/17) },
		"wraps of two kinds":    wraps,
		"JSON that breaks":      func(n int) string { return strings.Repeat(`["\"[`, n/6) },
		"strings":               func(n int) string { return "[" + strings.Repeat(`"a\n",`, n/6) + "1]" },
	} {
		took := func(n int) time.Duration {
			in, best := make(n), time.Hour
			for range 3 {
				begin := time.Now()
				r.whole("key", in)
				best = min(best, time.Since(begin))
			}
			return best
		}
		short, long := took(1<<15), took(10<<15)
		t.Logf("%-22s %6.1f ns/byte", name, float64(long.Nanoseconds())/float64(10<<15))
		require.Less(t, long, 60*short+5*time.Millisecond, "%s: %v for ten times the length, %v before", name, long, short)
	}
}

// wraps is text in which each layer can be read in two ways.
func wraps(n int) string {
	in := "a text of more than twenty characters"
	for len(in) < n {
		in = "%41" + base64.StdEncoding.EncodeToString([]byte("a text of more than twenty: "+in))
	}
	return in[:n]
}

func FuzzText(f *testing.F) {
	f.Add("", `{"a":["`+token0+`",`+number+`,null]}`)
	f.Add("acmepin", "%51%37W2K9ZX4M")
	f.Add("", `"\ud83d\ude00\u0041`)
	f.Add("x", base64.StdEncoding.EncodeToString([]byte(mail0+mail0)))
	r := redactor(f)
	f.Fuzz(func(t *testing.T, key, in string) {
		out := text(r, key, in)
		if isJSON(in) && json.Valid([]byte(in)) && !json.Valid([]byte(out)) {
			t.Fatalf("JSON came out as %q", out)
		}
		if utf8.ValidString(in) && !utf8.ValidString(out) {
			t.Fatalf("text came out as %q", out)
		}
		if again := text(r, key, out); again != out {
			t.Fatalf("%q, then %q", out, again)
		}
	})
}

func FuzzCut(f *testing.F) {
	f.Add(`{"a":"\u0041bc","b":[1,{"c":null}]}`, 12)
	f.Fuzz(func(t *testing.T, in string, limit int) {
		if limit < 1 || limit > len(in) || !json.Valid([]byte(in)) {
			return
		}
		if out, ok := cutJSON(in, limit); ok && !json.Valid([]byte(out)) {
			t.Fatalf("JSON came out as %q", out)
		}
	})
}

func BenchmarkText(b *testing.B) {
	prose := strings.Repeat("The quick brown fox jumps over the lazy dog near internal/handler.go, line 25. ", 13)
	document, _ := json.Marshal(map[string]any{"content": []any{map[string]string{"type": "text", "text": prose}}, "isError": false})
	escaped, _ := json.Marshal(map[string]any{"content": []any{map[string]string{"type": "text", "text": string(document)}}})
	for name, in := range map[string]string{
		"prose": prose, "JSON": string(document), "JSON in JSON": string(escaped), "dirty": strings.Replace(string(document), "lazy", mail0, 1),
	} {
		b.Run(name, func(b *testing.B) {
			r := redactor(b)
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				_, _, _ = r.Text("gen_ai.tool.call.result", in)
			}
		})
	}
}
