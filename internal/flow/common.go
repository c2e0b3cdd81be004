package flow

import "sync/atomic"

// common counts in how many sessions fingerprints were kept. It is a table in which a
// fingerprint has one cell; another that falls on it takes from its count, and takes
// the cell when nothing is left (Misra and Gries, 1982, with one counter each). With
// each fingerprint that is shown, one cell more is halved, in turn: a cell is halved
// once in commonCells fingerprints, about a hundred sessions of 150.
//
// Two goroutines that show at once may lose a count. That is harmless, and cheaper than
// a lock.
type common struct {
	after uint32 // 0 is never
	hand  atomic.Uint32
	cells [commonCells]atomic.Uint32 // 24 bits of the fingerprint above 8 of the count
}

const (
	commonCells    = 1 << 14
	maxCommonAfter = 200 // a count ends at 255
)

func cellOf(h uint64) (cell, tag uint32) {
	return uint32(h>>32) % commonCells, uint32(h>>40) << 8
}

// show counts a fingerprint that is new to a session, and reports whether it is common.
func (c *common) show(h uint64) bool {
	if c.after == 0 {
		return false
	}
	c.age()
	i, tag := cellOf(h)
	now := c.cells[i].Load()
	switch count := now & 0xff; {
	case now&^0xff == tag:
		c.cells[i].Store(tag | min(count+1, 0xff))
		return count+1 >= c.after
	case count > 1:
		c.cells[i].Store(now - 1)
	default:
		c.cells[i].Store(tag | 1)
	}
	return false
}

// has reports whether a fingerprint is common.
func (c *common) has(h uint64) bool {
	if c.after == 0 {
		return false
	}
	i, tag := cellOf(h)
	now := c.cells[i].Load()
	return now&^0xff == tag && now&0xff >= c.after
}

func (c *common) age() {
	cell := &c.cells[c.hand.Add(1)%commonCells]
	if now := cell.Load(); now&0xff > 1 {
		cell.Store(now&^0xff | now&0xff/2)
	}
}
