package anomaly

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestABurstCountsWhatIsWithinItsWindow compares it with a list of all times.
func TestABurstCountsWhatIsWithinItsWindow(t *testing.T) {
	const window = 8 * time.Second
	random := rand.New(rand.NewPCG(1, 2))
	var b burst
	var times []int64
	now := int64(0)
	for range 5000 {
		now += random.Int64N(int64(time.Second))
		times = append(times, now)
		n := b.add(now, window)
		least, most := 0, 0
		for _, at := range times {
			if now-at < int64(window)*7/8 {
				least++
			}
			if now-at <= int64(window) {
				most++
			}
		}
		require.GreaterOrEqual(t, n, least)
		require.LessOrEqual(t, n, most)
		require.Equal(t, n, b.count(now, window))
	}
}

func TestABurstTakesAnyTime(t *testing.T) {
	var b burst
	for _, now := range []int64{0, math.MaxInt64, -1, math.MinInt64, 5, math.MaxInt64 - 1} {
		require.Positive(t, b.add(now, time.Minute))
	}
	require.Equal(t, 1, (&burst{}).add(1, 0), "no window")
}

func TestABurstStaysAtItsMaximum(t *testing.T) {
	var b burst
	n := 0
	for range 1 << 17 {
		n = b.add(5, time.Minute)
	}
	require.Equal(t, 1<<16-1, n)
}

func TestWordsOfNames(t *testing.T) {
	for name, want := range map[string][]string{
		"read_file": {"read", "file"}, "readFile": {"read", "File"}, "ReadURLNow": {"Read", "URL", "Now"}, "a-b.c/d 1": {"a", "b", "c", "d"},
		"": nil, "__": nil, "DELETE": {"DELETE"}, "übung": {"übung"}, "x9y": {"x", "y"},
	} {
		var got []string
		for word := range words(name) {
			got = append(got, word)
		}
		require.Equal(t, want, got, name)
	}
}
