package series

import "math"

// Buckets are those between the bounds of a histogram. They know where a number belongs after comparing
// it with one bound, while a search would take a branch for each halving, which no processor foresees.
// They do not change.
type Buckets struct {
	bounds []float64
	// Numbers above 0 that begin with the same bits are a class. The first class is all that is less than
	// those which have a bound, and the last all that is more. below has how many bounds are less than
	// all numbers of a class, if no class has more than one of them; else there are no classes.
	below  []uint16
	second int64     // the bits of the second class
	shift  uint8     // so many bits of a number are none of its class
	padded []float64 // the bounds, and one that is above all
}

const (
	maxClasses = 1024             // 2 bytes each
	minShift   = mantissaBits - 7 // 128 classes from a number to its double
)

// NewBuckets returns those between strictly increasing bounds.
func NewBuckets(bounds []float64) *Buckets {
	b := &Buckets{bounds: bounds, padded: append(append([]float64(nil), bounds...), math.Inf(1))}
	b.shift = mantissaBits
	for b.shift >= minShift && !b.classify() {
		b.shift--
	}
	return b
}

// Bounds are those that the buckets were made for.
func (b *Buckets) Bounds() []float64 { return b.bounds }

// classify reports whether each bound can have a class for itself.
func (b *Buckets) classify() bool {
	positive := 0
	for positive < len(b.bounds) && b.bounds[positive] <= 0 {
		positive++
	}
	classes := int64(1)
	if n := len(b.bounds); positive < n {
		b.second = b.beginning(b.bounds[positive])
		classes = b.beginning(b.bounds[n-1]) - b.second + 3
	}
	if classes > maxClasses {
		return false
	}
	below := make([]uint16, classes)
	for i, bound := range b.bounds {
		class := b.class(bound, classes)
		if i > 0 && class == b.class(b.bounds[i-1], classes) {
			return false
		}
		for after := class + 1; after < classes; after++ {
			below[after] = uint16(i + 1)
		}
	}
	b.below = below
	return true
}

// beginning is the bits that all numbers of a class begin with. It is negative for negative numbers.
func (b *Buckets) beginning(value float64) int64 {
	return int64(math.Float64bits(value)) >> (b.shift & 63)
}

// class is that of a number, given how many there are.
func (b *Buckets) class(value float64, classes int64) int64 {
	return min(max(b.beginning(value)-b.second+1, 0), classes-1)
}

// find returns the index of the first bound that is not below a finite value, if there are classes.
func (b *Buckets) find(value float64) int {
	at := int(b.below[b.class(value, int64(len(b.below)))])
	// What comes of it nobody foresees, so it is no branch.
	var after uint8
	if b.padded[at] < value {
		after = 1
	}
	return at + int(after)
}
