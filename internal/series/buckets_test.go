package series

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// near are a number, what is next to it, and its opposite.
func near(x float64) []float64 {
	return []float64{x, math.Nextafter(x, math.Inf(1)), math.Nextafter(x, math.Inf(-1)), -x, x * 1.5, x / 3}
}

// requireFound holds what is found against a search.
func requireFound(t *testing.T, bounds []float64, values ...float64) *Buckets {
	t.Helper()
	b := NewBuckets(bounds)
	values = append(values, 0, math.Copysign(0, -1), math.SmallestNonzeroFloat64, 1, 0x1p-1022)
	values = append(values, math.MaxFloat64, -math.MaxFloat64)
	for _, bound := range bounds {
		values = append(values, near(bound)...)
	}
	for _, value := range values {
		if value-value == 0 && len(b.below) > 0 {
			require.Equal(t, bucket(bounds, value), b.find(value), "%g in %g", value, bounds)
		}
	}
	return b
}

func TestBucketsAreFound(t *testing.T) {
	for name, bounds := range map[string][]float64{
		"none":            nil,
		"one":             {3},
		"zero":            {0},
		"negative":        {-3},
		"counts":          {0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144},
		"seconds":         {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300},
		"close by":        {1000, 1010, 1020, 1030},
		"from infinity":   {math.Inf(-1), 1},
		"bytes":           {64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216},
		"zero and a half": {0, 0.5},
	} {
		t.Run(name, func(t *testing.T) {
			b := requireFound(t, bounds)
			require.NotEmpty(t, b.below)
			require.LessOrEqual(t, len(b.below), maxClasses)
		})
	}
	for name, bounds := range map[string][]float64{
		"very close by": {1000, math.Nextafter(1000, 2000)},
		"both below 0":  {-2, -1, 5},
		"far apart":     {1e-300, 1, 1.001, 1e300},
		"all numbers":   {math.SmallestNonzeroFloat64, 1, math.MaxFloat64},
		"to infinity":   {1, 2, math.Inf(1)},
	} {
		t.Run(name, func(t *testing.T) { require.Empty(t, requireFound(t, bounds).below) })
	}
}

func TestAnyBucketsAreFound(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	for range 2000 {
		var bounds, values []float64
		from, scale := r.NormFloat64(), math.Exp(8*r.NormFloat64())
		for range r.IntN(40) {
			bounds = append(bounds, scale*math.Exp(3*r.NormFloat64()*from)-from)
		}
		slices.Sort(bounds)
		bounds = slices.Compact(bounds)
		for range 50 {
			values = append(values, scale*math.Exp(5*r.NormFloat64())-from, math.Float64frombits(r.Uint64()))
		}
		requireFound(t, bounds, values...)
	}
}

func BenchmarkBuckets(b *testing.B) {
	buckets := NewBuckets([]float64{0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300})
	values := make([]float64, 4096)
	for i := range values {
		values[i] = math.Exp(rand.Float64()*math.Log(10_000)) / 1000
	}
	for name, find := range map[string]func(float64) int{
		"find":   buckets.find,
		"search": func(value float64) int { return bucket(buckets.bounds, value) },
	} {
		b.Run(name, func(b *testing.B) {
			sum, i := 0, 0
			for b.Loop() {
				sum += find(values[i%len(values)])
				i++
			}
		})
	}
}
