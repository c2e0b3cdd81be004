package sketch

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// zipf draws keys of which few are frequent.
func zipf(random *rand.Rand) func() uint64 {
	z := rand.NewZipf(random, 1.3, 1, 1<<16)
	return z.Uint64
}

func requireBounds(t *testing.T, h *Heavy, exact map[uint64]uint64) {
	t.Helper()
	total, known := uint64(0), map[uint64]bool{}
	for _, n := range exact {
		total += n
	}
	require.Equal(t, total, h.Total())
	k := uint64(cap(h.counters))
	top := h.AppendTop(nil)
	require.True(t, slices.IsSortedFunc(top, func(a, b Counter) int { return cmp.Compare(b.Count, a.Count) }))
	for _, c := range top {
		known[c.Key] = true
		require.GreaterOrEqual(t, c.Count, exact[c.Key])
		require.LessOrEqual(t, c.Count-c.Error, exact[c.Key])
	}
	for key, n := range exact {
		if !known[key] {
			require.LessOrEqual(t, n, h.Missed())
			require.LessOrEqual(t, n, 2*total/k)
		}
	}
}

func TestHeavyBoundsHold(t *testing.T) {
	for _, k := range []int{1, 2, 16, 64} {
		random := rand.New(rand.NewPCG(7, uint64(k)))
		keys := map[string]func() uint64{
			"frequent ones": zipf(random),
			"all alike":     func() uint64 { return random.Uint64N(1000) },
			"few":           func() uint64 { return random.Uint64N(5) },
		}
		for name, draw := range keys {
			t.Run(name, func(t *testing.T) {
				h, exact := NewHeavy(k), map[uint64]uint64{}
				other, union := NewHeavy(k), map[uint64]uint64{}
				for range 20_000 {
					x, y, n := draw(), draw()+2, 1+random.Uint64N(3)
					h.Add(x, n)
					exact[x] += n
					other.Add(y, n)
					union[x] += n
					union[y] += n
				}
				requireBounds(t, h, exact)
				require.LessOrEqual(t, h.Missed(), h.Total()/uint64(k))
				h.Merge(other)
				requireBounds(t, h, union)
			})
		}
	}
}

func TestHeavyOfNothing(t *testing.T) {
	var h Heavy
	h.Add(1, 0)
	require.Zero(t, h.Total())
	require.Zero(t, h.Missed())
	require.Empty(t, h.AppendTop(nil))
	h.Merge(&Heavy{})
	h.Add(7, math.MaxUint64)
	h.Add(7, 5)
	require.Equal(t, uint64(math.MaxUint64), h.Total(), "a sum stays at the greatest")
	h.Reset()
	require.Zero(t, h.Total())
	require.Empty(t, h.AppendTop(nil))
	require.Equal(t, 1, cap(NewHeavy(-3).counters))
}

func TestWhatASmallerOneMissedIsNotForgotten(t *testing.T) {
	small, exact := NewHeavy(2), map[uint64]uint64{}
	for key := range uint64(6) {
		small.Add(key, 10)
		exact[key] = 10
	}
	h := NewHeavy(16)
	h.Add(5, 3)
	exact[5] += 3
	h.Merge(small)
	h.Add(0, 1)
	exact[0]++
	for key, n := range exact {
		i := indexOfKey(h.counters, key)
		if i < 0 {
			require.LessOrEqual(t, n, h.Missed())
			continue
		}
		require.GreaterOrEqual(t, h.counters[i].Count, n)
		require.LessOrEqual(t, h.counters[i].Count-h.counters[i].Error, n)
	}
	data, err := h.AppendBinary(nil)
	require.NoError(t, err)
	var read Heavy
	require.NoError(t, read.UnmarshalBinary(data))
	require.Equal(t, h.Missed(), read.Missed())
}
