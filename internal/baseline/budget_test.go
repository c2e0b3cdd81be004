package baseline

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// month is how many alerts a quiet fleet has in thirty days: of days, weeks, noise, a slow
// drift, and a deploy in some of its series.
func month(series, perDay int, seed uint64, alertsPerDay float64) (alerts int) {
	f := newFleet(series, perDay, seed, alertsPerDay)
	for i, m := range f.simulations {
		m.drift = 0.2
		if i%4 == 0 {
			m.deploys = []int{(12+i%9)*perDay + 17*i}
		}
	}
	for i := range 30 * perDay {
		for j := range f.series {
			if f.alert(j, i, f.simulations[j].at(i)) {
				alerts++
			}
		}
	}
	return alerts
}

func TestAQuietMonthKeepsTheBudget(t *testing.T) {
	tests := map[string]struct {
		series, perDay int
		alertsPerDay   float64
	}{
		"one series at five minutes":     {1, 288, 0.5},
		"eight series at five minutes":   {8, 288, 0.5},
		"eight series, two a day":        {8, 288, 2},
		"forty series share one a day":   {40, 288, 1},
		"four series at one minute":      {4, 1440, 0.5},
		"twelve series at one minute":    {12, 1440, 1},
		"one series, one a week":         {1, 288, 1. / 7},
		"twenty series share one a week": {20, 288, 1. / 7},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			const months = 3
			alerts := 0
			for seed := range uint64(months) {
				alerts += month(test.series, test.perDay, seed, test.alertsPerDay)
			}
			t.Logf("%.1f alerts a month of %.1f", float64(alerts)/months, 30*test.alertsPerDay)
			require.LessOrEqual(t, float64(alerts)/months, 1.5*30*test.alertsPerDay)
		})
	}
}

func TestTheBudgetIsUsed(t *testing.T) {
	require.Positive(t, month(12, 288, 1, 2), "else nothing is learned from keeping it")
}

func TestNoAlertBeforeScoresWereSeen(t *testing.T) {
	b := NewBudget(1000)
	for i := range budgetWarmUp {
		require.False(t, b.Ready())
		require.True(t, math.IsInf(b.Level(), 1) && math.IsInf(b.PerDay(0.9), 1))
		require.False(t, b.Observe(start+int64(i)*minute, 0.9))
	}
	require.True(t, b.Ready())
}

func TestABudgetOfNothingHasNoAlert(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for _, perDay := range []float64{0, -1, math.NaN()} {
		b := NewBudget(perDay)
		for i := range 3000 {
			require.False(t, b.Observe(start+int64(i)*minute, random.Float64()))
		}
	}
}

func TestOddScoresAndTimesAreHarmless(t *testing.T) {
	odd := []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, 0, 1, 2, 0.5}
	times := []int64{math.MinInt64, math.MaxInt64, 0, start, start - 1}
	random := rand.New(rand.NewPCG(1, 1))
	b := NewBudget(1)
	var l Latch
	for range 5000 {
		at, score := times[random.IntN(len(times))], odd[random.IntN(len(odd))]
		b.Observe(at, score)
		l.Open(at, score)
		require.False(t, math.IsNaN(b.Level()) || math.IsNaN(b.PerDay(0.5)))
	}
}

func TestAStormMakesTheBudgetStrictForATime(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	b := NewBudget(1)
	quiet := func(from, days int) {
		for i := from * 100; i < (from+days)*100; i++ {
			b.Observe(start+int64(i)*day/100, 0.4*random.Float64())
		}
	}
	quiet(0, 30)
	before := b.Level()
	for i := range 20 {
		b.Observe(start+30*day+int64(i)*minute, 0.9)
	}
	require.Greater(t, b.Level(), before)
	require.Less(t, b.Level(), 0.9, "what is as bad is still an alert")
	quiet(31, 60)
	require.InDelta(t, before, b.Level(), 0.1)
}
