package baseline

import (
	"math"
	"math/rand/v2"
)

// simulation is a series of a service: a day and a week, noise, deploys and a slow drift.
type simulation struct {
	random  *rand.Rand
	level   float64
	noise   float64
	deploys []int // points at which the level shifts for good
	drift   float64
	perDay  int
}

const fiveMinutes = 288 // points a day

func newSimulation(seed uint64, perDay int) *simulation {
	random := rand.New(rand.NewPCG(seed, 11))
	return &simulation{random: random, level: 100, noise: 0.08, perDay: perDay}
}

// at is the i-th value.
func (m *simulation) at(i int) float64 {
	day := float64(i) / float64(m.perDay)
	daily := 1 + 0.4*math.Sin(2*math.Pi*(day-0.3))
	if weekday := int(day) % 7; weekday >= 5 {
		daily *= 0.6
	}
	level := m.level * (1 + m.drift*day/30)
	for _, deploy := range m.deploys {
		if i >= deploy {
			level *= 1.25
		}
	}
	return level * daily * math.Exp(m.noise*m.random.NormFloat64())
}

func (m *simulation) time(i int) int64 {
	return start + int64(float64(i)/float64(m.perDay)*24*60)*minute
}

// fleet is some series that share a budget.
type fleet struct {
	simulations []*simulation
	series      []*Series
	latches     []Latch
	budget      *Budget
}

func newFleet(n, perDay int, seed uint64, alertsPerDay float64) *fleet {
	f := &fleet{budget: NewBudget(alertsPerDay), latches: make([]Latch, n)}
	for i := range n {
		m := newSimulation(100*seed+uint64(i), perDay)
		if i%3 == 1 {
			m.noise = 0.3
		}
		f.simulations = append(f.simulations, m)
		f.series = append(f.series, NewSeries(0))
	}
	return f
}

// alert shows the i-th value to a series and reports whether it is an alert.
func (f *fleet) alert(series, i int, x float64) bool {
	at := f.simulations[series].time(i)
	score := f.series[series].Observe(at, x).Score
	return f.budget.Observe(at, score) && f.latches[series].Open(at, score)
}
