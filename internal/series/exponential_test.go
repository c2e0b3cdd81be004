package series

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// naive is what exponential buckets are meant to be: every value by its index at the highest
// scale, lowered until the range fits.
func naive(values []float64, maxSize int) *ExponentialBuckets {
	b := newExponentialBuckets()
	var indices []int
	for _, value := range values {
		switch {
		case value <= 0:
			b.Zero++
		case value < math.Inf(1):
			indices = append(indices, index(value, maxScale))
		default:
			indices = append(indices, index(math.MaxFloat64, maxScale))
		}
	}
	if len(indices) == 0 {
		return b
	}
	low, high := slices.Min(indices), slices.Max(indices)
	for ; high-low >= maxSize; b.Scale-- {
		low, high = low>>1, high>>1
	}
	b.Offset, b.Counts = low, make([]uint64, high-low+1)
	for _, i := range indices {
		b.Counts[i>>(maxScale-b.Scale)-low]++
	}
	return b
}

func counted(values []float64, maxSize int) *ExponentialBuckets {
	b := newExponentialBuckets()
	for _, value := range values {
		b.observe(value, maxSize)
	}
	return b
}

// requireBuckets compares without capacities, and without the offset of no buckets.
func requireBuckets(t *testing.T, want, got *ExponentialBuckets) {
	t.Helper()
	require.Equal(t, want.Zero, got.Zero, "zero")
	require.Len(t, got.Counts, len(want.Counts))
	if len(want.Counts) > 0 {
		require.Equal(t, *want, *got)
		require.NotZero(t, got.Counts[0])
		require.NotZero(t, got.Counts[len(got.Counts)-1])
	}
	for _, n := range got.Counts[len(got.Counts):cap(got.Counts)] {
		require.Zero(t, n, "beyond the length")
	}
}

// generators of values: what is measured, and what nobody expects. None is so close to a
// bound that scales disagree.
var generators = map[string]func(r *rand.Rand) float64{
	"latencies":      func(r *rand.Rand) float64 { return 0.05 * math.Exp(r.NormFloat64()) },
	"sizes":          func(r *rand.Rand) float64 { return float64(r.IntN(1 << r.IntN(24))) },
	"powers of two":  func(r *rand.Rand) float64 { return math.Ldexp(1, r.IntN(60)-30) },
	"one value":      func(*rand.Rand) float64 { return 1.7 },
	"whole range":    func(r *rand.Rand) float64 { return math.Ldexp(1+r.Float64(), r.IntN(2044)-1022) },
	"odd values":     func(r *rand.Rand) float64 { return append(oddValues, 0, -0.5, 3, 1e-310)[r.IntN(len(oddValues)+4)] },
	"ever smaller":   func(r *rand.Rand) float64 { return math.Exp2(-30 * r.Float64() * r.Float64()) },
	"close together": func(r *rand.Rand) float64 { return 1000.1 + float64(r.IntN(50))*1e-3 },
}

func TestExponentialBucketsAreWhatTheNaiveOnesAre(t *testing.T) {
	for name, generate := range generators {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(5, 5))
			for range 200 {
				maxSize := []int{MinMaxSize, 3, 20, DefaultMaxSize}[r.IntN(4)]
				values := make([]float64, r.IntN(300))
				for i := range values {
					values[i] = generate(r)
				}
				got := counted(values, maxSize)
				requireBuckets(t, naive(values, maxSize), got)
				require.LessOrEqual(t, len(got.Counts), maxSize)
				require.LessOrEqual(t, cap(got.Counts), maxSize)
			}
		})
	}
}

func TestMergingIsCountingTogether(t *testing.T) {
	for name, generate := range generators {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(6, 6))
			for range 200 {
				maxSize := []int{MinMaxSize, 3, 20, DefaultMaxSize}[r.IntN(4)]
				values := make([]float64, r.IntN(100))
				for i := range values {
					values[i] = generate(r)
				}
				cut := r.IntN(len(values) + 1)
				merged := counted(values[:cut], maxSize)
				merged.merge(counted(values[cut:], maxSize), maxSize)
				requireBuckets(t, naive(values, maxSize), merged)
			}
		})
	}
}

// What was counted since an earlier state is what would have been counted from nothing, but
// for the scale, which is that of the whole.
func TestTheDifferenceOfTwoStatesIsWhatCameBetween(t *testing.T) {
	for name, generate := range generators {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, 7))
			for range 200 {
				maxSize := []int{MinMaxSize, 3, 20, DefaultMaxSize}[r.IntN(4)]
				values := make([]float64, r.IntN(100))
				for i := range values {
					values[i] = generate(r)
				}
				cut := r.IntN(len(values) + 1)
				earlier, now := counted(values[:cut], maxSize), counted(values, maxSize)
				want := naive(values[cut:], maxSize)
				want.downscale(want.Scale - now.Scale)
				requireBuckets(t, want, now.since(earlier))
			}
		})
	}
}

