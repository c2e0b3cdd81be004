package sketch

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const second = int64(time.Second)

func TestARateIsThatOfASteadyStream(t *testing.T) {
	r := Rate{HalfLife: 10 * time.Second}
	now := int64(1_800_000_000) * second
	for range 5000 {
		now += second / 20
		r.Add(1, now)
	}
	require.InEpsilon(t, 20, r.PerSecond(now), 0.01)
	require.InEpsilon(t, 10, r.PerSecond(now+10*second), 0.01, "after one half-life without events")
}

func TestARateWithAClockThatGoesBack(t *testing.T) {
	r := Rate{HalfLife: time.Second}
	r.Add(8, 100*second)
	before := r.PerSecond(100 * second)
	require.Equal(t, before, r.PerSecond(0))
	r.Add(8, 0)
	require.Equal(t, 2*before, r.PerSecond(0))
	require.Equal(t, before, r.PerSecond(101*second))
	r.Add(1, math.MinInt64)
	r.Add(1, math.MaxInt64)
	require.False(t, math.IsNaN(r.PerSecond(math.MaxInt64)))
	require.Positive(t, r.PerSecond(math.MinInt64))
}

func TestARateOfOddNumbers(t *testing.T) {
	var r Rate
	for _, n := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -3, 0} {
		r.Add(n, 0)
	}
	require.Zero(t, r.PerSecond(0))
	r.Add(math.MaxFloat64, 0)
	r.Add(math.MaxFloat64, 0)
	require.False(t, math.IsInf(r.PerSecond(0), 0))
	r.Reset()
	require.Equal(t, Rate{}, r)
	far := Rate{}
	far.Add(1, math.MinInt64)
	require.Zero(t, far.PerSecond(math.MaxInt64), "what is so long ago counts for nothing")
}

func TestMergedRatesAreThatOfTheUnion(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	var a, b, both Rate
	now := int64(0)
	for range 1000 {
		now += random.Int64N(second)
		one := &a
		if random.IntN(3) == 0 {
			one = &b
		}
		one.Add(1, now)
		both.Add(1, now)
	}
	a.Merge(&b)
	require.InEpsilon(t, both.PerSecond(now), a.PerSecond(now), 1e-9)
	slow := Rate{HalfLife: time.Hour}
	slow.Merge(&both)
	require.InEpsilon(t, both.PerSecond(now), slow.PerSecond(now), 1e-9, "whatever its half-life")
}
