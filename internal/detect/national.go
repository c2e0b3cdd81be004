package detect

// National numbers are digits like any others. They are looked for behind words
// that name them, and have to pass their check.

// nationalReach is how many bytes behind its word a number may begin.
const nationalReach = 48

// A code is what was read of a number: its letters and digits without what parts
// them.
type code struct {
	text [24]byte // in upper case
	size int
}

// behind matches the first token after a word that accept takes, in one piece or
// in groups.
func behind(sizes []int, accept func(c *code) bool) matcher {
	return func(text string, at int) (start, end int, ok bool) {
		if !startsWord(text, at) {
			return 0, 0, false
		}
		for i := at + 2; i < min(len(text), at+nationalReach); i++ {
			if !isAlnum[text[i]] || !startsToken(text, i) {
				continue
			}
			for _, size := range sizes {
				c, end := readCode(text, i, size)
				if c.size == size && endsToken(text, end) && c.digitsIn() > size/4 && accept(&c) {
					return i, end, true
				}
			}
		}
		return 0, 0, false
	}
}

// readCode reads size letters and digits, and between them single separators.
func readCode(text string, i, size int) (c code, end int) {
	for end = i; end < len(text) && c.size < size; end++ {
		switch b := text[end]; {
		case isAlnum[b]:
			c.text[c.size] = upperCase(b)
			c.size++
		case (b == ' ' || b == '-' || b == '.' || b == '/' || b == '+') && end > i && isAlnum[text[end-1]]:
		default:
			return c, end
		}
	}
	return c, end
}

func (c *code) digitsIn() (n int) {
	for _, b := range c.text[:c.size] {
		if isDigit[b] {
			n++
		}
	}
	return n
}

// numbers returns the values of text[from:to] if all are digits.
func (c *code) numbers(from, to int) (d []byte, ok bool) {
	var values [24]byte
	for i := from; i < to; i++ {
		if !isDigit[c.text[i]] {
			return nil, false
		}
		values[i] = c.text[i] - '0'
	}
	return values[from:to], true
}

// allDigits turns a check of digits into one of codes.
func allDigits(check func(d []byte) bool) func(*code) bool {
	return func(c *code) bool {
		d, ok := c.numbers(0, c.size)
		return ok && !repeated(d) && check(d)
	}
}

func nhs(d []byte) bool {
	sum := weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2)
	check := (11 - sum%11) % 11
	return check == int(d[9])
}

// nino holds for two letters, six digits and a suffix; some letters and prefixes
// are not in use (HMRC, NIM39110).
func nino(c *code) bool {
	if _, ok := c.numbers(2, 8); !ok {
		return false
	}
	first, second := chars("ABCEGHJKLMNOPRSTWXYZ"), chars("ABCEGHJKLMNPRSTWXYZ")
	if !first[c.text[0]] || !second[c.text[1]] || c.text[8] < 'A' || c.text[8] > 'D' {
		return false
	}
	switch string(c.text[:2]) {
	case "BG", "GB", "NK", "KN", "TN", "NT", "ZZ":
		return false
	}
	return true
}

// nir is the number of the French register, with 2A and 2B for Corsica.
func nir(c *code) bool {
	for i, b := range c.text[:13] {
		if !isDigit[b] && (i != 6 || b != 'A' && b != 'B') {
			return false
		}
	}
	key, ok := c.numbers(13, 15)
	return ok && (c.text[0] == '1' || c.text[0] == '2') && 97-corsican(c)%97 == two(key)
}

// corsican returns the number, with 2A read as 19 and 2B as 18.
func corsican(c *code) (n int) {
	for i, b := range c.text[:13] {
		switch {
		case i == 5 && isUpper[c.text[6]]:
			n = n*10 + 1
		case b == 'A':
			n = n*10 + 9
		case b == 'B':
			n = n*10 + 8
		default:
			n = n*10 + int(b-'0')
		}
	}
	return n
}

func steuerID(d []byte) bool { return d[0] != 0 && iso7064(d) }

// codiceFiscale is checked by the sum of its characters, those at odd places after
// a table (D.M. 23/12/1976).
func codiceFiscale(c *code) bool {
	const shape = "AAAAAA00A00A000A"
	sum := 0
	for i, b := range c.text[:15] {
		if isDigit[b] != (shape[i] == '0') {
			return false
		}
		v := int(b - '0')
		if !isDigit[b] {
			v = int(b - 'A')
		}
		if i%2 == 0 {
			v = [26]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}[v]
		}
		sum += v
	}
	return c.text[15] == byte('A'+sum%26)
}

