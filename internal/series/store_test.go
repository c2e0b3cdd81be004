package series

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNewRefusesABoundThatIsTooSmall(t *testing.T) {
	instruments := make([]Instrument, 3)
	assert.Panics(t, func() { New(instruments, Options{MaxSeries: MinSeries(3) - 1}) })
	store := New(instruments, Options{MaxSeries: MinSeries(3)})
	assert.NotEqual(t, OverflowResource, store.AddResource(), "the least bound has room for one resource")
	assert.Equal(t, OverflowResource, store.AddResource(), "and for no other")
}

func TestLabelSetsWithoutRoomAreCountedTogether(t *testing.T) {
	store := New([]Instrument{{Shape: Histogram, Bounds: []float64{1}}, {}}, Options{MaxSeries: MinSeries(2)})
	id := store.AddResource()
	for n := range 10 {
		value := []float64{float64(n), 1}[n%2]
		store.Series(id, n%2, []Value{Int(int64(n))}, 1).Observe(value, 1, Span{})
	}
	// Eight at most, of which four are the overflow series.
	var regular, overflow, sum float64
	for _, p := range store.Collect(2) {
		if p.Overflow {
			assert.Nil(t, p.Values)
			overflow += float64(p.Count)
		} else {
			assert.Len(t, p.Values, 1)
			regular += float64(p.Count)
		}
		assert.Equal(t, id, p.Resource)
		sum += p.Sum
	}
	assert.InDelta(t, 4, regular, 0)
	assert.InDelta(t, 6, overflow, 0)
	assert.InDelta(t, 0+2+4+6+8, sum, 0, "the histogram's sum lacks nothing")
	assert.Equal(t, Stats{Live: 6, Overflowed: 6}, store.Stats())
}

func TestALabelSetThatIsKnownKeepsItsSeriesWhenThereIsNoRoom(t *testing.T) {
	store := New([]Instrument{{}}, Options{MaxSeries: MinSeries(1)})
	id := store.AddResource()
	first := store.Series(id, 0, []Value{Int(1)}, 1)
	for n := range 10 {
		store.Series(id, 0, []Value{Int(int64(n))}, 1)
	}
	assert.Same(t, first, store.Series(id, 0, []Value{Int(1)}, 1))
}

func TestResourcesWithoutRoomShareOne(t *testing.T) {
	store := New([]Instrument{{}, {}}, Options{MaxSeries: 12})
	// Half of the bound is for overflow series: two of the overflow resource
	// and two for each of two resources.
	ids := map[ResourceID]bool{store.AddResource(): true, store.AddResource(): true}
	require.Len(t, ids, 2)
	require.NotContains(t, ids, OverflowResource)
	for range 5 {
		assert.Equal(t, OverflowResource, store.AddResource())
	}
	for n := range 20 {
		store.Series(OverflowResource, 0, []Value{Int(int64(n))}, 1).Observe(1, 1, Span{})
	}
	total := uint64(0)
	for _, p := range store.Collect(2) {
		assert.Equal(t, OverflowResource, p.Resource)
		total += p.Count
	}
	assert.EqualValues(t, 20, total)
	for id := range ids { // its own overflow series is there whatever others take
		assert.True(t, store.Series(id, 0, []Value{Int(1)}, 1).IsOverflow())
	}
	assert.LessOrEqual(t, store.Stats().Live, 12)
}

func TestARemovedResourceMakesRoomForAnother(t *testing.T) {
	store := New([]Instrument{{}}, Options{MaxSeries: 8})
	var ids []ResourceID
	for range 3 {
		ids = append(ids, store.AddResource())
	}
	require.NotContains(t, ids, OverflowResource)
	require.Equal(t, OverflowResource, store.AddResource())
	for range 100 {
		store.RemoveResource(ids[1])
		id := store.AddResource()
		require.NotEqual(t, OverflowResource, id)
		require.NotContains(t, ids, id, "an ID never means another resource")
		ids[1] = id
		require.Equal(t, OverflowResource, store.AddResource())
	}
	store.RemoveResource(OverflowResource)
	assert.Equal(t, OverflowResource, store.AddResource(), "the overflow resource's room is not to be had")
}

