package instruction

import "unicode/utf8"

// escaped reads a word that has characters written as \uXXXX. The first backslash is
// text[i], the u is text[j].
func (r *reader) escaped(i, j int) int {
	var f folded
	start := i
	for {
		c, ok := hex4(r.text, j+1)
		if !ok {
			break
		}
		i = j + 5
		if c == '\n' || c == '"' || c == ' ' || c == '<' {
			break
		}
		f.rune(c)
		f.strange = f.strange || c < utf8.RuneSelf
		for i < len(r.text) && (kinds[r.text[i]] == letter || kinds[r.text[i]] == digit) {
			f.plain(r.text[i])
			i++
		}
		j = i
		for j < len(r.text) && r.text[j] == '\\' {
			j++
		}
		if j == i || j >= len(r.text) || r.text[j] != 'u' {
			break
		}
	}
	if c, disguise := f.classes(); c != 0 {
		if disguise {
			c |= disguised.set()
		}
		r.known(start, i, c)
	}
	r.word++
	return max(i, j+1)
}

// hex4 reads four hexadecimal digits.
func hex4(text string, i int) (r rune, ok bool) {
	if i+4 > len(text) {
		return 0, false
	}
	for _, c := range []byte(text[i : i+4]) {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|' ' >= 'a' && c|' ' <= 'f':
			r = r<<4 | rune(c|' '-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
