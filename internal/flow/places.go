package flow

import "math/bits"

// places are some of the places in a page: each has a bit.
type places [bufRoom/64 + 1]uint64

func (p *places) add(at int) { p[at/64] |= 1 << (uint(at) % 64) }

func (p *places) has(at int) bool { return p[at/64]>>(uint(at)%64)&1 != 0 }

// next returns the first place that is not before another one. There must be one.
func (p *places) next(at int) int {
	i, skip := at/64, uint(at)%64
	x := p[i] >> skip << skip
	for x == 0 {
		i++
		x = p[i]
	}
	return i*64 + bits.TrailingZeros64(x)
}

// last returns the last place that is not behind another one. There must be one.
func (p *places) last(at int) int {
	i := at / 64
	x := p[i] << (^uint(at) % 64)
	for x == 0 {
		i--
		x, at = p[i], i*64+63
	}
	return at - bits.LeadingZeros64(x)
}

// part returns the places between two, which are at most 64 apart, the first as the lowest bit.
func (p *places) part(from, to int) uint64 {
	i, skip := from/64, uint(from)%64
	return (p[i]>>skip | p[i+1]<<(64-skip)) & (1<<(to-from) - 1)
}

// cut removes the places behind one, up to another.
func (p *places) cut(behind, to int) {
	for i := behind / 64; i <= to/64; i++ {
		p[i] &^= within(i, behind+1, to+1)
	}
}
