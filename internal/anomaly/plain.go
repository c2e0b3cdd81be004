package anomaly

import (
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/internal/ascii"
)

// plain is a text in which escapes of JSON are what they stand for, also those of JSON in
// JSON: encoders escape slashes, ampersands or whatever is not ASCII, and an attacker what he
// likes. Quotes, backslashes and control characters stay escaped, so that strings end where
// they did.
func plain(text string) string {
	at := escape(text, 0)
	if at < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	from := 0
	for ; at >= 0; at = escape(text, at) {
		last := at // of the backslashes
		for text[last+1] == '\\' {
			last++
		}
		r, size := escaped(text[last:])
		if size > 0 {
			b.WriteString(text[from:at])
			b.WriteRune(r)
			from = last + size
		}
		at = last + max(size, 1)
	}
	b.WriteString(text[from:])
	return b.String()
}

// escape returns where backslashes begin, from a place on, that a slash or a u follows; -1
// for nowhere. JSON in JSON has one before each quote, so where there is one, eight places are
// looked at together; where there is none for a while, the library is faster.
func escape(text string, from int) int {
	for i, without := from, manyWithout; i+1 < len(text); i += 8 {
		if without == manyWithout {
			first := strings.IndexByte(text[i:], '\\')
			if first < 0 {
				return -1
			}
			i, without = i+first, 0
		}
		backslashes, found := escapes(text, i)
		if found != 0 {
			at := i + bits.TrailingZeros64(found)/8
			for at > from && text[at-1] == '\\' {
				at--
			}
			return at
		}
		if without++; backslashes != 0 {
			without = 0
		}
	}
	return -1
}

// manyWithout is how many times eight bytes there were without a backslash, when that is looked for
// from there on.
const manyWithout = 8

// escapes has the high bit of each byte, of eight that begin at a place, that is a backslash, and
// of each that has a slash or a u behind it.
func escapes(text string, i int) (backslashes, found uint64) {
	var rest [9]byte
	if i+len(rest) > len(text) {
		copy(rest[:], text[i:])
		text, i = unsafe.String(&rest[0], len(rest)), 0
	}
	if backslashes = ascii.Are(ascii.Eight(text[i:]), '\\'); backslashes == 0 {
		return 0, 0
	}
	next := ascii.Eight(text[i+1:])
	return backslashes, backslashes & (ascii.Are(next, '/') | ascii.Are(next, 'u'))
}

// escaped reads what a text begins with: a backslash and a slash, or \uXXXX, two of them if
// they are a pair (RFC 8259, section 7). The size is 0 if it stays as it is.
func escaped(text string) (r rune, size int) {
	if text[1] == '/' {
		return '/', 2
	}
	r, ok := unit(text)
	if !ok {
		return 0, 0
	}
	size = 6
	if utf16.IsSurrogate(r) {
		rest := strings.TrimLeft(text[size:], `\`)
		low, _ := unit(`\` + rest[:min(len(rest), 5)])
		if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
			return 0, 0
		}
		size = len(text) - len(rest) + 5
	}
	if r < ' ' || r == '"' || r == '\\' || r >= 0x7f && r < 0xa0 {
		return 0, 0
	}
	return r, size
}

// unit reads \uXXXX.
func unit(text string) (r rune, ok bool) {
	if len(text) < 6 || text[1] != 'u' {
		return 0, false
	}
	for _, b := range []byte(text[2:6]) {
		digit := strings.IndexByte("0123456789abcdef", lowered(b))
		if digit < 0 {
			return 0, false
		}
		r = r<<4 | rune(digit)
	}
	return r, true
}

// lowered is a letter of ASCII as a small one.
func lowered(b byte) byte {
	if upper(b) {
		b |= 0x20
	}
	return b
}
