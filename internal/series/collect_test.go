package series

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// told is what a point says, without its identity.
type told struct {
	start, time int64
	count       uint64
	sum         float64
	buckets     [3]uint64
}

func tell(t *testing.T, points []Point) told {
	t.Helper()
	require.Len(t, points, 1)
	p := points[0]
	return told{p.Start, p.Time, p.Count, p.Sum, [3]uint64(p.Buckets)}
}

// oneSeries returns a store with one histogram and a way to observe it.
func oneSeries(options Options) (*Store, func(value float64, now int64)) {
	options.MaxSeries = 100
	store := New([]Instrument{{Shape: Histogram, Bounds: []float64{1, 10}}}, options)
	id := store.AddResource()
	return store, func(value float64, now int64) {
		if !store.Series(id, 0, []Value{String("a")}, now).Observe(value, now, Span{}) {
			panic("a series that was just found refuses")
		}
	}
}

func TestCumulativePointsShareAStartAndRepeat(t *testing.T) {
	store, observe := oneSeries(Options{})
	observe(0.5, 100)
	observe(5, 110)
	points := store.Collect(200)
	assert.Equal(t, told{100, 200, 2, 5.5, [3]uint64{1, 1, 0}}, tell(t, points))
	store.Commit(points)
	assert.Equal(t, told{100, 300, 2, 5.5, [3]uint64{1, 1, 0}}, tell(t, store.Collect(300)), "an idle series repeats")
	observe(50, 310)
	assert.Equal(t, told{100, 400, 3, 55.5, [3]uint64{1, 1, 1}}, tell(t, store.Collect(400)), "whether committed or not")
}

func TestDeltaPointsFollowEachOtherWithoutAGap(t *testing.T) {
	store, observe := oneSeries(Options{Delta: true})
	observe(0.5, 100)
	points := store.Collect(200)
	assert.Equal(t, told{100, 200, 1, 0.5, [3]uint64{1, 0, 0}}, tell(t, points))
	store.Commit(points)

	observe(5, 210)
	points = store.Collect(300)
	assert.Equal(t, told{200, 300, 1, 5, [3]uint64{0, 1, 0}}, tell(t, points))
	store.Commit(points)

	assert.Empty(t, store.Collect(400), "an idle interval has no point")
	store.Commit(nil)

	observe(50, 410)
	points = store.Collect(500)
	assert.Equal(t, told{300, 500, 1, 50, [3]uint64{0, 0, 1}}, tell(t, points), "the next starts where the last ended")
}

func TestUncommittedDeltaPointsAreToldAgainWithWhatWasAdded(t *testing.T) {
	store, observe := oneSeries(Options{Delta: true})
	observe(0.5, 100)
	assert.Equal(t, told{100, 200, 1, 0.5, [3]uint64{1, 0, 0}}, tell(t, store.Collect(200)))
	assert.Equal(t, told{100, 300, 1, 0.5, [3]uint64{1, 0, 0}}, tell(t, store.Collect(300)), "as it was")
	observe(5, 310)
	points := store.Collect(400)
	assert.Equal(t, told{100, 400, 2, 5.5, [3]uint64{1, 1, 0}}, tell(t, points), "and with growth")
	observe(50, 410) // between collecting and committing
	store.Commit(points)
	assert.Equal(t, told{400, 500, 1, 50, [3]uint64{0, 0, 1}}, tell(t, store.Collect(500)))
}

func TestAPointIsCommittedOnce(t *testing.T) {
	store, observe := oneSeries(Options{Delta: true})
	observe(0.5, 100)
	older := store.Collect(200)
	newer := store.Collect(300)
	store.Commit(newer)
	store.Commit(newer)
	store.Commit(older)
	assert.Empty(t, store.Collect(400))
	observe(5, 410)
	assert.Equal(t, told{300, 500, 1, 5, [3]uint64{0, 1, 0}}, tell(t, store.Collect(500)))
}

