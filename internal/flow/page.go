package flow

import (
	"unicode"
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
	// ends are the places in buf where one word ends and another begins; some are
	// there several times.
	ends  [pageSize + 1]uint16
	words int
	// mails says which words are e-mail addresses.
	mails [pageSize/64 + 1]uint64
	// strings are the parts between quotes that are not the key of a member.
	strings  [maxStrings]span
	nstrings int
}

const (
	pageSize   = 1024
	maxStrings = 64
	// overlap is how much of a page comes again on the next: what is cut on one is
	// whole on the other, up to about this length.
	overlap = 96
)

// span is a part of buf.
type span struct {
	from, to uint16
	capital  bool // begins with a capital or a digit
	several  bool // consists of several words
}

func (s span) len() int { return int(s.to) - int(s.from) }

// Of a class, the low byte is the letter or digit in lower case.
const (
	significant = 1 << 8  // counts
	separator   = 1 << 9  // ends a word
	special     = 1 << 10 // more is to be looked at
)

// classes are those of single bytes. What is neither a letter nor a separator is part of
// a word but does not count: 555-1234 is a word. A dot is not, so that data before the
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
		default:
			c[i] = separator
		}
	}
	return c
}()

// reader is where in a page the writing of it is.
type reader struct {
	*page
	text   []byte
	i      int
	quoted [2]mark // where the last quote of either sort was
}

// mark is a place to go back to when a string turns out to be a key.
type mark struct {
	n, words, strings int
	after             int // in the text; 0 without one
}

// fill writes a page. The time is linear in the text.
func (p *page) fill(text []byte) {
	p.n, p.words, p.nstrings, p.mails = 0, 0, 0, [len(p.mails)]uint64{}
	r := reader{page: p, text: text}
	for r.plain(); r.i < len(text); r.plain() {
		r.special(text[r.i])
	}
	p.end()
}

// plain reads up to the next special character. Nothing but that is a branch: one for
// each end of a word would be mispredicted.
func (r *reader) plain() {
	n, words, i, text, p := r.n, r.words, r.i, r.text, r.page
	for ; i < len(text); i++ {
		c := uint(classes[text[i]])
		if c >= special || n >= len(p.buf) || words >= len(p.ends) {
			break
		}
		p.buf[n] = byte(c)
		n += int(c / significant & 1)
		p.ends[words] = uint16(n)
		words += int(c / separator & 1)
	}
	r.n, r.words, r.i = n, words, i
}

// end ends a word.
func (p *page) end() {
	if p.words < len(p.ends) {
		p.ends[p.words] = uint16(p.n)
		p.words++
	}
}

// special reads what begins at the current position, and always goes on by one.
func (r *reader) special(b byte) {
	switch {
	case b == '"':
		r.quote(&r.quoted[0])
	case b == '\'':
		r.apostrophe()
	case b == '\\':
		r.escape()
	case b == '@':
		r.at()
	default:
		char, size := utf8.DecodeRune(r.text[r.i:])
		r.write(char)
		r.i += size
	}
}

// at reads an @ and, if there is an address around it, the host.
func (r *reader) at() {
	end, dots := r.i+1, 0
	for ; end < len(r.text) && end-r.i < maxValue; end++ {
		switch b := r.text[end]; {
		case classes[b]&significant != 0, b == '-':
		case b == '.' && end+1 < len(r.text) && classes[r.text[end+1]]&significant != 0:
			dots++
		default:
			r.host(end, dots)
			return
		}
	}
	r.host(end, dots)
}

func (r *reader) host(end, dots int) {
	if dots == 0 || r.i == 0 || classes[r.text[r.i-1]]&significant == 0 {
		r.end()
		r.i++
		return
	}
	r.words -= r.dotsBefore()
	r.mails[r.words/64] |= 1 << (r.words % 64)
	for ; r.i < end; r.i++ {
		if c := classes[r.text[r.i]]; c&significant != 0 {
			r.put(byte(c))
		}
	}
}

// dotsBefore returns how many words too many the part before an @ was taken for.
func (r *reader) dotsBefore() (dots int) {
	for i := r.i - 1; i >= 0 && r.i-i < maxValue; i-- {
		switch b := r.text[i]; {
		case b == '.', b == '+':
			dots++
		case b != '_' && b != '-' && classes[b]&significant == 0:
			return dots
		}
	}
	return dots
}

// quote reads a quote. What it has begun is not written if it is a key.
func (r *reader) quote(m *mark) {
	r.i++
	if m.after > 0 && r.colonFollows() {
		r.n, r.words, r.nstrings = m.n, m.words, m.strings
	}
	if m.after > 0 && r.n > m.n && r.nstrings < maxStrings {
		r.strings[r.nstrings] = span{uint16(m.n), uint16(r.n), isCapital(r.text[m.after:]), r.words > m.words}
		r.nstrings++
	}
	r.end()
	*m = mark{r.n, r.words, r.nstrings, r.i}
}

func (r *reader) colonFollows() bool {
	i := r.i
	if i < len(r.text) && r.text[i] == ' ' {
		i++
	}
	return i < len(r.text) && r.text[i] == ':'
}

// isCapital reports whether a text begins with a digit or a letter that is no small one.
func isCapital(text []byte) bool {
	char := rune(text[0])
	switch {
	case char == '\\':
		char, _ = unescape(text)
	case char < utf8.RuneSelf:
		return char >= '0' && char <= '9' || char >= 'A' && char <= 'Z'
	default:
		char, _ = utf8.DecodeRune(text)
	}
	return unicode.IsDigit(char) || unicode.IsLetter(char) && !unicode.IsLower(char)
}

// apostrophe reads a single quote, which is part of a word between letters.
func (r *reader) apostrophe() {
	before := r.i == 0 || classes[r.text[r.i-1]]&significant == 0
	after := r.i+1 == len(r.text) || classes[r.text[r.i+1]]&significant == 0
	if before || after {
		r.quote(&r.quoted[1])
		return
	}
	r.i++
}

// escape reads backslashes and what they escape, of JSON in however many strings of
// JSON: \n, \\n and \\\\n are the same.
func (r *reader) escape() {
	for r.i < len(r.text) && r.text[r.i] == '\\' {
		r.i++
	}
	if r.i == len(r.text) {
		return
	}
	switch r.text[r.i] {
	case 'n', 'r', 't', 'b', 'f':
		r.end()
		r.i++
	case 'u':
		char, size := unescape(r.text[r.i-1:])
		if size > 0 {
			r.write(char)
			r.i += size - 1
		}
	}
}

// write writes a character.
func (r *reader) write(char rune) {
	switch {
	case char < utf8.RuneSelf:
		if c := classes[byte(char)]; c&significant != 0 {
			r.put(byte(c))
		} else if c != 0 {
			r.end()
		}
	case char == utf8.RuneError:
	case unicode.IsLetter(char), unicode.IsDigit(char):
		r.putRune(unicode.ToLower(char))
	case unicode.IsMark(char):
		r.putRune(char)
	default:
		r.end()
	}
}

func (p *page) put(b byte) {
	if p.n < len(p.buf) {
		p.buf[p.n] = b
		p.n++
	}
}

func (p *page) putRune(char rune) {
	if p.n+utf8.UTFMax <= len(p.buf) {
		p.n += utf8.EncodeRune(p.buf[p.n:], char)
	}
}
