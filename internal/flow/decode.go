package flow

import (
	"slices"
	"unicode/utf8"
)

// sextets are the values of the characters of base64, of either alphabet (RFC 4648,
// sections 4 and 5).
var sextets = func() (value [256]byte) {
	for i := range byte(26) {
		value['A'+i], value['a'+i] = i, 26+i
	}
	for i := range byte(10) {
		value['0'+i] = 52 + i
	}
	value['+'], value['/'], value['-'], value['_'] = 62, 63, 62, 63
	return value
}()

// sample is how many bytes are decoded to see if they are text.
const sample = 24

// coded is text in hex or base64.
type coded struct {
	text  []byte
	isHex bool
}

// decode decodes what fits, and returns how much that is.
func (c coded) decode(dst []byte) int {
	if c.isHex {
		return unhex(dst, c.text)
	}
	return unbase64(dst, c.text)
}

// isText decodes a sample from the middle, and reports whether it is text.
func (c coded) isText() bool {
	size := sample / 3 * 4
	if c.isHex {
		size = sample * 2
	}
	skip := max(0, len(c.text)-size) / 2
	var decoded [sample]byte
	n := coded{c.text[skip-skip%4:], c.isHex}.decode(decoded[:])
	return n >= minValue && isText(decoded[:n])
}

// recognize reports whether a part of a run is hex or base64 of text.
func recognize(part []byte) (coded, bool) {
	if len(part) < minRun {
		return coded{}, false
	}
	if src := hexPart(part); len(src) >= 2*minValue {
		for shift := range 2 {
			if c := (coded{src[shift:], true}); c.isText() {
				return c, true
			}
		}
	}
	// Words have no capitals among small letters; of eleven characters of base64, one in
	// 300 has none, and of more it is less.
	if !slices.ContainsFunc(part, isUpper) {
		return coded{}, false
	}
	// As a run may begin before what is encoded, there are four alignments.
	for shift := range 4 {
		if c := (coded{part[shift:], false}); c.isText() {
			return c, true
		}
	}
	return coded{}, false
}

// unbase64 decodes what fits.
func unbase64(dst, src []byte) (n int) {
	for len(src) >= 4 && n+3 <= len(dst) {
		x := uint32(sextets[src[0]])<<18 | uint32(sextets[src[1]])<<12 | uint32(sextets[src[2]])<<6 | uint32(sextets[src[3]])
		dst[n], dst[n+1], dst[n+2] = byte(x>>16), byte(x>>8), byte(x)
		src, n = src[4:], n+3
	}
	if n+2 > len(dst) {
		return n
	}
	if len(src) >= 2 {
		dst[n] = sextets[src[0]]<<2 | sextets[src[1]]>>4
		n++
	}
	if len(src) == 3 {
		dst[n] = sextets[src[1]]<<4 | sextets[src[2]]>>2
		n++
	}
	return n
}

// hexPart returns the longest part of a run that has only hexadecimal digits.
func hexPart(run []byte) []byte {
	from, best := 0, run[:0]
	for i := 0; i <= len(run); i++ {
		if i < len(run) && hexDigits[run[i]] < 16 {
			continue
		}
		if i-from > len(best) {
			best = run[from:i]
		}
		from = i + 1
	}
	return best
}

func unhex(dst, src []byte) (n int) {
	for ; len(src) >= 2 && n < len(dst); src = src[2:] {
		dst[n] = hexDigits[src[0]]<<4 | hexDigits[src[1]]
		n++
	}
	return n
}

func isUpper(b byte) bool { return alphabet[b] == upper }

// isText reports whether bytes look like text: not more than an eighth of them are
// control characters or no UTF-8. Of 24 random bytes, that has a chance of about 10^-7.
func isText(b []byte) bool {
	bad := 0
	for i := 0; i < len(b); {
		char, size := utf8.DecodeRune(b[i:])
		if char == utf8.RuneError || char < ' ' && char != '\n' && char != '\r' && char != '\t' || char == 0x7f {
			bad++
		}
		i += size
	}
	return bad*8 <= len(b)
}
