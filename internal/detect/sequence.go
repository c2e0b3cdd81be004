package detect

import "strings"

// A sequence is one way to match. The value is from segment first to before last.
type sequence struct {
	segments    []segment
	first, last int
}

// A segment is a literal, or a run of min to max bytes of a set.
type segment struct {
	literal  string
	fold     bool
	set      *charset
	min, max int
	mark     int8 // +1 begins, -1 ends the value, before anything is matched
}

// newSequence takes the marks out of the segments.
func newSequence(marked []segment) sequence {
	s := sequence{last: -1}
	for _, g := range marked {
		switch g.mark {
		case 1:
			s.first = len(s.segments)
		case -1:
			s.last = len(s.segments)
		default:
			s.append(g)
		}
	}
	if s.last < 0 {
		s.last = len(s.segments)
	}
	return s
}

// append adds a segment, joined to the last one if both are literals and no mark is
// between them.
func (s *sequence) append(g segment) {
	n := len(s.segments)
	if n > 0 && g.set == nil && s.segments[n-1].set == nil && g.fold == s.segments[n-1].fold && s.first != n && s.last != n {
		s.segments[n-1].literal += g.literal
		return
	}
	s.segments = append(s.segments, g)
}

// prefixes writes the leading literals, and small classes among them, out.
func (s *sequence) prefixes() []literal {
	all := []literal{{}}
	for _, g := range s.segments {
		set := g.members()
		switch {
		case len(all[0].text) >= longPrefix:
			return all
		case g.set == nil:
			for i := range all {
				all[i] = literal{all[i].text + g.literal, all[i].fold || g.fold}
			}
		case g.min == 1 && g.max == 1 && len(set) <= smallClass && len(set)*len(all) <= mostPrefixes:
			var next []literal
			for _, l := range all {
				for _, b := range set {
					next = append(next, literal{l.text + string(rune(b)), l.fold})
				}
			}
			all = next
		default:
			return all
		}
	}
	return all
}

// members lists the bytes of a segment's set.
func (g *segment) members() (all []byte) {
	for b := range 256 {
		if g.set != nil && g.set[b] {
			all = append(all, byte(b))
		}
	}
	return all
}

// cutLeast is how many bytes behind its literal beginning make a credential that
// was cut off.
const cutLeast = 10

// reaches says whether the text ends before the sequence does.
func (s *sequence) reaches(text string, i int) bool {
	for n := range s.segments {
		end, ok := s.segments[n].match(text, i)
		if !ok {
			return s.segments[n].set != nil && end == len(text)
		}
		i = end
	}
	return false
}

// match returns where the value begins and ends, and where the match does.
func (s *sequence) match(text string, i int) (start, value, end int, ok bool) {
	start, value = i, -1
	for n := range s.segments {
		g := &s.segments[n]
		if n == s.first {
			start = i
		}
		if n == s.last {
			value = i
		}
		if i, ok = g.match(text, i); !ok {
			return 0, 0, 0, false
		}
	}
	if value < 0 {
		value = i
	}
	return start, value, i, i > 0
}

func (g *segment) match(text string, i int) (end int, ok bool) {
	if g.set == nil {
		if g.fold {
			return i + len(g.literal), hasPrefixFold(text[i:], g.literal)
		}
		return i + len(g.literal), strings.HasPrefix(text[i:], g.literal)
	}
	end = run(text, i, g.max, g.set)
	return end, end-i >= g.min
}
