package series

import (
	"math"
	"sync"
	"sync/atomic"
)

// Series is what a store holds for one set of labels of an instrument.
type Series struct {
	next *Series // another key with the same hash; guarded by the shard

	// What identifies the series never changes.
	resource   ResourceID
	instrument int
	shape      Shape
	delta      bool // points tell changes
	values     []Value
	bounds     []float64
	maxSize    int
	overflowed *atomic.Uint64 // nil unless this is an overflow series

	// mu guards what follows.
	mu    sync.Mutex
	gone  bool    // expired: no longer in the store
	start int64   // first moment that the next point covers
	last  int64   // time of the last observation
	now   tally   // only grows
	level int64   // of an UpDown
	value float64 // of a Gauge; none as long as nothing is counted
	set   int64   // when it was that
	// worst is the exemplar of what was observed since the last collection, and telling
	// that of what was observed before and no committed point has told.
	worst, telling Exemplar
	sent           tally // what committed points have told; of cumulative ones the count alone
}

// tally is what a series has counted.
type tally struct {
	count   uint64 // a Counter's total; observations of all others
	sum     float64
	buckets []uint64
	// exponential are those of an Exponential. In what was sent they may be of a higher
	// scale.
	exponential *ExponentialBuckets
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

// Observe adds one observation at time now, made from a span; the zero span is none. What
// the value does is said at the [Shape] of the instrument. Observe refuses, and counts
// nothing, if the series has expired: the caller then asks the store for the series again.
func (x *Series) Observe(value float64, now int64, from Span) bool {
	x.mu.Lock()
	if x.gone {
		x.mu.Unlock()
		return false
	}
	switch x.shape {
	case Counter:
		x.now.count = increase(x.now.count, value)
	case Sum:
		x.now.count++
		x.now.sum = add(x.now.sum, value)
	case UpDown:
		x.now.count++
		x.level = shift(x.level, value)
	case Gauge:
		x.setValue(value, now)
	case Histogram:
		x.now.count++
		if value-value == 0 { // neither NaN nor infinite
			x.now.sum += value
		}
		x.now.buckets[bucket(x.bounds, value)]++
		x.exemplify(value, now, from)
	case Exponential:
		x.now.count++
		if value > 0 && value <= math.MaxFloat64 {
			x.now.sum += value
		}
		x.now.exponential.observe(value, x.maxSize)
		x.exemplify(value, now, from)
	}
	if now > x.last {
		x.last = now
	}
	x.mu.Unlock()
	if x.overflowed != nil {
		x.overflowed.Add(1)
	}
	return true
}

// setValue gives a gauge a value, unless it has a later one: batches come in any order.
func (x *Series) setValue(value float64, now int64) {
	if value-value != 0 || x.IsOverflow() || x.now.count > 0 && now < x.set {
		return
	}
	x.value, x.set = value, now
	x.now.count++
}

func (x *Series) exemplify(value float64, now int64, from Span) {
	if from.Trace != [16]byte{} && x.worst.isBelow(value) {
		x.worst = Exemplar{from, value, now}
	}
}

// isBelow reports whether a value is to be told instead.
func (e *Exemplar) isBelow(value float64) bool { return e.Time == 0 || value > e.Value }

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
