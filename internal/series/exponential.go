package series

import "math"

// Bounds of exponential histograms (OpenTelemetry specification, metrics SDK, "Base2
// Exponential Bucket Histogram Aggregation").
const (
	// DefaultMaxSize is the number of buckets that values are spread over.
	DefaultMaxSize = 160
	// MinMaxSize buckets suffice at the least scale: what is at most 1, and the rest.
	MinMaxSize = 2

	maxScale = 20 // also where a histogram begins
	minScale = -10
)

// ExponentialBuckets count values in buckets whose bounds are powers of a base, as the
// OpenTelemetry metrics data model defines it ("ExponentialHistogram"): of base
// 2^(2^-Scale), bucket i holds what is above base^i and at most base^(i+1).
type ExponentialBuckets struct {
	// Scale is from -10 to 20. It begins at 20 and falls, never to rise again, when
	// values are too far apart for so many buckets.
	Scale int
	// Zero counts values of 0. There is no threshold.
	Zero uint64
	// Offset is the index of the first bucket of Counts.
	Offset int
	// Counts are the buckets in use; those beyond its length, up to its capacity, are 0.
	Counts []uint64
}

func newExponentialBuckets() *ExponentialBuckets { return &ExponentialBuckets{Scale: maxScale} }

// observe counts a value in at most so many buckets. What is below 0 counts as 0, and what is
// infinite or not a number as the largest number, at the price of a scale that reaches so far.
func (b *ExponentialBuckets) observe(value float64, maxSize int) {
	if value <= 0 {
		b.Zero++
		return
	}
	if !(value <= math.MaxFloat64) {
		value = math.MaxFloat64
	}
	i := index(value, b.Scale)
	if at := i - b.Offset; uint(at) < uint(len(b.Counts)) {
		b.Counts[at]++
		return
	}
	i >>= b.makeRoom(i, i, maxSize)
	b.Counts[i-b.Offset]++
}

// makeRoom makes the buckets reach from one index to another, both of the present scale. It
// returns by how much the scale had to fall for that.
func (b *ExponentialBuckets) makeRoom(low, high, maxSize int) (fall int) {
	if len(b.Counts) > 0 {
		low, high = min(low, b.Offset), max(high, b.Offset+len(b.Counts)-1)
	}
	for high>>fall-low>>fall >= maxSize {
		fall++
	}
	b.downscale(fall)
	b.reach(low>>fall, high>>fall, maxSize)
	return fall
}

// downscale lowers the scale: 2^fall buckets become one. Indices are rounded down, so that it
// makes no difference whether a value was counted before or after.
func (b *ExponentialBuckets) downscale(fall int) {
	if fall == 0 {
		return
	}
	b.Scale -= fall
	if len(b.Counts) == 0 {
		return
	}
	first := b.Offset >> fall
	for at, n := range b.Counts {
		if to := (b.Offset+at)>>fall - first; to != at {
			b.Counts[at] = 0
			b.Counts[to] += n
		}
	}
	last := (b.Offset + len(b.Counts) - 1) >> fall
	b.Offset, b.Counts = first, b.Counts[:last-first+1]
}

// reach extends the buckets to these indices, which include those there are.
func (b *ExponentialBuckets) reach(low, high, maxSize int) {
	size, shift := high-low+1, b.Offset-low
	if len(b.Counts) == 0 {
		shift = 0
	}
	old := b.Counts
	if size > cap(old) {
		b.Counts = make([]uint64, size, min(max(size, 2*cap(old), 8), max(size, maxSize)))
	} else {
		b.Counts = old[:size]
	}
	copy(b.Counts[shift:], old)
	if size <= cap(old) {
		clear(b.Counts[:shift])
	}
	b.Offset = low
}