func TestLabelSetsTakeNoRoomThatResourcesHave(t *testing.T) {
	store := New([]Instrument{{}}, Options{MaxSeries: 8})
	id := store.AddResource()
	for n := range 20 {
		store.Series(id, 0, []Value{Int(int64(n))}, 1)
	}
	// Six regular, one overflow, one reserved: full.
	assert.Equal(t, 7, store.Stats().Live)
	assert.Equal(t, OverflowResource, store.AddResource())
	store.Series(OverflowResource, 0, nil, 1)
	assert.Equal(t, 8, store.Stats().Live)
}

// A resource that makes series without end leaves an eighth of the bound to the others: to
// those that are known, and to one that comes later.
func TestOneResourceDoesNotTakeTheRoomOfOthers(t *testing.T) {
	store := New([]Instrument{{}}, Options{MaxSeries: 160, Expiry: 100})
	first, greedy := store.AddResource(), store.AddResource()
	add := func(id ResourceID, n int) (regular int) {
		for range n {
			if x := store.Series(id, 0, []Value{Int(int64(store.Stats().Live)), Int(int64(n))}, 1); !x.IsOverflow() {
				regular++
			}
		}
		return regular
	}
	require.Equal(t, 1, add(first, 1))
	require.Equal(t, 160-3-1-20, add(greedy, 1000), "three overflow series, and the eighth")
	assert.Equal(t, 10, add(first, 10))
	later := store.AddResource()
	require.NotEqual(t, OverflowResource, later)
	assert.Equal(t, 9, add(later, 1000), "the eighth is all used, and the overflow series of the third resource too")
	assert.Zero(t, add(greedy, 1))
	store.Collect(200) // all expire
	assert.Zero(t, store.Stats().Live)
	assert.Empty(t, store.budget.held)
	assert.Equal(t, 156, add(greedy, 1000), "nobody else has any")
}

// The bound holds at all times and no observation is lost, whatever comes.
func TestTheBoundIsHardAndTotalsAreExact(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		instruments := []Instrument{{}, {Shape: Histogram, Bounds: []float64{1, 2}}, {}}
		limit := MinSeries(len(instruments)) + r.IntN(100)
		store := New(instruments, Options{MaxSeries: limit, Delta: seed%2 == 0, Expiry: int64(r.IntN(3) * 50)})
		ids := []ResourceID{OverflowResource}
		var observed, counted [3]uint64
		last := map[*Series]uint64{} // what cumulative points told last
		collect := func(now int64) {
			points := store.Collect(now)
			for _, p := range points {
				counted[p.Instrument] += p.Count - last[p.series]
				if seed%2 == 1 {
					last[p.series] = p.Count
				}
			}
			store.Commit(points)
		}
		for now := int64(1); now < 5000; now++ {
			if r.IntN(50) == 0 {
				ids = append(ids, store.AddResource())
			}
			instrument := r.IntN(3)
			values := []Value{Int(int64(r.IntN(20))), String(string(rune('a' + r.IntN(5))))}
			require.True(t, store.Series(ids[r.IntN(len(ids))], instrument, values, now).Observe(1, now, Span{}))
			observed[instrument]++
			if r.IntN(100) == 0 {
				collect(now)
			}
			if now%10 == 0 {
				require.LessOrEqual(t, store.Stats().Live, limit)
			}
		}
		collect(5000)
		assert.Equal(t, observed, counted, "seed %d", seed)
	}
}

// key is what identifies a series.
type key struct {
	resource   ResourceID
	instrument int
	values     []Value
}

