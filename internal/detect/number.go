package detect

// number looks at what begins with the digit at i.
func (s *scan) number(i int) {
	own := &s.set.own
	next := byte(0)
	j := run(s.text, i, maxDigits, &isDigit)
	if j < len(s.text) {
		next = s.text[j]
	}
	if j-i < leastPhone && !afterDigits[next] {
		return // most numbers are short and end at a comma or a quote
	}
	if own.ip != nil && next == '.' {
		if end, ok := ipv4(s.text, i); ok {
			s.add(i, end, own.ip)
			return
		}
	}
	if own.bitcoin != nil && (s.text[i] == '1' || s.text[i] == '3') {
		if end, ok := base58Address(s.text, i); ok {
			s.add(i, end, own.bitcoin)
			return
		}
	}
	n := readNumeral(s.text, i)
	if n.size < 6 {
		return
	}
	if own.card != nil {
		if end, ok := card(s.text, &n, s.about(cardTopic, i)); ok {
			s.add(i, end, own.card)
			return
		}
	}
	if own.ssn != nil {
		if end, ok := ssn(s.text, &n, s.about(ssnTopic, i)); ok {
			s.add(i, end, own.ssn)
			return
		}
	}
	if own.phone != nil {
		s.phone(&n)
	}
}

// afterDigits may follow the digits of a short group: what parts it from another
// one, or letters of an address.
var afterDigits = chars(" -./)").or(isAlnum)

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
