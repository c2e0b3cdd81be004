package series

import (
	"sync"
	"sync/atomic"
)

// Series is one counter or histogram of a store.
type Series struct {
	next *Series // another key with the same hash; guarded by the shard

	// What identifies the series never changes.
	resource   ResourceID
	instrument int
	values     []Value
	bounds     []float64
	overflowed *atomic.Uint64 // nil unless this is an overflow series

	// mu guards what follows.
	mu    sync.Mutex
	gone  bool  // expired: no longer in the store
	start int64 // first moment that the next point covers
	last  int64 // time of the last observation
	now   tally // only grows
	worst Exemplar
	sent  tally // what committed points have told; of cumulative ones the count alone
}

// tally is what a series has counted.
type tally struct {
	count   uint64
	sum     float64
	buckets []uint64
}

// IsOverflow reports whether the series stands for those that had no room.
func (x *Series) IsOverflow() bool { return x.overflowed != nil }

// Span names a span.
type Span struct {
	Trace [16]byte
	ID    [8]byte
}

// Exemplar is an observation and the span that it was made from. The zero value is none.
type Exemplar struct {
	Span
	Value float64
	Time  int64
}

// Observe adds one observation at time now, made from a span; the zero span is none. For counters value is ignored and 1
// is added. A value that is not finite is counted, NaN as the largest, but not
// added to the sum, which would never recover. It refuses, and counts nothing, if the series has expired: the
// caller then asks the store for the series again.
func (x *Series) Observe(value float64, now int64, from Span) bool {
	x.mu.Lock()
	if x.gone {
		x.mu.Unlock()
		return false
	}
	x.now.count++
	if now > x.last {
		x.last = now
	}
	if x.bounds != nil {
		if value-value == 0 { // neither NaN nor infinite
			x.now.sum += value
		}
		x.now.buckets[bucket(x.bounds, value)]++
		if from.Trace != [16]byte{} && (x.worst.Time == 0 || value > x.worst.Value) {
			x.worst = Exemplar{from, value, now}
		}
	}
	x.mu.Unlock()
	if x.overflowed != nil {
		x.overflowed.Add(1)
	}
	return true
}

// bucket returns the index of the first bound that is not below value: bounds
// are inclusive upper limits (OpenTelemetry data model, histogram). No bound is
// at or above NaN.
func bucket(bounds []float64, value float64) int {
	low, high := 0, len(bounds)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if bounds[mid] >= value {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}
