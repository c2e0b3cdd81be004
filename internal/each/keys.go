package each

import (
	"strconv"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/xpdata"
)

// rename is the new key of the entry at an index of a map.
type rename struct {
	index int
	key   string
}

// renameKeys gives entries new keys; renames are in the order of the map, which stays.
// A new key that the map has already is told apart by a number, so that no value is
// lost. Keys that came twice stay twice.
func renameKeys(m pcommon.Map, renames []rename) {
	taken := make(map[string]int, m.Len())
	for key := range m.All() {
		taken[key] = 1
	}
	var builder xpdata.MapBuilder // a Map cannot change keys, and looks through all of them to add one
	builder.EnsureCapacity(m.Len())
	i := 0
	for key, v := range m.All() {
		if len(renames) > 0 && renames[0].index == i {
			key = free(taken, renames[0].key)
			renames = renames[1:]
		}
		v.MoveTo(builder.AppendEmpty(key))
		i++
	}
	builder.UnsafeIntoMap(m)
}

// free returns key, or key#2 and so on, and takes it. taken counts how often a key was
// asked for, so that a thousand equal ones do not try each other's numbers.
func free(taken map[string]int, key string) string {
	for taken[key] > 0 {
		taken[key]++
		numbered := key + "#" + strconv.Itoa(taken[key])
		if taken[numbered] == 0 {
			key = numbered
		}
	}
	taken[key] = 1
	return key
}
