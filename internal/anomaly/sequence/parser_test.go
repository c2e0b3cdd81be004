package sequence

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEightBytesOfAStringAreReadAsEachIs(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		text := make([]byte, random.IntN(30))
		for i := range text {
			text[i] = "ab\x00\x22\x23\x21\x5b\x5c\x5d\x80\xa2\xdc\xff"[random.IntN(13)]
		}
		want := strings.IndexAny(string(text), `"\`)
		if want < 0 {
			want = len(text)
		}
		require.Equal(t, want, plain(string(text)), "%q", text)
	}
}

func TestSmallNumbersAreWhatStrconvReads(t *testing.T) {
	for _, text := range []string{"0", "7", "007", "25", "999999999999999", "1000000000000000", "", "-1", "1.5", "1e3", "12a"} {
		got, ok := small(text)
		want, err := strconv.ParseFloat(text, 64)
		if plainDigits := strings.Trim(text, "0123456789") == "" && text != "" && len(text) <= 15; !plainDigits {
			require.False(t, ok, text)
			continue
		}
		require.NoError(t, err)
		require.True(t, ok, text)
		require.InDelta(t, want, got, 0)
	}
}

// TestStringsEndWhereTheyDo puts the end of a string at every distance at which it is looked for differently.
func TestStringsEndWhereTheyDo(t *testing.T) {
	for _, size := range []int{0, 1, 7, 8, 9, 47, 48, 49, 55, 56, 57, 303, 304, 305, 306, 900} {
		text := strings.Repeat("x", size)
		require.Equal(t, size, plain(text))
		for _, end := range []string{`"`, `\`, `\"`, `"\`} {
			require.Equal(t, size, plain(text+end))
			require.Equal(t, size, plain(text+end+text), "%d bytes before %s", size, end)
		}
	}
}
