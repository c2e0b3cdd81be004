package bounded

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var start = time.Unix(1_800_000_000, 0)

func TestAKeyIsNewOnce(t *testing.T) {
	s := NewSet[string](4, time.Minute)
	require.False(t, s.Has("a", start))
	require.True(t, s.Add("a", start))
	require.False(t, s.Add("a", start))
	require.True(t, s.Has("a", start))
	require.False(t, s.Has("b", start))
}

func TestAKeyExpires(t *testing.T) {
	s := NewSet[string](4, time.Minute)
	s.Add("a", start)
	require.True(t, s.Has("a", start.Add(time.Minute-1)))
	require.False(t, s.Has("a", start.Add(time.Minute)))
	require.True(t, s.Add("a", start.Add(time.Minute)), "it is new again")
	require.True(t, s.Has("a", start.Add(2*time.Minute-1)))
}

func TestAskingDoesNotProlong(t *testing.T) {
	s := NewSet[string](4, time.Minute)
	s.Add("a", start)
	require.False(t, s.Add("a", start.Add(59*time.Second)))
	require.False(t, s.Has("a", start.Add(time.Minute)))
}

func TestTheFirstIsPushedOut(t *testing.T) {
	s := NewSet[int](3, time.Minute)
	for key := range 4 {
		s.Add(key, start)
	}
	require.Equal(t, []bool{false, true, true, true}, []bool{s.Has(0, start), s.Has(1, start), s.Has(2, start), s.Has(3, start)})
	require.Equal(t, 3, s.Len())
}

func TestAKeyAddedAgainStaysItsFullTurn(t *testing.T) {
	s := NewSet[string](2, time.Minute)
	s.Add("a", start)
	s.Remove("a")
	require.False(t, s.Has("a", start))
	require.True(t, s.Add("a", start))
	require.True(t, s.Add("b", start), "overwrites the place of the first a")
	require.True(t, s.Has("a", start))
}

func TestOddBoundsHold(t *testing.T) {
	s := NewSet[string](0, 0)
	require.True(t, s.Add("a", start))
	require.False(t, s.Has("a", start), "without expiry nothing is held")
	require.True(t, s.Add("b", start.Add(-time.Hour)), "a clock may go back")
	require.Equal(t, 1, s.Len())
	s.Remove("nobody")
}

// TestSetIsTheListOfTheLastAdditions compares with a list that is searched.
func TestSetIsTheListOfTheLastAdditions(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for capacity := 1; capacity < 9; capacity++ {
		s, expiry := NewSet[int](capacity, 5*time.Second), 5*time.Second
		var model []addition[int] // by addition; removed ones have key -1
		has := func(key int, now time.Time) bool {
			for _, a := range slices.Backward(model[max(0, len(model)-capacity):]) {
				if a.key == key {
					return now.Sub(a.at) < expiry
				}
			}
			return false
		}
		now := start
		for step := range 2000 {
			now = now.Add(time.Duration(random.IntN(3)) * time.Second)
			key, what := random.IntN(2*capacity), fmt.Sprint("capacity ", capacity, " step ", step)
			require.Equal(t, has(key, now), s.Has(key, now), what)
			if random.IntN(8) == 0 {
				s.Remove(key)
				for i := range model {
					if model[i].key == key {
						model[i].key = -1
					}
				}
				continue
			}
			require.Equal(t, !has(key, now), s.Add(key, now), what)
			if len(model) == 0 || !has(key, now) {
				model = append(model, addition[int]{key, now})
			}
			require.LessOrEqual(t, s.Len(), capacity, what)
		}
	}
}
