package flow

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// fillSlowly is fill, byte by byte.
func (p *page) fillSlowly(size int) {
	p.n, p.words, p.nspans = 0, 0, 0
	r := reader{page: p, text: p.text[:size]}
	for r.i < size {
		c := classes[r.text[r.i]]
		if c&special != 0 {
			r.special(r.text[r.i])
			continue
		}
		if c&significant != 0 {
			r.put(byte(c))
		} else if c&separator != 0 {
			p.ends[p.words] = uint16(p.n) | c&apart
			p.words++
		}
		r.i++
	}
	p.begins, p.aparts, p.digits = places{1}, places{}, places{}
	for _, end := range p.ends[:p.words] {
		p.begins.add(int(end &^ apart))
		if end&apart != 0 {
			p.aparts.add(int(end &^ apart))
		}
	}
	for i, b := range p.buf[:p.n] {
		if isDigit(b) {
			p.digits.add(i)
		}
	}
	p.close()
}

// requireSame compares what the ways of reading have made of a text, and what may be values in
// it, whether all words are added or only those with digits.
func requireSame(t *testing.T, text string) {
	t.Helper()
	var slow page
	slow.fillSlowly(copy(slow.text[:pageSize], text))
	for name, fill := range map[string]func(*page, int){"fill": (*page).fill, "fillPlain": (*page).fillPlain} {
		var fast page
		for i := range fast.buf { // what was there before does not matter
			fast.text[i%textRoom], fast.buf[i] = messy[i%len(messy)], byte(i)
		}
		for i := range fast.begins {
			fast.begins[i], fast.aparts[i], fast.digits[i] = uint64(i), ^uint64(i), ^uint64(0)
		}
		fill(&fast, copy(fast.text[:pageSize], text))
		require.Equal(t, string(slow.buf[:slow.n]), string(fast.buf[:fast.n]), "%s %q", name, text)
		last := slow.n / 64
		require.Equal(t, slow.begins[:last+1], fast.begins[:last+1], "%s %q", name, text)
		require.Equal(t, slow.aparts[:last+1], fast.aparts[:last+1], "%s %q", name, text)
		require.Equal(t, slow.digits[:last+1], fast.digits[:last+1], "%s %q", name, text)
		require.Equal(t, slow.spans[:slow.nspans], fast.spans[:fast.nspans], "%s %q", name, text)
		requireSameValues(t, slow, fast)
	}
}

func requireSameValues(t *testing.T, slow, fast page) {
	t.Helper()
	fast.addWords(false)
	slow.addWords(true)
	if slow.nspans < maxSpans {
		require.Equal(t, slow.remembered(), fast.remembered(), "%q", slow.text[:])
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

// TestWhatOfACharacterCounts compares what is known without tables with what they say.
func TestWhatOfACharacterCounts(t *testing.T) {
	for char := rune(utf8.RuneSelf); char <= unicode.MaxRune; char++ {
		want := end
		switch {
		case unicode.IsLetter(char), unicode.IsDigit(char):
			want = unicode.ToLower(char)
		case unicode.IsMark(char), char >= 0x4dc0 && char < 0x4e00: // hexagrams lie within Han
			want = char
		}
		require.Equal(t, want, counted(char), "%U", char)
		text := [4]byte{}
		size := utf8.EncodeRune(text[:], char)
		if n := smallLetter((*[3]byte)(text[:])); n > 0 {
			require.Equal(t, size, n, "%U", char)
			require.Equal(t, char, counted(char), "%U", char)
		}
	}
	for _, broken := range []string{"\xe4\xb8a", "\xe4a\xb8", "\xe4\xb8\xc0", "\xc3a", "\xc3\xc3\xa9", "\xc3\xb7a", "\xe3\xbf\xbf"} {
		require.Zero(t, smallLetter((*[3]byte)([]byte(broken + "\x00")[:3])), "%q", broken)
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
