package detect

import "slices"

// minLiteral is the least length of a literal: a pair of bytes leads to it.
const minLiteral = 2

// What a pair of neighbouring bytes may be the beginning of. The highest bit is set
// with any other, so that eight pairs make a mask of eight bits.
const (
	maybeShort  uint8 = 1 << iota // a literal of less than four bytes
	maybeNumber                   // a digit where no word goes on
	maybeAt                       // an '@'
	maybeColon                    // a ':' within hexadecimal digits
	maybeIBAN                     // the letters of a country
	maybe       uint8 = 1 << 7
)

// A trigger says for every place in a text what may be there, without a branch:
// by the pair of bytes, and by a hash of four bytes, whether one of the literals is
// there. Text without anything of interest costs two look-ups a byte.
type trigger struct {
	kinds [1 << 16]uint8
	quads [1 << quadBits / 64]uint64

	// Where in the buckets the literals of a pair, or of a hash, are.
	shorts  [1 << 16]uint16
	longs   [1 << quadBits]uint16
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

// A quad is four bytes in one case; digits and signs of punctuation may fall
// together, which comparing the literal sorts out.
const (
	foldBits = 0x2020202020202020
	quadBits = 16
)

func quadHash(q uint32) uint32 { return q * 0x9E3779B1 >> (32 - quadBits) }

func quadOf(text string) uint32 {
	return uint32(text[0]) | uint32(text[1])<<8 | uint32(text[2])<<16 | uint32(text[3])<<24 | foldBits&0xffffffff
}

func newTrigger(all []candidate) *trigger {
	t := &trigger{buckets: make([][]candidate, 1)}
	for a := range 256 {
		for b := range 256 {
			t.kinds[pair(byte(a), byte(b))] = kindOf(byte(a), byte(b))
		}
	}
	for _, c := range all {
		if len(c.text) < 4 {
			t.addShort(c)
		} else {
			t.addLong(c)
		}
	}
	return t
}

func (t *trigger) addShort(c candidate) {
	c.offset = rarest(c.text, 2)
	for _, x := range cases(c.text[c.offset], c.fold) {
		for _, y := range cases(c.text[c.offset+1], c.fold) {
			p := pair(x, y)
			t.kinds[p] |= maybeShort | maybe
			t.put(&t.shorts[p], c)
		}
	}
}

func (t *trigger) addLong(c candidate) {
	c.offset = rarest(c.text, 4)
	c.quad = quadOf(c.text[c.offset:])
	h := quadHash(c.quad)
	t.quads[h/64] |= 1 << (h % 64)
	t.put(&t.longs[h], c)
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
		return maybeAt | maybe
	case b == ':' && (isHex[a] || a == ':'):
		return maybeColon | maybe
	case isDigit[b] && begins:
		return maybeNumber | maybe
	case ibanLength[string([]byte{a, b})] > 0:
		return maybeIBAN | maybe
	}
	return 0
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
