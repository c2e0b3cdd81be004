package series

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDigestsTellTextsApart(t *testing.T) {
	require.Equal(t, Digest("a text"), Digest(string([]byte("a text"))))
	require.NotEqual(t, Digest("a text"), Digest("a test"))
	require.NotZero(t, Digest(""))
	require.Equal(t, Digest("a text"), DigestOf(0, "a text"))
	require.Equal(t, uint64(7), DigestOf(7, "a text"), "it is known")
}
