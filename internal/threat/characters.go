package threat

import (
	"unicode/utf16"
	"unicode/utf8"
)

// characters goes over a text by character; an escape of JSON is the one that it
// stands for.
type characters struct {
	text       string
	r          rune
	start, end int
	newline    bool // was among what was skipped
}

// skipPlain moves on to the next character that is not ASCII or is an escape, and
// reports whether it moved.
func (c *characters) skipPlain() bool {
	from := c.end
	c.newline = false
	for ; c.end < len(c.text); c.end++ {
		b := c.text[c.end]
		if b >= utf8.RuneSelf || b == '\\' {
			break
		}
		c.newline = c.newline || b == '\n'
	}
	return c.end > from
}

// next moves to the next character and reports whether there is one.
func (c *characters) next() bool {
	if c.end >= len(c.text) {
		return false
	}
	c.start = c.end
	b := c.text[c.start]
	switch {
	case b == '\\':
		c.escape()
	case b < utf8.RuneSelf:
		c.r, c.end = rune(b), c.start+1
	default:
		size := 0
		c.r, size = utf8.DecodeRuneInString(c.text[c.start:])
		c.end = c.start + size
	}
	return true
}

// escape reads \uXXXX, two of them where they are a surrogate pair; a backslash that
// is escaped itself; \n; or a backslash.
func (c *characters) escape() {
	c.r, c.end = '\\', c.start+1
	if c.end >= len(c.text) {
		return
	}
	switch c.text[c.end] {
	case '\\':
		c.end++
	case 'n':
		c.r, c.end = '\n', c.end+1
	case 'u':
		r, ok := unit(c.text, c.start)
		if !ok {
			return
		}
		c.r, c.end = r, c.start+6
		if low, ok := unit(c.text, c.end); ok && utf16.IsSurrogate(r) {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				c.r, c.end = pair, c.end+6
			}
		}
	}
}

// unit reads the \uXXXX at i.
func unit(text string, i int) (r rune, ok bool) {
	if i+6 > len(text) || text[i] != '\\' || text[i+1] != 'u' {
		return 0, false
	}
	for _, b := range []byte(text[i+2 : i+6]) {
		digit, ok := hexDigit(b)
		if !ok {
			return 0, false
		}
		r = r<<4 | rune(digit)
	}
	return r, true
}

func hexDigit(b byte) (digit byte, ok bool) {
	switch {
	case b >= '0' && b <= '9':
		return b - '0', true
	case b|0x20 >= 'a' && b|0x20 <= 'f':
		return b | 0x20 - 'a' + 10, true
	default:
		return 0, false
	}
}
