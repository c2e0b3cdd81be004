package baseline

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var start = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC).UnixNano()

const minute = int64(time.Minute)

// noise is a series of normal values about 100, one each five minutes.
func noise(n int, seed uint64) []float64 {
	random := rand.New(rand.NewPCG(seed, 1))
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = 100 + 5*random.NormFloat64()
	}
	return xs
}

// scores shows a series its values, one each five minutes.
func scores(s *Series, xs []float64) []float64 {
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = s.Observe(start+int64(i)*5*minute, x).Score
	}
	return out
}

func TestTheFirstValuesAreOnlyLearned(t *testing.T) {
	s := NewSeries(0)
	for i, x := range noise(WarmUp+1, 1) {
		if i%50 == 49 {
			x = 1e6
		}
		score := s.Observe(start+int64(i)*minute, x)
		require.Equal(t, i+1 >= WarmUp, score.Ready, i)
		if !score.Ready {
			require.Zero(t, score.Score, i)
		}
	}
}

func TestOddInputIsHarmless(t *testing.T) {
	odd := []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, 0, math.Copysign(0, -1)}
	times := []int64{0, -1, math.MinInt64, math.MaxInt64, start, start - 1}
	random := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		s := NewSeries(0)
		for i := range 3000 {
			x := random.NormFloat64()
			if random.IntN(10) == 0 {
				x = odd[random.IntN(len(odd))]
			}
			score := s.Observe(times[i%len(times)], x)
			require.True(t, score.Score >= 0 && score.Score < 1, i)
			require.False(t, math.IsNaN(score.Expected) || math.IsNaN(score.Deviation), i)
		}
	}
}

func TestAValueThatIsNotANumberChangesNothing(t *testing.T) {
	with, without := NewSeries(0), NewSeries(0)
	for i, x := range noise(2000, 5) {
		at := start + int64(i)*minute
		if i%7 == 0 {
			with.Observe(at, math.NaN())
		}
		require.Equal(t, without.Observe(at, x), with.Observe(at, x))
	}
}
