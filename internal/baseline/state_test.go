package baseline

import (
	"math"
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
