package detect

import (
	"math/bits"
	"unicode/utf8"
	"unsafe"
)

// A scan is one text on its way through a set.
type scan struct {
	set   *Set
	text  string
	found []Finding

	// What lies before these places was looked at.
	assigned int       // the end of the last value of a sensitive name
	several  int       // the end of the last list, object or cookies under one
	tabled   int       // the end of the last table with a column of secrets
	passed   int       // the end of the last long value
	skip     int       // the end of the last image, identifier, time or mark
	kept     int       // the end of the last manifest
	colonEnd int       // the end of the last groups with colons
	windows  [8]window // of patterns that are searched for around keywords
	given    int
	headed   int // the beginning of the last heading of a table
	headers  int // columns of it that were looked at

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

// run looks at every place, 64 at a time; the first byte follows a line end.
func (s *scan) run() {
	if s.text == "" {
		return
	}
	if k := s.set.trigger.kinds[pair('\n', s.text[0])] & maybe &^ maybeShort; k != 0 {
		s.look(0, k)
	}
	i := 1
	for ; i+blockReach <= len(s.text); i = max(i+blockSize, s.skip) {
		s.block(i, s.text[i-1:i+blockReach])
	}
	for ; i < len(s.text); i = max(i+blockSize, s.skip) {
		var rest [1 + blockReach]byte // behind the text there is nothing
		copy(rest[:], s.text[i-1:])
		s.block(i, unsafe.String(&rest[0], len(rest))) // a copy would be allocated
	}
	s.decide()
}

// block looks at the places from i on whose text is known, with the byte before them.
func (s *scan) block(i int, text string) {
	t := s.set.trigger
	pairs, quads := t.block(text)
	for m := pairs | quads; m != 0; m &= m - 1 {
		k := bits.TrailingZeros64(m)
		if i+k < s.skip {
			continue
		}
		if quads>>k&1 != 0 && i+k+3 <= len(s.text) {
			s.long(i + k)
		}
		if pairs>>k&1 != 0 && i+k < len(s.text) {
			s.look(i+k, t.kinds[pair(s.text[i+k-1], s.text[i+k])])
		}
	}
}

// long compares the literals that may have four bytes at i-1.
func (s *scan) long(i int) {
	quads, four := &s.set.trigger.quads, quadOf(s.text[i-1:])
	first, last := quads.of(four)
	for n := first; n < last; n++ {
		if quads.four[n] == four {
			s.compare(&quads.all[n], i-1)
		}
	}
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

// look asks the matchers for what the pair that ends with byte i may lead to.
func (s *scan) look(i int, kind uint8) {
	if kind&maybeShort != 0 {
		t := s.set.trigger
		bucket := t.buckets[t.shorts[pair(s.text[i-1], s.text[i])]]
		for n := range bucket {
			s.compare(&bucket[n], i-1)
		}
	}
	switch {
	case kind&maybeNumber != 0 && startsToken(s.text, i):
		s.number(i)
	case kind&maybeIBAN != 0 && i+2 < len(s.text) && isDigit[s.text[i+1]] && startsToken(s.text, i-1):
		s.country(i - 1)
	case kind&maybeAt != 0:
		s.at(i)
	case kind&maybeColon != 0:
		s.colon(i)
	}
}

// compare compares a literal, part of which is at i.
func (s *scan) compare(c *candidate, i int) {
	if at := i - c.offset; at >= 0 && c.matches(s.text[at:]) {
		s.literal(c, at)
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
		case r == s.set.own.manifest:
			s.manifest(r, at)
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
	if c.opaque && startsToken(s.text, at) {
		s.skip = max(s.skip, run(s.text, at, len(s.text), &inImage))
	}
	if c.mark {
		s.skip = max(s.skip, markEnd(s.text, at))
	}
	if c.topic != noTopic {
		s.open(c.topic, at, at+len(c.text))
	}
	if c.kind != noName || len(c.keyed) > 0 {
		s.assignment(c, at, at+len(c.text))
	}
}

// add adds a finding. One that a bound cut within a character takes all of it.
func (s *scan) add(start, end int, r *Rule) {
	if r != nil && start < end {
		for n := 0; n < utf8.UTFMax && end < len(s.text) && !utf8.RuneStart(s.text[end]); n++ {
			end++
		}
		s.found = append(s.found, Finding{start, end, r})
	}
}

// search looks for a pattern around one of its keywords, but not again before the
// keyword that came last.
func (s *scan) search(r *Rule, at int) {
	w := s.window(r)
	from := max(at-keywordReach, w.end, 0)
	to := min(at+keywordReach, len(s.text))
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
	w.end = max(w.end, from, at)
}

// keywordReach is how far from its keyword a pattern is looked for.
const keywordReach = 256

// A window ends where a rule has searched last.
type window struct {
	rule *Rule
	end  int
}

// window returns that of a rule. There are few at a time; a rule whose window was
// given to another searches again.
func (s *scan) window(r *Rule) *window {
	for i := range s.windows {
		if s.windows[i].rule == r {
			return &s.windows[i]
		}
	}
	s.given++
	w := &s.windows[s.given%len(s.windows)]
	*w = window{rule: r}
	return w
}
