package mcpspan

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// neighbours are keys that are nearly one: each differs from it in one place.
func neighbours(key string) []string {
	all := []string{key[1:], key[:len(key)-1], key + "s", "x" + key, key[:len(key)/2] + key[len(key)/2+1:]}
	for i := range key {
		other := []byte(key)
		other[i] ^= 1
		all = append(all, string(other))
	}
	return all
}

func TestKeysAreFoundAndNoOthers(t *testing.T) {
	for key, f := range fieldsByKey {
		require.GreaterOrEqual(t, len(key), minKey, key)
		require.Equal(t, f < numPlaces, keys.find(key).place != 0, key)
		require.Equal(t, f, keys.find(key).field, key)
		for _, other := range neighbours(key) {
			if _, ok := fieldsByKey[other]; !ok {
				require.Equal(t, fieldUnknown, keys.find(other).field, "%s for %s", other, key)
			}
		}
	}
	for _, key := range []string{"", "a", "error", "error.typ", "123456789"} {
		require.Equal(t, fieldUnknown, keys.find(key).field, "%q", key)
	}
}
