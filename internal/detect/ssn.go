package detect

// ssn returns the end of a US social security number: three, two and four digits.
// Without separators it takes words to tell it from any nine digits. Numbers that
// were never assigned: https://www.ssa.gov/employer/randomization.html
func ssn(text string, n *numeral, named bool) (end int, ok bool) {
	area := int(n.digit[0])*100 + int(n.digit[1])*10 + int(n.digit[2])
	group := int(n.digit[3])*10 + int(n.digit[4])
	switch {
	case n.is(3, 2, 4) && (n.before[1] == '-' || n.before[1] == ' ') && n.before[1] == n.before[2]:
		end = n.end[2]
	case named && n.is(9):
		end = n.end[0]
	default:
		return 0, false
	}
	serial := 0
	for _, d := range n.digit[5:9] {
		serial = serial*10 + int(d)
	}
	published := area == 78 && group == 5 && serial == 1120 || area == 219 && group == 9 && serial == 9999 || area == 123 && group == 45
	return end, area != 0 && area != 666 && area < 900 && group != 0 && serial != 0 && !published && endsToken(text, end)
}
