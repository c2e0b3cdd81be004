package series

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTextsAreToldApart mixes texts that differ in one byte, or by what is cut off, of
// every length that is read differently.
func TestTextsAreToldApart(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	seen := map[uint64]string{}
	add := func(text string) {
		sum := MixText(42, text)
		if other, ok := seen[sum]; ok {
			require.Equal(t, other, text)
		}
		seen[sum] = text
	}
	for n := range 70 {
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
	require.NotEqual(t, MixText(1, "a"), MixText(2, "a"), "what it begins with matters")
}

func TestEveryBitOfATextMatters(t *testing.T) {
	for n := 1; n < 40; n++ {
		text := []byte(strings.Repeat("x", n))
		want := MixText(7, string(text))
		for i := range text {
			for bit := range 8 {
				text[i] ^= 1 << bit
				require.NotEqual(t, want, MixText(7, string(text)), "byte %d of %d", i, n)
				text[i] ^= 1 << bit
			}
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
