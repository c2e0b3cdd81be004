package instruction

// verb tells whether a word that ends at j can be a verb of a sentence: names of files and
// code go on with other signs.
func (r *reader) verb(j int) bool {
	if j >= len(r.text) {
		return false
	}
	switch c := r.text[j]; c {
	case ' ', '\n', '\\', ':', '"', '\'', ',':
		return true
	default:
		return kinds[c] == high
	}
}

// request tells whether a verb stands where a request has it, and notes which form.
func (r *reader) request(i int) bool {
	s, w := &r.s, r.word
	switch {
	case s.near(please, w, 2):
		s.hits |= polite.set()
	case s.near(you, w, 3) && s.last[modal] >= s.last[you]-2 && s.last[modal] >= s.first:
		s.hits |= asked.set()
	case w == s.first:
		s.hits |= ordered.set()
	case w == s.clause, s.comma == w && (r.text[i] <= 'Z' || s.expects()):
		s.hits |= clauseOrder.set()
	case s.near(then, w, 3) && s.hits&requests != 0:
		s.hits |= chained.set()
	case s.near(must, w, 3), s.hits&yourTask.set() != 0:
		s.hits |= obliged.set()
	case s.near(not, w, 2):
		// do not VERB
	default:
		return false
	}
	return true
}

// expects tells whether an order may follow a comma: the sentence began with when, before
// or an address, or is about an answer.
func (s *sentence) expects() bool {
	return s.last[when] == s.first || s.last[first] == s.first || s.hits&(yourAnswer.set()|addressed.set()|youModel.set()) != 0
}
