package bounded

import (
	"sync/atomic"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded/near"
)

// Recent remembers which hashes were shown lately, each for Expiry seconds and some
// Capacity of them. Of more, the one that was shown first among those that share a few
// places is forgotten, and counts as new. Hashes should be of 64 good bits, of which 55
// are told apart: in a full Recent a new hash is taken for another one with a chance of
// one in 2^40. One that is not forgotten after twelve days, because hardly any others were
// shown, seems to have been shown anew. It is safe for concurrent use and takes no lock;
// the time is in seconds of any epoch, and may go back by RecentBack.
type Recent struct {
	// They come first: where a Recent begins on a cache line, each of them is one.
	lines  [recentLines]recentLine
	Expiry uint32
}

// RecentCapacity is the number of hashes that are remembered; they take 8 bytes each.
const RecentCapacity = recentLines * recentWays

// RecentBack is how much earlier than what was shown before a time may be, in seconds:
// several goroutines have read the clock one after the other, and clocks are set.
const RecentBack = 600

const (
	recentLines = 4096
	recentWays  = 8
)

// recentLine is a cache line: all that showing a hash reads.
type recentLine [recentWays]atomic.Uint64

// shown is a part of a hash and, below it, when it was shown. 0 is nothing: a bit between
// them is always set. The assembly knows where they are.
const (
	stampBits = 20
	stampMask = 1<<stampBits - 1
	isShown   = 1 << stampBits
)

// Free is a bit that says nothing of a hash here: whoever needs a hash that is not 0 may set it.
const Free = isShown

// longExpiry is from when on times are counted in units of more than a second: then they can be
// told apart for twice as long as the expiry.
const longExpiry = 1 << (stampBits - 1)

// Expect says that a hash will be shown: with some work in between, Show need not wait.
func (r *Recent) Expect(hash uint64) { near.Bring(&r.lines[hash%recentLines]) }

// Place is where a hash will be looked for, for who has several to bring near.
func (r *Recent) Place(hash uint64) near.Place { return near.At(&r.lines[hash%recentLines]) }

// Show notes a hash and reports whether it was noted before.
func (r *Recent) Show(hash uint64, now uint32) (before bool) {
	before, _ = show(r, hash, now)
	return before
}

// showOneByOne is Show on every processor.
func showOneByOne(r *Recent, hash uint64, now uint32) (before bool) {
	return r.lines[hash%recentLines].show(r.inUnits(hash, now))
}

// Shown reports whether a hash was noted, and notes nothing.
func (r *Recent) Shown(hash uint64, now uint32) bool {
	_, _, known := r.lines[hash%recentLines].look(r.inUnits(hash, now))
	return known
}

// stamped returns what is noted of a hash.
func stamped(hash uint64, at uint32) uint64 { return hash&^stampMask | isShown | uint64(at)&stampMask }

// inUnits returns what is noted of a hash, the expiry and RecentBack, as times are counted.
func (r *Recent) inUnits(hash uint64, now uint32) (shown, expiry, back uint64) {
	unit := 1 + r.Expiry/longExpiry
	return stamped(hash, now/unit), uint64((r.Expiry + unit - 1) / unit), uint64((RecentBack + unit - 1) / unit)
}

// show notes a hash and reports whether it is known.
func (l *recentLine) show(shown, expiry, back uint64) (before bool) {
	for {
		oldest, there, known := l.look(shown, expiry, back)
		if known {
			return true
		}
		// Whoever else shows the same hash at this moment has chosen the same way.
		if l[oldest].CompareAndSwap(there, shown) {
			return false
		}
	}
}

// look reports whether a hash is known, or else which way to replace and what is there:
// nothing, or what was shown first. Ages are counted from so far ahead that none is negative.
func (l *recentLine) look(shown, expiry, back uint64) (oldest int, there uint64, known bool) {
	var seen [recentWays]uint64
	longest := uint64(0) // ago, and below that the way: of two the first one
	for i := range seen {
		seen[i] = l[i].Load()
		age := (shown + back - seen[i]) & stampMask
		if (shown^seen[i])&^stampMask == 0 && age < expiry+back {
			return 0, 0, true
		}
		if seen[i] == 0 {
			age = stampMask + 1
		}
		longest = max(longest, age*recentWays|uint64(recentWays-1-i))
	}
	oldest = recentWays - 1 - int(longest%recentWays)
	return oldest, seen[oldest], false
}
