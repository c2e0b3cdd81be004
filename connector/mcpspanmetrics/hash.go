package mcpspanmetrics

import (
	"hash/maphash"
	"math"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

var seed = maphash.MakeSeed()

// hashAttributes hashes a set of attributes regardless of their order, since
// emitters send equal resources in any order. Equality is decided by comparison.
func hashAttributes(attributes pcommon.Map) uint64 {
	var sum uint64
	for key, v := range attributes.All() {
		sum += hashAttribute(key, v)
	}
	return sum
}

// hashKeys hashes the attributes of these keys only.
func hashKeys(attributes pcommon.Map, keys []string) uint64 {
	var sum uint64
	for _, key := range keys {
		if v, ok := attributes.Get(key); ok {
			sum += hashAttribute(key, v)
		}
	}
	return sum
}

func hashAttribute(key string, v pcommon.Value) uint64 {
	return maphash.Comparable(seed, attributeDigest{key, v.Type(), scalarText(v), scalarBits(v)})
}

type attributeDigest struct {
	key  string
	kind pcommon.ValueType
	text string
	bits uint64
}

// scalarText is the text of what scalarBits has no number for.
func scalarText(v pcommon.Value) string {
	switch v.Type() {
	case pcommon.ValueTypeInt, pcommon.ValueTypeDouble, pcommon.ValueTypeBool, pcommon.ValueTypeEmpty:
		return ""
	}
	return v.AsString() // a string as it is; lists and maps are rare on resources
}

func scalarBits(v pcommon.Value) uint64 {
	switch v.Type() {
	case pcommon.ValueTypeInt:
		return uint64(v.Int())
	case pcommon.ValueTypeDouble:
		return math.Float64bits(v.Double())
	case pcommon.ValueTypeBool:
		if v.Bool() {
			return 1
		}
	}
	return 0
}