// dni holds for eight digits and a letter, and for foreigners with X, Y or Z as the
// first digit.
func dni(c *code) bool {
	n := 0
	for i, b := range c.text[:8] {
		switch {
		case isDigit[b]:
			n = n*10 + int(b-'0')
		case i == 0 && b >= 'X' && b <= 'Z':
			n = int(b - 'X')
		default:
			return false
		}
	}
	return c.text[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[n%23]
}

func bsn(d []byte) bool { return weighted(d, 9, 8, 7, 6, 5, 4, 3, 2, -1)%11 == 0 }

func pesel(d []byte) bool { return weighted(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)%10 == 0 }

func personnummer(d []byte) bool {
	if len(d) == 12 {
		d = d[2:]
	}
	day := two(d[4:])
	return isDate(two(d[2:]), day) && luhn(d)
}

// hetu is checked by a letter after the remainder by 31.
func hetu(c *code) bool {
	if c.size == 11 { // the sign of the century is a letter
		c.text[6], c.text[7], c.text[8], c.text[9] = c.text[7], c.text[8], c.text[9], c.text[10]
	}
	d, ok := c.numbers(0, 9)
	if !ok || !isDate(two(d[2:]), two(d)) {
		return false
	}
	n := 0
	for _, v := range d {
		n = n*10 + int(v)
	}
	return c.text[9] == "0123456789ABCDEFHJKLMNPRSTUVWXY"[n%31]
}

func cpr(d []byte) bool { return isDate(two(d[2:]), two(d)) }

func fodselsnummer(d []byte) bool {
	return weighted(d, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1)%11 == 0 && weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0
}

func cpf(d []byte) bool {
	first := weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10
	second := weighted(d, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10
	return first == int(d[9]) && second == int(d[10])
}

func cnpj(d []byte) bool {
	check := func(sum int) int {
		if sum%11 < 2 {
			return 0
		}
		return 11 - sum%11
	}
	first := check(weighted(d, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2))
	second := check(weighted(d, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2))
	return first == int(d[12]) && second == int(d[13])
}

func aadhaar(d []byte) bool { return d[0] > 1 && verhoeff(d) }

// incomeTaxPAN is the Indian account number: five letters, the fourth of which is
// the kind of holder, four digits, a letter.
func incomeTaxPAN(c *code) bool {
	_, ok := c.numbers(5, 9)
	holder := chars("ABCFGHJLPT")
	return ok && holder[c.text[3]] && isUpper[c.text[0]] && isUpper[c.text[1]] && isUpper[c.text[2]] && isUpper[c.text[4]] && isUpper[c.text[9]]
}

func sin(d []byte) bool { return d[0] != 0 && d[0] != 8 && luhn(d) }

func tfn(d []byte) bool { return weighted(d, 1, 4, 3, 7, 5, 8, 6, 9, 10)%11 == 0 }

func medicare(d []byte) bool {
	return d[0] >= 2 && d[0] <= 6 && weighted(d, 1, 3, 7, 9, 1, 3, 7, 9)%10 == int(d[8])
}

func abn(d []byte) bool {
	return (weighted(d, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)-10)%89 == 0
}

// residentID is GB 11643: seventeen digits with a date of birth, and a check after
// ISO 7064 MOD 11-2.
func residentID(c *code) bool {
	d, ok := c.numbers(0, 17)
	if !ok || !isDate(two(d[10:]), two(d[12:])) || two(d[6:]) != 19 && two(d[6:]) != 20 {
		return false
	}
	sum := weighted(d, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
	return c.text[17] == "10X98765432"[sum%11]
}

// nric is the number of citizens (S, T) and of others (F, G, M) in Singapore.
func nric(c *code) bool {
	d, ok := c.numbers(1, 8)
	if !ok {
		return false
	}
	sum := weighted(d, 2, 7, 6, 5, 4, 3, 2)
	switch c.text[0] {
	case 'S':
		return c.text[8] == "JZIHGFEDCBA"[sum%11]
	case 'T':
		return c.text[8] == "JZIHGFEDCBA"[(sum+4)%11]
	case 'F':
		return c.text[8] == "XWUTRQPNMLK"[sum%11]
	case 'G':
		return c.text[8] == "XWUTRQPNMLK"[(sum+4)%11]
	case 'M':
		return c.text[8] == "XWUTRQPNJLK"[(sum+3)%11]
	}
	return false
}

func myNumber(d []byte) bool {
	rest := weighted(d, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11
	if rest < 2 {
		return d[11] == 0
	}
	return int(d[11]) == 11-rest
}

func residentRegistration(d []byte) bool {
	return isDate(two(d[2:]), two(d[4:])) && d[6] >= 1 && d[6] <= 8
}

func kimlik(d []byte) bool {
	odd, even := int(d[0]+d[2]+d[4]+d[6]+d[8]), int(d[1]+d[3]+d[5]+d[7])
	return d[0] != 0 && (odd*7-even+10)%10 == int(d[9]) && (odd+even+int(d[9]))%10 == int(d[10])
}

func southAfricanID(d []byte) bool { return isDate(two(d[2:]), two(d[4:])) && luhn(d) }

func routing(d []byte) bool { return two(d) <= 72 && weighted(d, 3, 7, 1, 3, 7, 1, 3, 7, 1)%10 == 0 }

func itin(d []byte) bool {
	group := two(d[3:])
	return d[0] == 9 && (group >= 50 && group <= 65 || group >= 70 && group != 89 && group != 93)
}

func curp(c *code) bool {
	_, ok := c.numbers(4, 10)
	return ok && (c.text[10] == 'H' || c.text[10] == 'M') && isUpper[c.text[0]] && isUpper[c.text[11]] && isDigit[c.text[17]]
}

// passport holds for what most states print: up to two letters, then digits.
func passport(c *code) bool {
	from := 0
	for from < 2 && isUpper[c.text[from]] {
		from++
	}
	d, ok := c.numbers(from, c.size)
	return ok && !repeated(d)
}
