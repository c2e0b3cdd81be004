package baseline

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// distributions are of what calls are made of: latencies, sizes, scores.
var distributions = map[string]func(*rand.Rand) float64{
	"normal":      func(r *rand.Rand) float64 { return r.NormFloat64() },
	"exponential": func(r *rand.Rand) float64 { return 1000 + r.ExpFloat64() },
	"log-normal":  func(r *rand.Rand) float64 { return math.Exp(r.NormFloat64()) },
	"uniform":     func(r *rand.Rand) float64 { return r.Float64() },
	"Pareto":      func(r *rand.Rand) float64 { return math.Pow(r.Float64(), -0.4) },
}

func TestAProbabilityComesTrue(t *testing.T) {
	for name, draw := range distributions {
		for _, p := range []float64{1e-2, 1e-3, 1e-4} {
			random := rand.New(rand.NewPCG(1, 2))
			const n = 200_000
			var tail Tail
			hits := 0
			for range n {
				if tail.Observe(draw(random)) < p {
					hits++
				}
			}
			require.Less(t, float64(hits), 2*p*n+10, "%s at %g", name, p)
			require.Greater(t, float64(hits), 0.15*p*n-5, "%s at %g", name, p)
		}
	}
}

func TestNothingIsRareAtFirst(t *testing.T) {
	var tail Tail
	for i := range TailReady {
		require.False(t, tail.Ready())
		require.Equal(t, 1.0, tail.Observe(float64(i*i)))
	}
	require.True(t, tail.Ready())
}

func TestABurstDoesNotTeachTheTail(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var tail Tail
	for range 20_000 {
		tail.Observe(random.NormFloat64())
	}
	before := tail.Level(1e-4)
	for range 20 {
		require.Less(t, tail.Observe(1000), 1e-6)
	}
	require.Less(t, tail.Level(1e-4), 2*before)
}

func TestAShiftIsAdopted(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var tail Tail
	for range 20_000 {
		tail.Observe(random.NormFloat64())
	}
	rare := 0
	for i := range 20_000 {
		if tail.Observe(10+random.NormFloat64()) < 1e-3 && i >= tailMemory {
			rare++
		}
	}
	require.Less(t, rare, 40)
}
