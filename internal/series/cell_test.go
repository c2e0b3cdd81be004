package series

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is collected and told in common is what would have been observed one by one.
func TestTellingInCommonIsObservingOneByOne(t *testing.T) {
	instruments := []Instrument{{Shape: Counter}, {Shape: Histogram, Bounds: []float64{1, 2, 4}}, {Shape: Histogram}}
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 3))
		options := Options{MaxSeries: 12, Expiry: 100, Delta: seed%2 == 0} // two label sets have room, a third has not
		common, single := New(instruments, options), New(instruments, options)
		a, b := common.AddResource(), single.AddResource()
		require.Equal(t, a, b)
		cells := []Cell{NewCell(NewBuckets(instruments[1].Bounds), nil), NewCell(NewBuckets(nil), make([]uint64, 2))}
		for round := range 5 {
			var told Told
			total := uint64(0)
			began := int64(1000 * (round + 1))
			labels := []Value{Int(int64(round % 4))}
			for range r.IntN(6) {
				now := began + int64(r.IntN(20))
				value := []float64{0, 0.5, 1, 1.5, 3, 9, math.NaN(), math.Inf(1)}[r.IntN(8)]
				from := Span{Trace: [16]byte{byte(r.IntN(2))}, ID: [8]byte{byte(r.IntN(200))}}
				told.Once(now)
				total = Increase(total, value)
				for i := range cells {
					if cells[i].Observe(value) {
						cells[i].Exemplify(value, now, from)
					}
				}
				for i := range instruments {
					require.True(t, single.Series(b, i, labels, told.First).Observe(value, now, from))
				}
			}
			if told.Times > 0 {
				require.True(t, common.Series(a, 0, labels, told.First).Count(total, &told))
				for i := range cells {
					require.True(t, common.Series(a, i+1, labels, told.First).Add(&cells[i], &told))
					cells[i].Reset()
				}
			}
			got, want := common.Collect(began+50), single.Collect(began+50)
			requireEqualPoints(t, want, got)
			if r.IntN(2) == 0 {
				common.Commit(got)
				single.Commit(want)
			}
			require.Equal(t, single.Stats(), common.Stats())
			later := began + 60 + int64(r.IntN(70)) // some expire
			requireEqualPoints(t, single.Collect(later), common.Collect(later))
		}
	}
}

func TestGrowingIsIncreasing(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 10_000 {
		total, value := uint64(r.Int64()), uint64(r.Int64N(1<<53))
		require.Equal(t, Increase(total, float64(value)), Grow(total, value))
	}
	require.EqualValues(t, math.MaxInt64, Grow(math.MaxInt64-1, 2))
}

// A total is a whole number, however large it is; none is lost at the largest.
func TestATotalToldInCommonIsExact(t *testing.T) {
	for _, totals := range [][]uint64{{1<<53 + 1, 1<<55 + 5}, {math.MaxInt64}, {1, math.MaxInt64}} {
		store, want := New([]Instrument{{}}, Options{MaxSeries: 20}), uint64(0)
		x := store.Series(store.AddResource(), 0, nil, 1)
		for _, total := range totals {
			require.True(t, x.Count(total, &Told{Times: 1, First: 1, Last: 1}))
			want = min(want+total, math.MaxInt64)
		}
		require.Equal(t, want, store.Collect(2)[0].Count)
	}
}

// requireEqualPoints compares points of stores whose series are the same, but not in order. Of
// a value that is not a number every store has its own.
func requireEqualPoints(t *testing.T, want, got []Point) {
	t.Helper()
	byInstrument := func(points []Point) map[[2]int]Point {
		all := map[[2]int]Point{}
		for _, p := range points {
			label := -1
			if !p.Overflow {
				label = int(p.Values[0].Int())
			}
			p.series, p.Time = nil, 0
			if math.IsNaN(p.Exemplar.Value) {
				p.Exemplar.Value = -1
			}
			all[[2]int{p.Instrument, label}] = p
		}
		return all
	}
	require.Equal(t, byInstrument(want), byInstrument(got))
}

// What stands for others has no labels to be found by.
func TestAnOverflowSeriesIsRenewedAsOne(t *testing.T) {
	store := New([]Instrument{{}}, Options{MaxSeries: MinSeries(1), Expiry: 100})
	id := store.AddResource()
	for n := range 2 {
		store.Series(id, 0, []Value{Int(int64(n))}, 1)
	}
	gone := store.Series(id, 0, []Value{Int(2)}, 1)
	require.True(t, gone.IsOverflow())
	store.Collect(200) // all expire, so that there is room
	told := Told{Times: 1, First: 300, Last: 300}
	again := store.Renew(gone, &told)
	require.True(t, again.IsOverflow())
	require.True(t, again.Count(1, &told))
}

func TestTold(t *testing.T) {
	var told Told
	for _, now := range []int64{300, 290, 310} {
		told.Once(now)
	}
	require.Equal(t, Told{Times: 3, First: 300, Last: 310}, told)
}

func TestASeriesThatHasExpiredIsToldNothingInCommon(t *testing.T) {
	store := New([]Instrument{{}, {Shape: Histogram}}, Options{MaxSeries: 20, Expiry: 100})
	id := store.AddResource()
	told := Told{Times: 1, First: 300, Last: 300}
	cell := NewCell(NewBuckets(nil), nil)
	cell.Observe(1)
	counter, histogram := store.Series(id, 0, []Value{Int(1)}, 1), store.Series(id, 1, []Value{Int(1)}, 1)
	store.Collect(200)
	require.False(t, counter.Count(1, &told))
	require.False(t, histogram.Add(&cell, &told))
	for _, gone := range []*Series{counter, histogram} {
		again := store.Renew(gone, &told)
		require.Equal(t, gone.values, again.values)
		require.EqualValues(t, 300, again.start)
	}
	require.True(t, store.Renew(counter, &told).Count(1, &told))
	require.Len(t, store.Collect(399), 2, "what was told postpones expiry")
}
