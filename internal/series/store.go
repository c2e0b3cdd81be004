package series

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"sync"
	"sync/atomic"
)

// ResourceID names a resource in a store. The zero ID is the overflow resource,
// which stands for all resources beyond the bound.
type ResourceID uint32

// OverflowResource is the resource that is used when there is no room for more.
const OverflowResource ResourceID = 0

// Instrument is one kind of series. The zero value is a counter.
type Instrument struct {
	Shape Shape
	// Bounds are strictly increasing upper bounds of the buckets of a [Histogram];
	// with none there is one bucket. Other shapes have none.
	Bounds []float64
	// MaxSize is the number of buckets of an [Exponential], at least [MinMaxSize]; 0 is
	// [DefaultMaxSize]. It costs 8 bytes for each of them, with delta 16.
	MaxSize int
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
	// instead of the total, except for [UpDown] and [Gauge].
	Delta bool
}

// MinSeries is the least bound for so many instruments: one overflow series
// each for the overflow resource and for one real one, and as many real series.
func MinSeries(instruments int) int { return 4 * instruments }

// shards spread series over locks, so that producers rarely meet and a
// collection holds up only a part of them at a time. It is a power of two.
const shards = 16

// Store holds series. Create it with [New].
type Store struct {
	instruments []Instrument
	options     Options
	seed        maphash.Seed
	budget      budget
	shards      [shards]shard

	live       atomic.Int64
	overflowed atomic.Uint64
	expired    atomic.Uint64
	nextID     atomic.Uint32
	collected  atomic.Int64 // time of the last collection
}

// shard owns the series whose hash falls to it. Its lock covers the map and the
// chains; what a series has counted is under the lock of the series.
type shard struct {
	mu     sync.Mutex
	series map[uint64]*Series
	_      [48]byte // fills a cache line, so that locks do not share one
}

// New returns an empty store. It panics if a bound is too small for the
// instruments or an instrument has buckets that it cannot use: callers validate first.
func New(instruments []Instrument, options Options) *Store {
	if options.MaxSeries < MinSeries(len(instruments)) {
		panic(fmt.Sprintf("series: bound of %d series is too small for %d instruments", options.MaxSeries, len(instruments)))
	}
	for i, in := range instruments {
		if in.Bounds != nil && in.Shape != Histogram || in.MaxSize != 0 && (in.Shape != Exponential || in.MaxSize < MinMaxSize) {
			panic(fmt.Sprintf("series: instrument %d has bounds or a size that are not of its shape", i))
		}
	}
	s := &Store{instruments: instruments, options: options, seed: maphash.MakeSeed()}
	for i := range s.shards {
		s.shards[i].series = map[uint64]*Series{}
	}
	s.budget = budget{max: options.MaxSeries, reserved: len(instruments), held: map[ResourceID]int{}} // the overflow resource's
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
		s.budget.unreserve(len(s.instruments))
	}
}

// Series returns the series with these labels, a new one that starts at time
// now if there is none, or the overflow series of the resource if there is no
// room. The values are copied if they have to be kept; their number and order
// must be the same for every series of an instrument.
//
// The series may be kept and observed again until [Series.Observe] refuses.
func (s *Store) Series(id ResourceID, instrument int, values []Value, now int64) *Series {
	if x := s.regular(id, instrument, values, now); x != nil {
		return x
	}
	return s.overflow(id, instrument, now)
}

// regular returns nil if there is no room.
func (s *Store) regular(id ResourceID, instrument int, values []Value, now int64) *Series {
	hash := hashKey(s.seed, id, instrument, values)
	sh := &s.shards[hash%shards]
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if x := sh.find(hash, id, instrument, values); x != nil {
		return x
	}
	if !s.budget.admit(id) {
		return nil
	}
	return s.insert(sh, hash, &Series{resource: id, instrument: instrument, values: Clone(values), start: now})
}

func (s *Store) overflow(id ResourceID, instrument int, now int64) *Series {
	hash := Mix(^uint64(id), ^uint64(instrument))
	sh := &s.shards[hash%shards]
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if x := sh.findOverflow(hash, id, instrument); x != nil {
		return x
	}
	return s.insert(sh, hash, &Series{resource: id, instrument: instrument, start: now, overflowed: &s.overflowed})
}

// insert puts a series where its hash belongs. A batch may have read its clock
// before the last collection: the series starts after that nevertheless, or it
// would overlap with one of the same labels that expired then.
func (s *Store) insert(sh *shard, hash uint64, x *Series) *Series {
	x.start = max(x.start, s.collected.Load())
	in := s.instruments[x.instrument]
	x.shape, x.bounds, x.maxSize = in.Shape, in.Bounds, cmp.Or(in.MaxSize, DefaultMaxSize)
	x.delta = s.options.Delta && in.Shape.hasDelta()
	x.now.makeBuckets(in)
	if x.delta {
		x.sent.makeBuckets(in)
	}
	x.last = x.start
	x.next = sh.series[hash]
	sh.series[hash] = x
	s.live.Add(1)
	return x
}

func (t *tally) makeBuckets(in Instrument) {
	switch in.Shape {
	case Histogram:
		t.buckets = make([]uint64, len(in.Bounds)+1)
	case Exponential:
		t.exponential = newExponentialBuckets()
	}
}

func (sh *shard) find(hash uint64, id ResourceID, instrument int, values []Value) *Series {
	for x := sh.series[hash]; x != nil; x = x.next {
		if x.resource == id && x.instrument == instrument && !x.IsOverflow() && Equal(x.values, values) {
			return x
		}
	}
	return nil
}

func (sh *shard) findOverflow(hash uint64, id ResourceID, instrument int) *Series {
	for x := sh.series[hash]; x != nil; x = x.next {
		if x.IsOverflow() && x.resource == id && x.instrument == instrument {
			return x
		}
	}
	return nil
}

// Each shows the labels of every series that does not stand for others. Producers that need a
// new series of the same shard wait for it.
func (s *Store) Each(show func(id ResourceID, instrument int, values []Value)) {
	for i := range s.shards {
		s.shards[i].each(show)
	}
}

func (sh *shard) each(show func(id ResourceID, instrument int, values []Value)) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	for _, x := range sh.series {
		for ; x != nil; x = x.next {
			if !x.IsOverflow() {
				show(x.resource, x.instrument, x.values)
			}
		}
	}
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

// Stats returns the counts without holding up anybody.
func (s *Store) Stats() Stats {
	return Stats{Live: int(s.live.Load()), Overflowed: s.overflowed.Load(), Expired: s.expired.Load()}
}
