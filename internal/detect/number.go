package detect

// number looks at what begins with the digit at i.
func (s *scan) number(i int) {
	if continues(s.text, i) {
		if s.text[i-1] == '-' {
			s.pass(uuidAround(s.text, i))
		}
		return
	}
	j := run(s.text, i, maxDigits+1, &isDigit)
	if end := identifier(s.text, i, j); end > i {
		s.pass(end)
		return
	}
	if j < len(s.text) && isAlpha[s.text[j]] && s.text[j] != 'x' && s.text[j] != 'e' {
		s.wallet(i)
		return
	}
	if n := j - i; (n == 15 || n == 16) && j < len(s.text) && (s.text[j] == '|' || s.text[j] == '%') {
		s.facebook(i, j)
		return
	}
	if j-i < leastPhone && !goesOn(s.text, j) {
		return // most numbers are short and end at a comma or a quote
	}
	if end := decimal(s.text, i, j); end > i {
		s.pass(end)
		return
	}
	if s.machine(i, j) || s.person(i) {
		return
	}
	s.wallet(i)
}

// decimal returns the end of a decimal fraction that begins at i with digits up to j,
// or i. Only behind a plus are two groups with a point between them a phone number.
func decimal(text string, i, j int) int {
	if j == len(text) || text[j] != '.' || j-i > 11 || i > 0 && (text[i-1] == '+' || text[i-1] == '(') {
		return i
	}
	end := run(text, j+1, maxDigits, &isDigit)
	if end == j+1 || end < len(text) && (isWord[text[end]] || text[end] == '.') || goesOn(text, end) {
		return i
	}
	return end
}

// facebook adds a token that begins with the number of an application.
func (s *scan) facebook(i, j int) {
	end := run(s.text, j+1, 41, &inJWT)
	if n := end - j - 1; n >= 27 && n <= 40 && random(s.text[j+1:end]) {
		s.add(i, end, s.set.own.facebook)
	}
}

// continues says whether the digit at i goes on with a date, a time, a version, a
// UUID that has begun before.
func continues(text string, i int) bool {
	if i < 2 {
		return false
	}
	switch text[i-1] {
	case '-', '.':
		return isWord[text[i-2]] && !endsEscape(text, i-1)
	case ':':
		return isDigit[text[i-2]]
	}
	return false
}

// goesOn says whether another group of digits may follow behind i.
func goesOn(text string, i int) bool {
	if i+1 >= len(text) {
		return false
	}
	next := text[i+1]
	switch text[i] {
	case '.', '-', '/':
		return isDigit[next] || next == '(' || next == ' '
	case ' ', ')':
		return isDigit[next] || next == '(' || next == '-' || next == ' '
	case 'x':
		return isDigit[next]
	}
	return false
}

// machine adds the IPv4 address at i, whose first digits end at j.
func (s *scan) machine(i, j int) bool {
	if s.set.own.ip == nil || j >= len(s.text) || s.text[j] != '.' {
		return false
	}
	end, ok := ipv4(s.text, i)
	if ok {
		s.add(i, end, s.set.own.ip)
	}
	return ok
}

// wallet adds the address of a wallet at i.
func (s *scan) wallet(i int) {
	if s.set.own.bitcoin == nil || s.text[i] != '1' && s.text[i] != '3' {
		return
	}
	if end, ok := base58Address(s.text, i); ok {
		s.add(i, end, s.set.own.bitcoin)
	}
}

// person adds the number at i if it is one of a card, of a person or of a phone.
func (s *scan) person(i int) bool {
	own := &s.set.own
	n := readNumeral(s.text, i)
	if n.size < leastPhone {
		return false
	}
	if own.card != nil {
		if end, ok := card(s.text, &n, s.about(cardTopic, i)); ok {
			s.add(i, end, own.card)
			return true
		}
	}
	if own.ssn != nil && n.size >= 9 {
		if end, ok := ssn(s.text, &n, s.about(ssnTopic, i)); ok {
			s.add(i, end, own.ssn)
			return true
		}
	}
	if own.phone != nil {
		s.phone(&n)
	}
	return false
}

const (
	maxDigits = 20
	maxGroups = 10
)

// A numeral is a row of groups of digits with little between them: a card number,
// a phone number, a date.
type numeral struct {
	start  int
	digit  [maxDigits]byte // their values
	size   int             // number of digits
	groups int
	length [maxGroups]int8 // of each group
	end    [maxGroups]int  // of each group in the text
	before [maxGroups]byte // separator before each group; 0 before the first
}

// readNumeral reads at most maxDigits digits in at most maxGroups groups.
func readNumeral(text string, i int) (n numeral) {
	n.start = i
	for sep := byte(0); n.groups < maxGroups; {
		j := run(text, i, maxDigits+1, &isDigit)
		if j == i || n.size+j-i > maxDigits || !boundary(text, j) {
			break
		}
		for k := i; k < j; k++ {
			n.digit[n.size] = text[k] - '0'
			n.size++
		}
		n.length[n.groups], n.end[n.groups], n.before[n.groups] = int8(j-i), j, sep
		n.groups++
		if i, sep = separator(text, j); sep == 0 {
			break
		}
	}
	return n
}

// boundary says whether a number may end at i: no letter goes on, save for the x of
// an extension.
func boundary(text string, i int) bool {
	return i >= len(text) || !isWord[text[i]] || i+1 < len(text) && (text[i] == 'x' && isDigit[text[i+1]] || text[i] == 'e' && text[i+1] == 'x')
}

// separator returns the place after what may stand between two groups.
func separator(text string, i int) (next int, sep byte) {
	if i+1 >= len(text) {
		return i, 0
	}
	switch text[i] {
	case ' ', '-', '.', '/':
		if isDigit[text[i+1]] {
			return i + 1, text[i]
		}
		if i+2 < len(text) && (text[i+1] == '(' || text[i] == ' ' && text[i+1] == '-' || text[i+1] == ' ' && text[i] == '-') && isDigit[text[i+2]] {
			return i + 2, text[i]
		}
	case ')':
		if isDigit[text[i+1]] {
			return i + 1, ')'
		}
		if i+2 < len(text) && (text[i+1] == ' ' || text[i+1] == '-') && isDigit[text[i+2]] {
			return i + 2, ')'
		}
	}
	return i, 0
}

// digitsUpTo returns how many digits the first groups have.
func (n *numeral) digitsUpTo(groups int) (size int) {
	for _, l := range n.length[:groups] {
		size += int(l)
	}
	return size
}

// is says whether the groups have these lengths.
func (n *numeral) is(lengths ...int8) bool {
	if n.groups < len(lengths) {
		return false
	}
	for i, l := range lengths {
		if n.length[i] != l {
			return false
		}
	}
	return true
}
