package flow

import "sync"

// common counts in how many sessions fingerprints were kept. It is a table in which a
// fingerprint has one cell; another that falls on it takes from its count, and takes
// the cell when nothing is left (Misra and Gries, 1982, with one counter each). With
// each fingerprint that is shown, one cell more is halved, in turn: a cell is halved
// once in commonCells fingerprints, about a hundred sessions of 150.
//
// It is safe for concurrent use.
type common struct {
	after uint32 // 0 is never

	mu    *sync.Mutex // else all that a finder looks at would be on the heap
	hand  uint32
	cells [commonCells]uint32 // 24 bits of the fingerprint above 8 of the count
}

const (
	commonCells    = 1 << 14
	maxCommonAfter = 200 // a count ends at 255
)

func cellOf(h uint64) (cell, tag uint32) {
	return uint32(h>>32) % commonCells, uint32(h>>40) << 8
}

// show counts fingerprints that are new to a session.
func (c *common) show(all []uint64) {
	if c.after == 0 || len(all) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, h := range all {
		c.age()
		i, tag := cellOf(h)
		cell := &c.cells[i]
		switch now := *cell; {
		case now&^0xff == tag:
			*cell = tag | min(now&0xff+1, 0xff)
		case now&0xff > 1:
			*cell = now - 1
		default:
			*cell = tag | 1
		}
	}
}

// has reports whether a fingerprint is common. Who asks holds the lock.
func (c *common) has(h uint64) bool {
	if c.after == 0 {
		return false
	}
	i, tag := cellOf(h)
	now := c.cells[i]
	return now&^0xff == tag && now&0xff >= c.after
}

func (c *common) age() {
	c.hand++
	cell := &c.cells[c.hand%commonCells]
	if now := *cell; now&0xff > 1 {
		*cell = now&^0xff | now&0xff/2
	}
}
