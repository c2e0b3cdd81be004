package detect

import (
	"strings"
	"testing"
	"time"
)

// hard returns texts of about n bytes that are meant to cost much: near misses that
// begin everywhere, and openings that nothing closes.
func hard(n int) map[string]string {
	fill := func(unit string) string { return strings.Repeat(unit, n/len(unit)+1)[:n/len(unit)*len(unit)] }
	return map[string]string{
		"one letter":            fill("a"),
		"one digit":             fill("7"),
		"digits in groups":      fill("7 "),
		"digits in pairs":       fill("4111 "),
		"numbers and dots":      fill("1."),
		"colons":                fill("a:"),
		"double colons":         fill("::"),
		"at signs":              fill("@"),
		"addresses in a row":    fill("a@"),
		"addresses with dots":   fill("a.b@c.d"),
		"urls without an end":   fill("x://a:b"),
		"urls in a row":         fill("://a:b@"),
		"quotes":                fill(`"`),
		"quoted names":          fill(`"token":"`),
		"escaped quotes":        fill(`\"token\":\"`),
		"backslashes":           fill(`\`),
		"names":                 fill("password="),
		"names and spaces":      fill("password: "),
		"glued names":           fill("tokensecret"),
		"prefixes of GitHub":    fill("ghp_"),
		"prefixes of AWS":       fill("AKIA"),
		"prefixes of OpenAI":    fill("sk-"),
		"tokens without an end": fill("eyJhbGci."),
		"armour":                fill("-----BEGIN "),
		"armour of keys":        fill("-----BEGIN PRIVATE KEY-----"),
		"curl":                  fill("curl -u "),
		"keywords of patterns":  fill("mcp-session-id "),
		"keywords of Sentry":    fill("ingest."),
		"keywords of Teams":     fill("webhook.office.com"),
		"words of numbers":      fill("nhs "),
		"words of birth":        fill("dob 1"),
		"words of accounts":     fill("iban "),
		"wallets":               fill("bc1q"),
		"countries":             fill("GB29"),
		"infixes":               fill("+ACR"),
		"marks of Azure":        fill("8Q~a"),
		"tokens within tokens":  fill("eyJa-"),
		"tokens and dots":       fill("eyJa."),
		"quotes of three kinds": fill("token:'token:\"token:`"),
		"phones":                fill("call 1"),
		"manifests":             fill("kind: secret "),
		"manifests with data":   fill("kind: secret data: a:"),
		"images":                fill("/9j/4"),
		"images in a row":       fill("/9j/4 "),
		"verbs":                 fill("token is "),
		"settings":              fill("token=a("),
		"addresses of streets":  fill("street: 1 a"),
		"base58":                fill("1A"),
		"ethereum":              fill("0x"),
		"nested quotes":         fill(`""\"`),
		"lists under names":     fill(`{"token":["`),
		"objects under names":   fill(`"token":{a:`),
		"lists without an end":  fill("token:[1,2"),
		"cookies":               fill("cookie: a=b;"),
		"cookies in lists":      fill(`cookie:["a=1`),
		"groups of identifiers": fill("-4abc"),
		"fractions":             fill("1.1,"),
		"dates":                 fill("2025-01-01 "),
		"commands":              fill("mysql -x "),
		"answers of digests":    fill("response=0123456789abcdef0123456789abcdef "),
		"signatures":            fill("signature=abc"),
		"headings":              fill("token,"),
		"values before names":   fill(`{"value":"a","name":"token"`),
		"headings in lines":     fill("token,\n"),
		"headings and rows":     fill("token,secret,password\na,b,c\n\n"),
		"tuples":                fill("(token,a) values (a,b) "),
		"open tuples":           fill("(token,a) values ("),
	}
}

// The cost of a byte does not depend on how many there are. The bound is wide,
// because other work disturbs the clock; a quadratic matcher exceeds it by far.
func TestHardTextsCostNoMoreThanTheirLength(t *testing.T) {
	const size = 1 << 14
	long := hard(16 * size)
	for name, short := range hard(size) {
		t.Run(name, func(t *testing.T) {
			a, b := perByte(short), perByte(long[name])
			t.Logf("%.1f and %.1f ns a byte", a, b)
			if b > 6*a+20 {
				t.Errorf("%.1f ns a byte of %d, %.1f of %d", a, size, b, 16*size)
			}
		})
	}
}

// perByte returns the least of three measurements, in nanoseconds.
func perByte(text string) float64 {
	least := time.Duration(1 << 62)
	for range 3 {
		start := time.Now()
		Builtin().Find(nil, text)
		least = min(least, time.Since(start))
	}
	return float64(least) / float64(len(text))
}

func BenchmarkHard(b *testing.B) {
	for name, text := range hard(1 << 20) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Builtin().Find(nil, text)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/byte")
		})
	}
}
