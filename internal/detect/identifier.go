package detect

// Identifiers, times and hashes are what machines write most of. Nothing is found in
// them, and passing over them as a whole costs less than looking at each of their
// groups of digits.

// inIdentifier are the signs that they consist of. A set in which a rule of users looks
// for a literal of nothing else passes over none of them.
var inIdentifier = isHex.or(chars("-:Tt "))

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
		return timestamp(text, i)
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

// timestamp returns the end of a date and a time of ISO 8601, up to the seconds, or i.
func timestamp(text string, i int) int {
	const form = "dddd-dd-dd dd:dd:dd"
	if i+len(form) > len(text) {
		return i
	}
	for n := range len(form) {
		switch b := text[i+n]; form[n] {
		case 'd':
			if !isDigit[b] {
				return i
			}
		case ' ':
			if b != ' ' && b != 'T' {
				return i
			}
		default:
			if b != form[n] {
				return i
			}
		}
	}
	return i + len(form)
}
