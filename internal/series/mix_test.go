package series

import (
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// mixes are the ways to mix a text.
var mixes = map[string]func(uint64, string) uint64{
	"MixText": MixText, "MixLong": MixLong, "MixSecret": MixSecret,
	"mixWords": func(sum uint64, text string) uint64 { return mixWords(Mix(sum, uint64(len(text))), text) },
}

// TestTextsAreToldApart mixes texts that differ in one byte, or by what is cut off, of
// every length that is read differently.
func TestTextsAreToldApart(t *testing.T) {
	for name, mix := range mixes {
		t.Run(name, func(t *testing.T) { testTextsAreToldApart(t, mix) })
	}
}

func testTextsAreToldApart(t *testing.T, mix func(uint64, string) uint64) {
	r := rand.New(rand.NewPCG(1, 2))
	seen := map[uint64]string{}
	add := func(text string) {
		sum := mix(42, text)
		if other, ok := seen[sum]; ok {
			require.Equal(t, other, text)
		}
		seen[sum] = text
	}
	for n := range 300 {
		text := make([]byte, n)
		for i := range text {
			text[i] = byte('a' + r.IntN(3))
		}
		add(string(text))
		add(strings.Repeat("\x00", n))
		for i := range text {
			for _, c := range []byte{0, 1, 'z', 0x80, 0xff} {
				other := []byte(string(text))
				other[i] = c
				add(string(other))
			}
		}
	}
	require.Greater(t, len(seen), 10_000)
	require.NotEqual(t, mix(1, "a"), mix(2, "a"), "what it begins with matters")
}

func TestEveryBitOfATextMatters(t *testing.T) {
	for name, mix := range mixes {
		for n := 1; n < 600; n += 1 + n/20 {
			text := []byte(strings.Repeat("x", n))
			want := mix(7, string(text))
			for i := range text {
				for bit := range 8 {
					text[i] ^= 1 << bit
					require.NotEqual(t, want, mix(7, string(text)), "%s, byte %d of %d", name, i, n)
					text[i] ^= 1 << bit
				}
			}
		}
	}
}

// TestPlacesInALongTextMatter exchanges parts that are folded side by side.
func TestPlacesInALongTextMatter(t *testing.T) {
	parts := [8]string{}
	for i := range parts {
		parts[i] = strings.Repeat(string(rune('a'+i)), 16)
	}
	want := MixLong(7, strings.Join(parts[:], ""))
	for i := range parts {
		for j := range i {
			parts[i], parts[j] = parts[j], parts[i]
			require.NotEqual(t, want, MixLong(7, strings.Join(parts[:], "")), "%d and %d", i, j)
			parts[i], parts[j] = parts[j], parts[i]
		}
	}
}

func BenchmarkMixText(b *testing.B) {
	for _, text := range []string{"tcp", "tools/call", "mcp.example.com", strings.Repeat("x", 36), strings.Repeat("x", 1024)} {
		benchmark(b, MixText, text)
	}
}

func BenchmarkMixSecret(b *testing.B) {
	for _, text := range []string{"tcp", "tool_07", "tools/call", strings.Repeat("x", 36), strings.Repeat("x", 128)} {
		benchmark(b, MixSecret, text)
	}
}

func BenchmarkMixLong(b *testing.B) {
	for _, n := range []int{36, 65, 200, 1024, 4096} {
		benchmark(b, MixLong, strings.Repeat("x", n))
	}
}

func benchmark(b *testing.B, mix func(uint64, string) uint64, text string) {
	b.Run(strconv.Itoa(len(text)), func(b *testing.B) {
		sum := uint64(0)
		for b.Loop() {
			sum += mix(7, text)
		}
	})
}

// TestALengthDoesNotMakeUpForAByte mixes texts of different lengths whose words differ by
// as much as their lengths do: whoever could cancel one by the other could make up names
// that collide, without knowing what a hash begins with.
func TestALengthDoesNotMakeUpForAByte(t *testing.T) {
	for name, mix := range mixes {
		for at := range 7 {
			longer, shorter := []byte("ABCDEFGXXYZTUVWQ"), []byte("ABCDEFGXYZTUVWQ")
			longer[at], shorter[at] = 'a', 'a'^16^15
			require.NotEqual(t, mix(42, string(longer)), mix(42, string(shorter)), "%s, byte %d", name, at)
		}
		require.NotEqual(t, mix(42, "abcdbcde"[:7]), mix(42, "abcdbcdef"[:4]), name)
	}
}

// public are the constants of the code, which everybody knows.
var public = []uint64{0, beginning, 0xa0761d6478bd642f, 0xd6e8feb86659fd93}

// words are a text of some words.
func words(of ...uint64) string {
	b := []byte{}
	for _, w := range of {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	return string(b)
}

// TestNobodyKnowsAFactor mixes what would make one factor of a multiply zero, all ones or a power
// of two if only constants were added to it: then the other would not matter, or come out rotated
// for the next block to undo it.
func TestNobodyKnowsAFactor(t *testing.T) {
	for _, c := range public {
		for name, mix := range mixes {
			for at := 0; at < 16; at += 2 { // in a lane of its own, or at the end
				testNobodyKnowsAFactor(t, name, mix, c, at)
			}
		}
	}
}

func testNobodyKnowsAFactor(t *testing.T, name string, mix func(uint64, string) uint64, c uint64, at int) {
	const secret, difference = 0x243f6a8885a308d3, 0x10
	text := make([]uint64, 24)
	differs := func(why string, place int) {
		other := slices.Clone(text)
		other[at] ^= difference
		require.NotEqual(t, mix(secret, words(text[:at+2]...)), mix(secret, words(other[:at+2]...)), "%s: %s", name, why)
		for _, next := range []int{at + 2, at + 8} { // as many words as are folded at once
			for _, by := range []uint64{bits.RotateLeft64(difference, place), bits.RotateLeft64(difference, place+29)} {
				other[next] ^= by
				require.NotEqual(t, mix(secret, words(text...)), mix(secret, words(other...)), "%s: %s", name, why)
				other[next] ^= by
			}
		}
	}
	for _, w := range []uint64{c, ^c} {
		text[at+1] = w
		differs("a factor of zero or of all ones", 0)
	}
	for place := range 64 {
		text[at+1] = c ^ 1<<place
		differs("a factor of a power of two", place)
	}
}
