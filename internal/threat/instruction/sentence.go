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
	carry hits              // what earlier sentences had that matters to this one
	left  int               // for how many sentences it does
}

// open begins a sentence.
func (s *sentence) open(start int, word int32) {
	s.start, s.first, s.clause, s.comma = start, word+1, word+1, 0
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
	if j-i > 2 && text[i] <= 'Z' && text[j-1] <= 'Z' {
		c |= capital.set()
	}
	if i > 0 && c&label.set() != 0 && (i == r.opened || r.tag(i, j, c)) {
		r.s.hits |= tagged.set()
	}
	if i > 0 && c&(label.set()|turns) != 0 {
		r.border(i, c)
	}
	if j < len(text) && text[j] == ':' && r.word-r.s.first <= 3 {
		if c&(urgent.set()|task.set()) != 0 {
			r.s.hits |= heading.set()
		}
		if c&(system.set()|model.set()|user.set()) != 0 && r.word-r.s.first <= 1 {
			r.s.hits |= roleLabel.set()
		}
	}
	if c&model.set() != 0 && r.vocative(j) {
		r.s.hits |= addressed.set()
	}
	if c&path.set() != 0 && (i == 0 || text[i-1] != '/' && text[i-1] != '.') {
		c &^= path.set()
	}
	if c&freed.set() != 0 && j-i == 3 && c&capital.set() == 0 {
		c &^= freed.set()
	}
	if c&capital.set() == 0 && r.joined(i, j) {
		return 0
	}
	return c
}

// turns are the words that tags around the turns of a conversation have in their names.
const turns = 1<<tool | 1<<system | 1<<user | 1<<model | 1<<orders

// border notes a tag that closes what nothing opened: it pretends that what a model was
// given ends here.
func (r *reader) border(i int, c classes) {
	switch {
	case r.text[i-1] == '<' || i == r.opened:
		r.tags |= c
	case i > 1 && r.text[i-2:i] == "</" && r.tags&c == 0:
		r.s.hits |= forgedEnd.set()
	}
}

// vocative tells whether a word that ends at j calls somebody: it stands at the beginning
// of a clause, after one word at most, and a comma or a colon follows.
func (r *reader) vocative(j int) bool {
	s := &r.s
	if r.word-s.first > 1 && (r.word < s.clause || r.word-s.clause > 1) {
		return false
	}
	return j < len(r.text) && (r.text[j] == ',' || r.text[j] == ':')
}

// tag tells whether the name text[i:j] of a block stands in brackets that open one.
func (r *reader) tag(i, j int, c classes) bool {
	switch r.text[i-1] {
	case '<', '|':
		return true
	case '[':
		return c&capital.set() != 0 || j < len(r.text) && r.text[j] == ']'
	case '(':
		return j < len(r.text) && (r.text[j] == ')' || r.text[j] == '_')
	case '_':
		return c&capital.set() != 0
	}
	return false
}

// joined tells whether the word text[i:j] is a part of an identifier.
func (r *reader) joined(i, j int) bool {
	return j < len(r.text) && r.text[j] == '_' || i > 0 && r.text[i-1] == '_' && r.text[i] >= 'a'
}

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

// manyTags is the least number of invisible letters that is a text of its own: a flag
// that a font cannot draw leaves a few.
const manyTags = 8

// end ends a sentence at an offset and begins the next.
func (r *reader) end(at int) {
	s := &r.s
	if s.tags >= manyTags {
		s.seen |= hidden.set()
	}
	if s.seen|classes(s.hits) != 0 {
		if s.left > 0 {
			s.left--
			s.hits |= s.carry
		}
		s.combine()
		r.weigh(at)
		if next := s.hits.carried(); next != 0 {
			s.carry, s.left = next, 2
		}
	}
	s.open(at, r.word)
}

// effects are the verbs of requests that change something.
const effects = verbs &^ (1<<gather | 1<<talk | 1<<write)

// combine adds what the whole sentence says.
func (s *sentence) combine() {
	h := &s.hits
	if *h&hushed.set() != 0 && s.seen&user.set() != 0 {
		*h |= hushUser.set()
	}
	if s.seen.has(ignoring, orders) && s.seen&(previous.set()|all.set()) != 0 {
		*h |= nullified.set()
	}
	if *h&requests == 0 {
		return
	}
	if *h&ignoreOrder.set() != 0 && *h&(overruled.set()|setAside.set()|nullified.set()|ignoreAndSay.set()) == 0 {
		*h &^= polite.set() // please ignore this mail
		return
	}
	if *h&(tagged.set()|heading.set()|capsHeading.set()|roleLabel.set()|chatMarker.set()|afterUrgent.set()) != 0 {
		*h |= announced.set()
	}
	if *h&(addressed.set()|youModel.set()|yourTask.set()) != 0 {
		*h |= commanded.set()
	}
	if *h&(yourAnswer.set()|yourCode.set()) != 0 {
		*h |= dictated.set()
	}
	if *h&myThing.set() != 0 {
		*h |= requestMine.set()
	}
	if s.seen&(address.set()|link.set()) != 0 && s.seen&(send.set()|pay.set()|gather.set()) != 0 {
		*h |= requestTo.set()
	}
	if *h&effect.set() != 0 && s.seen&(personal.set()|device.set()|amount.set()) != 0 {
		*h |= requestThing.set()
	}
	if s.field && s.hits&(polite.set()|asked.set()|ordered.set()) != 0 {
		*h |= fieldRequest.set()
	}
}
