package detect

import (
	"cmp"
	"math/bits"
	"slices"
)

// A quad is four bytes in one case; digits and signs of punctuation may fall
// together, which comparing the literal sorts out.
const (
	foldBits = 0x20202020
	quadBits = 16
)

func quadHash(q uint32) uint32 { return q * 0x9E3779B1 >> (32 - quadBits) }

func quadOf(text string) uint32 {
	return uint32(text[0]) | uint32(text[1])<<8 | uint32(text[2])<<16 | uint32(text[3])<<24 | foldBits
}

// quads finds literals by four bytes of them. What is looked at for most of a text is a bit for
// each hash, 8 KB, and 2 KB where there may be a literal.
type quads struct {
	hashes [1 << quadBits / 64]uint64
	before [1 << quadBits / 64]uint16 // how many hashes are in the words before

	// The literals in the order of their hashes. Those of the n-th hash begin at ends[n] and
	// end at ends[n+1].
	ends []uint16
	four []uint32
	all  []candidate
}

// hold takes all literals.
func (q *quads) hold(all []candidate) {
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(quadHash(a.quad), quadHash(b.quad)) })
	q.all = all
	for i := range all {
		if h := quadHash(all[i].quad); !q.has(h) {
			q.hashes[h/64] |= 1 << (h % 64)
			q.ends = append(q.ends, uint16(i))
		}
		q.four = append(q.four, all[i].quad)
	}
	q.ends = append(q.ends, uint16(len(all)))
	n := 0
	for i, word := range q.hashes {
		q.before[i] = uint16(n)
		n += bits.OnesCount64(word)
	}
}

func (q *quads) has(hash uint32) bool { return q.hashes[hash/64]>>(hash%64)&1 != 0 }

// of returns the literals that may have four bytes, from first to before last.
func (q *quads) of(four uint32) (first, last int) {
	h := quadHash(four)
	word := q.hashes[h/64]
	if word>>(h%64)&1 == 0 {
		return 0, 0
	}
	n := int(q.before[h/64]) + bits.OnesCount64(word&(1<<(h%64)-1))
	return int(q.ends[n]), int(q.ends[n+1])
}
