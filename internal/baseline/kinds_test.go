package baseline

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// kinds are series without an incident, of all sorts. A value is made of the one before, at
// a time in days.
var kinds = map[string]struct {
	resolution float64
	next       func(r *rand.Rand, before, day float64) float64
}{
	"a constant": {next: func(*rand.Rand, float64, float64) float64 { return 5 }},
	"an error share that is mostly 0": {resolution: 0.01, next: func(r *rand.Rand, _, _ float64) float64 {
		if r.Float64() < 0.02 {
			return 0.05 + 0.15*r.Float64()
		}
		return 0
	}},
	"three calls a minute": {resolution: 1, next: func(r *rand.Rand, _, _ float64) float64 {
		n := 0.0
		for p := r.Float64(); p > math.Exp(-3); p *= r.Float64() {
			n++
		}
		return n
	}},
	"log-normal latencies": {next: func(r *rand.Rand, _, _ float64) float64 { return math.Exp(r.NormFloat64()) }},
	"sizes with a Pareto tail": {next: func(r *rand.Rand, _, _ float64) float64 {
		return math.Pow(r.Float64(), -0.5)
	}},
	"office hours": {resolution: 1, next: func(r *rand.Rand, _, day float64) float64 {
		if hour := 24 * math.Mod(day, 1); hour < 9 || hour > 18 || int(day)%7 >= 5 {
			return 0
		}
		return 50 + 10*r.NormFloat64()
	}},
	"a nightly job": {next: func(r *rand.Rand, _, day float64) float64 {
		if math.Mod(day, 1) < 0.02 {
			return 500 + 50*r.NormFloat64()
		}
		return 10 + r.NormFloat64()
	}},
	"a value that wanders": {next: func(r *rand.Rand, before, _ float64) float64 {
		return 0.999*before + r.NormFloat64()
	}},
}

func TestEveryKindOfSeriesKeepsTheBudget(t *testing.T) {
	const days, perDay, series, alertsPerDay = 42, fiveMinutes, 8, 0.5
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			f, xs, alerts := newFleet(series, perDay, 0, alertsPerDay), [series]float64{}, 0
			random := rand.New(rand.NewPCG(1, 2))
			for j := range f.series {
				f.series[j] = NewSeries(kind.resolution)
			}
			for i := range days * perDay {
				for j := range xs {
					xs[j] = kind.next(random, xs[j], float64(i)/perDay)
					if f.alert(j, i, xs[j]) {
						alerts++
					}
				}
			}
			t.Log(alerts, "alerts of", days*alertsPerDay)
			require.LessOrEqual(t, float64(alerts), 1.5*days*alertsPerDay)
		})
	}
}
