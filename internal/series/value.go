package series

import (
	"hash/maphash"
	"math"
	"strings"
)

// Value is one typed label value. The zero Value is an absent label.
type Value struct {
	Kind Kind
	str  string
	num  uint64
}

// Kind is the type of a Value.
type Kind uint8

// Kinds of label values.
const (
	Absent Kind = iota
	StringKind
	IntKind
	BoolKind
	DoubleKind
)

// String returns a text label; empty text is an absent label.
func String(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{Kind: StringKind, str: s}
}

// Int returns an integer label.
func Int(n int64) Value { return Value{Kind: IntKind, num: uint64(n)} }

// Bool returns a boolean label.
func Bool(b bool) Value {
	if b {
		return Value{Kind: BoolKind, num: 1}
	}
	return Value{Kind: BoolKind}
}

// Double returns a floating-point label. Values are compared by their bits.
func Double(f float64) Value { return Value{Kind: DoubleKind, num: math.Float64bits(f)} }

// Str returns the value of a text label; empty for other kinds.
func (v Value) Str() string { return v.str }

// Int returns the value of an integer label.
func (v Value) Int() int64 { return int64(v.num) }

// Bool returns the value of a boolean label.
func (v Value) Bool() bool { return v.num == 1 }

// Double returns the value of a floating-point label.
func (v Value) Double() float64 { return math.Float64frombits(v.num) }

// Equal reports whether two lists of labels are the same.
func Equal(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Clone makes labels independent of the message they came from, so that a short
// one does not keep a whole request alive.
func Clone(values []Value) []Value {
	kept := make([]Value, len(values))
	for i, v := range values {
		v.str = strings.Clone(v.str)
		kept[i] = v
	}
	return kept
}

// Hash returns a hash of the kind and the value.
func (v Value) Hash(seed maphash.Seed) uint64 {
	switch v.Kind {
	case Absent:
		return 0
	case StringKind:
		return maphash.String(seed, v.str)
	default:
		return Mix(maphash.Comparable(seed, v.num), uint64(v.Kind))
	}
}

// hashKey hashes what identifies a series. Each label is mixed in with its
// position, so that labels are delimited without separators. The seed is the
// process's own: nobody outside can choose labels that collide.
func hashKey(seed maphash.Seed, resource ResourceID, instrument int, values []Value) uint64 {
	sum := Mix(uint64(resource), uint64(instrument))
	for i := range values {
		if values[i].Kind != Absent {
			sum = Mix(sum+uint64(i), values[i].Hash(seed))
		}
	}
	return sum
}
