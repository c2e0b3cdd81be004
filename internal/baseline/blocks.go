package baseline

import "math"

// blocks cut a series into blocks of points, short ones first: a series should be known
// soon, and is after some blocks.
type blocks struct {
	done  uint32 // blocks ended
	seen  uint32 // points
	in    uint32 // points of this block
	first bool   // the point is the first of its block
	last  bool   // the point is the last of its block
}

const (
	// blocksKnown is the number of blocks that have a deviation.
	blocksKnown = 3
	// blockGrowth is the share of all points that a block has, up to its full length.
	blockGrowth = 0.2
)

// next comes before a point is judged.
func (b *blocks) next(t *tuning) {
	b.first = b.in == 0
	b.in = more(b.in)
	b.seen = more(b.seen)
	b.last = float64(b.in) >= min(t.block, max(t.least, blockGrowth*float64(b.seen)))
}

// end comes after a point is learned.
func (b *blocks) end() {
	if b.last {
		b.in = 0
		b.done = more(b.done)
	}
}

// more counts, up to a number that no series reaches.
func more(n uint32) uint32 { return min(n, math.MaxUint32-1) + 1 }
