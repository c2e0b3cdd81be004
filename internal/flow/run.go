package flow

// run is a part of a text that has only characters of base64, of either alphabet.
type run struct {
	from, to int
	seen     byte
}

// minRun is how long a run is at least: the base64 of minValue bytes.
const minRun = 11

// kinds of characters of base64.
const (
	lower = 1 << iota
	upper
	digit
	sign
)

var alphabet = func() (kind [256]byte) {
	for i := range byte(26) {
		kind['a'+i], kind['A'+i] = lower, upper
	}
	for i := range byte(10) {
		kind['0'+i] = digit
	}
	for _, b := range []byte("+/-_") {
		kind[b] = sign
	}
	return kind
}()

// mixed reports whether a run may be base64 or hex of text: it has a capital and others, or
// digits in the length of the shortest hex.
func (r *run) mixed() bool {
	return r.seen&upper != 0 && r.seen&(lower|digit) != 0 || r.seen&digit != 0 && r.to-r.from >= 2*minValue
}

// nextRun returns the first run that ends after at; to is 0 if there is none. It looks
// at every minRun-th character only, as long as none of a run is there.
func nextRun[T string | []byte](text T, at int) run {
	for i := at + minRun - 1; i < len(text); i += minRun {
		if alphabet[text[i]] == 0 {
			continue
		}
		r := run{from: i, to: i}
		for r.from > at && alphabet[text[r.from-1]] != 0 {
			r.from--
			r.seen |= alphabet[text[r.from]]
		}
		extend(&r, text)
		if r.to-r.from >= minRun {
			return r
		}
		i = r.to
	}
	return run{}
}

// extend moves the end of a run to where it ends. A line that is long goes on in the
// next one (RFC 2045, section 6.8; RFC 7468, section 2).
func extend[T string | []byte](r *run, text T) {
	const longLine = 60
	long := r.from + longLine
	for r.to < len(text) {
		if kind := alphabet[text[r.to]]; kind != 0 {
			r.seen |= kind
			r.to++
			continue
		}
		b, size := symbol(text, r.to)
		if size == 0 || b == 0 && r.to < long {
			return
		}
		r.to += size
		if b == 0 && !atLineEnd(text, r.to) {
			long = r.to + longLine
		}
	}
}

func atLineEnd[T string | []byte](text T, i int) bool {
	if i == len(text) {
		return false
	}
	b, size := symbol(text, i)
	return b == 0 && size > 0
}

// symbol returns the character of base64 at a place, which may be escaped, and how long
// it is. It is 0 for the end of a line; the size, too, if it is neither.
func symbol[T string | []byte](text T, i int) (b byte, size int) {
	b = text[i]
	switch {
	case alphabet[b] != 0:
		return b, 1
	case b == '\n', b == '\r':
		return 0, 1
	case b == '\\' && i+1 < len(text):
		switch next := text[i+1]; next {
		case 'n', 'r':
			return 0, 2
		case '/':
			return next, 2
		}
	case b == '%' && i+2 < len(text) && hexDigits[text[i+1]]|hexDigits[text[i+2]] < 16:
		b = hexDigits[text[i+1]]<<4 | hexDigits[text[i+2]]
		switch {
		case alphabet[b] == sign:
			return b, 3
		case b == '\n', b == '\r':
			return 0, 3
		}
	}
	return 0, 0
}
