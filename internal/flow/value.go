package flow

import (
	"bytes"
	"math/bits"
	"slices"
)

// distinctive reports whether a word hardly comes up twice by chance. It has four digits
// (one in 10^4, and letters that must be the same besides), or two among letters as ids
// have them, and is not a point in time.
func (p *page) distinctive(from, to int) bool {
	digits := p.digits.part(from, to)
	switch n := bits.OnesCount64(digits); {
	case n >= 4 && p.manyDigits(from, digits):
		return !isTime(p.buf[from:to])
	case n >= 2:
		switches := (digits ^ digits<<1) & (1<<(to-from) - 1)
		return bits.OnesCount64(switches) >= 3
	}
	return false
}

// manyDigits reports whether three of the digits behind a place are different.
func (p *page) manyDigits(from int, digits uint64) bool {
	seen := uint16(0)
	for ; digits != 0; digits &= digits - 1 {
		seen |= 1 << (p.buf[from+bits.TrailingZeros64(digits)] - '0')
	}
	return bits.OnesCount16(seen) >= 3
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

// months are what their names begin with.
var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// isDate reports whether a title has the name of a month and the digits of a year, and
// little besides.
func isDate(title []byte) bool {
	digits := 0
	for _, b := range title {
		if isDigit(b) {
			digits++
		}
	}
	if digits < 4 || len(title)-digits > len("wednesdayseptembergmt") {
		return false
	}
	return slices.ContainsFunc(months, func(m string) bool { return bytes.Contains(title, []byte(m)) })
}

// isValue reports whether a span is one that is remembered.
func (p *page) isValue(x span) bool {
	b := p.buf[x.from:x.to]
	switch x.what {
	case address:
		return true
	case single, groups:
		return p.distinctive(int(x.from), int(x.to))
	case title:
		return !isTime(b) && !isDate(b)
	case phrase:
	}
	return false
}

// addWords adds the words that are long enough, all of them or only those with digits, and the
// groups of digits that stand next to each other: (555) 867-5309, 192.168.10.24,
// NL91 ABNA 0417 1643 00.
func (p *page) addWords(all bool) {
	first, count, before := 0, 0, 0
	for from := 0; from < p.n; {
		if count == 0 && !all {
			digit := p.digits.next(from)
			if digit >= p.n {
				return
			}
			from = p.begins.last(digit)
		}
		to := p.begins.next(from + 1)
		n := to - from
		p.add(from, to, single)
		switch {
		case n <= maxGroup && isDigit(p.buf[to-1]), n == 4 && before == 4 && count > 0:
			if count == 0 {
				first = from
			}
			count++
		case count > 0:
			p.addNumber(first, from, count)
			count = 0
		}
		before, from = n, to
		if count > 0 && p.aparts.has(to) {
			p.addNumber(first, from, count)
			count = 0
		}
	}
}

// maxGroup is how many digits a group of a number has at most. It may begin with letters,
// and the second group of an IBAN has four letters only.
const maxGroup = 8

// The longest numbers are those of cards with 19 digits (ISO/IEC 7812) and, if they begin
// with letters, of bank accounts with 34 (ISO 13616). What is longer is a table.
const (
	maxCard = 19
	maxIBAN = 34
)

func (p *page) addNumber(from, to, count int) {
	if count > 1 && (to-from <= maxCard || to-from <= maxIBAN && !isDigit(p.buf[from])) {
		p.add(from, to, groups)
	}
}
