package detect

import "slices"

// minLiteral is the least length of a literal: a pair of bytes leads to it.
const minLiteral = 2

// What a pair of neighbouring bytes may be the beginning of.
const (
	maybeLiteral uint8 = 1 << iota
	maybeNumber        // a digit where no word goes on
	maybeAt            // an '@'
	maybeColon         // a ':' within hexadecimal digits
	maybeUpper         // an upper-case letter where a word begins
)

// A trigger says for every pair of bytes what may be there. Text without anything
// of interest costs one look-up a byte.
type trigger struct {
	kinds   [1 << 16]uint8
	bucket  [1 << 16]uint16 // of maybeLiteral: index into buckets
	buckets [][]candidate
}

// A candidate is a literal one of whose pairs was seen.
type candidate struct {
	literal
	offset int // of the pair in the literal
	rules  []*Rule
	kind   nameKind // it is part of a sensitive name
	topic  topic
	keyed  []*Rule  // those with this key
}

func pair(a, b byte) uint16 { return uint16(a)<<8 | uint16(b) }

func newTrigger(all []candidate) *trigger {
	t := &trigger{buckets: make([][]candidate, 1)}
	for a := range 256 {
		for b := range 256 {
			t.kinds[pair(byte(a), byte(b))] = kindOf(byte(a), byte(b))
		}
	}
	for _, c := range all {
		c.offset = rarestPair(c.text)
		a, b := c.text[c.offset], c.text[c.offset+1]
		for _, x := range cases(a, c.fold) {
			for _, y := range cases(b, c.fold) {
				t.add(pair(x, y), c)
			}
		}
	}
	return t
}

func (t *trigger) add(p uint16, c candidate) {
	if t.bucket[p] == 0 {
		t.bucket[p] = uint16(len(t.buckets))
		t.buckets = append(t.buckets, nil)
		t.kinds[p] |= maybeLiteral
	}
	n := t.bucket[p]
	t.buckets[n] = append(t.buckets[n], c)
}

// kindOf leaves to the matchers what needs more than two bytes to say.
func kindOf(a, b byte) (kind uint8) {
	begins := !isWord[a] || a == 'n' || a == 'r' || a == 't'
	switch {
	case b == '@' && a != '@':
		kind |= maybeAt
	case b == ':' && (isHex[a] || a == ':'):
		kind |= maybeColon
	case isDigit[b] && begins:
		kind |= maybeNumber
	case isUpper[b] && begins:
		kind |= maybeUpper
	}
	return kind
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

// rarestPair returns the offset of the two bytes of a literal that ordinary text
// contains least often.
func rarestPair(text string) int {
	best, least := 0, 1<<30
	for i := range len(text) - 1 {
		if n := frequency(text[i]) * frequency(text[i+1]); n < least {
			best, least = i, n
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
