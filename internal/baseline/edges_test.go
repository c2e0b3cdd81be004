package baseline

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// What single parts do, which whole series show only in the long run.

func TestARateIsThatOfLate(t *testing.T) {
	var r rate
	require.Zero(t, r.observe(start))
	require.InDelta(t, 24, r.perDay(), 1e-9, "one in the first hour")
	for i := range 4 * 60 {
		require.InDelta(t, 0.25, r.observe(start+int64(i+1)*int64(day)/4), 1e-9)
	}
	require.InDelta(t, 4, r.perDay(), 0.2)
	require.Zero(t, r.observe(start), "time that goes back does not pass")
}

func TestTheExpectedValueIsTheUsualOne(t *testing.T) {
	s := NewSeries(1)
	s.Observe(start, 100)
	for i := range 12 * 288 {
		s.Observe(start+int64(i+1)*5*minute, 140)
	}
	score := s.Observe(start+12*int64(day)+5*minute, 141)
	require.InDelta(t, 140, score.Expected, 1)
	require.InDelta(t, 1, score.Deviation, 0.9)
}

func TestWhatIsStrangeForTheTimeOfDayIsMeasuredByTheFloor(t *testing.T) {
	var s season
	for i := range 5 * 288 {
		s.observe(start+int64(i)*5*minute, 10, 2)
	}
	strange, ok := s.observe(start+5*int64(day), 14, 2)
	require.True(t, ok)
	require.InDelta(t, 2, strange, 0.01)
}

// TestAnExtremeTeachesASlotLittle: as much as some usual deviations.
func TestAnExtremeTeachesASlotLittle(t *testing.T) {
	var s season
	for i := range 10 * 288 {
		s.observe(start+int64(i)*5*minute, 10+float64(i%2), 0.1)
	}
	before := *s.slotAt(start)
	s.observe(start+10*int64(day), 1e9, 0.1)
	require.Less(t, s.slotAt(start).mean-before.mean, float32(5))
}

func (s *season) slotAt(at int64) *slot { return &s.day[within(at, day, daySlots)] }

func TestAClockThatIsSetBackGoesOn(t *testing.T) {
	var s season
	s.pass(start)
	require.Zero(t, s.pass(start-30*int64(day)))
	require.InDelta(t, hour, s.pass(start-30*int64(day)+int64(hour)), 0)
	require.Zero(t, s.pass(start-31*int64(day)), "a little back")
	require.InDelta(t, hour, s.pass(start-30*int64(day)+2*int64(hour)), 0)
}

// TestPeaksThatStayHighAreSoonUsual: the third block in a row teaches for all.
func TestPeaksThatStayHighAreSoonUsual(t *testing.T) {
	p, tune := peaks{mean: 10, variance: 1, deviation: 1}, ofFeatures
	var means []float64
	for k := range 3 {
		p.largest = 1000
		p.close(5, 1, float64(200+k), &tune)
		means = append(means, float64(p.mean))
	}
	require.Greater(t, means[2]-means[1], 5*(means[1]-means[0]))
	p.largest = 10
	p.close(5, 1, 203, &tune)
	require.Zero(t, p.farOff)
}

// TestAStormHasABound: what is far worse than it is told all the same.
func TestAStormHasABound(t *testing.T) {
	b := NewBudget(1)
	for i, x := range noise(6000, 2) {
		b.Observe(start+int64(i)*5*minute, math.Max(0, x-100)/40)
	}
	end, alerts := start+6000*5*minute, 0
	for i := range 200 {
		if b.Observe(end+int64(i), 100*math.Pow(1.2, float64(i))) {
			alerts++
		}
		require.LessOrEqual(t, b.strict, strictest)
	}
	require.Greater(t, alerts, 9, "enough of them to reach the bound")
}

// written is a state with whatever a value holds.
func written(kind byte, visit func(*walk)) []byte {
	w := walk{data: []byte{kind, stateVersion}}
	visit(&w)
	return w.data
}

func TestStatesThatCannotBeAreRefused(t *testing.T) {
	for name, broken := range map[string]func() error{
		"a negative count": func() error { return new(Tail).UnmarshalBinary(written(kindTail, (&Tail{n: -1}).visit)) },
		"a square of nothing": func() error {
			return new(Tail).UnmarshalBinary(written(kindTail, (&Tail{warmSquares: math.NaN()}).visit))
		},
		"a square below zero": func() error { return new(Tail).UnmarshalBinary(written(kindTail, (&Tail{warmSquares: -1}).visit)) },
		"a number beyond all": func() error { return new(Tail).UnmarshalBinary(written(kindTail, (&Tail{level: math.Inf(-1)}).visit)) },
		"a rate below zero": func() error {
			return new(Budget).UnmarshalBinary(written(kindBudget, (&Budget{rate: rate{days: -1}}).visit))
		},
		"a negative strength": func() error { return new(Latch).UnmarshalBinary(written(kindLatch, (&Latch{score: -1}).visit)) },
		"a negative step": func() error {
			s := Series{}
			s.levels.moving[2] = -1
			return new(Series).UnmarshalBinary(written(kindSeries, s.visit))
		},
		"a variance below": func() error {
			s := Series{}
			s.total.high.variance = -1
			return new(Series).UnmarshalBinary(written(kindSeries, s.visit))
		},
		"a variance of none": func() error {
			s := Series{}
			s.features[0].low.variance = float32(math.NaN())
			return new(Series).UnmarshalBinary(written(kindSeries, s.visit))
		},
		"a resolution below":   func() error { return new(Series).UnmarshalBinary(written(kindSeries, (&Series{resolution: -1}).visit)) },
		"a budget as a tail's": func() error { return new(Budget).UnmarshalBinary(written(kindTail, (&Tail{}).visit)) },
	} {
		require.ErrorIs(t, broken(), errState, name)
	}
	require.NoError(t, new(Tail).UnmarshalBinary(written(kindTail, (&Tail{}).visit)))
	require.NoError(t, new(Budget).UnmarshalBinary(written(kindBudget, (&Budget{}).visit)))
	_, err := (&Tail{n: -1}).AppendBinary(nil)
	require.ErrorIs(t, err, errState)
}

func TestARestoredTailKnowsWhatItKnew(t *testing.T) {
	var tail, restored Tail
	for _, x := range noise(3000, 4) {
		tail.Observe(x)
	}
	require.NoError(t, restored.UnmarshalBinary(stateOf(t, &tail)))
	require.Equal(t, tail, restored)
}
