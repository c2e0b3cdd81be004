package instruction

// A sentence is what was seen since the last full stop or the last border of a field.
type sentence struct {
	start  int   // offset in the text
	first  int32 // number of its first word
	clause int32 // number of the first word of the last clause
	comma  int32 // number of the word behind the last comma
	field  bool  // it begins a quoted value
	tags   int   // letters of invisible tags

	seen  classes
	hits  hits
	last  [numClasses]int32 // number of the word that last was of a class, in any sentence
	carry hits              // what the sentence before had that matters to this one
}

// open begins a sentence.
func (s *sentence) open(start int, word int32) {
	s.start, s.first, s.clause, s.comma = start, word, word, 0
	s.seen, s.hits, s.field, s.tags = 0, 0, false, 0
}

// near tells whether a word of a class stands in this sentence, at most n words before.
func (s *sentence) near(c class, word, n int32) bool {
	return s.last[c] >= s.first && word-s.last[c] <= n
}

// known notes the word text[i:j] of the lexicon.
func (r *reader) known(i, j int, c classes) {
	s := &r.s
	c = r.shape(i, j, c)
	if c&verbs != 0 {
		if !r.request(i, c) {
			c &^= verbs
		}
	}
	s.seen |= c
	for rest := c; rest != 0; rest &= rest - 1 {
		k := lowest(rest)
		for _, p := range pairsTo[k] {
			if s.near(p.from, r.word, p.within) && (s.last[p.from] != r.word || p.within == 0) {
				s.hits |= p.hit.set()
			}
		}
	}
	for rest := c; rest != 0; rest &= rest - 1 {
		s.last[lowest(rest)] = r.word
	}
}

// shape adds what the signs around a word say.
func (r *reader) shape(i, j int, c classes) classes {
	text := r.text
	if j-i > 3 && text[i] <= 'Z' && text[j-1] <= 'Z' {
		c |= capital.set()
	}
	if i > 0 && c&(urgent.set()|system.set()|orders.set()|task.set()) != 0 {
		switch text[i-1] {
		case '<', '[', '|', '(':
			r.s.hits |= tagged.set()
		case '/':
			if i > 1 && (text[i-2] == '<' || text[i-2] == '[') {
				r.s.hits |= tagged.set()
			}
		case '_':
			if c&capital.set() != 0 {
				r.s.hits |= tagged.set()
			}
		}
	}
	if j < len(text) && text[j] == ':' && r.word-r.s.first <= 3 {
		if c&(urgent.set()|task.set()) != 0 {
			r.s.hits |= heading.set()
		}
		if c&(system.set()|model.set()|user.set()) != 0 && r.word-r.s.first <= 1 {
			r.s.hits |= roleLabel.set()
		}
	}
	if c&path.set() != 0 && (i == 0 || text[i-1] != '/' && text[i-1] != '.') {
		c &^= path.set()
	}
	if i > 0 && text[i-1] == '_' || j < len(text) && text[j] == '_' {
		if c&capital.set() == 0 {
			c = 0
		}
	}
	return c
}

// request tells whether a verb stands where a request has it, and notes which form.
func (r *reader) request(i int, c classes) bool {
	s, w := &r.s, r.word
	switch {
	case s.near(please, w, 2):
		s.hits |= polite.set()
	case s.near(you, w, 3) && s.last[modal] >= s.last[you]-2 && s.last[modal] >= s.first:
		s.hits |= asked.set()
	case w == s.first:
		s.hits |= ordered.set()
		if s.field {
			s.hits |= fieldOrder.set()
		}
	case w == s.clause, s.comma == w && r.text[i] <= 'Z':
		s.hits |= clauseOrder.set()
	case s.near(then, w, 3) && s.hits&requests != 0:
		s.hits |= chained.set()
	case s.near(must, w, 3):
		s.hits |= obliged.set()
	case s.near(not, w, 2):
		s.hits |= forbidden.set()
	default:
		return false
	}
	return true
}

// end ends a sentence at an offset and begins the next.
func (r *reader) end(at int) {
	s := &r.s
	if s.tags > 7 {
		s.seen |= hidden.set()
	}
	if s.seen|classes(s.hits) != 0 {
		s.hits |= s.carry
		r.weigh(at)
		s.carry = s.hits.carried()
	}
	s.open(at, r.word)
}
