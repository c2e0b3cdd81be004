package bounded

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestWhatWasUsedLastStaysLongest(t *testing.T) {
	table := NewTable[string, int](2, time.Second)
	for _, key := range []string{"a", "b"} {
		v, added := table.Add(key, 1, nil)
		require.True(t, added)
		*v = 7
	}
	require.Equal(t, 7, *table.Get("a", 2))
	var pushed []string
	v, added := table.Add("c", 3, func(key string, value *int) { pushed = append(pushed, fmt.Sprint(key, *value)) })
	require.True(t, added)
	require.Zero(t, *v, "what it holds is empty")
	require.Equal(t, []string{"b7"}, pushed)
	require.EqualValues(t, 1, table.Pushed)
	require.Nil(t, table.Get("b", 3))
}

func TestWhatIsNotUsedExpires(t *testing.T) {
	table := NewTable[string, int](9, 10)
	table.Add("a", 1, nil)
	table.Add("b", 5, nil)
	require.Nil(t, table.Get("a", 11))
	require.NotNil(t, table.Get("b", 11))
	var forgotten []string
	table.Expire(20, func(key string, _ *int) { forgotten = append(forgotten, key) })
	require.Equal(t, []string{"a"}, forgotten)
	require.NotNil(t, table.Get("b", 3), "time does not go backwards")
	require.Zero(t, table.Pushed, "what has expired was not pushed out")
	table.Clear(nil)
	require.Zero(t, table.Len())
}

// TestATableIsWhatItsModelSays does at random what can be done.
func TestATableIsWhatItsModelSays(t *testing.T) {
	type entry struct {
		key, value int
		used       int64
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, capacity := range []int{1, 2, 3, 8, pageSize + 1} {
		table, now := NewTable[int, int](capacity, 20), int64(100)
		var model []entry // not used for longest first
		for step := range 3000 {
			now += int64(random.IntN(4))
			key := random.IntN(2 * capacity)
			model = slices.DeleteFunc(model, func(e entry) bool { return now-e.used >= 20 })
			at := slices.IndexFunc(model, func(e entry) bool { return e.key == key })
			if random.IntN(2) == 0 {
				v := table.Get(key, now)
				require.Equal(t, at >= 0, v != nil)
				if at >= 0 {
					require.Equal(t, model[at].value, *v)
					e := model[at]
					e.used = now
					model = append(slices.Delete(model, at, at+1), e)
				}
				continue
			}
			v, added := table.Add(key, now, nil)
			require.Equal(t, at < 0, added)
			*v = step
			if at >= 0 {
				model = slices.Delete(model, at, at+1)
			} else if len(model) == capacity {
				model = model[1:]
			}
			model = append(model, entry{key, step, now})
			var told []entry
			table.Each(func(key int, used int64, value *int) bool {
				told = append(told, entry{key, *value, used})
				return true
			})
			require.Equal(t, model, told)
			require.LessOrEqual(t, int(table.size), capacity)
		}
	}
}

func TestATableAllocatesNothingOnceItIsFull(t *testing.T) {
	table, i := NewTable[int, [8]int](64, time.Hour), 0
	for range 200 {
		i++
		table.Add(i, int64(i), nil)
	}
	require.Zero(t, testing.AllocsPerRun(1000, func() { i++; table.Add(i, int64(i), nil) }))
}
