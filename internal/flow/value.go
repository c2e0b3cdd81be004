package flow

import "math/bits"

// isMail reports whether the i-th word is an e-mail address.
func (p *page) isMail(i int) bool { return p.mails[i/64]>>(i%64)&1 != 0 }

// distinctive reports whether a word hardly comes up twice by chance. It has four digits
// (one in 10^4, and letters that must be the same besides), or two among letters as ids
// have them, and is not a point in time; or it is an e-mail address.
func distinctive(word []byte, mail bool) bool {
	if mail {
		return true
	}
	digits, switches, seen, was := 0, 0, uint16(0), 0
	for _, b := range word {
		is := 0
		if d := b - '0'; d < 10 {
			is, seen = 1, seen|1<<d
		}
		digits += is
		switches += is ^ was
		was = is
	}
	switch {
	case digits >= 4 && bits.OnesCount16(seen) >= 3:
		return !isTime(word)
	case digits >= 2:
		return switches >= 3
	}
	return false
}

func isDigit(b byte) bool { return b-'0' < 10 }

// isTime reports whether a word begins with a date of 1900 to 2099, and has nothing but
// digits and the letters of a time after it.
func isTime(word []byte) bool {
	century := word[0] == '1' && word[1] == '9' || word[0] == '2' && word[1] == '0'
	month, day := number(word[4:6]), number(word[6:8])
	if !century || month < 1 || month > 12 || day < 1 || day > 31 {
		return false
	}
	for _, b := range word[8:] {
		if !isDigit(b) && b != 't' && b != 'z' {
			return false
		}
	}
	return true
}

// number is that of two digits, and beyond 31 for others.
func number(b []byte) int {
	if !isDigit(b[0]) || !isDigit(b[1]) {
		return 99
	}
	return int(b[0]-'0')*10 + int(b[1]-'0')
}

// isName reports whether a string between quotes is a value: it begins with a capital
// or a digit, and has two words or more. A word alone may be the name of anything.
func (p *page) isName(s span) bool {
	n := s.len()
	return s.capital && s.several && n >= minValue && n <= maxValue && !isTime(p.buf[s.from:s.to])
}
