package detect

import "math/bits"

// A block is some places that are looked at together. To say what may be there takes the bytes
// of the last one and some behind it.
const (
	blockSize  = 64
	blockReach = blockSize + 2
	lowBits    = 0x0101010101010101
)

// block returns a bit for each place of a text that a pair of bytes makes interesting, and one
// for each where four bytes begin that have the hash of a literal's. Some more places may be among
// the first: of a place that is not interesting, the kind of its pair says so.
func (t *trigger) block(text string) (pairs, quads uint64) {
	text = text[:blockReach+1]
	if t.gated {
		pairs, quads = t.gate.pass(text)
		return pairs, t.known(quads, text)
	}
	return t.blockByPairs(text)
}

// blockByPairs is block where no gates work.
func (t *trigger) blockByPairs(text string) (pairs, quads uint64) {
	var kinds [blockSize/8 + 1]uint64 // what each pair may be, a byte for each
	for w := range blockSize / 8 {
		x, y := load(text, 8*w), uint64(text[8*w+8])
		kinds[w] = t.pair(x) | t.pair(x>>8)<<8 | t.pair(x>>16)<<16 | t.pair(x>>24)<<24 |
			t.pair(x>>32)<<32 | t.pair(x>>40)<<40 | t.pair(x>>48)<<48 | t.pair(x>>56|y<<8)<<56
	}
	last := uint64(text[blockSize]) | uint64(text[blockSize+1])<<8 | uint64(text[blockSize+2])<<16
	kinds[blockSize/8] = t.pair(last) | t.pair(last>>8)<<8

	longs := uint64(0)
	now := kinds[0]
	for w := range blockSize / 8 {
		next := kinds[w+1]
		long := now/uint64(maybeLong0) | (now>>8|next<<56)/uint64(maybeLong1) | (now>>16|next<<48)/uint64(maybeLong2)
		longs |= gather(long) << (8 * w)
		pairs |= gather((now&(lowBits*uint64(maybe))+lowBits*0x7f)>>7) << (8 * w)
		now = next
	}
	return pairs, t.known(longs, text)
}

// known leaves the places at which four bytes begin that have the hash of a literal's.
func (t *trigger) known(places uint64, text string) (known uint64) {
	for ; places != 0; places &= places - 1 {
		k := bits.TrailingZeros64(places)
		h := quadHash(quadOf(text[k:]))
		known |= t.quads.hashes[h/64] >> (h % 64) & 1 << k
	}
	return known
}

func (t *trigger) pair(x uint64) uint64 { return uint64(t.kinds[uint16(x)]) }

// load returns eight bytes of text as a number, the first as the lowest.
func load(text string, i int) uint64 {
	b := text[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// gather returns the lowest bits of eight bytes: each is moved to its place in the highest byte
// by a product of its own, and no two products have a bit in common.
func gather(x uint64) uint64 { return x & lowBits * 0x0102040810204080 >> 56 }
