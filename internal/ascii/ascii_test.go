package ascii

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// slowly looks at one byte after the other.
func slowly(block *[BlockSize]byte) (s Sets) {
	for i, b := range block {
		bit := uint64(1) << i
		switch {
		case b >= 'A' && b <= 'Z':
			s.Capitals |= bit
		case b >= 'a' && b <= 'z':
			s.Small |= bit
		case b >= '0' && b <= '9':
			s.Digits |= bit
		case b == ' ':
			s.Spaces |= bit
		}
	}
	return s
}

func requireSame(t *testing.T, block *[BlockSize]byte) {
	t.Helper()
	want := slowly(block)
	require.Equal(t, want, Of(block), "%q", block[:])
	require.Equal(t, want, OfString(string(block[:])), "%q", block[:])
	var words Sets
	words.Capitals, words.Small, words.Digits, words.Spaces = lookAtWords(block)
	require.Equal(t, want, words, "eight at once: %q", block[:])
}

// TestEveryByteIsWhatItIs puts every byte in every place, among others of all sorts.
func TestEveryByteIsWhatItIs(t *testing.T) {
	for _, around := range []byte("a \x00\x7f\x80\xff@[`{/:") {
		for i := range BlockSize {
			var block [BlockSize]byte
			for k := range block {
				block[k] = around
			}
			for b := range 256 {
				block[i] = byte(b)
				requireSame(t, &block)
			}
		}
	}
}

func TestWhatIsAroundABlockDoesNotMatter(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var text [2 * BlockSize]byte
	for range 100 {
		for i := range text {
			text[i] = byte(random.UintN(256))
		}
		for i := range BlockSize {
			requireSame(t, (*[BlockSize]byte)(text[i:]))
		}
	}
}

func TestEightBytesAreComparedEachByItself(t *testing.T) {
	for _, around := range []string{"\x00", "\x7f", "\x80", "\xff", "a"} {
		for i := range 8 {
			for b := range 256 {
				for _, is := range []byte{0, 1, '"', 0x7f, 0x80, 0x81, 0xff} {
					text := strings.Repeat(around, i) + string([]byte{byte(b)}) + strings.Repeat(around, 8-i)
					want := uint64(0)
					for k := range 8 {
						if text[k] == is {
							want |= 0x80 << (8 * k)
						}
					}
					require.Equal(t, want, Are(Eight(text), is), "%q in %q", is, text)
				}
			}
		}
	}
}

func TestAShortTextIsRefused(t *testing.T) {
	require.Panics(t, func() { OfString(string(make([]byte, BlockSize-1))) })
}

func TestNothingIsAllocated(t *testing.T) {
	text := string(make([]byte, BlockSize))
	require.Zero(t, testing.AllocsPerRun(10, func() { OfString(text) }))
}

func FuzzOf(f *testing.F) {
	f.Add([]byte("The Quick brown fox \x80\xff 0189/:@[`{"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var block [BlockSize]byte
		copy(block[:], text)
		requireSame(t, &block)
	})
}

var sink Sets

func BenchmarkOf(b *testing.B) {
	var block [BlockSize]byte
	for b.Loop() {
		sink = Of(&block)
	}
}

func BenchmarkEightAtOnce(b *testing.B) {
	var block [BlockSize]byte
	for b.Loop() {
		sink.Capitals, sink.Small, sink.Digits, sink.Spaces = lookAtWords(&block)
	}
}
