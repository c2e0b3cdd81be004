package detect

// Identifiers, times, hashes and fractions are what machines write most of. Nothing is found in
// them, and passing over them as a whole costs less than looking at each of their
// groups of digits.

// inIdentifier are the signs that they consist of. A set in which a rule of users looks
// for a literal of nothing else passes over none of them.
var inIdentifier = isHex.or(chars("-:Tt ."))

// pass passes over what lies before end.
func (s *scan) pass(end int) {
	if !s.set.thorough {
		s.skip = max(s.skip, end)
	}
}

// identifier returns the end of the UUID, the time or the hash that begins at i with
// digits up to j, or i.
func identifier(text string, i, j int) int {
	switch {
	case j == len(text):
		return i
	case isLower[text[j]]:
		if isUUIDAt(text, i) {
			return i + uuidSize
		}
		return hash(text, i)
	case text[j] == '-' && j-i == 8 && isUUIDAt(text, i):
		return i + uuidSize
	case text[j] == '-' && j-i == 4:
		return dated(text, i)
	}
	return i
}

const uuidSize = 36

// isUUIDAt says whether a UUID begins at i and is all there is.
func isUUIDAt(text string, i int) bool {
	end := i + uuidSize
	return end <= len(text) && text[i+8] == '-' && isUUID(text[i:end]) && endsToken(text, end)
}

// uuidAround returns the end of the UUID one of whose later groups begins at i, or i.
func uuidAround(text string, i int) int {
	if (i+4 >= len(text) || text[i+4] != '-') && (i < 24 || text[i-6] != '-') {
		return i // most groups are those of dates
	}
	for _, before := range [...]int{9, 14, 19, 24} {
		if start := i - before; start >= 0 && startsToken(text, start) && isUUIDAt(text, start) {
			return start + uuidSize
		}
	}
	return i
}

// hash returns the end of 32, 40 or 64 hexadecimal digits, or i.
func hash(text string, i int) int {
	end := run(text, i, 65, &isHex)
	switch end - i {
	case 32, 40, 64:
		if endsToken(text, end) {
			return end
		}
	}
	return i
}

// Dates and times of ISO 8601.
const (
	dateForm = "dddd-dd-dd"
	timeForm = "dddd-dd-dd dd:dd:dd"
)

// dated returns the end of a date, or of a date and a time up to the seconds, or i.
func dated(text string, i int) int {
	switch {
	case !formed(text, i, dateForm) || text[i] != '1' && text[i] != '2':
		return i
	case formed(text, i, timeForm):
		return i + len(timeForm)
	}
	end := i + len(dateForm)
	if !endsToken(text, end) || goesOn(text, end) {
		return i
	}
	return end
}

// formed says whether a text has a form at i: d is a digit, a space is one or a T.
func formed(text string, i int, form string) bool {
	if i+len(form) > len(text) {
		return false
	}
	for n := range len(form) {
		switch b := text[i+n]; form[n] {
		case 'd':
			if !isDigit[b] {
				return false
			}
		case ' ':
			if b != ' ' && b != 'T' {
				return false
			}
		default:
			if b != form[n] {
				return false
			}
		}
	}
	return true
}
