package sequence

import (
	"math"
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// symbol is what occurred in a context.
type symbol struct {
	key    uint32 // 0 if the entry is free; see [event]
	weight faded  // of the sessions in which it occurred
	state  state
}

// faded is a weight in the first half of a float32. It has three digits: beyond some
// 500 sessions it grows no further until the first of them have faded.
type faded uint16

func fade(weight float64) faded { return faded(math.Float32bits(float32(weight)) >> 16) }

func (f faded) value() float64 { return float64(math.Float32frombits(uint32(f) << 16)) }

// state is a set of bits. Those below the two that have names are votes: which
// principals were flagged for a symbol, each by one of 14 bits.
type state uint16

const (
	isTrusted state = 1 << 15 // makes part of the usual
	isSingle  state = 1 << 14 // occurred in one session
	voteBits        = 14
	votes           = isSingle - 1
)

func (s state) votes() int { return bits.OnesCount16(uint16(s & votes)) }

// vote is the bit of a voter. Which one is another's, too, depends on the symbol, so
// that no two share theirs everywhere.
func vote(voter uint64, key uint32) state {
	return 1 << (series.Mix(voter, uint64(key)) % voteBits)
}

const maxSymbols = 4096 // of 8 bytes: 32 KB

// symbols finds them by key. Its memory is fixed.
//
// What is lost: in a full bucket a new one takes the place of the lightest, where the
// few that much depends on weigh more: a tool 16 times, a pair and a set of names 4 times
// as much. One that was lost is new again when it comes back, and is counted as new once
// more, which makes the new less surprising in its context. Of those that are looked up
// in vain, less than one in 60 000 is taken for another: 28 bits of a key tell those of
// one level apart, and 8 entries of 512 times as many are looked at.
type symbols [maxSymbols]symbol

func (t *symbols) bucket(key uint32) []symbol {
	at := firstOf(key, maxSymbols)
	return t[at : at+ways : at+ways]
}

// find returns a symbol, nil without it.
func (t *symbols) find(key uint32) *symbol {
	b := t.bucket(key)
	for i := range b {
		if b[i].key == key {
			return &b[i]
		}
	}
	return nil
}

// put returns a new one.
func (t *symbols) put(key uint32) *symbol {
	b := t.bucket(key)
	lightest := &b[0]
	for i := range b {
		if b[i].standing() < lightest.standing() {
			lightest = &b[i]
		}
	}
	*lightest = symbol{key: key}
	return lightest
}

// doublings is how much more than its weight a symbol counts for when room is made.
var doublings = [levels]uint32{levelTool: 4, levelPair: 2, levelNames: 2}

// standing orders symbols by how much would be lost with them: 0 if nothing. A faded
// weight is ordered like what it stands for, and its exponent begins at the eighth bit.
func (s *symbol) standing() uint32 {
	if s.key == 0 {
		return 0
	}
	return 1 + uint32(s.weight) + doublings[level(s.key&7)]<<7
}
