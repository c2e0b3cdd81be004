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
	// Start and Time are Unix nanoseconds. Cumulative points of a series share
	// one start; delta points follow each other without a gap.
	Start, Time int64
	Count       uint64
	// Sum and Buckets are those of a histogram; Buckets has one more element
	// than the instrument has bounds, and is nil for counters.
	Sum     float64
	Buckets []uint64

	series *series
	shard  *shard
}

// Collect returns a point for every series and forgets those that expired
// before now. Cumulative points repeat for idle series; delta points exist only
// for series that changed, and report the same change again until they are
// committed, so that a failed export loses nothing. Only one goroutine may
// collect and commit at a time; producers go on meanwhile.
func (s *Store) Collect(now int64) []Point {
	var points []Point
	for i := range s.shards {
		points = s.collectShard(points, &s.shards[i], now)
	}
	return points
}

// Commit tells the store that points were delivered, or given up. It has a
// meaning for delta points only.
func (s *Store) Commit(points []Point) {
	if !s.options.Delta {
		return
	}
	for i := range points {
		p := &points[i]
		p.shard.mu.Lock()
		p.series.commit(p)
		p.shard.mu.Unlock()
	}
}

func (x *series) commit(p *Point) {
	x.start = p.Time
	x.sent.count += p.Count
	x.sent.sum += p.Sum
	for i, n := range p.Buckets {
		x.sent.buckets[i] += n
	}
}

func (s *Store) collectShard(points []Point, sh *shard, now int64) []Point {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	points = slices.Grow(points, len(sh.series))
	for hash, head := range sh.series {
		kept := s.collectChain(&points, sh, head, now)
		switch {
		case kept == nil:
			delete(sh.series, hash)
		case kept != head:
			sh.series[hash] = kept
		}
	}
	return points
}

// collectChain appends the points of the series that share one hash and
// returns the chain without those that expired.
func (s *Store) collectChain(points *[]Point, sh *shard, head *series, now int64) *series {
	var kept *series
	for x := head; x != nil; {
		next := x.next
		if s.isExpired(x, now) {
			s.forget(x)
		} else {
			if !s.options.Delta || x.now.count != x.sent.count {
				*points = append(*points, x.point(sh, s.options.Delta, now))
			}
			x.next, kept = kept, x
		}
		x = next
	}
	return kept
}

// isExpired reports whether a series may go: delta series first deliver what
// they counted.
func (s *Store) isExpired(x *series, now int64) bool {
	if s.options.Expiry == 0 || now-x.last < s.options.Expiry {
		return false
	}
	return !s.options.Delta || x.now.count == x.sent.count
}

func (s *Store) forget(x *series) {
	s.expired.Add(1)
	if !x.overflow {
		s.budget.release(1, 0)
	}
}

func (x *series) point(sh *shard, delta bool, now int64) Point {
	p := Point{
		Resource: x.resource, Instrument: int(x.instrument), Values: x.values, Overflow: x.overflow,
		Start: x.start, Time: now,
		Count: x.now.count, Sum: x.now.sum, Buckets: slices.Clone(x.now.buckets),
		series: x, shard: sh,
	}
	if delta {
		p.Count -= x.sent.count
		p.Sum -= x.sent.sum
		for i, n := range x.sent.buckets {
			p.Buckets[i] -= n
		}
	}
	return p
}
