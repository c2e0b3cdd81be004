package detect

import "slices"

// minLiteral is the least length of a literal: a pair of bytes leads to it.
const minLiteral = 2

// What a pair of neighbouring bytes may be the beginning of.
const (
	maybeShort  uint8 = 1 << iota // a literal of less than four bytes
	maybeNumber                   // a digit where no word goes on
	maybeAt                       // an '@'
	maybeColon                    // a ':' within hexadecimal digits
	maybeIBAN                     // the letters of a country

	// The rarest pair of the four bytes that lead to a literal, by its place among these.
	maybeLong0
	maybeLong1
	maybeLong2
	maybe = maybeLong0 - 1 // what a pair alone tells
)

// A trigger says for every place in a text what may be there, without a branch:
// by the pair of bytes and, where that belongs to some four bytes, by a hash of these,
// whether one of the literals is there. Text without anything of interest costs one
// look-up a byte, and a second one for every fifth.
type trigger struct {
	gate  gate // first, where a cache line begins
	gated bool // it works here
	kinds [1 << 16]uint8
	quads quads

	// Where in the buckets the literals of a pair are.
	shorts  [1 << 16]uint16
	buckets [][]candidate
}

// A candidate is a literal, part of which was seen.
type candidate struct {
	literal
	quad   uint32 // of a long one: that part
	offset int    // of that part in the literal
	rules  []*Rule
	kind   nameKind // it is part of a sensitive name
	topic  topic
	opaque bool    // it begins the base64 of an image
	mark   bool    // it begins what stands for a value
	keyed  []*Rule // those with this key
}

func pair(a, b byte) uint16 { return uint16(a) | uint16(b)<<8 }

func newTrigger(all []candidate) *trigger {
	t := &trigger{gate: newGate(), gated: gates, buckets: make([][]candidate, 1)}
	var longs []candidate
	for a := range 256 {
		for b := range 256 {
			t.kinds[pair(byte(a), byte(b))] = kindOf(byte(a), byte(b))
		}
	}
	for _, c := range all {
		if len(c.text) < 4 {
			t.addShort(c)
		} else {
			longs = append(longs, t.long(c))
		}
	}
	t.quads.hold(longs)
	t.open(longs)
	return t
}

// open makes the gate let pass what there is.
func (t *trigger) open(longs []candidate) {
	for a := range 256 {
		for b := range 256 {
			if kinds := t.kinds[pair(byte(a), byte(b))] & maybe; kinds != 0 {
				t.gate.addPair(byte(a), byte(b), kinds)
			}
		}
	}
	for i := range longs {
		t.gate.addQuad(longs[i].quad)
	}
}

func (t *trigger) addShort(c candidate) {
	c.offset = rarest(c.text, 2)
	for _, p := range pairs(c.literal, c.offset) {
		t.kinds[p] |= maybeShort
		t.put(&t.shorts[p], c)
	}
}

// long says what leads to a literal of four bytes or more.
func (t *trigger) long(c candidate) candidate {
	c.offset = rarest(c.text, 4)
	c.quad = quadOf(c.text[c.offset:])
	at := rarest(c.text[c.offset:c.offset+4], 2)
	for _, p := range pairs(c.literal, c.offset+at) {
		t.kinds[p] |= maybeLong0 << at
	}
	return c
}

func (t *trigger) put(index *uint16, c candidate) {
	if *index == 0 {
		*index = uint16(len(t.buckets))
		t.buckets = append(t.buckets, nil)
	}
	t.buckets[*index] = append(t.buckets[*index], c)
}

// kindOf leaves to the matchers what needs more than two bytes to say.
func kindOf(a, b byte) uint8 {
	begins := !isWord[a] || a == 'n' || a == 'r' || a == 't'
	switch {
	case b == '@' && a != '@':
		return maybeAt
	case b == ':' && (isHex[a] || a == ':'):
		return maybeColon
	case isDigit[b] && begins:
		return maybeNumber
	case ibanLength[string([]byte{a, b})] > 0:
		return maybeIBAN
	}
	return 0
}

// pairs are those that may be at i in a text that begins as a literal does.
func pairs(l literal, i int) (all []uint16) {
	for _, x := range cases(l.text[i], l.fold) {
		for _, y := range cases(l.text[i+1], l.fold) {
			all = append(all, pair(x, y))
		}
	}
	return all
}

func cases(b byte, fold bool) []byte {
	if fold && isLower[b] {
		return []byte{b, b - 0x20}
	}
	return []byte{b}
}

// common lists bytes of telemetry text from frequent to rare: English words, field
// names, hexadecimal digits.
const common = `e taoinsr"hld,cu0:1m2_fp345gw6789byv.-/kxjqz{}[]`

// rarest returns the offset of the n bytes of a literal that ordinary text contains
// least often.
func rarest(text string, n int) int {
	best, least := 0, 0
	for i := range len(text) - n + 1 {
		f := 1
		for j := range n {
			f *= frequency(text[i+j])
		}
		if i == 0 || f < least {
			best, least = i, f
		}
	}
	return best
}

func frequency(b byte) int {
	if i := slices.Index([]byte(common), lower(b)); i >= 0 && !isUpper[b] {
		return len(common) - i + 4
	}
	return 3
}
