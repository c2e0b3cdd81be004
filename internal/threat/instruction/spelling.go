package instruction

import "encoding/binary"

// A spelling is a run of letters that each stand alone, one sign apart.
type spelling struct {
	letters [longest + 8]byte // the last sixteen at most; the rest is room to load eight
	len     int
	next    int // where the next of them would stand
}

// shortestSpelled is the length of the shortest word that is taken for spelled out:
// shorter runs occur in formulas and initials.
const shortestSpelled = 5

// single reads a letter that stands alone, and looks up the word that it may complete.
func (r *reader) single(i int) {
	s := &r.spelled
	s.add(i, r.text[i]|' ')
	for n := shortestSpelled; n <= s.len; n++ {
		r.work++
		head, tail := s.key(n)
		if c := words.find(head, tail, n); c&(telling|system.set()) != 0 {
			r.known(i, i+1, c|disguised.set())
			return
		}
	}
}

func (s *spelling) add(i int, letter byte) {
	if i != s.next {
		s.len = 0
	}
	s.next = i + 2
	if s.len == longest {
		copy(s.letters[:], s.letters[1:longest])
		s.len--
	}
	s.letters[s.len] = letter
	s.len++
}

// key returns the key of the last n letters, see [lower].
func (s *spelling) key(n int) (head, tail uint64) {
	head = binary.LittleEndian.Uint64(s.letters[s.len-n:])
	switch {
	case n < 8:
		head &= 1<<(8*n) - 1
	case n > 8:
		tail = binary.LittleEndian.Uint64(s.letters[s.len-8:])
	}
	return head, tail
}
