package series

import (
	"hash/maphash"
	"math"
	"math/bits"
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

// Str, Int, Bool and Double return the value of a label of that kind.
func (v Value) Str() string     { return v.str }
func (v Value) Int() int64      { return int64(v.num) }
func (v Value) Bool() bool      { return v.num == 1 }
func (v Value) Double() float64 { return math.Float64frombits(v.num) }

// clone makes the value independent of the message it came from, so that a
// short label does not keep a whole request alive.
func (v Value) clone() Value {
	v.str = strings.Clone(v.str)
	return v
}

// hasher folds the slots of a key into 64 bits. It is seeded, so that nobody
// outside the process can choose label values that collide.
type hasher struct{ seed maphash.Seed }

const (
	mixA = 0x9e3779b97f4a7c15
	mixB = 0xd6e8feb86659fd93
)

// mix is a folded multiply: every bit of both inputs reaches every output bit.
func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^mixA, b^mixB)
	return hi ^ lo
}

// sum hashes a key. Each slot is mixed with its kind and position, so slots are
// delimited without separators.
func (h hasher) sum(resource ResourceID, instrument int, values []Value) uint64 {
	sum := mix(uint64(resource)+1, uint64(instrument)+1)
	for i := range values {
		v := &values[i]
		slot := uint64(v.Kind)<<8 | uint64(i)
		switch v.Kind {
		case Absent:
			continue
		case StringKind:
			slot ^= maphash.String(h.seed, v.str)
		default:
			slot ^= v.num * mixB
		}
		sum = mix(sum, slot)
	}
	return sum
}
