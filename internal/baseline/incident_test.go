package baseline

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// incidents change the j-th value since their beginning, of five-minute points. Delay is
// how many points it may take until there is an alert, in all simulated series; alerts is
// how many there may be of it in two weeks.
var incidents = map[string]struct {
	change        func(x float64, j int, r *rand.Rand) float64
	delay, alerts int
}{
	"three values are four times as high": {
		change: func(x float64, j int, _ *rand.Rand) float64 {
			if j < 3 {
				return 4 * x
			}
			return x
		},
		delay: 2, alerts: 2,
	},
	"values are doubled for good": {
		change: func(x float64, _ int, _ *rand.Rand) float64 { return 2 * x },
		delay:  60, alerts: 4,
	},
	"values are half as high again for good": {
		change: func(x float64, _ int, _ *rand.Rand) float64 { return 1.5 * x },
		delay:  200, alerts: 5,
	},
	"values grow by half in a day, to three times": {
		change: func(x float64, j int, _ *rand.Rand) float64 { return x * (1 + min(2, float64(j)/576)) },
		delay:  650, alerts: 5,
	},
	"there is nothing for two hours": {
		change: func(x float64, j int, _ *rand.Rand) float64 {
			if j < 24 {
				return 0
			}
			return x
		},
		delay: 24, alerts: 2,
	},
	"values vary four times as much for a day": {
		change: func(x float64, j int, r *rand.Rand) float64 {
			if j < fiveMinutes {
				return x * math.Exp(0.3*r.NormFloat64())
			}
			return x
		},
		delay: 288, alerts: 4,
	},
}

// TestIncidentsAreFound shows each incident to one of eight series with a common budget of
// an alert a day.
func TestIncidentsAreFound(t *testing.T) {
	for name, incident := range incidents {
		t.Run(name, func(t *testing.T) {
			var delays, alerts []int
			for seed := range uint64(6) {
				delay, n := meet(incident.change, seed)
				delays, alerts = append(delays, delay), append(alerts, n)
			}
			t.Log("points until the alert", delays, "alerts", alerts)
			require.LessOrEqual(t, slices.Max(delays), incident.delay)
			require.LessOrEqual(t, slices.Max(alerts), incident.alerts)
		})
	}
}

// meet returns how long the incident went without an alert, and how many it had.
func meet(change func(float64, int, *rand.Rand) float64, seed uint64) (delay, alerts int) {
	fleet := newFleet(8, fiveMinutes, seed, 1)
	begin, random := 17*fiveMinutes+int(seed)*77, rand.New(rand.NewPCG(seed, 5))
	delay = math.MaxInt
	for i := range begin + 14*fiveMinutes {
		for j := range fleet.series {
			x := fleet.simulations[j].at(i)
			if j == 0 && i >= begin {
				x = change(x, i-begin, random)
			}
			if fleet.alert(j, i, x) && j == 0 && i >= begin {
				delay = min(delay, i-begin)
				alerts++
			}
		}
	}
	return delay, alerts
}

func TestALastingChangeIsAdopted(t *testing.T) {
	fleet := newFleet(8, fiveMinutes, 3, 1./7)
	const change, adopted, end = 20 * fiveMinutes, 34 * fiveMinutes, 62 * fiveMinutes
	during, after := 0, 0
	for i := range end {
		for j := range fleet.series {
			x := fleet.simulations[j].at(i)
			if j == 0 && i >= change {
				x *= 2
			}
			switch alert := fleet.alert(j, i, x); {
			case !alert || j > 0 || i < change:
			case i < adopted:
				during++
			default:
				after++
			}
		}
	}
	require.Positive(t, during)
	require.LessOrEqual(t, after, 1, "in four weeks that follow two; one of eight shares a budget of four")
	m, s := fleet.simulations[0], fleet.series[0]
	score := s.Observe(m.time(end), 2*m.at(end))
	require.InEpsilon(t, score.Observed, score.Expected, 0.25)
}

func TestABurstDoesNotTeachWhatIsUsual(t *testing.T) {
	m, s := newSimulation(1, fiveMinutes), NewSeries(0)
	for i := range 15 * fiveMinutes {
		s.Observe(m.time(i), m.at(i))
	}
	for i := 15 * fiveMinutes; i < 15*fiveMinutes+12; i++ {
		s.Observe(m.time(i), 100*m.at(i))
	}
	const next = 16*fiveMinutes + 6
	for i := 15*fiveMinutes + 12; i < next; i++ {
		require.Less(t, s.Observe(m.time(i), m.at(i)).Score, 0.6, i)
	}
	score := s.Observe(m.time(next), m.at(next))
	require.InEpsilon(t, score.Observed, score.Expected, 0.8, "a hundred times was not believed")
}

func TestDaysAndWeeksAreUsual(t *testing.T) {
	for _, perDay := range []int{24, fiveMinutes, 1440} {
		m, s := newSimulation(1, perDay), NewSeries(0)
		m.noise = 0.03
		for i := range 70 * perDay {
			score := s.Observe(m.time(i), m.at(i)).Score
			if day := i / perDay; day >= 28 {
				require.Less(t, score, 0.6, "point %d of day %d", i%perDay, day)
			}
		}
	}
}

func TestTheReasonIsInTheScore(t *testing.T) {
	m, s := newSimulation(1, fiveMinutes), NewSeries(0)
	var before Score
	for i := range 30 * fiveMinutes {
		before = s.Observe(m.time(i), m.at(i))
	}
	require.InEpsilon(t, before.Observed, before.Expected, 0.3)
	after := s.Observe(m.time(30*fiveMinutes), 5*before.Expected)
	require.Greater(t, after.Score, 0.5)
	require.Greater(t, after.Deviation, 10.0)
	low := s.Observe(m.time(30*fiveMinutes+1), 0)
	require.Less(t, low.Deviation, -5.0)
}

func TestATremorOfAConstantIsBelowItsResolution(t *testing.T) {
	with, without := NewSeries(0.02), NewSeries(0)
	for i := range 3000 {
		at := start + int64(i)*minute
		with.Observe(at, 0)
		without.Observe(at, 0)
	}
	at := start + 3000*minute
	require.Less(t, with.Observe(at, 0.02).Score, 0.6)
	require.Greater(t, without.Observe(at, 0.02).Score, 0.7)
	require.Greater(t, with.Observe(at+minute, 0.6).Score, 0.5, "a real failure is seen")
}

func TestScoresDoNotDependOnUnitAndOrigin(t *testing.T) {
	a, b := NewSeries(0), NewSeries(0)
	m := newSimulation(3, fiveMinutes)
	for i := range 20 * fiveMinutes {
		x := m.at(i)
		if i%1999 == 1998 {
			x *= 4
		}
		require.InDelta(t, a.Observe(m.time(i), x).Score, b.Observe(m.time(i), 1e6*x).Score, 0.02)
	}
}
