package mcpredactprocessor

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestKnownTextsAreThoseThatWereSet(t *testing.T) {
	k := newKnown()
	pairs := [][2]string{{"a", "b"}, {"", "ab"}, {"key", strings.Repeat("x", 59)}, {"long", "y"}}
	for _, p := range pairs {
		require.False(t, k.slot(p[0], p[1]).is(p[0], p[1]), "an empty slot holds the empty text only")
		k.slot(p[0], p[1]).set(p[0], p[1])
		require.True(t, k.slot(p[0], p[1]).is(p[0], p[1]))
		require.False(t, k.slot(p[0], p[1]).is(p[0]+p[1], ""), "the key is a part of it")
	}
	require.Nil(t, k.slot("key", strings.Repeat("x", 60)))
	k.slot("key", strings.Repeat("x", 60)).set("", "")
	require.False(t, k.slot("key", strings.Repeat("x", 60)).is("", ""))
}

// Whatever shares a slot, no text is known that was not set.
func TestKnownTextsAreNeverOthers(t *testing.T) {
	k := newKnown()
	for i := range 20 * knownSlots {
		text := strconv.Itoa(i)
		require.False(t, k.slot("n", text).is("n", text))
		k.slot("n", text).set("n", text)
	}
}
