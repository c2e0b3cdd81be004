package series

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// observed returns what a series of a shape tells after some values.
func observed(t *testing.T, shape Shape, values ...float64) Point {
	t.Helper()
	store := New([]Instrument{{Shape: shape}}, Options{MaxSeries: 10})
	x := store.Series(store.AddResource(), 0, nil, 1)
	for _, value := range values {
		require.True(t, x.Observe(value, 1, Span{Trace: [16]byte{1}}))
	}
	points := store.Collect(2)
	require.Len(t, points, 1)
	return points[0]
}

var oddValues = []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -1e300}

func TestACounterAddsWholeIncrements(t *testing.T) {
	p := observed(t, Counter, 1, 0, 41.9, -5)
	assert.EqualValues(t, 42, p.Count)
	assert.Zero(t, p.Sum)
	assert.Nil(t, p.Buckets)
	assert.Zero(t, p.Exemplar)
	assert.Zero(t, observed(t, Counter, append(oddValues, 1<<63)...).Count)
	const large = 1 << 62
	assert.EqualValues(t, int64(math.MaxInt64), observed(t, Counter, large, large, large, 7).Count, "it stops rather than begin anew")
}

func TestASumAddsFractions(t *testing.T) {
	p := observed(t, Sum, 0.25, 0, 1.5, -3)
	assert.InDelta(t, 1.75, p.Sum, 0)
	assert.EqualValues(t, 4, p.Count, "how many there were")
	assert.InDelta(t, 1e300, observed(t, Sum, oddValues...).Sum, 0)
	assert.InDelta(t, math.MaxFloat64, observed(t, Sum, math.MaxFloat64, math.MaxFloat64).Sum, 0, "it does not become infinite")
}

func TestAnUpDownRisesAndFalls(t *testing.T) {
	assert.EqualValues(t, -2, observed(t, UpDown, 1, 1, -3, 0, -1).Level)
	for _, odd := range append(oddValues, 1<<53+2, -1<<53-2) { // one by one: they might make up for each other
		assert.Zero(t, observed(t, UpDown, odd).Level, odd)
	}
	assert.EqualValues(t, 1<<53, observed(t, UpDown, 1<<53).Level)
	assert.EqualValues(t, -1<<53, observed(t, UpDown, -1<<53).Level)
}

func TestAGaugeIsItsLastValue(t *testing.T) {
	assert.InDelta(t, -1e300, observed(t, Gauge, append([]float64{7}, oddValues...)...).Value, 0)
	assert.InDelta(t, -2.5, observed(t, Gauge, 7, -2.5, math.NaN()).Value, 0, "what is not finite is none")
}

func TestTheLastValueOfAGaugeIsThatOfTheLatestTime(t *testing.T) {
	store := New([]Instrument{{Shape: Gauge}}, Options{MaxSeries: 10})
	store.Collect(100)
	x := store.Series(store.AddResource(), 0, nil, 1)
	for _, at := range []struct {
		time        int64
		value, want float64
	}{
		{90, 1, 1}, // before the series begins, and still the only one
		{95, 2, 2},
		{94, 3, 2},
		{95, 4, 4}, // of two at a time, the one that came later
		{200, 5, 5},
		{199, 6, 5},
	} {
		x.Observe(at.value, at.time, Span{})
		points := store.Collect(300)
		require.Len(t, points, 1)
		assert.InDelta(t, at.want, points[0].Value, 0)
	}
}

func TestAGaugeWithoutAValueHasNoPoint(t *testing.T) {
	store := New([]Instrument{{Shape: Gauge}}, Options{MaxSeries: 10})
	x := store.Series(store.AddResource(), 0, nil, 1)
	x.Observe(math.NaN(), 1, Span{})
	assert.Empty(t, store.Collect(2))
}

func TestGaugesWithoutRoomAreDroppedAndCounted(t *testing.T) {
	store := New([]Instrument{{Shape: Gauge}}, Options{MaxSeries: MinSeries(1), Expiry: 100})
	id := store.AddResource()
	for n := range 10 {
		store.Series(id, 0, []Value{Int(int64(n))}, 1).Observe(float64(n), 1, Span{})
	}
	points := store.Collect(2)
	assert.Len(t, points, 2)
	for _, p := range points {
		assert.False(t, p.Overflow)
	}
	assert.EqualValues(t, 8, store.Stats().Overflowed)
	store.Commit(points)
	assert.Empty(t, store.Collect(200))
	assert.Zero(t, store.Stats().Live)
}

