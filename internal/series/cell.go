package series

import "math"

// What several series are told in common is collected without a lock, by one goroutine, and
// added to each of them now and then: how often and when in a [Told], and the numbers in a
// total for [Counter] series and a [Cell] for [Histogram] ones of the same bounds. Series
// of other shapes are told at once.

// Told is how often something was observed, and when for the first and the last time.
type Told struct {
	Times       uint64
	First, Last int64
}

// Once counts an observation.
func (t *Told) Once(now int64) {
	if t.Times == 0 {
		t.First = now
	}
	t.Times++
	t.Last = max(t.Last, now)
}

// Increase returns the total of a counter after a value.
func Increase(total uint64, value float64) uint64 { return increase(total, value) }

// Grow is the same for a whole number.
func Grow(total, value uint64) uint64 { return min(total+value, math.MaxInt64) }

// Cell collects observations of a histogram.
type Cell struct {
	sum    float64
	of     *Buckets
	counts []uint64
	worst  Exemplar
}

// NewCell returns an empty cell. It takes room, which is zero, for its counts if that is large enough.
func NewCell(buckets *Buckets, room []uint64) Cell {
	size := len(buckets.bounds) + 1
	if size > len(room) {
		room = make([]uint64, size)
	}
	return Cell{of: buckets, counts: room[:size:size]}
}

// Bounds are those of its buckets.
func (c *Cell) Bounds() []float64 { return c.of.bounds }

// Observe is that of a [Series]. It reports whether the value is the largest so far, and so the one to
// [Cell.Exemplify].
func (c *Cell) Observe(value float64) (largest bool) {
	if value-value != 0 || len(c.of.below) == 0 {
		return c.search(value)
	}
	c.sum += value
	c.counts[c.of.find(value)]++
	return c.worst.isBelow(value)
}

// search observes a value that is not finite, or whose bucket is not found without a search.
//
//go:noinline
func (c *Cell) search(value float64) (largest bool) {
	if value-value == 0 {
		c.sum += value
	}
	c.counts[bucket(c.of.bounds, value)]++
	return c.worst.isBelow(value)
}

// Exemplify says which span the largest value is from; the zero span is none.
func (c *Cell) Exemplify(value float64, now int64, from Span) {
	if from.Trace != [16]byte{} {
		c.worst = Exemplar{from, value, now}
	}
}

// Reset makes the cell empty.
func (c *Cell) Reset() {
	clear(c.counts)
	c.sum, c.worst = 0, Exemplar{}
}

// Count adds what a counter was told. As with Observe, a series that has expired refuses.
func (x *Series) Count(total uint64, t *Told) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.gone {
		return false
	}
	x.told(t)
	x.now.count = Grow(x.now.count, total)
	return true
}

// Add adds what a histogram was told. As with Observe, a series that has expired refuses.
func (x *Series) Add(c *Cell, t *Told) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.gone {
		return false
	}
	x.told(t)
	x.now.count += t.Times
	x.now.sum += c.sum
	for i, n := range c.counts {
		x.now.buckets[i] += n
	}
	if w := &c.worst; w.Time != 0 {
		x.exemplify(w.Value, w.Time, w.Span)
	}
	return true
}

func (x *Series) told(t *Told) {
	x.last = max(x.last, t.Last)
	if x.overflowed != nil {
		x.overflowed.Add(t.Times)
	}
}

// Renew returns the series for what was told that has the labels of one which has expired,
// as [Store.Series] does. One that stood for others is renewed as such: whose labels it was
// asked for is not known.
func (s *Store) Renew(x *Series, t *Told) *Series {
	if x.IsOverflow() {
		return s.overflow(x.resource, x.instrument, t.First)
	}
	return s.Series(x.resource, x.instrument, x.values, t.First)
}
