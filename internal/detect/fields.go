package detect

import "strings"

// Dates of birth and addresses are plain text; only the name of their field tells
// them from others.

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

// addressNames are names of fields for a street and what goes with it.
var addressNames = []string{
	"address", "address1", "address2", "address_1", "address_2", "addressline1", "addressline2", "address_line1", "address_line2", "address_line_1",
	"address_line_2", "addr", "street", "street1", "street2", "street_address", "streetaddress", "street_name", "street_line_1", "home_address", "homeaddress",
	"billing_address", "billingaddress", "shipping_address", "shippingaddress", "mailing_address", "postal_address", "delivery_address",
	"work_address", "full_address", "fulladdress", "line1", "line2", "strasse", "anschrift", "adresse", "direccion",
}

// streetAddress matches the value of a field for a street: words and a number.
func streetAddress(text string, at int) (start, end int, ok bool) {
	from, to := nameAround(text, at, at+4)
	named := false
	for _, n := range addressNames {
		named = named || equalFold(text[from:to], n)
	}
	if !named {
		return 0, 0, false
	}
	a, ok := assigned(text, from, to)
	if !ok || !a.arrow {
		return 0, 0, false
	}
	if !a.quoted {
		a.end = run(text, a.start, 160, &inAddressLine)
		a.end = a.start + len(strings.TrimRight(text[a.start:a.end], " ,\t"))
	}
	value := text[a.start:a.end]
	n := count(value)
	if len(value) < 5 || len(value) > 200 || n.digits == 0 || n.letters < 3 || strings.IndexByte(value, ' ') < 0 || strings.Contains(value, "://") {
		return 0, 0, false
	}
	return a.start, a.end, n.digits < len(value)/2
}

var inAddressLine = isAlnum.or(isBeyondASCII).or(chars(" ,.'#-/"))
