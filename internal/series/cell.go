package series

// Cell collects observations without a lock, for series that are told the same numbers,
// and adds them all at once. It is for one goroutine. A cell of a [Counter] or
// [Histogram] adds to series of that shape, the latter with the same bounds; other
// shapes have none.
type Cell struct {
	bounds      []float64 // of a histogram
	tally       tally
	first, last int64 // when observations were made
	worst       Exemplar
	times       uint64 // observations
}

// NewCell returns an empty cell. Bounds make it one of histograms.
func NewCell(bounds []float64) Cell {
	c := Cell{bounds: bounds}
	if bounds != nil {
		c.tally.buckets = make([]uint64, len(bounds)+1)
	}
	return c
}

// Cells reports whether series of a shape can be told by cells.
func (s Shape) Cells() bool { return s == Counter || s == Histogram }

// Observe is that of a [Series].
func (c *Cell) Observe(value float64, now int64, from Span) {
	if c.times == 0 {
		c.first = now
	}
	c.times++
	c.last = max(c.last, now)
	if c.bounds == nil {
		c.tally.count = increase(c.tally.count, value)
		return
	}
	c.tally.count++
	if value-value == 0 {
		c.tally.sum += value
	}
	c.tally.buckets[bucket(c.bounds, value)]++
	if from.Trace != [16]byte{} && (c.worst.Time == 0 || value > c.worst.Value) {
		c.worst = Exemplar{from, value, now}
	}
}

// IsEmpty reports whether nothing was observed since the last Reset.
func (c *Cell) IsEmpty() bool { return c.times == 0 }

// Reset makes the cell empty.
func (c *Cell) Reset() {
	clear(c.tally.buckets)
	c.tally.count, c.tally.sum, c.first, c.last, c.worst, c.times = 0, 0, 0, 0, Exemplar{}, 0
}

// Add adds what a cell has collected. As with Observe, a series that has expired refuses.
func (x *Series) Add(c *Cell) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.gone {
		return false
	}
	x.last = max(x.last, c.last)
	if x.overflowed != nil {
		x.overflowed.Add(c.times)
	}
	if x.shape == Counter {
		x.now.count = increase(x.now.count, float64(c.tally.count))
		return true
	}
	x.now.count += c.tally.count
	x.now.sum += c.tally.sum
	for i, n := range c.tally.buckets {
		x.now.buckets[i] += n
	}
	if w := &c.worst; w.Time != 0 {
		x.exemplify(w.Value, w.Time, w.Span)
	}
	return true
}

// Renew returns the series for a cell that has the labels of one which has expired, as
// [Store.Series] does.
func (s *Store) Renew(x *Series, c *Cell) *Series {
	return s.Series(x.resource, x.instrument, x.values, c.first)
}
