package detect

// A date is one of birth if words for it stand before it.

// birthDate matches a date shortly behind words for a birth.
func birthDate(text string, at int) (start, end int, ok bool) {
	if !startsWord(text, at) {
		return 0, 0, false
	}
	for i := at; i < min(len(text), at+nationalReach); i++ {
		if isDigit[text[i]] && startsToken(text, i) {
			if end, ok := numericDate(text, i); ok {
				return i, end, true
			}
		}
		if isUpper[text[i]] && startsToken(text, i) {
			if end, ok := writtenDate(text, i); ok {
				return i, end, true
			}
		}
	}
	return 0, 0, false
}

// numericDate reads 1985-03-04, 04/03/1985, 4.3.85.
func numericDate(text string, i int) (end int, ok bool) {
	n := readNumeral(text, i)
	if n.groups < 3 || n.before[1] != n.before[2] || n.before[1] == ')' {
		if n.is(8) && (two(n.digit[:]) == 19 || two(n.digit[:]) == 20) && isDate(two(n.digit[4:]), two(n.digit[6:])) {
			return n.end[0], true
		}
		return monthDate(text, i)
	}
	l := n.length
	switch {
	case l[0] == 4:
		return n.end[2], l[1] <= 2 && l[2] <= 2 && (two(n.digit[:]) == 19 || two(n.digit[:]) == 20)
	case l[0] <= 2 && l[1] <= 2:
		return n.end[2], l[2] == 4 || l[2] == 2
	}
	return 0, false
}

// monthDate reads 4 March 1985.
func monthDate(text string, i int) (end int, ok bool) {
	i = run(text, i, 2, &isDigit)
	i = run(text, i, 3, &inDateGap)
	j := run(text, i, 12, &isAlpha)
	if !isMonth(text[i:j]) {
		return 0, false
	}
	return year(text, run(text, j, 2, &inDateGap))
}

// writtenDate reads March 4, 1985.
func writtenDate(text string, i int) (end int, ok bool) {
	j := run(text, i, 12, &isAlpha)
	if !isMonth(text[i:j]) {
		return 0, false
	}
	j = run(text, j, 2, &inDateGap)
	day := run(text, j, 2, &isDigit)
	if day == j {
		return 0, false
	}
	return year(text, run(text, day, 4, &inDateGap))
}

var inDateGap = chars(" .,-/stndrh")

func year(text string, i int) (end int, ok bool) {
	end = run(text, i, 4, &isDigit)
	return end, end-i == 4 && (text[i] == '1' || text[i] == '2')
}

func isMonth(w string) bool {
	if len(w) < 3 {
		return false
	}
	for _, m := range []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"} {
		if hasPrefixFold(w, m) {
			return true
		}
	}
	return false
}