func TestAnExemplarIsToldUntilItIsCommitted(t *testing.T) {
	from := Span{Trace: [16]byte{1}}
	for _, options := range []Options{{MaxSeries: 10}, {MaxSeries: 10, Delta: true}} {
		for _, shape := range []Shape{Histogram, Exponential} {
			store := New([]Instrument{{Shape: shape}}, options)
			x := store.Series(store.AddResource(), 0, nil, 1)
			var points []Point
			collect := func(now int64) float64 {
				points = store.Collect(now)
				require.Len(t, points, 1)
				return points[0].Exemplar.Value
			}
			require.True(t, x.Observe(3, 1, from))
			require.InDelta(t, 3.0, collect(10), 0)
			require.InDelta(t, 3.0, collect(20), 0, "nobody has it")
			require.True(t, x.Observe(2, 21, from))
			require.InDelta(t, 3.0, collect(30), 0, "it is still the largest that nobody has")
			require.True(t, x.Observe(5, 31, from))
			require.InDelta(t, 5.0, collect(40), 0)
			require.True(t, x.Observe(1, 41, from)) // between collecting and committing
			store.Commit(points)
			require.InDelta(t, 1.0, collect(50), 0, "the others are told")
			older := points
			require.True(t, x.Observe(4, 51, from))
			require.InDelta(t, 4.0, collect(60), 0)
			store.Commit(older)
			require.True(t, x.Observe(0.5, 61, from))
			require.InDelta(t, 4.0, collect(70), 0, "what has changed since is not told by an older point")
			store.Commit(points)
			require.True(t, x.Observe(1, 71, Span{}))
			require.Zero(t, collect(80), "there is none since")
		}
	}
}

// The batch that made a series may have read its clock after the collection
// did, and clocks are set back.
func TestPointsNeverEndBeforeTheyStart(t *testing.T) {
	for _, delta := range []bool{false, true} {
		store, observe := oneSeries(Options{Delta: delta})
		observe(0.5, 105)
		points := store.Collect(100)
		assert.Equal(t, told{105, 106, 1, 0.5, [3]uint64{1, 0, 0}}, tell(t, points))
		store.Commit(points)

		observe(0.5, 105)
		points = store.Collect(50)
		assert.Less(t, points[0].Start, points[0].Time)
		store.Commit(points)

		observe(0.5, 200)
		points = store.Collect(200)
		assert.Less(t, points[0].Start, points[0].Time)
	}
}

func TestSeriesExpire(t *testing.T) {
	for _, delta := range []bool{false, true} {
		store, observe := oneSeries(Options{Delta: delta, Expiry: 100})
		observe(0.5, 1000)
		points := store.Collect(1050)
		require.Len(t, points, 1)
		store.Commit(points)
		points = store.Collect(1099)
		if delta {
			assert.Empty(t, points)
		} else {
			assert.Len(t, points, 1, "one nanosecond early")
		}
		assert.Equal(t, Stats{Live: 1}, store.Stats())
		assert.Empty(t, store.Collect(1100))
		assert.Equal(t, Stats{Expired: 1}, store.Stats())
	}
}

func TestObservingPostponesExpiry(t *testing.T) {
	store, observe := oneSeries(Options{Expiry: 100})
	observe(0.5, 1000)
	store.Commit(store.Collect(1050))
	observe(0.5, 1060)
	observe(0.5, 900) // a slow batch does not bring it forward
	store.Commit(store.Collect(1120))
	assert.Equal(t, 1, store.Stats().Live)
	assert.Empty(t, store.Collect(1160))
}

