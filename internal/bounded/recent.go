package bounded

import "sync"

// Recent remembers which hashes were shown lately, each for Expiry seconds and some
// Capacity of them. Of more, the one that was shown first among those that share a few
// places is forgotten, and counts as new. Hashes should be of 64 good bits. It is safe for
// concurrent use; the time is in seconds of any epoch.
type Recent struct {
	Expiry uint32
	parts  [recentParts]recentPart
}

// RecentCapacity is the number of hashes that are remembered; they take 12 bytes each.
const RecentCapacity = recentParts * recentLines * recentWays

const (
	recentParts = 16
	recentLines = 512
	recentWays  = 4
)

type recentPart struct {
	mu    sync.Mutex
	lines [recentLines]recentLine
	_     [64]byte // keeps locks on cache lines of their own
}

type recentLine struct {
	hashes [recentWays]uint64
	shown  [recentWays]uint32 // 0 is never
}

// Show notes a hash and reports whether it was noted before.
func (r *Recent) Show(hash uint64, now uint32) (before bool) {
	now = max(now, 1) // 0 is never
	part := &r.parts[hash%recentParts]
	line := &part.lines[hash/recentParts%recentLines]
	part.mu.Lock()
	defer part.mu.Unlock()
	oldest := 0
	for i, known := range line.hashes {
		if known == hash && line.shown[i] != 0 && now-line.shown[i] < r.Expiry {
			return true
		}
		if line.shown[i] == 0 || line.shown[oldest] != 0 && now-line.shown[i] > now-line.shown[oldest] {
			oldest = i
		}
	}
	line.hashes[oldest], line.shown[oldest] = hash, now
	return false
}
