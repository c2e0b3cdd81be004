package detect

// A scan is one text on its way through a set.
type scan struct {
	set   *Set
	text  string
	found []Finding

	// What lies before these places was looked at: names by assigned, windows of
	// regular expressions by searched (per rule, made when first needed).
	assigned int
	colonEnd int
	searched map[*Rule]int

	topicAt [numTopics]int // where each topic was opened last
	pending [16]span       // what is a phone number if the text is about phones
	waiting int
}

// Find appends the findings in text to dst. Text without findings costs no memory.
func (s *Set) Find(dst []Finding, text string) []Finding {
	before := len(dst)
	sc := scan{set: s, text: text, found: dst}
	sc.run()
	if len(sc.found) == before {
		return sc.found
	}
	return sc.found[:before+len(settle(sc.found[before:]))]
}

// run looks at every pair of neighbouring bytes; the first byte follows a line end.
func (s *scan) run() {
	t, text := s.set.trigger, s.text
	if text == "" {
		return
	}
	if k := t.kinds[pair('\n', text[0])]; k&^maybeLiteral != 0 {
		s.look(0, k&^maybeLiteral)
	}
	i := 1
	for i+8 < len(text) {
		w := text[i-1 : i+8]
		a := t.kinds[pair(w[0], w[1])] | t.kinds[pair(w[1], w[2])] | t.kinds[pair(w[2], w[3])] | t.kinds[pair(w[3], w[4])]
		b := t.kinds[pair(w[4], w[5])] | t.kinds[pair(w[5], w[6])] | t.kinds[pair(w[6], w[7])] | t.kinds[pair(w[7], w[8])]
		if a|b != 0 {
			s.each(i, 8)
		}
		i += 8
	}
	s.each(i, len(text)-i)
	s.decide()
}

type span struct{ start, end int }

// maybePhone keeps a number until the end of the text.
func (s *scan) maybePhone(start, end int) {
	if s.waiting < len(s.pending) {
		s.pending[s.waiting] = span{start, end}
		s.waiting++
	}
}

// decide takes the numbers that were kept: in a table the heading says what they
// are, and it may come last.
func (s *scan) decide() {
	if s.topicAt[phoneTopic] == 0 {
		return
	}
	for _, p := range s.pending[:s.waiting] {
		s.add(p.start, p.end, s.set.own.phone)
	}
}

func (s *scan) each(i, n int) {
	for ; n > 0; i, n = i+1, n-1 {
		if k := s.set.trigger.kinds[pair(s.text[i-1], s.text[i])]; k != 0 {
			s.look(i, k)
		}
	}
}

// look asks the matchers for what the pair that ends with byte i may lead to.
func (s *scan) look(i int, kind uint8) {
	if kind&maybeLiteral != 0 {
		s.literals(i - 1)
	}
	if kind&maybeNumber != 0 && startsToken(s.text, i) {
		s.number(i)
	}
	if kind&maybeAt != 0 {
		s.at(i)
	}
	if kind&maybeColon != 0 {
		s.colon(i)
	}
	if kind&maybeUpper != 0 && startsToken(s.text, i) {
		s.upper(i)
	}
}

// literals compares the literals that contain the pair at i.
func (s *scan) literals(i int) {
	t := s.set.trigger
	bucket := t.buckets[t.bucket[pair(s.text[i], s.text[i+1])]]
	for n := range bucket {
		c := &bucket[n]
		if at := i - c.offset; at >= 0 && c.matches(s.text[at:]) {
			s.literal(c, at)
		}
	}
}

func (l literal) matches(text string) bool {
	if l.fold {
		return hasPrefixFold(text, l.text)
	}
	return len(text) >= len(l.text) && text[:len(l.text)] == l.text
}

func (s *scan) literal(c *candidate, at int) {
	for _, r := range c.rules {
		switch {
		case r.matcher != nil:
			if start, end, ok := r.matcher(s.text, at); ok {
				s.add(start, end, r)
			}
		case r.windowed:
			s.search(r, at)
		default:
			if start, end, ok := r.shape.at(s.text, at); ok {
				s.add(start, end, r)
			}
		}
	}
	if c.topic != noTopic {
		s.open(c.topic, at+len(c.text))
	}
	if c.kind != noName || len(c.keyed) > 0 {
		s.assignment(c, at, at+len(c.text))
	}
}

func (s *scan) add(start, end int, r *Rule) {
	if r != nil && start < end {
		s.found = append(s.found, Finding{start, end, r})
	}
}

// search looks for a pattern around one of its keywords. Windows that overlap are
// one: every byte is searched once for each rule.
func (s *scan) search(r *Rule, at int) {
	if s.searched == nil {
		s.searched = map[*Rule]int{}
	}
	from := max(at-keywordReach, s.searched[r], 0)
	to := min(at+keywordReach, len(s.text))
	if to <= s.searched[r] {
		return
	}
	for from < to {
		m := r.shape.anywhere.FindStringSubmatchIndex(s.text[from:to])
		if m == nil {
			break
		}
		start, end := from+m[2*r.shape.group], from+m[2*r.shape.group+1]
		if m[2*r.shape.group] >= 0 && r.shape.accepts(s.text[start:end]) {
			s.add(start, end, r)
		}
		from += max(m[1], 1)
	}
	s.searched[r] = max(from, at)
}

// keywordReach is how far from its keyword a pattern is looked for.
const keywordReach = 256
