package instruction

// A spelling is a run of letters that each stand alone, one sign apart.
type spelling struct {
	letters [longest]byte
	len     int
	next    int // where the next of them would stand
}

// shortestSpelled is the length of the shortest word that is taken for spelled out:
// shorter runs occur in formulas and initials.
const shortestSpelled = 5

// single reads a letter that stands alone, and looks up the word that it may complete.
func (r *reader) single(i int) {
	s := &r.spelled
	if i != s.next {
		s.len = 0
	}
	s.next = i + 2
	if s.len == len(s.letters) {
		copy(s.letters[:], s.letters[1:])
		s.len--
	}
	s.letters[s.len] = r.text[i] | ' '
	s.len++
	for n := shortestSpelled; n <= s.len; n++ {
		r.work++
		f := folded{len: n, ascii: true}
		copy(f.bytes[:], s.letters[s.len-n:s.len])
		head, tail := f.key()
		if c := words.find(head, tail, n); c&(ignoring.set()|orders.set()|previous.set()|secret.set()|system.set()) != 0 {
			r.known(i, i+1, c|disguised.set())
			return
		}
	}
}
