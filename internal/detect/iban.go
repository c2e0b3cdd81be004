package detect

// ibanLength is the length of an IBAN by country, as the SWIFT IBAN registry
// (ISO 13616) lists it.
var ibanLength = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29, "BY": 28,
	"CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
	"FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HN": 28, "HR": 21, "HU": 28,
	"IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20,
	"LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28,
	"NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24,
	"SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26,
	"UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
}

// upper looks at a token that begins with an upper-case letter.
func (s *scan) upper(i int) {
	if s.set.own.iban != nil && i+3 < len(s.text) && isUpper[s.text[i+1]] && isDigit[s.text[i+2]] && isDigit[s.text[i+3]] {
		if end, ok := iban(s.text, i); ok {
			s.add(i, end, s.set.own.iban)
		}
	}
}

// iban returns the end of the IBAN at i, in one piece or in groups.
func iban(text string, i int) (end int, ok bool) {
	size := ibanLength[text[i:i+2]]
	if size == 0 {
		return 0, false
	}
	var compact [34]byte
	n := 0
	for end = i; end < len(text) && n < size; end++ {
		switch b := text[end]; {
		case isDigit[b] || isUpper[b]:
			compact[n] = b
			n++
		case isLower[b]:
			compact[n] = b - 0x20
			n++
		case (b == ' ' || b == '-') && n >= 4 && isWord[text[end-1]]:
		default:
			return 0, false
		}
	}
	return end, n == size && endsToken(text, end) && mod97(compact[:n])
}

// mod97 is the check of ISO 7064 over the number that the letters and digits, with
// the first four at the end, stand for.
func mod97(text []byte) bool {
	sum := 0
	for i := range text {
		b := text[(i+4)%len(text)]
		if isDigit[b] {
			sum = (sum*10 + int(b-'0')) % 97
		} else {
			sum = (sum*100 + int(b-'A') + 10) % 97
		}
	}
	return sum == 1
}
