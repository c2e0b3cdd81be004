package sketch

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// accuracy leaves room for rounding.
const accuracy = Accuracy * 1.0001

// distributions are what durations and sizes look like, in one unit or another.
var distributions = map[string]func(*rand.Rand) float64{
	"uniform":     func(r *rand.Rand) float64 { return r.Float64() },
	"exponential": func(r *rand.Rand) float64 { return r.ExpFloat64() * 1e6 },
	"log-normal":  func(r *rand.Rand) float64 { return math.Exp(2 * r.NormFloat64()) },
	"Pareto":      func(r *rand.Rand) float64 { return math.Pow(1-r.Float64(), -1.2) * 1e-3 },
	"two modes": func(r *rand.Rand) float64 {
		return []float64{1e-5, 3600}[r.IntN(2)] * (1 + 0.1*r.Float64())
	},
	"constant":      func(*rand.Rand) float64 { return 42 },
	"whole numbers": func(r *rand.Rand) float64 { return float64(r.IntN(20)) },
	"often zero":    func(r *rand.Rand) float64 { return max(0, r.NormFloat64()) },
}

func TestAQuantileIsAccurate(t *testing.T) {
	for name, draw := range distributions {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{1, 2, 10, 1000, 50_000} {
				random := rand.New(rand.NewPCG(1, uint64(n)))
				var q Quantiles
				values := make([]float64, n)
				for i := range values {
					values[i] = draw(random)
					q.Add(values[i])
				}
				slices.Sort(values)
				require.EqualValues(t, n, q.Count())
				for _, p := range []float64{0, 0.01, 0.25, 0.5, 0.9, 0.99, 1} {
					want := values[int(p*float64(n-1))]
					require.InDelta(t, want, q.Quantile(p), want*accuracy, "%v of %v", p, n)
				}
			}
		})
	}
}

func TestMergedQuantilesAreThoseOfTheUnion(t *testing.T) {
	for name, draw := range distributions {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(3, 4))
			var a, b, both Quantiles
			for range 5000 {
				x, y := draw(random), draw(random)*50
				a.Add(x)
				b.Add(y)
				both.Add(x)
				both.Add(y)
			}
			unchanged := b
			a.Merge(&b)
			require.Equal(t, unchanged, b)
			require.Equal(t, both.Count(), a.Count())
			for p := 0.0; p <= 1; p += 0.01 {
				require.InEpsilon(t, 1+both.Quantile(p), 1+a.Quantile(p), 1e-12)
			}
		})
	}
}

func TestQuantilesOfOddValues(t *testing.T) {
	var q Quantiles
	require.True(t, math.IsNaN(q.Quantile(0.5)), "of nothing")
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		q.Add(x)
	}
	require.Zero(t, q.Count())
	q.Add(-5)
	q.Add(0)
	q.Add(10)
	require.EqualValues(t, 3, q.Count())
	require.Zero(t, q.Quantile(0.5))
	require.InDelta(t, 10, q.Quantile(2), 0.25, "more than all is all")
	require.Zero(t, q.Quantile(-1))
	require.True(t, math.IsNaN(q.Quantile(math.NaN())))
	q.Add(math.MaxFloat64)
	q.Add(math.SmallestNonzeroFloat64)
	require.EqualValues(t, 5, q.Count())
	require.False(t, math.IsInf(q.Quantile(1), 0))
}

func TestAnOutlierDoesNotMoveTheOthers(t *testing.T) {
	var q Quantiles
	for range 1000 {
		q.Add(0.001)
	}
	q.Add(1e200)
	require.InEpsilon(t, 0.001, q.Quantile(0.5), accuracy)
	require.Greater(t, q.Quantile(1), 1.0)
}

func TestTheLowestCollapse(t *testing.T) {
	var q Quantiles
	for range 10 {
		q.Add(1e-6)
	}
	for i := range 2000 {
		q.Add(1e3 + float64(i))
	}
	q.Add(1e5)
	require.EqualValues(t, 2011, q.Count())
	require.InEpsilon(t, 1e5, q.Quantile(1), accuracy, "the highest are told as they are")
	require.InEpsilon(t, 2000, q.Quantile(0.5), accuracy)
	require.Greater(t, q.Quantile(0), 1e-6)
	require.Less(t, q.Quantile(0), 1e-4)
}

func TestQuantilesForgetByHalves(t *testing.T) {
	var q Quantiles
	for i := range 1000 {
		q.Add(float64(i%100 + 1))
	}
	before := q.Quantile(0.5)
	q.Decay(0.5)
	require.InDelta(t, 500, q.Count(), 1)
	require.InEpsilon(t, before, q.Quantile(0.5), 3*Accuracy)
	q.Decay(math.NaN())
	q.Decay(1)
	q.Decay(-1)
	q.Decay(7)
	require.InDelta(t, 500, q.Count(), 1)
	q.Decay(0)
	require.Zero(t, q.Count())
	q.Add(1e9)
	require.InEpsilon(t, 1e9, q.Quantile(0.5), accuracy, "empty bins bind nothing")
	q.Reset()
	require.Equal(t, Quantiles{}, q)
}

func TestSingleValuesOutliveADecayTogether(t *testing.T) {
	var q Quantiles
	for x := 1.0; x < 1e6; x *= 1.2 {
		q.Add(x)
	}
	n := q.Count()
	q.Decay(0.5)
	require.InDelta(t, n/2, q.Count(), 1)
	require.Greater(t, q.Quantile(1), 1e5)
}

func TestABinDoesNotOverflow(t *testing.T) {
	var q Quantiles
	for range 300_000 {
		q.Add(1)
	}
	for range 1000 {
		q.Add(9)
	}
	require.LessOrEqual(t, q.Count(), uint64(300_000))
	require.InEpsilon(t, 1, q.Quantile(0.5), accuracy)
	o := q
	q.Merge(&o)
	require.InEpsilon(t, 1, q.Quantile(0.5), accuracy)
	require.InEpsilon(t, 9, q.Quantile(1), accuracy)
}
