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
	Count       uint64
	// Sum and Buckets are those of a histogram; Buckets has one more element
	// than the instrument has bounds, and is nil for counters.
	Sum     float64
	Buckets []uint64
	// Exemplar is the largest observation of a histogram that was made from a span
	// since the series was collected last.
	Exemplar Exemplar

	series *Series
}

// Collect returns a point for every series and forgets those that expired
// before now. Cumulative points repeat for idle series; delta points exist only
// for series that changed, and report the same change again until they are
// committed. No series expires before all it counted is committed, so that a
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
// given up. Points of which others have told since are left alone.
func (s *Store) Commit(points []Point) {
	for i := range points {
		points[i].series.commit(&points[i], s.options.Delta)
	}
}

func (x *Series) commit(p *Point, delta bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if !delta {
		x.sent.count = max(x.sent.count, p.Count)
		return
	}
	if x.start != p.Start {
		return
	}
	x.start = p.Time
	x.sent.count += p.Count
	x.sent.sum += p.Sum
	for i, n := range p.Buckets {
		x.sent.buckets[i] += n
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
			s.budget.release(1, 0)
		}
		return false
	}
	if !s.options.Delta || x.now.count != x.sent.count {
		*points = append(*points, x.point(s.options.Delta, now))
	}
	return true
}

// isExpired reports whether a series may go: not before it has told, and had
// committed, what it counted.
func (s *Store) isExpired(x *Series, now int64) bool {
	return s.options.Expiry != 0 && now-x.last >= s.options.Expiry && x.now.count == x.sent.count
}

func (x *Series) point(delta bool, now int64) Point {
	p := Point{
		Resource: x.resource, Instrument: x.instrument, Values: x.values, Overflow: x.IsOverflow(),
		Start: x.start, Time: max(now, x.start+1), // a producer's clock may be ahead of the collector's
		Count: x.now.count, Sum: x.now.sum, Buckets: slices.Clone(x.now.buckets),
		Exemplar: x.worst, series: x,
	}
	x.worst = Exemplar{}
	if delta {
		p.Count -= x.sent.count
		p.Sum -= x.sent.sum
		for i, n := range x.sent.buckets {
			p.Buckets[i] -= n
		}
	}
	return p
}
