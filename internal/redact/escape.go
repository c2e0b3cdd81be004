package redact

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// unescape appends what the inside of a string of JSON says. ok is false for escapes that
// JSON does not have.
func unescape(to []byte, raw string) (text []byte, ok bool) {
	for {
		i := strings.IndexByte(raw, '\\')
		if i < 0 {
			return append(to, raw...), true
		}
		to = append(to, raw[:i]...)
		raw = raw[i:]
		c, size := escapedRune(raw)
		if size == 0 {
			return to, false
		}
		to = utf8.AppendRune(to, c)
		raw = raw[size:]
	}
}

// escapedRune reads one escape; of a pair of surrogates both. The size is 0 if it is none.
func escapedRune(raw string) (c rune, size int) {
	if len(raw) < 2 {
		return 0, 0
	}
	switch raw[1] {
	case '"', '\\', '/':
		return rune(raw[1]), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		return escapedUnicode(raw)
	}
	return 0, 0
}

func escapedUnicode(raw string) (rune, int) {
	const size = 6
	if len(raw) < size {
		return 0, 0
	}
	n, err := strconv.ParseUint(raw[2:size], 16, 32)
	if err != nil {
		return 0, 0
	}
	c := rune(n)
	if !utf16.IsSurrogate(c) {
		return c, size
	}
	if rest := raw[size:]; len(rest) >= size && rest[0] == '\\' && rest[1] == 'u' {
		if low, err := strconv.ParseUint(rest[2:size], 16, 32); err == nil {
			if both := utf16.DecodeRune(c, rune(low)); both != utf8.RuneError {
				return both, 2 * size
			}
		}
	}
	return utf8.RuneError, size
}

// escape makes a text the inside of a string of JSON.
func escape(text string) string {
	if !strings.ContainsFunc(text, func(c rune) bool { return c == '"' || c == '\\' || c < ' ' }) {
		return text
	}
	var b strings.Builder
	for _, c := range []byte(text) {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < ' ':
			b.WriteString(`\u00`)
			b.WriteByte("0123456789abcdef"[c>>4])
			b.WriteByte("0123456789abcdef"[c&15])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
