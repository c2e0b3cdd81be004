package detect

// card returns the end of the payment card number that a numeral begins with:
// ISO/IEC 7812 with the ranges that issuers have published.
func card(text string, n *numeral) (end int, ok bool) {
	size := 0
	for g := range n.groups {
		if g > 0 && n.before[g] != ' ' && n.before[g] != '-' {
			break
		}
		size += int(n.length[g])
		if g > 0 && (n.length[g] < 2 || n.length[0] < 4) {
			break
		}
		if size >= 12 && endsToken(text, n.end[g]) && issued(n.digit[:size]) && luhn(n.digit[:size]) && !repeated(n.digit[:size]) {
			end, ok = n.end[g], true
		}
	}
	if ok && n.start > 0 && (text[n.start-1] == '.' || text[n.start-1] == '-' && n.start > 1 && isWord[text[n.start-2]]) {
		return 0, false
	}
	return end, ok
}

// issued says whether digits begin and are as long as those of an issuer.
func issued(d []byte) bool {
	two := int(d[0])*10 + int(d[1])
	four := two*100 + int(d[2])*10 + int(d[3])
	six := four*100 + int(d[4])*10 + int(d[5])
	switch l := len(d); {
	case d[0] == 4:
		return l == 13 || l == 16 || l == 19
	case two >= 51 && two <= 55, six >= 222100 && six <= 272099:
		return l == 16
	case two == 34 || two == 37:
		return l == 15
	case four >= 3000 && four <= 3059, two == 36, two == 38, two == 39, four == 3095:
		return l == 14 || l == 16
	case four >= 3528 && four <= 3589:
		return l >= 16
	case four == 2131, four == 1800:
		return l == 15
	case four == 6011, six >= 622126 && six <= 622925, two == 64 && d[2] >= 4, two == 65:
		return l >= 16
	case two == 62, four == 8171, two == 60, two == 81:
		return l >= 16
	case two == 50, two >= 56 && two <= 58, two == 63, two == 67:
		return l >= 12
	case four >= 2200 && four <= 2204:
		return l >= 16
	}
	return false
}

// luhn is the check of ISO/IEC 7812-1, annex B.
func luhn(d []byte) bool {
	sum := 0
	for i := range d {
		v := int(d[len(d)-1-i])
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}

// repeated holds for 0000 0000 0000 0000 and its like, which pass many checks.
func repeated(d []byte) bool {
	for _, v := range d {
		if v != d[0] {
			return false
		}
	}
	return true
}