// chained is a store whose series have these keys, and all the same hash.
func chained(keys ...key) (*Store, *shard) {
	store := New([]Instrument{{}, {}}, Options{MaxSeries: 100, Expiry: 100})
	sh := &store.shards[0]
	for _, k := range keys {
		store.budget.admit(1)
		store.insert(sh, 0, &Series{resource: k.resource, instrument: k.instrument, values: k.values})
	}
	return store, sh
}

func TestEachShowsWhatStandsForItself(t *testing.T) {
	a, b, other := key{1, 0, []Value{Int(1)}}, key{1, 0, []Value{Int(2)}}, key{2, 1, nil}
	store, sh := chained(a, b, other)
	store.insert(sh, 0, &Series{resource: 1, overflowed: &store.overflowed})
	var shown []key
	store.Each(func(id ResourceID, instrument int, values []Value) {
		shown = append(shown, key{id, instrument, values})
	})
	assert.ElementsMatch(t, []key{a, b, other}, shown)
}

func TestSeriesWithTheSameHashStaySeparate(t *testing.T) {
	a, b := []Value{String("a")}, []Value{String("b")}
	keys := []key{{1, 0, a}, {1, 0, b}, {1, 1, a}, {2, 0, a}, {1, 0, nil}}
	store, sh := chained(keys...)
	overflow := store.insert(sh, 0, &Series{resource: 1, instrument: 0, overflowed: &store.overflowed})
	for _, k := range keys {
		x := sh.find(0, k.resource, k.instrument, k.values)
		require.NotNil(t, x)
		assert.Equal(t, k, key{x.resource, x.instrument, x.values})
		assert.False(t, x.IsOverflow())
	}
	assert.Same(t, overflow, sh.findOverflow(0, 1, 0), "an overflow series is not the one without labels")
	assert.Nil(t, sh.findOverflow(0, 1, 1))
	assert.Nil(t, sh.find(0, 2, 0, b))
	assert.Nil(t, sh.find(1, 1, 0, a), "another hash")
}

func TestSeriesWithTheSameHashExpireOneByOne(t *testing.T) {
	const n = 5
	for expiring := range 1 << n { // every set of them
		keys := make([]key, n)
		for i := range keys {
			keys[i] = key{resource: 1, values: []Value{Int(int64(i))}}
		}
		store, sh := chained(keys...)
		for i := range keys {
			x := sh.find(0, 1, 0, []Value{Int(int64(i))})
			now := int64(1000)
			if expiring&(1<<i) != 0 {
				now = 500
			}
			require.True(t, x.Observe(1, now, Span{}))
		}
		store.Commit(store.Collect(550))
		store.Commit(store.Collect(1050))
		for i := range keys {
			x := sh.find(0, 1, 0, []Value{Int(int64(i))})
			assert.Equal(t, expiring&(1<<i) != 0, x == nil, "%b: %d", expiring, i)
		}
		if expiring == 1<<n-1 {
			assert.Empty(t, sh.series, "nothing is left of the hash")
		}
	}
}

// Live is counted as series come and go; the points of a cumulative store are the
// series it holds.
func TestLiveIsTheNumberOfSeriesHeld(t *testing.T) {
	s := New([]Instrument{{}}, Options{MaxSeries: 8, Expiry: 10})
	id := s.AddResource()
	for n := range 12 {
		s.Series(id, 0, []Value{Int(int64(n))}, 1).Observe(1, 1, Span{})
	}
	points := s.Collect(2)
	assert.True(t, slices.ContainsFunc(points, func(p Point) bool { return p.Overflow }))
	held := len(points)
	assert.Equal(t, held, s.Stats().Live)
	s.Commit(points)
	s.Series(id, 0, []Value{Int(0)}, 1).Observe(1, 9, Span{})

	points = s.Collect(15)
	assert.Len(t, points, 1)
	assert.Equal(t, 1, s.Stats().Live)
	assert.EqualValues(t, held-1, s.Stats().Expired)
}
