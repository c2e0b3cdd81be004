package sequence

import (
	"math"
	"math/bits"
)

// The form of a value is what values of one kind have in common: its type; of a number
// its sign and magnitude; of a string the classes of its characters and its length.
// Forms of different types never are alike: the first digit is the type.
const (
	formLiteral = iota + 1
	formNumber
	formText
)

// numberForm tells zero, signs, and powers of two apart.
func numberForm(v float64) uint64 {
	if v == 0 || math.IsInf(v, 0) {
		return formNumber
	}
	_, exponent := math.Frexp(v)
	form := uint64(exponent+2048) << 8
	if v < 0 {
		form |= 1 << 32
	}
	return form | formNumber
}

const (
	formBytes = 64 // of a string that are looked at
	formRuns  = 12 // of characters of one class that are told apart
)

// textForm tells apart strings by which classes of characters follow each other at
// their beginning, and by the binary logarithm of their length. Punctuation stands for
// itself.
func textForm[T string | []byte](text T, length int) uint64 {
	form, last, runs := uint64(bits.Len(uint(length))), byte(0), 0
	for i := range min(len(text), formBytes) {
		c := classes[text[i]]
		if c == last {
			continue
		}
		// The multiplier of FNV-1a: what is folded is not secret and at most 12 bytes.
		form = (form ^ uint64(c)) * 0x100000001b3
		last = c
		if runs++; runs == formRuns {
			break
		}
	}
	return form<<8 | formText
}

// classes are those of bytes; none is 0.
var classes = func() (table [256]byte) {
	for i := range table {
		table[i] = class(byte(i))
	}
	return table
}()

func class(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return '0'
	case c >= 'a' && c <= 'z':
		return 'a'
	case c >= 'A' && c <= 'Z':
		return 'A'
	case c <= ' ':
		return ' '
	case c >= 0x80:
		return 0x80
	}
	return c
}
