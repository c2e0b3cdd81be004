package flow

import (
	"unicode"
	"unicode/utf8"
)

// reader is where in a page the writing of it is.
type reader struct {
	*page
	text    []byte
	i       int
	quoted  [2]mark                // where the last quote of either sort was
	numeric uint64                 // has a bit for each 64 bytes of buf in which there may be digits
	before  struct{ n, words int } // the block
}

// mark is a place to go back to when a string turns out to be a key.
type mark struct {
	n, words, spans int
	after           int // in the text; 0 without one
}

// special reads what begins at the current position, and always goes on by one. If it is the
// end of a key, it returns where that began in the text, else 0.
func (r *reader) special(b byte) (key int) {
	switch b {
	case '"':
		return r.quote(&r.quoted[0])
	case '\'':
		return r.apostrophe()
	case '\\':
		r.escape()
	case '@':
		r.at()
	default:
		char, size := utf8.DecodeRune(r.text[r.i:])
		r.write(char)
		r.i += size
	}
	return 0
}

// at reads an @, and notes the e-mail address that is around it. That has a dot behind it
// and nothing but ASCII.
func (r *reader) at() {
	local, host, dots := 0, 0, 0
	for i := r.i - 1; i >= 0 && inAddress(r.text[i]) && r.i-i < maxValue; i-- {
		local += counts(r.text[i])
	}
	for i := r.i + 1; i < len(r.text) && inAddress(r.text[i]) && i-r.i < maxValue; i++ {
		host += counts(r.text[i])
		if r.text[i] == '.' && i+1 < len(r.text) {
			dots += counts(r.text[i+1])
		}
	}
	if local > 0 && dots > 0 && local <= r.n {
		r.add(r.n-local, r.n+host, address)
	}
	r.end()
	r.i++
}

func inAddress(b byte) bool { return counts(b) > 0 || b == '.' || b == '_' || b == '-' || b == '+' }

// counts is 1 for letters and digits, and 0 for others.
func counts(b byte) int { return int(classes[b] / significant & 1) }

// quote reads a quote. What it has begun is not written if it is a key, unless that is as long as
// a passage: no name is, and data that are sent as names are sent. Of a key, it returns where it
// began in the text.
func (r *reader) quote(m *mark) (key int) {
	r.i++
	if m.after > 0 && r.n-m.n < gramSize && r.colonFollows() {
		r.takeBack(m)
		key = m.after
	}
	if m.after > 0 && r.n > m.n && r.words > m.words {
		r.phrase(m.n, r.n, m.after)
	}
	r.end()
	*m = mark{r.n, r.words, r.nspans, r.i}
	return key
}

// phrase adds what is between two quotes, of which the first one is before a place in the text.
func (r *reader) phrase(from, to, after int) {
	what := phrase
	if isCapital(r.text[after:]) {
		what = title
	}
	r.add(from, to, what)
}

// takeBack drops what was written since a quote, and with it what a quote of the other sort has
// begun there.
func (r *reader) takeBack(m *mark) {
	r.n, r.words, r.nspans = m.n, m.words, m.spans
	for i := range r.quoted {
		if r.quoted[i].after > m.after {
			r.quoted[i] = mark{}
		}
	}
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
func (r *reader) apostrophe() (key int) {
	before := r.i == 0 || classes[r.text[r.i-1]]&significant == 0
	after := r.i+1 == len(r.text) || classes[r.text[r.i+1]]&significant == 0
	if before || after {
		return r.quote(&r.quoted[1])
	}
	r.i++
	return 0
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
	switch small := counted(char); {
	case small == nothing:
	case small == end:
		r.end()
	case char < utf8.RuneSelf:
		r.put(byte(small))
	default:
		r.putRune(small)
	}
}

// What of a character may count besides a letter.
const (
	nothing rune = -1
	end     rune = -2 // of a word
)

// counted returns what of a character counts.
func counted(char rune) rune {
	switch {
	case char < utf8.RuneSelf:
		if c := classes[byte(char)]; c&significant != 0 {
			return rune(byte(c))
		} else if c == 0 {
			return nothing
		}
		return end
	case char >= 0x3400 && char < 0xa000, char >= 0xac00 && char < 0xd7a4: // Han and Hangul, without a look at tables
		return char
	case char >= 0xdf && char <= 0xff && char != 0xf7: // letters of western Europe
		return char
	case char >= 0x2000 && char < 0x2070, char == 0xff0c, char == 0x3001, char == 0x3002: // punctuation
		return end
	case char == utf8.RuneError: // what was no text before something was decoded
		return end
	case unicode.IsLetter(char), unicode.IsDigit(char):
		return unicode.ToLower(char)
	case unicode.IsMark(char):
		return char
	}
	return end
}

func (r *reader) put(b byte) {
	if r.n < maxLetters {
		r.buf[r.n] = b
		r.hasDigits(r.n, r.n)
		r.n++
	}
}

func (p *page) putRune(char rune) {
	if p.n+utf8.UTFMax <= maxLetters {
		p.n += utf8.EncodeRune(p.buf[p.n:], char)
	}
}
