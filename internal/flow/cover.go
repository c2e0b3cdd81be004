package flow

import "math/bits"

// cover says of which characters of a page it is known where they are from.
type cover [(maxLetters + 63) / 64]uint64

// add adds a part, and returns how much of it was not there.
func (c *cover) add(from, to int) (added int) {
	for i := from / 64; i*64 < to; i++ {
		m := within(i, from, to)
		added += bits.OnesCount64(m &^ c[i])
		c[i] |= m
	}
	return added
}

// count returns how much of a part is there.
func (c *cover) count(from, to int) (n int) {
	for i := from / 64; i*64 < to; i++ {
		n += bits.OnesCount64(within(i, from, to) & c[i])
	}
	return n
}

func (c *cover) touches(from, to int) bool { return c.count(from, to) > 0 }

// within is the part of a range that lies in the i-th word.
func within(i, from, to int) uint64 {
	m := ^uint64(0)
	if low := from - i*64; low > 0 {
		m <<= low
	}
	if high := to - i*64; high < 64 {
		m &= 1<<high - 1
	}
	return m
}
