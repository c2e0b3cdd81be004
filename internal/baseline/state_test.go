package baseline

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestARestoredSeriesScoresTheSame(t *testing.T) {
	for _, split := range []int{0, 1, 7, 100, WarmUp, 1500, 4000} {
		xs := noise(6000, uint64(split))
		xs[4500] = 300
		s, restored := NewSeries(0.5), NewSeries(0)
		scores(s, xs[:split])
		state, err := s.AppendBinary(nil)
		require.NoError(t, err)
		require.NoError(t, restored.UnmarshalBinary(state))
		require.Equal(t, scores(s, xs[split:]), scores(restored, xs[split:]), split)
	}
}

func TestStateOfAnyLengthButItsOwnIsRefused(t *testing.T) {
	s := NewSeries(0)
	scores(s, noise(500, 1))
	state, err := s.AppendBinary(nil)
	require.NoError(t, err)
	for n := range state {
		require.Error(t, NewSeries(0).UnmarshalBinary(state[:n]), n)
	}
	require.Error(t, NewSeries(0).UnmarshalBinary(append(state, 0)))
}

func TestStateOfAnotherVersionIsRefusedAndChangesNothing(t *testing.T) {
	s := NewSeries(0)
	scores(s, noise(500, 1))
	state, err := s.AppendBinary(nil)
	require.NoError(t, err)
	before := *s
	for _, i := range []int{0, 1} {
		other := append([]byte(nil), state...)
		other[i]++
		require.Error(t, s.UnmarshalBinary(other))
		require.Equal(t, before, *s)
	}
}

func FuzzSeriesState(f *testing.F) {
	s := NewSeries(1)
	scores(s, noise(3000, 1))
	state, err := s.AppendBinary(nil)
	require.NoError(f, err)
	f.Add(state, uint16(0), byte(0))
	f.Fuzz(func(t *testing.T, data []byte, at uint16, value byte) {
		// Most broken states are whole ones with a few bytes changed.
		if len(data) > int(at) {
			data[at] = value
		}
		s := NewSeries(0)
		if s.UnmarshalBinary(data) != nil {
			return
		}
		again, err := s.AppendBinary(nil)
		require.NoError(t, err)
		require.Equal(t, data, again, "what is read is written")
		for i, x := range noise(250, 2) {
			score := s.Observe(start+int64(i)*minute, x)
			require.True(t, score.Score >= 0 && score.Score < 1)
			require.False(t, math.IsNaN(score.Deviation) || math.IsNaN(score.Expected))
		}
	})
}

func stateOf(t testing.TB, from interface{ AppendBinary([]byte) ([]byte, error) }) []byte {
	t.Helper()
	state, err := from.AppendBinary([]byte("before"))
	require.NoError(t, err)
	require.Equal(t, "before", string(state[:6]))
	return state[6:]
}

func TestARestoredBudgetDecidesTheSame(t *testing.T) {
	a, b := NewBudget(2), NewBudget(2)
	var la, lb Latch
	var ta, tb Tail
	xs := noise(6000, 9)
	for i, x := range xs {
		if i%1000 == 0 {
			require.NoError(t, b.UnmarshalBinary(stateOf(t, a)))
			require.NoError(t, lb.UnmarshalBinary(stateOf(t, &la)))
			require.NoError(t, tb.UnmarshalBinary(stateOf(t, &ta)))
		}
		at, score := start+int64(i)*5*minute, math.Max(0, x-100)/40
		require.Equal(t, a.Observe(at, score), b.Observe(at, score))
		require.Equal(t, la.Open(at, score), lb.Open(at, score))
		require.Equal(t, ta.Observe(x), tb.Observe(x))
	}
}

func FuzzBudgetState(f *testing.F) {
	b := NewBudget(1)
	for i, x := range noise(3000, 1) {
		b.Observe(start+int64(i)*minute, math.Max(0, x-100)/40)
	}
	f.Add(stateOf(f, b))
	f.Add(stateOf(f, &b.tail))
	f.Add(stateOf(f, &Latch{since: 1, last: 2, score: 0.5}))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, tail, l := NewBudget(1), Tail{}, Latch{}
		if tail.UnmarshalBinary(data) == nil {
			p := tail.Observe(1)
			require.True(t, p >= 0 && p <= 1)
		}
		if l.UnmarshalBinary(data) == nil {
			l.Open(start, 0.5)
		}
		if b.UnmarshalBinary(data) != nil {
			return
		}
		require.Equal(t, data, stateOf(t, b), "what is read is written")
		for i := range 50 {
			b.Observe(start+int64(i)*minute, float64(i)/50)
			require.False(t, math.IsNaN(b.Level()) || math.IsNaN(b.PerDay(0.5)))
		}
	})
}

func TestWhateverWasShownCanBeRestored(t *testing.T) {
	extremes := []float64{math.MaxFloat64, -math.MaxFloat64, 0, 1, math.Inf(1), math.Inf(-1), math.SmallestNonzeroFloat64}
	times := []int64{math.MinInt64, math.MaxInt64, 0, start}
	random := rand.New(rand.NewPCG(8, 8))
	for n := range 300 {
		s, b, tail, l := NewSeries(math.Inf(1)), NewBudget(1), Tail{}, Latch{}
		for range n * n / 10 {
			at, x := times[random.IntN(len(times))], extremes[random.IntN(len(extremes))]
			b.Observe(at, s.Observe(at, x).Score)
			b.Observe(at, x)
			l.Open(at, x)
			tail.Observe(x)
		}
		require.NoError(t, new(Series).UnmarshalBinary(stateOf(t, s)), n)
		require.NoError(t, new(Budget).UnmarshalBinary(stateOf(t, b)), n)
		require.NoError(t, new(Tail).UnmarshalBinary(stateOf(t, &tail)), n)
		require.NoError(t, new(Latch).UnmarshalBinary(stateOf(t, &l)), n)
	}
}
