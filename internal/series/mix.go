package series

import "math/bits"

// Mix folds two words into one: a multiply whose halves are combined, so that
// every bit of both reaches every bit of the result.
func Mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^0x9e3779b97f4a7c15, b^0xd6e8feb86659fd93)
	return hi ^ lo
}

// MixText folds a text into a word. It is made for short ones. Two texts have the same
// result by a chance of one in 2^64, for everybody who does not know what the word began
// with. The length comes last: before, a byte could make up for it.
func MixText(sum uint64, text string) uint64 {
	length := uint64(len(text)) * 0xa0761d6478bd642f
	for len(text) > 16 {
		sum = Mix(sum^word(text), word(text[8:]))
		text = text[16:]
	}
	if n := len(text); n >= 8 {
		return Mix(sum^word(text), word(text[n-8:])) + length
	}
	return Mix(sum, part(text)) + length
}

// MixLong is as MixText, but with another result, for texts that may be long: of four words
// that are folded at once none waits for another.
func MixLong(sum uint64, text string) uint64 {
	sum = Mix(sum, uint64(len(text)))
	a, b, c, d := sum^1, sum^2, sum^3, sum^4
	for len(text) > 64 {
		a = Mix(a^word(text), word(text[8:]))
		b = Mix(b^word(text[16:]), word(text[24:]))
		c = Mix(c^word(text[32:]), word(text[40:]))
		d = Mix(d^word(text[48:]), word(text[56:]))
		text = text[64:]
	}
	return MixText(Mix(a^bits.RotateLeft64(b, 32), c^bits.RotateLeft64(d, 32))^sum, text)
}

// word is the first eight bytes of a text that has them.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func half(s string) uint32 {
	_ = s[3]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// part is a text of less than eight bytes, given that its length is known.
func part(s string) uint64 {
	if n := len(s); n >= 4 {
		return uint64(half(s)) | uint64(half(s[n-4:]))<<32
	}
	sum := uint64(0)
	for i := range len(s) {
		sum |= uint64(s[i]) << (8 * i)
	}
	return sum
}
