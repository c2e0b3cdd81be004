package instruction

import "unicode/utf8"

// escape reads a backslash, or several, and the letter that they escape: in JSON that is
// in a string of JSON they double (RFC 8259, section 7).
func (r *reader) escape(i int) int {
	j := i
	for j < len(r.text) && r.text[j] == '\\' {
		j++
	}
	if j == len(r.text) {
		return j
	}
	switch r.text[j] {
	case 'n', 'r':
		return r.line(i, j+1)
	case '"':
		r.escapedQuote(i, j+1)
		return j + 1
	case 't', '\'':
		return j + 1
	case 'u':
		return r.escaped(i, j)
	}
	return j
}

// escapedQuote ends a sentence as quote does, at a sign that stands with its backslashes at
// text[i:j]: JSON in a string of JSON has values as well. So has code, where they say
// nothing of who asks.
func (r *reader) escapedQuote(i, j int) {
	text := r.text
	before := i > 0 && (opens[text[i-1]] || text[i-1] == ' ' && i > 1 && opens[text[i-2]])
	after := j < len(text) && (closes[text[j]] || text[j] == ',' && !r.prose(j+1))
	if before || after {
		r.end(i)
	}
}

// escaped reads a word that has characters written as \uXXXX. Its first backslash is
// text[i], the u behind it text[j].
func (r *reader) escaped(i, j int) int {
	var f folded
	start := i
	for {
		c, ok := hex4(r.text, j+1)
		if !ok {
			i = max(i, j)
			break
		}
		i = j + 5
		if c < utf8.RuneSelf && kinds[c] > high || c >= utf8.RuneSelf && outside(c) {
			r.spelledOut(&f, start, i)
			r.literal(c, i)
			return i
		}
		f.rune(c)
		f.strange = f.strange || c < utf8.RuneSelf
		for i < len(r.text) && kinds[r.text[i]] <= digit {
			f.plain(r.text[i])
			i++
		}
		if j = r.nextEscape(i); j < 0 {
			break
		}
	}
	r.spelledOut(&f, start, i)
	return i
}

// spelledOut reads the word that escapes spelled, if they did.
func (r *reader) spelledOut(f *folded, i, j int) {
	if f.len > 0 {
		r.word++
		r.sign = 0
		r.folded(f, i, j)
	}
}

// nextEscape returns where the u of an escape is that stands at i, -1 if none does.
func (r *reader) nextEscape(i int) int {
	j := i
	for j < len(r.text) && r.text[j] == '\\' {
		j++
	}
	if j == i || j == len(r.text) || r.text[j] != 'u' {
		return -1
	}
	return j
}

// literal reads a sign that was written as an escape, which ends at an offset.
func (r *reader) literal(c rune, at int) {
	switch c {
	case '<':
		r.end(at)
		r.opened = at
	case '>':
		r.s.clause = r.word + 1
	case '\n', '\r', '!', '?':
		r.end(at)
	default:
		if c >= utf8.RuneSelf {
			r.stop(c, at)
		}
	}
}

// hex4 reads four hexadecimal digits.
func hex4(text string, i int) (r rune, ok bool) {
	if i+4 > len(text) {
		return 0, false
	}
	for k := i; k < i+4; k++ {
		d, ok := hexDigit(text[k])
		if !ok {
			return 0, false
		}
		r = r<<4 | rune(d)
	}
	return r, true
}
