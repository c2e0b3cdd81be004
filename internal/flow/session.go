package flow

import "math/bits"

// Session remembers the fingerprints of one session: at most Capacity, in 2 KB. They lie
// in sets of eight, in which the one that was noted first gives way to a new one; as they
// fall on sets by chance, this begins before all are full. An ordinary result of 1 KB has
// about 60, one of 4 KB or more up to 250: what was returned last is kept. The agent's
// own keep to maxOwn of each set, so that long arguments push out no results.
//
// The zero value is an empty session. It is not safe for concurrent use. It holds
// nothing but numbers made with the key, and is not meant to be stored: what was returned
// before a restart is not seen after it.
type Session struct {
	tags     [sets]uint64
	sets     [sets]set
	returned bool // there was a result
	titles   bool // there was a title in one
}

const (
	sets = 48
	ways = 8

	maxOwn = 3

	// Capacity is how many fingerprints a session remembers.
	Capacity = sets * ways
)

// set holds up to eight fingerprints, the last one first. One byte of each is in the tags of
// the session, so that to look in vain, which is the rule, takes a word and no comparison of
// eight; and as the tags lie together, it takes few lines of a cache.
type set [ways]entry

// entry is 24 bits of a fingerprint above its source. 0 is none.
type entry uint32

func (e entry) source() uint8 { return uint8(e) }

// own is the source of what the agent itself has sent.
const own = 0xff

// place is where a fingerprint belongs, and what of it is compared: 5.6 bits for the
// set, 8 and 24 of the rest. That another one is taken for it has a chance of
// 8/2^32 at most.
func place(h uint64) (at int, tag uint64, key entry) {
	hi, _ := bits.Mul64(h, sets)
	return int(hi), h & 0xff, entry(h) &^ 0xff
}

// find returns which entry of a set has a tag and a key, or -1.
func (s *Session) find(at int, tag uint64, key entry) int {
	x := s.tags[at] ^ tag*eachByte
	// The lowest bit that is set is that of a byte which is zero (Warren, Hacker's
	// Delight, 6-1); above it, some may be of bytes which are not.
	for zero := (x - eachByte) &^ x & highBits; zero != 0; zero &= zero - 1 {
		i := bits.TrailingZeros64(zero) / 8
		if e := s.sets[at][i]; e&^0xff == key && e != 0 {
			return i
		}
	}
	return -1
}

// lookup returns the source of a fingerprint; 0 if it is not known.
func (s *Session) lookup(h uint64) uint8 {
	at, tag, key := place(h)
	if i := s.find(at, tag, key); i >= 0 {
		return s.sets[at][i].source()
	}
	return 0
}

// note remembers a fingerprint, and reports whether it was new. One that is known keeps
// its source: who had it first is where it is from.
func (s *Session) note(h uint64, source uint8) bool {
	at, tag, key := place(h)
	if i := s.find(at, tag, key); i >= 0 {
		s.toFront(at, i, tag, s.sets[at][i])
		return false
	}
	s.toFront(at, s.sets[at].victim(source), tag, key|entry(source))
	return true
}

// victim returns which entry gives way to a new one of a source.
func (s *set) victim(source uint8) int {
	if source != own || s[ways-1] == 0 {
		return ways - 1
	}
	last, n := 0, 0
	for i, e := range s {
		if e.source() == own {
			last, n = i, n+1
		}
	}
	if n < maxOwn {
		return ways - 1
	}
	return last
}

// toFront puts an entry before the first i of a set, and drops what was at i.
func (s *Session) toFront(at, i int, tag uint64, e entry) {
	set := &s.sets[at]
	moved := ^uint64(0) >> (8 * (ways - 1 - i))
	for i = min(i, ways-1); i > 0; i-- { // it is short: copy costs a call
		set[i] = set[i-1]
	}
	set[0] = e
	s.tags[at] = s.tags[at]&^moved | (s.tags[at]<<8|tag)&moved
}
