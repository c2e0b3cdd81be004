package series

import "slices"

// Point is the state of one series at one time. Values must not be modified;
// the rest belongs to the caller.
type Point struct {
	Resource   ResourceID
	Instrument int
	// Values are the labels; nil on overflow series.
	Values   []Value
	Overflow bool
	// Start and Time are Unix nanoseconds, and Start is before Time. Cumulative
	// points of a series share one start; delta points follow each other without
	// a gap.
	Start, Time int64
	// Count is the total of a Counter, at most the largest int64, and the number of
	// observations of other shapes.
	Count uint64
	// Sum is that of a Sum or a histogram.
	Sum float64
	// Level is the number of an UpDown.
	Level int64
	// Value is that of a Gauge.
	Value float64
	// Buckets are those of a Histogram, one more than the instrument has bounds;
	// nil for other shapes.
	Buckets []uint64
	// Exponential are the buckets of an Exponential; nil for other shapes.
	Exponential *ExponentialBuckets
	// Exemplar is the largest observation of a histogram that was made from a span
	// and that no committed point has told of, nor one that was told with it.
	Exemplar Exemplar

	series *Series
	count  uint64 // of the series at that time, told before or not
	sum    float64
}

// Collect returns a point for every series and forgets those that expired
// before now. Cumulative points repeat for idle series; delta points exist only
// for series that changed, and report the same change again until they are
// committed. Those of an UpDown or a Gauge are cumulative in a delta store too.
// No series expires before all it counted is committed, so that a
// failed export loses nothing. Only one goroutine may collect and commit at a
// time; producers go on meanwhile.
func (s *Store) Collect(now int64) []Point {
	s.collected.Store(max(s.collected.Load(), now))
	var points []Point
	for i := range s.shards {
		points = s.collectShard(points, &s.shards[i], now)
	}
	return points
}

// Commit tells the store that points of the last collection were delivered, or
// given up. They are as they were collected, in any order. Points of which others have told
// since are left alone.
func (s *Store) Commit(points []Point) {
	for i := range points {
		points[i].series.commit(&points[i])
	}
}

// commit takes the sum from what the series had, not from what it told: rounded changes
// that are added up may come to more than the total, and the next change would
// be negative.
func (x *Series) commit(p *Point) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.telling == p.Exemplar {
		x.telling = Exemplar{}
	}
	if !x.delta {
		x.sent.count = max(x.sent.count, p.count)
		return
	}
	if x.start != p.Start {
		return
	}
	x.start = p.Time
	x.sent.count, x.sent.sum = p.count, p.sum
	for i, n := range p.Buckets {
		x.sent.buckets[i] += n
	}
	if p.Exponential != nil {
		x.sent.exponential.merge(p.Exponential, x.maxSize)
	}
}

// collectShard holds up producers only where they need a new series, and only
// for this shard.
func (s *Store) collectShard(points []Point, sh *shard, now int64) []Point {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	points = slices.Grow(points, len(sh.series))
	for hash, head := range sh.series {
		kept := s.collectChain(&points, head, now)
		switch {
		case kept == nil:
			delete(sh.series, hash)
		case kept != head:
			sh.series[hash] = kept
		}
	}
	return points
}

// collectChain appends the points of the series that share one hash and returns
// the chain without those that expired.
func (s *Store) collectChain(points *[]Point, head *Series, now int64) *Series {
	var kept *Series
	for x := head; x != nil; {
		next := x.next
		if s.collectOne(points, x, now) {
			x.next, kept = kept, x
		}
		x = next
	}
	return kept
}

// collectOne appends the point of a series and reports whether the series stays.
func (s *Store) collectOne(points *[]Point, x *Series, now int64) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if s.isExpired(x, now) {
		x.gone = true
		s.expired.Add(1)
		s.live.Add(-1) // before its room is given to another
		if !x.IsOverflow() {
			s.budget.release(x.resource)
		}
		return false
	}
	if x.hasNews() {
		*points = append(*points, x.point(now))
	}
	return true
}

// isExpired reports whether a series may go: not before it has told, and had
// committed, what it counted, nor while it stands for something that exists.
func (s *Store) isExpired(x *Series, now int64) bool {
	return s.options.Expiry != 0 && now-x.last >= s.options.Expiry && x.now.count == x.sent.count && x.level == 0
}

// hasNews reports whether a series has a point.
func (x *Series) hasNews() bool {
	if x.shape == Gauge {
		return x.now.count > 0
	}
	return !x.delta || x.now.count != x.sent.count
}

func (x *Series) point(now int64) Point {
	if x.telling.isBelow(x.worst.Value) && x.worst.Time != 0 {
		x.telling = x.worst
	}
	x.worst = Exemplar{}
	p := Point{
		Resource: x.resource, Instrument: x.instrument, Values: x.values, Overflow: x.IsOverflow(),
		Start: x.start, Time: max(now, x.start+1), // a producer's clock may be ahead of the collector's
		Count: x.now.count, Sum: x.now.sum, Level: x.level, Value: x.value, Buckets: slices.Clone(x.now.buckets),
		Exemplar: x.telling, series: x, count: x.now.count, sum: x.now.sum,
	}
	if x.delta {
		p.Count -= x.sent.count
		p.Sum -= x.sent.sum
		for i, n := range x.sent.buckets {
			p.Buckets[i] -= n
		}
	}
	p.Exponential = x.exponentialBuckets()
	return p
}

// exponentialBuckets returns those of a point.
func (x *Series) exponentialBuckets() *ExponentialBuckets {
	switch {
	case x.shape != Exponential:
		return nil
	case x.delta:
		return x.now.exponential.since(x.sent.exponential)
	default:
		return x.now.exponential.clone()
	}
}
