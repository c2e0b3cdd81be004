package flow

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEightBytesAtOnceAreWhatEachIs puts every byte in every place, among letters and among
// others.
func TestEightBytesAtOnceAreWhatEachIs(t *testing.T) {
	for _, around := range []string{"aaaaaaaa", "\x00\x7f\x80\xff @[`"} {
		for i := range 8 {
			for b := range 256 {
				text := []byte(around)
				text[i] = byte(b)
				for k, got := range text {
					is := significantBytes(word(text))>>(8*k+7)&1 == 1
					require.Equal(t, classes[got]&significant != 0, is, "byte %#x at %d", got, k)
				}
			}
		}
	}
}
