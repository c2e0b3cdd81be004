package mcpredactprocessor

// checksums are checks that the findings of a rule have to pass.
var checksums = map[string]func(text string) bool{"luhn": luhn, "mod97": mod97}

// luhn is the check of card numbers (ISO/IEC 7812-1, annex B) over the digits of a text.
func luhn(text string) bool {
	sum, digits := 0, 0
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] < '0' || text[i] > '9' {
			continue
		}
		d := int(text[i] - '0')
		if digits%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		digits++
	}
	return digits > 1 && sum%10 == 0
}

// mod97 is MOD 97-10 (ISO 7064) over the digits and letters of a text, with the check
// digits at its end.
func mod97(text string) bool {
	rest, digits := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
			digits++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			rest = (rest*100 + int(c|0x20-'a') + 10) % 97
			digits++
		}
	}
	return digits > 2 && rest == 1
}
