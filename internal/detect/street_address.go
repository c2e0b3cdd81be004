package detect

import "strings"

// An address is plain text; only the name of its field tells it from others.

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
	return a.start, a.end, n.digits < len(value)/2 && houseNumber(value)
}

var inAddressLine = isAlnum.or(isBeyondASCII).or(chars(" ,.'#-/"))

// houseNumber says whether a number of few digits is a word of a value, perhaps with
// a letter behind it.
func houseNumber(value string) bool {
	for i := range len(value) {
		if !isDigit[value[i]] || i > 0 && value[i-1] != ' ' && value[i-1] != ',' {
			continue
		}
		j := run(value, i, 6, &isDigit)
		j = run(value, j, 1, &isAlpha)
		if j-i <= 6 && (j == len(value) || value[j] == ' ' || value[j] == ',' || value[j] == '-' || value[j] == '/') {
			return true
		}
	}
	return false
}
