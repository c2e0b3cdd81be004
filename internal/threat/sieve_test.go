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
	text := strings.Repeat("a../b (c](d)\x00\n \\n\\u -x $(y) é\u200b..%2f|curl;<a<b", 60)
	for from := range 40 {
		for size := leastSome; size <= mostSome; size += 1 + size/70 {
			some := text[from : from+size]
			n := (size - 2 + 63) / 64
			var want [words]uint64
			for word := range n {
				for i := range 64 {
					at := min(64*word, size-leastSome) + i
					if sieves[0].passes(some[at], some[at+1], some[at+2]) || sieves[1].passes(some[at], some[at+1], some[at+2]) {
						want[word] |= 1 << i
					}
				}
			}
			for name, sift := range siftings() {
				var found [words]uint64
				sift(&found, some, n)
				require.Equal(t, want, found, name)
			}
		}
	}
}

func TestSiftLooksNoFurtherThanTheText(t *testing.T) {
	if !sifts {
		t.Skip("there are no sieves here")
	}
	var found [words]uint64
	text := strings.Repeat("x", mostSome)
	require.Panics(t, func() { sift(&found, text[:leastSome-1], 1) })
	require.Panics(t, func() { sift(&found, text, words+1) })
	require.Panics(t, func() { sift(&found, text, 0) })
}

func FuzzScanSieved(f *testing.F) {
	for _, text := range []string{
		"", "a", ".", "..", strings.Repeat("x", 63) + "../", strings.Repeat("y", 64*words) + "\\u200b", "a\x00b|sh -c", "\xe2\x80\x8b~/.ssh", strings.Repeat("0", 63) + "\x10",
		strings.Repeat("0", 64) + "\x10", strings.Repeat("0", 65) + "\x10",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if sifts {
			require.Equal(t, scanPlain(text), scanSieved(text))
		}
	})
}

// TestSievesLookEverywhere puts something special at every place of texts of every length that
// is sieved differently.
func TestSievesLookEverywhere(t *testing.T) {
	if !sifts {
		t.Skip("there are no sieves here")
	}
	for _, size := range []int{1, 2, 63, 64, 65, 66, 67, 129, 130, 131, mostSome - 1, mostSome, mostSome + 1, mostSome + 63, mostSome + 64, mostSome + 65} {
		for at := range size {
			text := strings.Repeat("x", at) + "\x10" + strings.Repeat("x", size-at-1)
			require.Equal(t, sawControl, scanSieved(text), "%d of %d", at, size)
		}
	}
}

// TestRunsAreFoundWhereTheyAre puts runs of letters and digits, among shorter ones and what is next to
// them in ASCII, at every place of texts of several blocks.
func TestRunsAreFoundWhereTheyAre(t *testing.T) {
	alphanumeric := "azAZ09mM5"
	for _, size := range []int{0, 1, 23, 24, 25, 63, 64, 65, 88, 127, 128, 129, 200} {
		for _, run := range []int{0, 1, 23, 24, 25, 64, 90} {
			for _, around := range []string{"-", "/:@[`{\x7f\x80\xe1\xb0", "0123456789abcdefghijklm "} {
				for at := 0; at+run <= size; at++ {
					text := strings.Repeat(around, 200)[:at] + "." + strings.Repeat(alphanumeric, 11)[:run] + "." + strings.Repeat(around, 200)[:size-at-run]
					start, end := stepToRun(text, 0)
					gotStart, gotEnd := nextAlphanumeric(text, 0)
					require.Equal(t, start < 0, gotStart < 0, "%q", text)
					if start >= 0 {
						require.Equal(t, end-start, gotEnd-gotStart)
						require.NotContains(t, text[min(start, gotStart):max(end, gotEnd)], ".", "another run of %q", text)
					}
				}
			}
		}
	}
}

func FuzzRuns(f *testing.F) {
	f.Add("a/" + strings.Repeat("0", 24) + "-" + strings.Repeat("b", 23))
	f.Fuzz(func(t *testing.T, text string) {
		from := 0
		for {
			start, _ := stepToRun(text, from)
			got, end := nextAlphanumeric(text, from)
			require.Equal(t, start < 0, got < 0, "%q from %d", text, from)
			if got < 0 {
				return
			}
			require.LessOrEqual(t, got, start+runLength)
			from = end
		}
	})
}