func TestSeriesDoNotExpireBeforeTheyAreTold(t *testing.T) {
	for _, delta := range []bool{false, true} {
		store, observe := oneSeries(Options{Delta: delta, Expiry: 100})
		observe(0.5, 1000)
		assert.EqualValues(t, 1, tell(t, store.Collect(5000)).count, "not told yet")
		points := store.Collect(6000)
		assert.EqualValues(t, 1, tell(t, points).count, "told but not committed")
		observe(0.5, 6000)
		store.Commit(points)
		points = store.Collect(7000)
		require.Len(t, points, 1, "grown since")
		store.Commit(points)
		assert.Empty(t, store.Collect(8000))
		assert.Equal(t, Stats{Expired: 1}, store.Stats())
	}
}

func TestSeriesWithoutExpiryStay(t *testing.T) {
	store, observe := oneSeries(Options{})
	observe(0.5, 1)
	for now := int64(2); now < 1<<60; now *= 2 {
		points := store.Collect(now)
		require.Len(t, points, 1)
		store.Commit(points)
	}
}

func TestAnExpiredSeriesRefusesAndBeginsAnew(t *testing.T) {
	for _, delta := range []bool{false, true} {
		store := New([]Instrument{{Shape: Histogram, Bounds: []float64{1, 10}}}, Options{MaxSeries: 10, Delta: delta, Expiry: 100})
		id := store.AddResource()
		old := store.Series(id, 0, nil, 1000)
		require.True(t, old.Observe(5, 1000, Span{}))
		store.Commit(store.Collect(1050))
		store.Collect(2000)
		assert.False(t, old.Observe(5, 2010, Span{}))
		assert.False(t, old.Observe(5, 2010, Span{}), "and goes on refusing")

		again := store.Series(id, 0, nil, 2020)
		assert.NotSame(t, old, again)
		require.True(t, again.Observe(0.5, 2020, Span{}))
		assert.Equal(t, told{2020, 2100, 1, 0.5, [3]uint64{1, 0, 0}}, tell(t, store.Collect(2100)), "from zero, with a new start")
	}
}

// The batch read its clock, and then was slower than a series lives.
func TestASeriesThatBeginsAnewDoesNotOverlapWithItsLast(t *testing.T) {
	for _, delta := range []bool{false, true} {
		store, observe := oneSeries(Options{Delta: delta, Expiry: 100})
		observe(0.5, 1000)
		points := store.Collect(1050)
		store.Commit(points)
		require.Empty(t, store.Collect(2000))
		observe(0.5, 1000)
		again := store.Collect(2100)
		assert.Equal(t, told{2000, 2100, 1, 0.5, [3]uint64{1, 0, 0}}, tell(t, again))
		assert.GreaterOrEqual(t, again[0].Start, points[0].Time)
	}
}

func TestAnExpiredSeriesGivesItsRoomBack(t *testing.T) {
	store := New([]Instrument{{}}, Options{MaxSeries: MinSeries(1), Expiry: 100})
	id := store.AddResource()
	for n := range 5 {
		store.Series(id, 0, []Value{Int(int64(n))}, 1000).Observe(1, 1000, Span{})
	}
	// Two regular ones, the overflow series of the resource, and room for that
	// of the overflow resource.
	require.Equal(t, Stats{Live: 3, Overflowed: 3}, store.Stats())
	store.Commit(store.Collect(1050))
	store.Collect(2000)
	require.Equal(t, Stats{Overflowed: 3, Expired: 3}, store.Stats())
	for n := range 2 {
		assert.False(t, store.Series(id, 0, []Value{Int(int64(10 + n))}, 2000).IsOverflow())
	}
	assert.True(t, store.Series(id, 0, []Value{Int(12)}, 2000).IsOverflow())
}

func TestPointsBelongToTheCaller(t *testing.T) {
	store, observe := oneSeries(Options{})
	observe(0.5, 100)
	points := store.Collect(200)
	points[0].Buckets[0] = 99
	observe(0.5, 210)
	assert.Equal(t, told{100, 300, 2, 1, [3]uint64{2, 0, 0}}, tell(t, store.Collect(300)))
	assert.EqualValues(t, 99, points[0].Buckets[0], "nor does the store change them")
}