func TestAScaleFallsOnlyAsFarAsItMust(t *testing.T) {
	b := newExponentialBuckets()
	b.observe(1, 4)
	assert.Equal(t, 20, b.Scale, "one value fits at any scale")
	b.observe(2, 4)
	assert.Equal(t, 1, b.Scale, "1 and 2 are an octave apart, which is two buckets and one")
	b.observe(0.25, 4)
	assert.Equal(t, 0, b.Scale)
	assert.Equal(t, []uint64{1, 0, 1, 1}, b.Counts)
	b.observe(2.5, 4)
	assert.Equal(t, -1, b.Scale)
	b.observe(math.SmallestNonzeroFloat64, 2)
	b.observe(math.MaxFloat64, 2)
	assert.Equal(t, minScale, b.Scale, "every number fits into two buckets")
	assert.Equal(t, []uint64{3, 3}, b.Counts)
}

func TestOddValuesOfExponentialHistograms(t *testing.T) {
	p := observed(t, Exponential, math.NaN(), math.Inf(1), math.Inf(-1), -3, 0, 0.5, 4)
	assert.EqualValues(t, 7, p.Count)
	assert.InDelta(t, 4.5, p.Sum, 0)
	assert.EqualValues(t, 3, p.Exponential.Zero, "what is not above 0")
	top := p.Exponential.Offset + len(p.Exponential.Counts) - 1
	assert.Equal(t, index(math.MaxFloat64, p.Exponential.Scale), top)
	assert.EqualValues(t, 2, p.Exponential.Counts[len(p.Exponential.Counts)-1], "what is not finite")
	assert.Nil(t, p.Buckets)
}

// The scale falls between two deltas, and after one that could not be delivered.
func TestDeltasAcrossScales(t *testing.T) {
	store := New([]Instrument{{Shape: Exponential, MaxSize: 4}}, Options{MaxSeries: 10, Delta: true})
	x := store.Series(store.AddResource(), 0, nil, 1)
	observe := func(values ...float64) {
		for _, value := range values {
			require.True(t, x.Observe(value, 1, Span{}))
		}
	}
	collect := func(now int64) ([]Point, ExponentialBuckets) {
		points := store.Collect(now)
		require.Len(t, points, 1)
		return points, *points[0].Exponential
	}
	observe(1, 1, 2, 0)
	points, told := collect(10)
	assert.Equal(t, ExponentialBuckets{Scale: 1, Zero: 1, Offset: -1, Counts: []uint64{2, 0, 1}}, told)
	observe(8) // meanwhile the scale falls
	store.Commit(points)
	_, told = collect(20)
	assert.Equal(t, ExponentialBuckets{Scale: 0, Offset: 2, Counts: []uint64{1}}, told)
	observe(1, 1024) // the last point was not delivered, and the scale falls again
	points, told = collect(30)
	assert.Equal(t, ExponentialBuckets{Scale: -2, Offset: -1, Counts: []uint64{1, 1, 0, 1}}, told)
	store.Commit(points)
	assert.Empty(t, store.Collect(40))
}

func TestExponentialPointsBelongToTheCaller(t *testing.T) {
	store := New([]Instrument{{Shape: Exponential}}, Options{MaxSeries: 10})
	x := store.Series(store.AddResource(), 0, nil, 1)
	x.Observe(1, 1, Span{})
	first := store.Collect(2)[0].Exponential
	first.Counts[0], first.Zero = 99, 99
	x.Observe(1, 1, Span{})
	second := store.Collect(3)[0].Exponential
	assert.Equal(t, []uint64{2}, second.Counts)
	assert.Zero(t, second.Zero)
	assert.EqualValues(t, 99, first.Counts[0])
}

func TestNewRefusesSizes(t *testing.T) {
	for _, in := range []Instrument{{MaxSize: 160}, {Shape: Exponential, MaxSize: 1}, {Shape: Exponential, MaxSize: -1}} {
		assert.Panics(t, func() { New([]Instrument{in}, Options{MaxSeries: 10}) })
	}
}

func TestObservingKnownBucketsAllocatesNothing(t *testing.T) {
	store := New([]Instrument{{Shape: Exponential}}, Options{MaxSeries: 10, Delta: true})
	x := store.Series(store.AddResource(), 0, nil, 1)
	r := rand.New(rand.NewPCG(1, 1))
	observe := func() {
		for range 100 {
			x.Observe(generators["latencies"](r), 1, Span{Trace: [16]byte{1}})
		}
	}
	for range 100 {
		observe()
	}
	assert.Zero(t, testing.AllocsPerRun(100, observe))
}

// FuzzExponentialBuckets reads a size and values.
func FuzzExponentialBuckets(f *testing.F) {
	for _, values := range [][]float64{{}, {1}, {1, 2, 0.25, 2.5}, oddValues, {1e-310, 1e308}} {
		seed := []byte{4}
		for _, value := range values {
			seed = binary.LittleEndian.AppendUint64(seed, math.Float64bits(value))
		}
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) == 0 {
			return
		}
		maxSize := MinMaxSize + int(data[0])
		var values []float64
		for data = data[1:]; len(data) >= 8; data = data[8:] {
			value := math.Float64frombits(binary.LittleEndian.Uint64(data))
			if value >= smallestNormal && value <= math.MaxFloat64 {
				if _, near := exactIndex(value, maxScale); near {
					continue // scales may disagree
				}
			}
			values = append(values, value)
		}
		got := counted(values, maxSize)
		requireBuckets(t, naive(values, maxSize), got)
		require.LessOrEqual(t, len(got.Counts), maxSize)
		cut := len(values) / 2
		earlier := counted(values[:cut], maxSize)
		change := got.since(earlier)
		earlier.merge(change, maxSize)
		requireBuckets(t, got, earlier)
	})
}
