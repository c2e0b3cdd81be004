package bounded

import (
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRecent(t *testing.T) {
	r := &Recent{Expiry: 10}
	require.False(t, r.Show(1, 100))
	require.True(t, r.Show(1, 109))
	require.False(t, r.Show(1, 110), "it has expired, and is new again")
	require.True(t, r.Show(1, 119))
	require.False(t, r.Show(0, 119), "no hash is special")
	require.True(t, r.Show(0, 119))
}

func TestAskingOfRecentNotesNothing(t *testing.T) {
	for _, expiry := range []uint32{10, 86_400, 365 * 86_400} {
		r := &Recent{Expiry: expiry}
		require.False(t, r.Shown(1, 5000))
		require.False(t, r.Show(1, 5000))
		require.True(t, r.Shown(1, 5009))
		require.True(t, r.Shown(1, 5000-RecentBack))
		require.False(t, r.Shown(1, 5000+2*expiry))
	}
}

// Whoever shows a hash may have read the clock before another did, or the clock was set.
func TestRecentOfAClockThatGoesBack(t *testing.T) {
	for _, expiry := range []uint32{10, 86_400, 365 * 86_400} {
		r := &Recent{Expiry: expiry}
		require.False(t, r.Show(1, 5000))
		require.True(t, r.Show(1, 4999))
		require.True(t, r.Show(1, 5000-RecentBack))
	}
	r := &Recent{Expiry: 10}
	hash := func(n uint64) uint64 { return n << (stampBits + 1) }
	for n := range uint64(recentWays) {
		require.False(t, r.Show(hash(n), 5000-uint32(n)))
	}
	require.False(t, r.Show(hash(recentWays), 4999))
	require.True(t, r.Show(hash(0), 4999), "what is ahead is not what was shown first")
	require.False(t, r.Show(hash(recentWays-1), 4999), "this is")
}

// TestRecentForgetsTheFirst shows hashes that share their places.
func TestRecentForgetsTheFirst(t *testing.T) {
	r := &Recent{Expiry: 1000}
	hash := func(n uint64) uint64 { return n << (stampBits + 1) }
	for n := range uint64(recentWays + 1) {
		require.False(t, r.Show(hash(n), uint32(1+n)))
	}
	for n := uint64(1); n <= recentWays; n++ {
		require.True(t, r.Show(hash(n), 100), n)
	}
	require.False(t, r.Show(hash(0), 100))
}

func TestRecentRemembersSomeCapacity(t *testing.T) {
	r, random := &Recent{Expiry: 1000}, rand.New(rand.NewPCG(1, 2))
	hashes := make([]uint64, RecentCapacity/2)
	for i := range hashes {
		hashes[i] = random.Uint64()
		r.Show(hashes[i], 1)
	}
	known := 0
	for _, hash := range hashes {
		if r.Show(hash, 2) {
			known++
		}
	}
	require.Greater(t, known, len(hashes)*9/10)
}

func TestRecentIsSafeForConcurrentUse(t *testing.T) {
	r := &Recent{Expiry: 1000}
	var working sync.WaitGroup
	for range 4 {
		working.Go(func() {
			for i := range uint64(10_000) {
				r.Show(i*0x9e3779b97f4a7c15, 1)
			}
		})
	}
	working.Wait()
	require.Zero(t, testing.AllocsPerRun(100, func() { r.Show(7, 1) }))
}

// TestRecentTellsOneProducerThatAHashIsNew has several show the same hashes at once.
func TestRecentTellsOneProducerThatAHashIsNew(t *testing.T) {
	const hashes = 20_000
	r := &Recent{Expiry: 1000}
	var fresh [hashes]atomic.Int32
	var working sync.WaitGroup
	for range 4 {
		working.Go(func() {
			for i := range fresh {
				if !r.Show(uint64(i)*0x9e3779b97f4a7c15, 1) {
					fresh[i].Add(1)
				}
			}
		})
	}
	working.Wait()
	for i := range fresh {
		require.EqualValues(t, 1, fresh[i].Load(), i)
	}
}

func TestRecentOfALongExpiry(t *testing.T) {
	const year = 365 * 24 * 3600
	r := &Recent{Expiry: year}
	require.False(t, r.Show(1, 5*year))
	require.True(t, r.Show(1, 6*year-100))
	require.False(t, r.Show(1, 6*year+100))
}

func BenchmarkRecent(b *testing.B) {
	r, hash := &Recent{Expiry: 1000}, uint64(1)
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			hash += 0x9e3779b97f4a7c15
			r.Show(hash, 1)
		}
	})
	b.Run("known", func(b *testing.B) {
		for b.Loop() {
			r.Show(hash, 1)
		}
	})
}
