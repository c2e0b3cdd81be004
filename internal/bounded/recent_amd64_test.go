package bounded

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRecentOneByOne does what other tests do as on a processor that compares one after the other.
func TestRecentOneByOne(t *testing.T) {
	defer func(was bool) { notes = was }(notes)
	notes = false
	t.Run("times", TestRecent)
	t.Run("a clock that goes back", TestRecentOfAClockThatGoesBack)
	t.Run("the first is forgotten", TestRecentForgetsTheFirst)
	t.Run("some capacity", TestRecentRemembersSomeCapacity)
	t.Run("concurrent use", TestRecentTellsOneProducerThatAHashIsNew)
	t.Run("a long expiry", TestRecentOfALongExpiry)
}

func FuzzRecentNotesNew(f *testing.F) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		line := make([]byte, 8*recentWays)
		for i := range line {
			line[i] = byte(random.Uint32())
		}
		clear(line[8*random.IntN(recentWays+1):])
		f.Add(line, random.Uint64(), uint64(3600))
	}
	f.Fuzz(func(t *testing.T, line []byte, shown, expiry uint64) {
		if !notes || len(line) != 8*recentWays {
			t.Skip("not on this processor, or no line")
		}
		compareNotes(t, line, shown|isShown, expiry%longExpiry)
	})
}

// compareNotes requires that a line is what it would be if its ways were compared one by one, and that
// there is doubt only where a way is alike.
func compareNotes(t *testing.T, line []byte, shown, expiry uint64) {
	t.Helper()
	var all, oneByOne recentLine
	alike := false
	for i := range all {
		way := binary.LittleEndian.Uint64(line[8*i:])
		if way != 0 {
			way |= isShown
		}
		alike = alike || way>>32 == shown>>32
		all[i].Store(way)
		oneByOne[i].Store(way)
	}
	did := note(&all, shown, shown+RecentBack, expiry+RecentBack)
	require.Equal(t, alike, did != asNew)
	if did != doubtful {
		require.Equal(t, oneByOne.show(shown, expiry, RecentBack), did == asKnown)
	}
	for i := range all {
		require.Equal(t, oneByOne[i].Load(), all[i].Load(), i)
	}
}

// TestRecentNotesNew compares lines whose ways are nearly equally old.
func TestRecentNotesNew(t *testing.T) {
	if !notes {
		t.Skip("not on this processor")
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		line, now := make([]byte, 8*recentWays), random.Uint64()
		within := uint64(1) << random.IntN(stampBits)
		for i := range random.IntN(recentWays + 1) {
			stamp := (now - random.Uint64N(within) + random.Uint64N(RecentBack)) & stampMask
			binary.LittleEndian.PutUint64(line[8*i:], random.Uint64()&^stampMask|isShown|stamp)
		}
		shown := random.Uint64()&^stampMask | isShown | now&stampMask
		for range random.IntN(3) { // its upper half is known, or nearly all of it
			way := line[8*random.IntN(recentWays):][:8]
			binary.LittleEndian.PutUint64(way, shown&^(1<<(20+random.IntN(13))-1)|random.Uint64N(1<<(1+random.IntN(32))))
		}
		compareNotes(t, line, shown, 3600)
	}
}
