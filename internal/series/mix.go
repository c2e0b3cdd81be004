package series

import "math/bits"

// Mix folds two words into one: a multiply whose halves are combined, so that
// every bit of both reaches every bit of the result. Who knows one of them can make its factor
// zero, and then the other does not matter: what somebody may choose is for MixText.
func Mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^beginning, b^spread)
	return hi ^ lo
}

// beginning and spread keep factors from being zero where words are small.
const (
	beginning = 0x9e3779b97f4a7c15
	spread    = 0xd6e8feb86659fd93
)

// fold folds two words into a sum that is secret. So are both factors then: by one that is known,
// as zero or a power of two, the other would be lost or only rotated. It is rotated by an odd
// number, since what a rotation by half a word leaves as it is would be as little as half a word.
func fold(sum, a, b uint64) uint64 {
	hi, lo := bits.Mul64(sum^a, bits.RotateLeft64(sum, 29)^b)
	return hi ^ lo
}

// MixText folds a text into a word. It is made for short ones. Two texts have the same
// result by a chance of one in 2^64, for everybody who does not know what the word began
// with; two of which all bits are the opposite, by one of some 2^27. The length comes last: before, a byte could
// make up for it.
func MixText(sum uint64, text string) uint64 {
	length := uint64(len(text))
	sum ^= beginning
	for len(text) > 16 {
		sum = fold(sum, word(text), word(text[8:]))
		text = text[16:]
	}
	var a, b uint64
	switch n := len(text); {
	case n >= 8:
		a, b = word(text), word(text[n-8:])
	case n >= 4:
		a, b = half(text), half(text[n-4:])
	case n >= 2:
		a, b = quarter(text), quarter(text[n-2:])
	case n == 1:
		a = uint64(text[0])
	}
	return fold(sum, a, b) + length*0xa0761d6478bd642f
}

// word is the first eight bytes of a text that has them.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func half(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

func quarter(s string) uint64 { return uint64(s[0]) | uint64(s[1])<<8 }
