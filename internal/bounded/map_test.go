package bounded

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAValueIsFoundUntilItExpires(t *testing.T) {
	m := NewMap[string, int](2, time.Minute)
	m.Put("a", 1, start)
	m.Put("a", 2, start.Add(30*time.Second))
	v, ok := m.Get("a", start.Add(89*time.Second))
	require.True(t, ok, "it was put again")
	require.Equal(t, 2, v)
	_, ok = m.Get("a", start.Add(90*time.Second))
	require.False(t, ok)
	m.Remove("a")
	require.Zero(t, m.Len())
}

func TestTheFirstValueIsPushedOut(t *testing.T) {
	m := NewMap[string, int](2, time.Minute)
	for i, key := range []string{"a", "b", "c"} {
		m.Put(key, i, start)
	}
	_, ok := m.Get("a", start)
	require.False(t, ok)
	_, ok = m.Get("b", start)
	require.True(t, ok)
	require.Equal(t, 2, m.Len())
}

// TestMapHoldsWhatItsKeysSay puts, removes and waits at random.
func TestMapHoldsWhatItsKeysSay(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for capacity := 1; capacity < 9; capacity++ {
		m, last, now := NewMap[int, int](capacity, 5*time.Second), map[int]int{}, start
		for step := range 2000 {
			now = now.Add(time.Duration(random.IntN(3)) * time.Second)
			key, what := random.IntN(2*capacity), fmt.Sprint("capacity ", capacity, " step ", step)
			if random.IntN(8) == 0 {
				m.Remove(key)
				_, ok := m.Get(key, now)
				require.False(t, ok, what)
				continue
			}
			m.Put(key, step, now)
			last[key] = step
			for key := range 2 * capacity {
				if v, ok := m.Get(key, now); ok {
					require.Equal(t, last[key], v, what)
				}
			}
			_, ok := m.Get(key, now)
			require.True(t, ok, what)
			require.LessOrEqual(t, m.Len(), capacity, what)
			require.Len(t, m.values, m.keys.Len(), what)
		}
	}
}
