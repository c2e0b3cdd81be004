package series

import (
	"fmt"
	"hash/maphash"
	"slices"
	"sync"
	"sync/atomic"
)

// ResourceID names a resource in a store. The zero ID is the overflow resource,
// which stands for all resources beyond the bound.
type ResourceID uint32

// OverflowResource is the resource that is used when there is no room for more.
const OverflowResource ResourceID = 0

// Instrument is one kind of series.
type Instrument struct {
	// Bounds are strictly increasing upper bounds of histogram buckets; nil
	// makes the instrument a counter.
	Bounds []float64
}

// Options bound a store.
type Options struct {
	// MaxSeries is the number of series that can ever be live at a time,
	// overflow series included. It must be at least [MinSeries] of the
	// instruments.
	MaxSeries int
	// Expiry is the time, in nanoseconds, after which a series without
	// observations is forgotten; 0 keeps series forever.
	Expiry int64
	// Delta makes points report the change since the last committed point
	// instead of the total.
	Delta bool
}

// MinSeries is the least bound for so many instruments: one overflow series
// each for the overflow resource and for one real one, and one real series.
func MinSeries(instruments int) int { return 4 * instruments }

// shards spread series over locks, so that producers rarely meet and a
// collection holds up only a part of them at a time. It is a power of two.
const shards = 16

// Store holds series. Create it with [New].
type Store struct {
	instruments []Instrument
	options     Options
	hasher      hasher
	shards      [shards]shard

	budget     budget
	overflowed atomic.Uint64
	expired    atomic.Uint64
	nextID     atomic.Uint32
}

// budget is the room that is left. It is asked only for new series and
// resources, so one lock serves all shards.
type budget struct {
	mu  sync.Mutex
	max int
	// regular counts series that are not overflow; reserved counts the overflow
	// series that the known resources may come to need. Their sum never
	// exceeds max.
	regular, reserved int
}

// shard owns the series whose hash falls to it; mu guards all of them.
type shard struct {
	mu     sync.Mutex
	series map[uint64]*series
	_      [40]byte // keeps locks on cache lines of their own
}

// series is one counter or histogram. Values only grow; what was reported is
// kept beside them for delta points.
type series struct {
	next       *series // another key with the same hash
	resource   ResourceID
	instrument int32
	overflow   bool
	values     []Value

	start int64 // first moment that the next point covers
	last  int64 // time of the last observation

	now  tally
	sent tally // delta only: what committed points have reported
}

// tally is what a series has counted.
type tally struct {
	count   uint64
	sum     float64
	buckets []uint64
}

// New returns an empty store. It panics if a bound is too small for the
// instruments: callers validate first.
func New(instruments []Instrument, options Options) *Store {
	if options.MaxSeries < MinSeries(len(instruments)) {
		panic(fmt.Sprintf("series: bound of %d series is too small for %d instruments", options.MaxSeries, len(instruments)))
	}
	s := &Store{instruments: instruments, options: options, hasher: hasher{maphash.MakeSeed()}}
	for i := range s.shards {
		s.shards[i].series = map[uint64]*series{}
	}
	s.budget = budget{max: options.MaxSeries, reserved: len(instruments)} // the overflow resource's
	return s
}

// AddResource returns an ID for a new resource, or [OverflowResource] if the
// overflow series of the known resources already take half of the bound.
func (s *Store) AddResource() ResourceID {
	if !s.budget.reserve(len(s.instruments)) {
		return OverflowResource
	}
	return ResourceID(s.nextID.Add(1))
}

// RemoveResource gives back the room of a resource that has no series left and
// will not be used again.
func (s *Store) RemoveResource(id ResourceID) {
	if id != OverflowResource {
		s.budget.release(0, len(s.instruments))
	}
}

func (b *budget) reserve(n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.reserved+n > b.max/2 || b.reserved+n+b.regular > b.max {
		return false
	}
	b.reserved += n
	return true
}

// admit takes room for one more regular series.
func (b *budget) admit() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.regular+b.reserved >= b.max {
		return false
	}
	b.regular++
	return true
}

