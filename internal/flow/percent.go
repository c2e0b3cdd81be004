package flow

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// unpercent replaces %XX in place (RFC 3986, section 2.1), twice if need be: an address
// within an address is encoded again.
func unpercent(text []byte) []byte {
	for range 2 {
		first := bytes.IndexByte(text, '%')
		if first < 0 {
			break
		}
		text = append(text[:first], unpercentOnce(text[first:])...)
	}
	return text
}

func unpercentOnce(text []byte) []byte {
	n := 0
	for i := 0; i < len(text); i++ {
		text[n] = text[i]
		if text[i] == '%' && i+2 < len(text) && hexDigits[text[i+1]]|hexDigits[text[i+2]] < 16 {
			text[n] = hexDigits[text[i+1]]<<4 | hexDigits[text[i+2]]
			i += 2
		}
		n++
	}
	return text[:n]
}

// hexDigits are the values of hexadecimal digits, and 255 of all others.
var hexDigits = func() (d [256]byte) {
	for i := range d {
		d[i] = 255
	}
	for i := range byte(10) {
		d['0'+i] = i
	}
	for i := range byte(6) {
		d['a'+i], d['A'+i] = 10+i, 10+i
	}
	return d
}()

// unescape reads \uXXXX, and a second one if the first is half of a pair (RFC 8259,
// section 7). The size is 0 if there is none.
func unescape(text []byte) (char rune, size int) {
	char, ok := unit(text)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(char) {
		return char, 6
	}
	i := 6
	for i < len(text) && text[i] == '\\' { // there are several in JSON in JSON
		i++
	}
	if low, ok := unit(text[i-1:]); ok && utf16.DecodeRune(char, low) != utf8.RuneError {
		return utf16.DecodeRune(char, low), i + 5
	}
	return utf8.RuneError, 6
}

// unit reads \uXXXX; of what is before the u, it sees one backslash.
func unit(text []byte) (rune, bool) {
	if len(text) < 6 || text[1] != 'u' {
		return 0, false
	}
	char := rune(0)
	for _, b := range text[2:6] {
		d := hexDigits[b]
		if d > 15 {
			return 0, false
		}
		char = char<<4 | rune(d)
	}
	return char, true
}
