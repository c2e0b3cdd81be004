package flow

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// page is a part of a text, reduced to its letters and digits. It lives on the stack of
// a call.
type page struct {
	// text is the part itself, without percent encoding.
	text [pageSize]byte
	// buf holds n letters and digits in lower case, and room that is written but not
	// meant.
	buf [pageSize*3/2 + 8]byte
	n   int
	// ends are the places in buf where one word ends and another begins, some of them
	// several times, with endApart if more than a space is in between.
	ends  [pageSize + 1]uint16
	words int
	// spans are the parts that may be a value; of more than maxSpans, the first. Words
	// follow on all others.
	spans  [maxSpans]span
	nspans int
}

const (
	pageSize = 1024
	maxSpans = 160
	// overlap is how much of a page comes again on the next: what is cut on one is
	// whole on the other, up to about this length.
	overlap = 96
)

// span is a part of buf.
type span struct {
	from, to uint16
	what     sort
}

// sort is what a span is in the text.
type sort uint8

const (
	single  sort = iota // a word
	phrase              // several words between quotes, not the key of a member
	title               // the same, and it begins with a capital or a digit
	address             // an e-mail address
	groups              // groups of digits: a phone number, an account, an address of IP
)

// add adds a span, if that can be a value.
func (p *page) add(from, to int, what sort) {
	if n := to - from; n >= minValue && n <= maxValue && p.nspans < maxSpans {
		p.spans[p.nspans] = span{uint16(from), uint16(to), what}
		p.nspans++
	}
}

// Of a class, the low byte is the letter or digit in lower case.
const (
	significant = 1 << 8  // counts
	separator   = 1 << 9  // ends a word
	apart       = 1 << 10 // what follows does not belong to what was before
	special     = 1 << 11 // more is to be looked at
)

// endApart is the mark of apart among ends, where apartShift brings it.
const (
	endApart   = 1 << 15
	apartShift = 5
)

// classes are those of single bytes. What is neither a letter nor a separator is part of
// a word but does not count: 555-1234 is one word. A dot is not, so that data before the
// name of a host are words of their own.
var classes = func() (c [256]uint16) {
	for i := range c {
		b := byte(i)
		switch {
		case b >= 'a' && b <= 'z', b >= '0' && b <= '9':
			c[i] = significant | uint16(b)
		case b >= 'A' && b <= 'Z':
			c[i] = significant | uint16(b|0x20)
		case b == '"', b == '\'', b == '\\', b == '@', b >= utf8.RuneSelf:
			c[i] = special
		case b == '_', b == '-':
		case b == ' ', b == '.', b == '(', b == ')':
			c[i] = separator
		default:
			c[i] = separator | apart
		}
	}
	return c
}()

// fill writes a page. The time is linear in the text.
func (p *page) fill(text []byte) {
	p.n, p.words, p.nspans = 0, 0, 0
	r := reader{page: p, text: text}
	for r.plain(); r.i < len(text); r.plain() {
		r.special(text[r.i])
	}
	p.end()
	p.collect()
}

// plain reads up to the next special character, eight at once: of all of them it is known
// in one step which are letters and digits, and only the others take a step each.
func (r *reader) plain() {
	n, words, i, text, p := r.n, r.words, r.i, r.text, r.page
	for i+8 <= len(text) && n+8 <= len(p.buf) && words+8 <= len(p.ends) {
		x := word(text[i:])
		from := uint(0)
		for others := ^significantBytes(x) & highBits; others != 0; others &= others - 1 {
			at := uint(bits.TrailingZeros64(others)) / 8
			c := classes[byte(x>>(8*at))]
			binary.LittleEndian.PutUint64(p.buf[n:n+8], (x|smallLetters)>>(8*from&63))
			n += int(at - from)
			if c >= special {
				r.n, r.words, r.i = n, words, i+int(at)
				return
			}
			p.ends[words] = uint16(n) | c&apart<<apartShift
			words += int(c / separator & 1)
			from = at + 1
		}
		binary.LittleEndian.PutUint64(p.buf[n:n+8], (x|smallLetters)>>(8*from&63))
		n += int(8 - from)
		i += 8
	}
	r.n, r.words, r.i = n, words, i
	r.rest()
}

// rest is plain at the end of a text, or of the room for it.
func (r *reader) rest() {
	n, words, i, text, p := r.n, r.words, r.i, r.text, r.page
	for ; i < len(text); i++ {
		c := classes[text[i]]
		if c >= special || n >= len(p.buf) || words >= len(p.ends) {
			break
		}
		p.buf[n] = byte(c)
		n += int(c / significant & 1)
		p.ends[words] = uint16(n) | c&apart<<apartShift
		words += int(c / separator & 1)
	}
	r.n, r.words, r.i = n, words, i
}

// smallLetters makes capitals of ASCII small, and leaves digits and small letters as they
// are.
const smallLetters = 0x20 * eachByte

// significantBytes has the high bit of each of eight bytes that is a letter or a digit of
// ASCII, and no other bit (Warren, Hacker's Delight, 6-1).
func significantBytes(x uint64) uint64 {
	low := x &^ highBits
	small := low | smallLetters
	letter := (small + (0x80-'a')*eachByte) &^ (small + (0x7f-'z')*eachByte)
	digit := (low + (0x80-'0')*eachByte) &^ (low + (0x7f-'9')*eachByte)
	return (letter | digit) &^ x & highBits
}

// end ends a word, to which the next one does not belong.
func (p *page) end() {
	if p.words < len(p.ends) {
		p.ends[p.words] = uint16(p.n) | endApart
		p.words++
	}
}
