package series

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// mixes are the ways to mix a text.
var mixes = map[string]func(uint64, string) uint64{"MixText": MixText, "MixLong": MixLong}

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
	for n := range 150 {
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
		for n := 1; n < 140; n += 1 + n/40 {
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
		b.Run(text[:3], func(b *testing.B) {
			sum := uint64(0)
			for b.Loop() {
				sum = MixText(sum, text)
			}
		})
	}
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
