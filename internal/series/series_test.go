package series

import (
	"math"
	"strconv"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBucketBoundsAreInclusiveUpperLimits(t *testing.T) {
	bounds := []float64{0, 1, 2.5, 10}
	for _, test := range []struct {
		value float64
		want  int
	}{
		{math.Inf(-1), 0},
		{-1, 0},
		{0, 0},
		{math.Copysign(0, -1), 0},
		{math.SmallestNonzeroFloat64, 1},
		{1, 1},
		{math.Nextafter(1, 2), 2},
		{2.5, 2},
		{math.Nextafter(2.5, 3), 3},
		{10, 3},
		{math.Nextafter(10, 11), 4},
		{math.Inf(1), 4},
		{math.NaN(), 4},
	} {
		assert.Equal(t, test.want, bucket(bounds, test.value), "%g", test.value)
	}
	assert.Equal(t, 0, bucket(nil, 7), "without bounds there is one bucket")
	assert.Equal(t, 1, bucket([]float64{5}, 7))
}

// A value that is not finite is counted, but the sum goes on without it.
func TestNonFiniteValuesAreCountedButNotSummed(t *testing.T) {
	for _, delta := range []bool{false, true} {
		store := New([]Instrument{{Shape: Histogram, Bounds: []float64{1, 10}}}, Options{MaxSeries: 10, Delta: delta})
		x := store.Series(store.AddResource(), 0, nil, 1)
		for _, value := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0.5, 4} {
			require.True(t, x.Observe(value, 1, Span{}))
		}
		points := store.Collect(2)
		require.Len(t, points, 1)
		assert.EqualValues(t, 5, points[0].Count)
		assert.Equal(t, []uint64{2, 1, 2}, points[0].Buckets)
		assert.InDelta(t, 4.5, points[0].Sum, 0)
		store.Commit(points)

		x.Observe(2, 3, Span{})
		points = store.Collect(4)
		require.Len(t, points, 1)
		want := 6.5
		if delta {
			want = 2
		}
		assert.InDelta(t, want, points[0].Sum, 0, "the next sum is sound")
	}
}

func TestAHistogramMayHaveNoBounds(t *testing.T) {
	store := New([]Instrument{{Shape: Histogram, Bounds: []float64{}}}, Options{MaxSeries: 10})
	store.Series(store.AddResource(), 0, nil, 1).Observe(7, 1, Span{})
	points := store.Collect(2)
	require.Len(t, points, 1)
	assert.Equal(t, []uint64{1}, points[0].Buckets)
	assert.InDelta(t, 7, points[0].Sum, 0)
}

func TestShardsFillCacheLines(t *testing.T) {
	assert.Zero(t, unsafe.Sizeof(shard{})%64)
}

// labels returns as many labels as a metric of the conventions has.
func labels(n int) []Value {
	values := make([]Value, 13)
	for i := range 8 {
		values[i] = String("label value " + strconv.Itoa(i))
	}
	values[8] = Int(int64(n))
	return values
}

func TestObservingAKnownSeriesAllocatesNothing(t *testing.T) {
	for _, delta := range []bool{false, true} {
		store := New([]Instrument{{Shape: Histogram, Bounds: []float64{1, 2, 3}}}, Options{MaxSeries: 100, Expiry: 1000, Delta: delta})
		id, values := store.AddResource(), labels(1)
		store.Series(id, 0, values, 1)
		assert.Zero(t, testing.AllocsPerRun(100, func() { store.Series(id, 0, values, 1).Observe(2, 1, Span{}) }))
		assert.Zero(t, testing.AllocsPerRun(100, func() { store.Series(OverflowResource, 0, values, 1).Observe(2, 1, Span{}) }))
	}
	full := New([]Instrument{{}}, Options{MaxSeries: MinSeries(1)})
	id := full.AddResource()
	for n := range 10 {
		full.Series(id, 0, labels(n), 1)
	}
	values := labels(99)
	assert.Zero(t, testing.AllocsPerRun(100, func() { full.Series(id, 0, values, 1).Observe(2, 1, Span{}) }), "overflow")
}

func BenchmarkObserve(b *testing.B) {
	for name, in := range map[string]Instrument{
		"counter":            {},
		"sum":                {Shape: Sum},
		"up-down":            {Shape: UpDown},
		"gauge":              {Shape: Gauge},
		"histogram":          {Shape: Histogram, Bounds: []float64{0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300}},
		"exponential":        {Shape: Exponential},
		"exponential of few": {Shape: Exponential, MaxSize: 8},
	} {
		b.Run(name, func(b *testing.B) {
			store := New([]Instrument{in}, Options{MaxSeries: 100})
			x := store.Series(store.AddResource(), 0, labels(1), 1)
			x.Observe(0.001, 1, Span{})
			x.Observe(30, 1, Span{})
			b.ReportAllocs()
			for b.Loop() {
				x.Observe(1.3, 1, Span{})
			}
		})
	}
}

func BenchmarkSeries(b *testing.B) {
	const known = 1000
	store := New([]Instrument{{Shape: Histogram, Bounds: []float64{1, 2, 3}}}, Options{MaxSeries: 2 * known})
	id := store.AddResource()
	var lists [known][]Value
	for i := range lists {
		lists[i] = labels(i)
		store.Series(id, 0, lists[i], 1)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		store.Series(id, 0, lists[i%known], 1)
		i++
	}
}

func BenchmarkCollect(b *testing.B) {
	const known = 10_000
	store := New([]Instrument{{Shape: Histogram, Bounds: []float64{1, 2, 3}}}, Options{MaxSeries: 2 * known})
	id := store.AddResource()
	for i := range known {
		store.Series(id, 0, labels(i), 1).Observe(2, 1, Span{})
	}
	b.ReportAllocs()
	for b.Loop() {
		store.Collect(2)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/known, "ns/series")
}
