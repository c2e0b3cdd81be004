package series

import "math/bits"

// MixSecrets is as Mix, with less to do, for two words of which nobody outside of the process knows
// either: no factor has to be kept from being zero.
func MixSecrets(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// MixChosen folds a word that anybody may have chosen into one that nobody outside of the process knows.
func MixChosen(sum, chosen uint64) uint64 { return fold(sum, chosen, 0) }

// MixSecret folds a text into a word that nobody outside of the process knows. It is as MixText,
// with less to do, but what it makes of a text is good within a process, not beyond: nothing that
// is kept may hold it. Two texts have the same result by a chance of one in 2^64, for everybody
// who does not know the word; two of which all bits that are folded are the opposite, by one of some 2^27. The
// last 16 bytes of a longer text are folded as one, and some of
// them twice: that only leaves fewer ways to differ. The length comes last; texts that are folded
// alike for all their lengths differ by that. So results of two texts may differ by a number that
// somebody knows: they must not be added to anything that he can choose, nor folded with it, but be mixed with a
// secret first (MixSecrets).
func MixSecret(sum uint64, text string) uint64 {
	n := len(text)
	var a, b uint64
	switch {
	case n > 16:
		sum = fold(sum, word(text), word(text[8:]))
		if n > 32 { // as ids are
			sum = fold(sum, word(text[16:]), word(text[24:]))
			for at := 32; at < n-16; at += 16 {
				sum = fold(sum, word(text[at:]), word(text[at+8:]))
			}
		}
		a, b = word(text[n-16:]), word(text[n-8:])
	case n >= 8:
		a, b = word(text), word(text[n-8:])
	case n >= 4:
		a, b = half(text), half(text[n-4:])
	case n >= 2:
		a, b = quarter(text), quarter(text[n-2:])
	case n == 1:
		a = uint64(text[0])
	}
	return fold(sum, a, b) + uint64(n)
}
