package bounded

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRecentOneByOne does what other tests do as on a processor that compares one after the other.
func TestRecentOneByOne(t *testing.T) {
	defer func(was uint32) { atOnceBelow = was }(atOnceBelow)
	atOnceBelow = 0
	t.Run("times", TestRecent)
	t.Run("a clock that goes back", TestRecentOfAClockThatGoesBack)
	t.Run("the first is forgotten", TestRecentForgetsTheFirst)
	t.Run("some capacity", TestRecentRemembersSomeCapacity)
	t.Run("concurrent use", TestRecentTellsOneProducerThatAHashIsNew)
	t.Run("a long expiry", TestRecentOfALongExpiry)
}

func FuzzRecentComparesAll(f *testing.F) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		line := make([]byte, 8*recentWays)
		for i := range line {
			line[i] = byte(random.Uint32())
		}
		clear(line[8*random.IntN(recentWays+1):])
		f.Add(line, random.Uint64(), random.Uint32(), uint32(3600))
	}
	all, oneByOne := new(Recent), new(Recent)
	f.Fuzz(func(t *testing.T, line []byte, hash uint64, now, expiry uint32) {
		if atOnceBelow == 0 || len(line) != 8*recentWays {
			t.Skip("not on this processor, or no line")
		}
		all.Expiry, oneByOne.Expiry = expiry, expiry
		compareShown(t, all, oneByOne, line, hash, now)
	})
}

// compareShown requires that a line is what it would be if its ways were compared one by one.
func compareShown(t *testing.T, all, oneByOne *Recent, line []byte, hash uint64, now uint32) {
	t.Helper()
	at := hash % recentLines
	for i := range recentWays {
		way := binary.LittleEndian.Uint64(line[8*i:])
		if way != 0 {
			way |= isShown
		}
		all.lines[at][i].Store(way)
		oneByOne.lines[at][i].Store(way)
	}
	require.Equal(t, showOneByOne(oneByOne, hash, now), all.Show(hash, now))
	for i := range recentWays {
		require.Equal(t, oneByOne.lines[at][i].Load(), all.lines[at][i].Load(), i)
	}
}

// TestRecentComparesAll compares lines whose ways are nearly equally old.
func TestRecentComparesAll(t *testing.T) {
	if atOnceBelow == 0 {
		t.Skip("not on this processor")
	}
	random := rand.New(rand.NewPCG(1, 2))
	all, oneByOne := &Recent{Expiry: 3600}, &Recent{Expiry: 3600}
	for range 100_000 {
		line, hash, now := make([]byte, 8*recentWays), random.Uint64(), random.Uint32()
		within := uint64(1) << random.IntN(stampBits)
		for i := range random.IntN(recentWays + 1) {
			stamp := (uint64(now) - random.Uint64N(within) + random.Uint64N(RecentBack)) & stampMask
			binary.LittleEndian.PutUint64(line[8*i:], random.Uint64()&^stampMask|isShown|stamp)
		}
		for range random.IntN(3) { // its upper half is known, or nearly all of it
			way := line[8*random.IntN(recentWays):][:8]
			stamp := (uint64(now) - random.Uint64N(within) + random.Uint64N(RecentBack)) & stampMask
			known := hash&^stampMask | isShown | stamp
			binary.LittleEndian.PutUint64(way, known^random.Uint64N(2)<<(21+random.IntN(13)))
		}
		compareShown(t, all, oneByOne, line, hash, now)
	}
}
