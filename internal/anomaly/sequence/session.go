package sequence

import (
	"math/bits"
	"slices"
)

// Session is what is remembered of a session that has not ended. Its zero value is one
// that has not begun. It takes 512 bytes, and belongs to the model that it was first
// shown to. It is not safe for concurrent use.
//
// What is lost: of more than 36 new things, the least surprising are not learned. A
// session that goes on for days teaches no more than a short one, and what it does after
// it was flagged teaches nothing: it is better ended once a day.
type Session struct {
	// Who is a hash of the principal on whose behalf the session is, the same in all
	// its sessions; 0 if that is not known. It is set before the first call.
	Who     uint64
	last    uint64 // hash of the last call's tool
	calls   uint32
	run     uint32 // calls in a row of that tool
	fresh   [maxFresh]event
	tags    [4]uint64       // a byte of each but the last, to find them by
	counted [16]uint64      // filter of the keys that were counted for this session
	weights [maxFresh]uint8 // how surprising the fresh are, in half bits
	nfresh  uint8
	flagged bool
	muted   bool // its principal has taught enough today

	// Usual says that the session is known to be as it should: it teaches even if it is
	// flagged. It is for sessions that somebody looked at, and for a first period that
	// is taken to be clean.
	Usual bool
}

// maxFresh is the number of new things that a session keeps in mind to teach them.
const maxFresh = 36

// Flagged reports whether a call of the session reached [Flag].
func (s *Session) Flagged() bool { return s.flagged }

// count reports whether a key was not counted for this session yet. A filter of 1024
// bits wrongly says no for every hundredth key after 50, for every second after 600: a
// long session counts for less.
func (s *Session) count(key uint32) bool {
	h := key * 0x9e3779b1 // the first bits of a key choose its bucket: spread them
	a, b := h>>22, h>>12&1023
	isNew := s.counted[a>>6]>>(a&63)&1 == 0 || s.counted[b>>6]>>(b&63)&1 == 0
	s.counted[a>>6] |= 1 << (a & 63)
	s.counted[b>>6] |= 1 << (b & 63)
	return isNew
}

// has reports whether a new thing is remembered. It looks at eight tags at once.
func (s *Session) has(e event) bool {
	what := e.number()
	for i, tags := range s.tags {
		for found := zeros(tags ^ e.tag()*eachByte); found != 0; found &= found - 1 {
			if s.fresh[8*i+bits.TrailingZeros64(found)/8].number() == what {
				return true
			}
		}
	}
	for i := 8 * len(s.tags); i < int(s.nfresh); i++ {
		if s.fresh[i].number() == what {
			return true
		}
	}
	return false
}

// remember keeps a new thing until the session ends, if need be in the place of a less
// surprising one.
func (s *Session) remember(e event, bits float64) {
	at, weight := int(s.nfresh), uint8(min(2*bits, 255))
	switch {
	case at < maxFresh:
		s.nfresh++
	case weight == 0: // no other is less
		return
	default:
		at = slices.Index(s.weights[:], slices.Min(s.weights[:]))
		if weight <= s.weights[at] {
			return
		}
	}
	s.fresh[at], s.weights[at] = e, weight
	if word, shift := at/8, at%8*8; word < len(s.tags) {
		s.tags[word] = s.tags[word]&^(0xff<<shift) | e.tag()<<shift
	}
}

// follow notes a call and returns the tool before it.
func (s *Session) follow(tool uint64) (before uint64) {
	before = s.last
	if tool == before {
		s.run++
	} else {
		s.run = 1
	}
	s.calls++
	s.last = tool
	return before
}

// doubled returns the binary logarithm of a count that is a power of two and more than
// one: lengths are told apart only there.
func doubled(n uint32) (log uint64, ok bool) {
	return uint64(bits.Len32(n) - 1), n > 1 && n&(n-1) == 0
}
