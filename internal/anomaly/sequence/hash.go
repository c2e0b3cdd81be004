package sequence

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// maxHashed is the number of bytes of a string that are hashed. Longer ones are told
// apart by these and their length.
const maxHashed = 512

func hashNumber(key uint64, v float64) uint64 {
	if v == 0 {
		v = 0 // of either sign
	}
	return series.Mix(key^formNumber, math.Float64bits(v))
}

// hashText hashes a text.
func hashText[T string | []byte](key uint64, text T, length int) uint64 {
	return mixText(key^uint64(length), text[:min(len(text), maxHashed)])
}

// quoted is the inside of a string of JSON.
type quoted struct {
	raw     string
	escaped bool // there is a backslash in it
}

// hash is that of what the string says, however its characters are escaped.
func (q quoted) hash(key uint64) uint64 {
	if !q.escaped {
		return hashText(key, q.raw, len(q.raw))
	}
	var buffer decoded
	text, length := q.decode(&buffer)
	return hashText(key, text, length)
}

func (q quoted) form() uint64 {
	if !q.escaped {
		return textForm(q.raw, len(q.raw))
	}
	var buffer decoded
	text, length := q.decode(&buffer)
	return textForm(text, length)
}

// decoded has room for what is hashed of a string and the rest of its last character.
type decoded [maxHashed + utf8.UTFMax]byte

// decode returns the beginning of the string without its escapes, and the length of
// all: what is not decoded counts with its escapes.
func (q quoted) decode(into *decoded) (text []byte, length int) {
	text, rest := into[:0], q.raw
	for rest != "" && len(text) < maxHashed {
		if rest[0] != '\\' {
			text, rest = append(text, rest[0]), rest[1:]
			continue
		}
		var r rune
		r, rest = unescape(rest)
		text = utf8.AppendRune(text, r)
	}
	return text, len(text) + len(rest)
}

// unescape returns the character of an escape (RFC 8259, section 7) and what comes
// after it. A backslash that begins none stands for itself.
func unescape(s string) (r rune, rest string) {
	if len(s) < 2 {
		return '\\', ""
	}
	switch c := s[1]; c {
	case '"', '\\', '/':
		return rune(c), s[2:]
	case 'b':
		return '\b', s[2:]
	case 'f':
		return '\f', s[2:]
	case 'n':
		return '\n', s[2:]
	case 'r':
		return '\r', s[2:]
	case 't':
		return '\t', s[2:]
	}
	return unicodeEscape(s)
}

// unicodeEscape returns the character of one escape of four digits, or of two that are
// a surrogate pair.
func unicodeEscape(s string) (r rune, rest string) {
	high, ok := codeUnit(s)
	if !ok {
		return '\\', s[1:]
	}
	rest = s[6:]
	if low, ok := codeUnit(rest); ok && high>>10 == 0xd800>>10 && low>>10 == 0xdc00>>10 {
		return (high-0xd800)<<10 | (low - 0xdc00) + 0x10000, rest[6:]
	}
	return high, rest
}

// codeUnit reads one escape of four hexadecimal digits.
func codeUnit(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	v, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(v), err == nil
}

// mixText folds a text into a word that depends on its length.
func mixText[T string | []byte](sum uint64, text T) uint64 {
	for len(text) >= 8 {
		sum = series.Mix(sum, load(text))
		text = text[8:]
	}
	rest := uint64(0)
	for i := range len(text) {
		rest |= uint64(text[i]) << (8 * i)
	}
	return series.Mix(sum, rest)
}

// load returns the first eight bytes of a text as a number, the first as the lowest.
func load[T string | []byte](text T) uint64 {
	_ = text[7]
	return uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
}
