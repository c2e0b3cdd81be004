package mcpspan

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/attribute"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
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
		require.Equal(t, f, keys.find(key), key)
		for _, other := range neighbours(key) {
			if _, ok := fieldsByKey[other]; !ok {
				require.Equal(t, fieldUnknown, keys.find(other), "%s for %s", other, key)
			}
		}
	}
	for _, key := range []string{"", "a", "error", "error.typ", "123456789"} {
		require.Equal(t, fieldUnknown, keys.find(key), "%q", key)
	}
}

// TestKeysAreFoundInAnyOrder reads lists of keys that are partly like the last one.
func TestKeysAreFoundInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	known := slices.Sorted(maps.Keys(fieldsByKey))
	some := []string{"", "a", "http.request.method", "thread.id"}
	for _, key := range known {
		some = append(some, key, key, neighbours(key)[r.IntN(len(key))])
	}
	var last order
	list := []string{}
	for range 2000 {
		for range r.IntN(4) { // of the last list some are another one, or gone, or new
			switch at := r.IntN(len(list) + 1); {
			case at == len(list) || r.IntN(3) == 0:
				list = slices.Insert(list, at, some[r.IntN(len(some))])
			case r.IntN(2) == 0:
				list = slices.Delete(list, at, at+1)
			default:
				list[at] = some[r.IntN(len(some))]
			}
		}
		list = list[:min(len(list), atOnce)]
		pairs, _ := attribute.Pairs(mapOf(list))
		var fields [atOnce]field
		keys.findAll(pairs, &last, &fields)
		for i, key := range list {
			require.Equal(t, keys.find(key), fields[i], "%d of %q", i, list)
		}
	}
}

// mapOf has keys as often as they are listed, as a map that was received may.
func mapOf(keys []string) pcommon.Map {
	m := pcommon.NewMap()
	for i := range keys {
		m.PutEmpty(strconv.Itoa(i))
	}
	pairs, _ := attribute.Pairs(m)
	for i, key := range keys {
		pairs[i].Key = key
	}
	return m
}

// TestAttributesAreReadTheSameOneByOne reads more attributes than are looked at at once, too.
func TestAttributesAreReadTheSameOneByOne(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	known := slices.Sorted(maps.Keys(fieldsByKey))
	values := []any{"", "a", "tool_call", "client", "success", "nonsense", int64(1), int64(-1), int64(443), 1.5, true, nil, []any{"a"}, map[string]any{"a": "b"}}
	var ours, theirs mcp.Call
	var heard, told []string
	fast := NewDecoder(&ours, hears(func(key string) { heard = append(heard, key) }))
	slow := NewDecoder(&theirs, hears(func(key string) { told = append(told, key) }))
	for range 3000 {
		list := make([]string, r.IntN(150))
		for i := range list {
			list[i] = known[r.IntN(len(known))]
			if r.IntN(4) == 0 {
				list[i] = neighbours(list[i])[r.IntN(len(list[i]))]
			}
		}
		raw := mapOf(list)
		for _, v := range raw.All() {
			require.NoError(t, v.FromRaw(values[r.IntN(len(values))]))
		}
		ours.Reset()
		theirs.Reset()
		fast.Stated, slow.Stated = Stated{}, Stated{}
		heard, told = heard[:0], told[:0]
		fast.attributes(raw)
		slow.oneByOne(raw)
		require.Equal(t, theirs, ours)
		require.Equal(t, slow.Stated, fast.Stated)
		require.Equal(t, told, heard)
	}
}

type hears func(string)

func (h hears) Other(key string) { h(key) }