func (b *budget) release(regular, reserved int) {
	b.mu.Lock()
	b.regular -= regular
	b.reserved -= reserved
	b.mu.Unlock()
}

// Observe adds one observation at time now. The values are copied if they have
// to be kept; their number and order must be the same for every observation of
// an instrument. For counters value is ignored and 1 is added.
func (s *Store) Observe(id ResourceID, instrument int, values []Value, value float64, now int64) {
	hash := s.hasher.sum(id, instrument, values)
	sh := &s.shards[hash%shards]
	sh.mu.Lock()
	x := sh.find(hash, id, instrument, values)
	if x == nil {
		if !s.budget.admit() {
			sh.mu.Unlock()
			s.observeOverflow(id, instrument, value, now)
			return
		}
		x = s.insert(sh, hash, id, instrument, values, now)
	}
	x.add(&s.instruments[instrument], value, now)
	sh.mu.Unlock()
}

// overflowHash spreads overflow series; they are few and found by comparison.
func overflowHash(id ResourceID, instrument int) uint64 {
	return mix(^uint64(id), ^uint64(instrument))
}

func (s *Store) observeOverflow(id ResourceID, instrument int, value float64, now int64) {
	s.overflowed.Add(1)
	hash := overflowHash(id, instrument)
	sh := &s.shards[hash%shards]
	sh.mu.Lock()
	defer sh.mu.Unlock()
	x := sh.findOverflow(hash, id, instrument)
	if x == nil {
		x = s.insert(sh, hash, id, instrument, nil, now)
		x.overflow = true
	}
	x.add(&s.instruments[instrument], value, now)
}

func (s *Store) insert(sh *shard, hash uint64, id ResourceID, instrument int, values []Value, now int64) *series {
	x := &series{
		next: sh.series[hash], resource: id, instrument: int32(instrument), start: now,
		values: slices.Clone(values),
	}
	for i := range x.values {
		x.values[i] = x.values[i].clone()
	}
	if bounds := s.instruments[instrument].Bounds; bounds != nil {
		x.now.buckets = make([]uint64, len(bounds)+1)
		if s.options.Delta {
			x.sent.buckets = make([]uint64, len(bounds)+1)
		}
	}
	sh.series[hash] = x
	return x
}

func (sh *shard) find(hash uint64, id ResourceID, instrument int, values []Value) *series {
	for x := sh.series[hash]; x != nil; x = x.next {
		if x.resource == id && x.instrument == int32(instrument) && !x.overflow && equal(x.values, values) {
			return x
		}
	}
	return nil
}

func (sh *shard) findOverflow(hash uint64, id ResourceID, instrument int) *series {
	for x := sh.series[hash]; x != nil; x = x.next {
		if x.overflow && x.resource == id && x.instrument == int32(instrument) {
			return x
		}
	}
	return nil
}

func equal(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (x *series) add(in *Instrument, value float64, now int64) {
	x.now.count++
	if now > x.last {
		x.last = now
	}
	if in.Bounds == nil {
		return
	}
	x.now.sum += value
	x.now.buckets[bucket(in.Bounds, value)]++
}

// bucket returns the index of the first bound that is not below value: bounds
// are inclusive upper limits (OpenTelemetry data model, histogram).
func bucket(bounds []float64, value float64) int {
	low, high := 0, len(bounds)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if bounds[mid] < value {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// Stats are what a store says of itself. Counts are since its creation.
type Stats struct {
	// Live is the number of series now; it never exceeds Options.MaxSeries.
	Live int
	// Overflowed is the number of observations counted in overflow series.
	Overflowed uint64
	// Expired is the number of series forgotten.
	Expired uint64
}

// Stats counts the series. It takes each lock in turn.
func (s *Store) Stats() Stats {
	stats := Stats{Overflowed: s.overflowed.Load(), Expired: s.expired.Load()}
	for i := range s.shards {
		sh := &s.shards[i]
		sh.mu.Lock()
		for _, x := range sh.series {
			for ; x != nil; x = x.next {
				stats.Live++
			}
		}
		sh.mu.Unlock()
	}
	return stats
}
