package instruction

// A sentence is what was seen since the last full stop or the last border of a field.
type sentence struct {
	start  int   // offset in the text
	first  int32 // number of its first word
	clause int32 // number of the first word of the last clause
	comma  int32 // number of the word behind the last comma
	field  bool  // it begins a quoted value
	owner  int32 // number of the last word that was "your"
	tags   int   // letters of invisible tags

	seen  classes
	hits  hits
	pairs classes            // that say something with one of those seen
	last  [noClass + 1]int32 // number of the word that last was of a class, in any sentence
	carry hits               // what earlier sentences had that matters to this one
	left  int                // for how many sentences it does
}

// open begins a sentence.
func (s *sentence) open(start int, word int32) {
	s.start, s.first, s.clause, s.comma = start, word+1, word+1, 0
	s.seen, s.hits, s.pairs, s.field, s.tags = 0, 0, 0, false, 0
}

// near tells whether a word of a class stands in this sentence, at most n words before.
func (s *sentence) near(c class, word, n int32) bool {
	return s.last[c] >= s.first && word-s.last[c] <= n
}

// known notes the word text[i:j] of the lexicon.
func (r *reader) known(i, j int, c classes) {
	s := &r.s
	c = r.meant(i, j, c)
	if c&(verbs|ignoring.set()) != 0 {
		asks := r.verb(j) && r.request(i)
		switch {
		case !asks:
			c &^= verbs
		case c&ignoring.set() != 0:
			s.hits |= ignoreOrder.set()
		case c&effects != 0:
			s.hits |= effect.set()
		}
	}
	s.note(c, r.word)
}

// note adds a word with a number, and what it says with words before it.
func (s *sentence) note(c classes, word int32) {
	if c&s.pairs != 0 {
		s.pair(c, word)
	}
	s.seen |= c
	// Most words are of one class or two: no branch says of how many.
	first, more := lowest(c), c&(c-1)
	second := lowest(more)
	s.last[first], s.last[second] = word, word
	s.pairs |= pairsWith[first] | pairsWith[second]
	for rest := more & (more - 1); rest != 0; rest &= rest - 1 {
		s.last[lowest(rest)] = word
		s.pairs |= pairsWith[lowest(rest)]
	}
}

// pair notes what a word of some classes says with words before it.
func (s *sentence) pair(c classes, word int32) {
	for rest := c & s.pairs; rest != 0; rest &= rest - 1 {
		for _, p := range pairsTo[lowest(rest)] {
			if s.near(p.from, word, p.within) && s.last[p.from] != word && (p.hit != youModel || s.last[you] != s.owner) {
				s.hits |= p.hit.set()
			}
		}
	}
}

// manyTags is the least number of invisible letters that is a text of its own: a flag
// that a font cannot draw leaves a few.
const manyTags = 8

// carriedFor is the number of sentences that a heading or a tag is in front of: what it
// announces is mostly the next, or the one after a reason.
const carriedFor = 2

// says reports whether there is anything in a sentence.
func (s *sentence) says() bool { return s.seen|classes(s.hits) != 0 || s.tags >= manyTags }

// end ends a sentence at an offset and begins the next.
func (r *reader) end(at int) {
	if r.s.says() && r.judge() {
		r.keep(at)
	}
	r.s.open(at, r.word)
}

// judge weighs what a sentence says as a whole, and reports whether it says more than all before.
func (r *reader) judge() bool {
	s := &r.s
	if s.tags >= manyTags {
		s.seen |= hidden.set()
	}
	if s.left > 0 {
		s.left--
		s.hits |= s.carry
	}
	s.combine()
	if next := s.hits.carried(); next != 0 {
		s.carry, s.left = next, carriedFor
	}
	return r.weigh()
}
