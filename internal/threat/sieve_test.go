package threat

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// passes reports whether three neighbouring bytes pass a sieve.
func (s *sieve) passes(before, at, next byte) bool {
	class := byte(0xff)
	for table, b := range [...]byte{tableBefore: before, tableAt: at, tableNext: next} {
		class &= s.low[table][b&15] & s.high[table][b>>4]
	}
	return class != 0
}

// TestSievesLetPassWhatIsSpecial tries every three bytes, and counts how many others pass.
func TestSievesLetPassWhatIsSpecial(t *testing.T) {
	special, more := 0, 0
	for i := range 1 << 24 {
		before, at, next := byte(i), byte(i>>8), byte(i>>16)
		pass := sieves[0].passes(before, at, next) || sieves[1].passes(before, at, next)
		if withBefore[pair(before, at)]&withNext[pair(at, next)] != 0 {
			special++
			require.True(t, pass, "%q", []byte{before, at, next})
		} else if pass {
			more++
		}
	}
	require.Less(t, more, special, "others are held back")
}

// TestSiftedPlaces compares the assembly with the tables, at every offset and length.
func TestSiftedPlaces(t *testing.T) {
	if !sifts {
		t.Skip("there are no sieves here")
	}
	text := strings.Repeat("a../b (c](d)\x00\n \\n\\u -x $(y) é\u200b..%2f|curl;<a<b", 30)
	for from := range 80 {
		for n := 1; n <= blocks; n++ {
			for s := range sieves {
				var found, want [blocks]uint64
				for i := range 64 * n {
					if sieves[s].passes(text[from+i], text[from+i+1], text[from+i+2]) {
						want[i/64] |= 1 << (i % 64)
					}
				}
				sieves[s].sift(&found, text[from:from+64*n+2], n)
				require.Equal(t, want, found)
			}
		}
	}
}

func TestSiftLooksNoFurtherThanTheText(t *testing.T) {
	if !sifts {
		t.Skip("there are no sieves here")
	}
	var found [blocks]uint64
	text := strings.Repeat("x", 64*blocks+3)
	require.Panics(t, func() { sieves[0].sift(&found, text[:65], 1) })
	require.Panics(t, func() { sieves[0].sift(&found, text, blocks+1) })
	require.Panics(t, func() { sieves[0].sift(&found, text, 0) })
}

func FuzzScanSieved(f *testing.F) {
	for _, text := range []string{
		"", "a", ".", "..", strings.Repeat("x", 63) + "../", strings.Repeat("y", 64*blocks) + "\\u200b", "a\x00b|sh -c", "\xe2\x80\x8b~/.ssh",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if sifts {
			require.Equal(t, scanPlain(text), scanSieved(text))
		}
	})
}