func TestUpDownsWithoutRoomAddUp(t *testing.T) {
	store := New([]Instrument{{Shape: UpDown}}, Options{MaxSeries: MinSeries(1)})
	id := store.AddResource()
	var kept []*Series
	for n := range 10 {
		x := store.Series(id, 0, []Value{Int(int64(n))}, 1)
		x.Observe(1, 1, Span{})
		kept = append(kept, x)
	}
	total := func() (sum int64) {
		for _, p := range store.Collect(2) {
			assert.GreaterOrEqual(t, p.Level, int64(0))
			sum += p.Level
		}
		return sum
	}
	assert.EqualValues(t, 10, total())
	for i, x := range kept {
		require.True(t, x.Observe(-1, 1, Span{}))
		assert.EqualValues(t, 9-i, total())
	}
}

func TestWhatExistsDoesNotExpire(t *testing.T) {
	for _, delta := range []bool{false, true} {
		store := New([]Instrument{{Shape: UpDown}}, Options{MaxSeries: 10, Delta: delta, Expiry: 100})
		x := store.Series(store.AddResource(), 0, nil, 1)
		x.Observe(1, 1, Span{})
		for now := int64(200); now < 1000; now += 200 {
			points := store.Collect(now)
			require.Len(t, points, 1)
			store.Commit(points)
		}
		require.True(t, x.Observe(-1, 1000, Span{}))
		points := store.Collect(2000)
		require.Len(t, points, 1, "nobody has been told of the end")
		assert.Zero(t, points[0].Level)
		store.Commit(points)
		assert.Empty(t, store.Collect(2001))
		assert.False(t, x.Observe(1, 2002, Span{}))
	}
}

// A delta store tells these shapes as they are, idle or not.
func TestUpDownsAndGaugesHaveNoDelta(t *testing.T) {
	for _, shape := range []Shape{UpDown, Gauge} {
		store := New([]Instrument{{Shape: shape}}, Options{MaxSeries: 10, Delta: true})
		x := store.Series(store.AddResource(), 0, nil, 1)
		x.Observe(3, 1, Span{})
		x.Observe(4, 1, Span{})
		for now := range int64(3) {
			points := store.Collect(10 + now)
			require.Len(t, points, 1)
			p := points[0]
			assert.Equal(t, map[Shape]float64{UpDown: 7, Gauge: 4}[shape], float64(p.Level)+p.Value)
			assert.EqualValues(t, 1, p.Start)
			store.Commit(points)
		}
	}
}

// Changes of a sum are never negative, whatever the rounding, and add up to it.
func TestChangesOfASumAddUpToIt(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 200 {
		store := New([]Instrument{{Shape: Sum}}, Options{MaxSeries: 10, Delta: true})
		x := store.Series(store.AddResource(), 0, nil, 1)
		total, told := 0.0, 0.0
		for now := range int64(50) {
			value := r.ExpFloat64() * math.Exp(float64(r.IntN(60)-30))
			x.Observe(value, 1, Span{})
			total += value
			points := store.Collect(now + 2)
			require.Len(t, points, 1)
			require.GreaterOrEqual(t, points[0].Sum, 0.0)
			told += points[0].Sum
			store.Commit(points)
		}
		require.InEpsilon(t, total, told, 1e-13)
	}
}

// 3 and the change after it, both rounded, come to more than the total: were that taken for
// what was told, the next change would be negative.
func TestRoundingLeavesNoNegativeChange(t *testing.T) {
	store := New([]Instrument{{Shape: Sum}}, Options{MaxSeries: 10, Delta: true})
	x := store.Series(store.AddResource(), 0, nil, 1)
	for now, values := range [][]float64{{3}, {1<<53 + 2, 2}, {0}} {
		for _, value := range values {
			x.Observe(value, 1, Span{})
		}
		points := store.Collect(int64(now) + 2)
		require.Len(t, points, 1)
		require.GreaterOrEqual(t, points[0].Sum, 0.0)
		store.Commit(points)
	}
}

func TestNewRefusesBoundsOfOthersThanHistograms(t *testing.T) {
	assert.Panics(t, func() { New([]Instrument{{Bounds: []float64{1}}}, Options{MaxSeries: 10}) })
}

func TestObservingAllocatesNothingWhateverTheShape(t *testing.T) {
	for shape := Counter; shape <= Exponential; shape++ {
		store := New([]Instrument{{Shape: shape}}, Options{MaxSeries: 10})
		x := store.Series(store.AddResource(), 0, nil, 1)
		assert.Zero(t, testing.AllocsPerRun(100, func() { x.Observe(2, 1, Span{Trace: [16]byte{1}}) }))
	}
}
