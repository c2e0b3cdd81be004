package flow

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// fillSlowly is fill, byte by byte.
func (p *page) fillSlowly(size int) {
	p.n, p.words, p.nspans, p.numeric = 0, 0, 0, ^uint64(0)
	r := reader{page: p, text: p.text[:size]}
	for r.i < size {
		c := classes[r.text[r.i]]
		if c&special != 0 {
			r.special(r.text[r.i])
			continue
		}
		if c&significant != 0 {
			p.put(byte(c))
		} else if c&separator != 0 {
			p.ends[p.words] = uint16(p.n) | c&apart
			p.words++
		}
		r.i++
	}
	p.end()
}

// requireSame compares what two ways of reading have made of a text, and what may be values
// in it, whether all words are added or only those with digits.
func requireSame(t *testing.T, text string) {
	t.Helper()
	var fast, slow page
	for i := range fast.buf { // what was there before does not matter
		fast.buf[i] = byte(i)
	}
	fast.fill(copy(fast.text[:pageSize], text))
	slow.fillSlowly(copy(slow.text[:pageSize], text))
	require.Equal(t, string(slow.buf[:slow.n]), string(fast.buf[:fast.n]), "%q", text)
	require.Equal(t, slow.ends[:slow.words], fast.ends[:fast.words], "%q", text)
	require.Equal(t, slow.spans[:slow.nspans], fast.spans[:fast.nspans], "%q", text)
	fast.addWords(false)
	slow.addWords(true)
	if slow.nspans < maxSpans {
		require.Equal(t, slow.remembered(), fast.remembered(), "%q", text)
	}
}

// remembered are the spans that a result is remembered by.
func (p *page) remembered() (all []span) {
	for _, x := range p.spans[:p.nspans] {
		if p.isValue(x) {
			all = append(all, x)
		}
	}
	return all
}

func TestAPageIsReadAsEachOfItsBytes(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	parts := []string{
		"a", "B", "9", " ", ", ", "\"", "\": \"", "'", "\\n", "\\u00e9", "é", "Ⱥ", "中", "@", "_", "-", "Value", "12345", "ABCD", "(555) 867-5309",
		"jane.roe@example.org", "\\", "\x00", "\xff", "https://a.b/c?d=e", "averyveryveryverylongwordindeed", "don't", "January 2024", "NL91 ABNA 0417 1643 00",
	}
	for range 5000 {
		var text string
		some := 1 + random.IntN(len(parts))
		for len(text) < random.IntN(pageSize) {
			text += parts[random.IntN(some)]
			if random.IntN(3) == 0 {
				text += " "
			}
		}
		requireSame(t, text)
	}
}

// TestAKeyTakesAQuoteWithIt: behind a key that was taken back, what a quote in it has begun is gone, too.
func TestAKeyTakesAQuoteWithIt(t *testing.T) {
	for text, want := range map[string]string{
		`"abc 'd":,,,xy, ':zz`:      "xyzz",
		`"abcdefg 'd":,  ':`:        "",
		`'abc "d':,,,xy, ":zz`:      "xyzz",
		`'kept "abc 'd":,,,xy, 'zz`: "keptxyzz",
	} {
		requireSame(t, text)
		var p page
		p.fill(copy(p.text[:], text))
		require.Equal(t, want, string(p.buf[:p.n]), text)
	}
}

// TestDigitsAreFoundWhereAKeyWas takes back a long key, and has letters behind it that are longer
// when they are small.
func TestDigitsAreFoundWhereAKeyWas(t *testing.T) {
	for key := range 300 {
		requireSame(t, strings.Repeat("a", 50)+` "`+strings.Repeat("k", key)+`":`+strings.Repeat("Ⱥ", 26)+" 12345678")
	}
}
