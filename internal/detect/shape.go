package detect

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// Bounds of patterns. A credential of more than maxRun characters in one piece is
// cut there; what reads like one token is one token, so no prefix of it is found.
const (
	maxRun       = 4096
	maxSequences = 48
	maxWindow    = 2048
)

// A shape is a compiled pattern. Nearly all formats of credentials are literal
// texts and runs of one set of characters in a row; those are compared directly,
// without going back. Other patterns stay regular expressions.
type shape struct {
	sequences []sequence
	anchored  *regexp.Regexp // matches at the beginning
	anywhere  *regexp.Regexp
	group     int // of the value
	entropy   float64
	check     func(string) bool
}

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

func newShape(s RuleSpec) (*shape, error) {
	parsed, err := syntax.Parse(s.Pattern, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("pattern: %w", err)
	}
	p := &shape{entropy: s.Entropy, check: s.Check}
	if all, ok := flatten(parsed); ok && direct(all) && len(s.Keywords) == 0 {
		for _, segments := range all {
			p.sequences = append(p.sequences, newSequence(segments))
		}
		return p, nil
	}
	p.anchored = regexp.MustCompile(`^(?:` + s.Pattern + `)`)
	p.anywhere = regexp.MustCompile(s.Pattern)
	p.group = max(0, p.anywhere.SubexpIndex("value"))
	return p, nil
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

// flatten writes an expression as alternatives of segments, or says that it cannot.
func flatten(re *syntax.Regexp) ([][]segment, bool) {
	switch re.Op {
	case syntax.OpEmptyMatch:
		return [][]segment{nil}, true
	case syntax.OpLiteral:
		return flattenLiteral(re)
	case syntax.OpCharClass:
		set, ok := asciiSet(re)
		return [][]segment{{{set: set, min: 1, max: 1}}}, ok
	case syntax.OpCapture:
		return flattenCapture(re)
	case syntax.OpConcat:
		return flattenConcat(re.Sub)
	case syntax.OpAlternate:
		return flattenAlternate(re.Sub)
	case syntax.OpPlus:
		return flattenRepeat(re.Sub[0], 1, maxRun)
	case syntax.OpStar:
		return flattenRepeat(re.Sub[0], 0, maxRun)
	case syntax.OpRepeat:
		if re.Max < 0 {
			return flattenRepeat(re.Sub[0], re.Min, maxRun)
		}
		return flattenRepeat(re.Sub[0], re.Min, re.Max)
	case syntax.OpQuest:
		some, ok := flatten(re.Sub[0])
		return append(some, nil), ok
	default:
		return nil, false
	}
}

func flattenLiteral(re *syntax.Regexp) ([][]segment, bool) {
	text, fold := string(re.Rune), re.Flags&syntax.FoldCase != 0
	for i := range len(text) {
		if text[i] >= 0x80 {
			return nil, false
		}
	}
	if fold {
		text = strings.ToLower(text)
	}
	return [][]segment{{{literal: text, fold: fold}}}, true
}

func flattenCapture(re *syntax.Regexp) ([][]segment, bool) {
	all, ok := flatten(re.Sub[0])
	if re.Name != "value" {
		return all, ok
	}
	for i, segments := range all {
		marked := append([]segment{{mark: 1}}, segments...)
		all[i] = append(marked, segment{mark: -1})
	}
	return all, ok
}

func flattenConcat(parts []*syntax.Regexp) ([][]segment, bool) {
	all := [][]segment{nil}
	for _, part := range parts {
		next, ok := flatten(part)
		if !ok || len(all)*len(next) > maxSequences {
			return nil, false
		}
		var product [][]segment
		for _, head := range all {
			for _, tail := range next {
				product = append(product, append(slices.Clip(head), tail...))
			}
		}
		all = product
	}
	return all, true
}

func flattenAlternate(parts []*syntax.Regexp) ([][]segment, bool) {
	var all [][]segment
	for _, part := range parts {
		some, ok := flatten(part)
		if !ok {
			return nil, false
		}
		all = append(all, some...)
	}
	return all, len(all) <= maxSequences
}

func flattenRepeat(sub *syntax.Regexp, least, most int) ([][]segment, bool) {
	switch sub.Op {
	case syntax.OpCharClass:
		set, ok := asciiSet(sub)
		return [][]segment{{{set: set, min: least, max: most}}}, ok
	case syntax.OpLiteral:
		if len(sub.Rune) == 1 && sub.Rune[0] < 0x80 && sub.Flags&syntax.FoldCase == 0 {
			set := chars(string(sub.Rune))
			return [][]segment{{{set: &set, min: least, max: most}}}, true
		}
	}
	if least != most || most > 8 {
		return nil, false
	}
	parts := make([]*syntax.Regexp, most)
	for i := range parts {
		parts[i] = sub
	}
	return flattenConcat(parts)
}

// asciiSet returns the set of a class without characters beyond ASCII: there, one
// character is one byte.
func asciiSet(re *syntax.Regexp) (*charset, bool) {
	var set charset
	for i := 0; i+1 < len(re.Rune); i += 2 {
		// The parser adds the two characters that fold to k and s.
		if re.Rune[i] == re.Rune[i+1] && (re.Rune[i] == '\u212a' || re.Rune[i] == '\u017f') {
			continue
		}
		if re.Rune[i+1] >= 0x80 {
			return nil, false
		}
		for b := re.Rune[i]; b <= re.Rune[i+1]; b++ {
			set[b] = true
		}
	}
	return &set, true
}

// direct says whether taking every run as long as it gets never misses a match: no
// run of variable length shares a character with what may follow it.
func direct(all [][]segment) bool {
	for _, segments := range all {
		for i, g := range segments {
			if g.set != nil && g.min < g.max && !separate(g.set, segments[i+1:]) {
				return false
			}
		}
	}
	return true
}

func separate(set *charset, rest []segment) bool {
	for _, g := range rest {
		switch {
		case g.mark != 0:
			continue
		case g.set == nil:
			b := g.literal[0]
			return !set[b] && (!g.fold || !isLower[b] || !set[b-0x20])
		}
		for b, in := range g.set {
			if in && set[b] {
				return false
			}
		}
		if g.min > 0 {
			return true
		}
	}
	return true
}

// prefixes returns the literal texts that matches begin with, or nil if one begins
// with something else.
func (p *shape) prefixes() []literal {
	if p.anchored != nil {
		if text, _ := p.anywhere.LiteralPrefix(); len(text) >= minLiteral {
			return []literal{{text: text}}
		}
		return nil
	}
	var all []literal
	seen := map[literal]bool{}
	for _, s := range p.sequences {
		for _, l := range s.prefixes() {
			if len(l.text) < minLiteral {
				return nil
			}
			if !seen[l] {
				all = append(all, l)
			}
			seen[l] = true
		}
	}
	return all
}

// Bounds of what is looked for: more would not be rarer, or be too many literals.
const (
	longPrefix   = 12
	smallClass   = 10
	mostPrefixes = 40
)

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

// at matches at one place, where a token has to begin and end.
func (p *shape) at(text string, i int) (start, end int, ok bool) {
	if !startsToken(text, i) {
		return 0, 0, false
	}
	if p.anchored != nil {
		return p.atByRegexp(text, i)
	}
	for n := range p.sequences {
		start, value, end, ok := p.sequences[n].match(text, i)
		if ok && (!isWord[text[end-1]] || endsToken(text, end)) && p.accepts(text[start:value]) {
			return start, value, true
		}
	}
	return p.cutOff(text, i)
}

// cutOff matches what the end of the text has cut off: attributes have a largest
// length. Enough of it has to be there to be sure.
func (p *shape) cutOff(text string, i int) (start, end int, ok bool) {
	if len(text)-i > maxRun {
		return 0, 0, false
	}
	for n := range p.sequences {
		s := &p.sequences[n]
		head := s.segments[0].literal
		if s.first > 0 || len(head) < 4 || isAlnum[head[len(head)-1]] || len(text)-i < len(head)+cutLeast {
			continue
		}
		if s.reaches(text, i) && random(text[i+len(head):]) {
			return i, len(text), true
		}
	}
	return 0, 0, false
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

func (p *shape) atByRegexp(text string, i int) (start, end int, ok bool) {
	window := text[i:min(len(text), i+maxWindow)]
	m := p.anchored.FindStringSubmatchIndex(window)
	if m == nil || m[2*p.group] < 0 || m[2*p.group] == m[2*p.group+1] {
		return 0, 0, false
	}
	start, end = i+m[2*p.group], i+m[2*p.group+1]
	return start, end, p.accepts(text[start:end])
}

// whole says whether the pattern matches the whole of a value.
func (p *shape) whole(value string) bool {
	if p.anchored != nil {
		m := p.anchored.FindStringIndex(value)
		return m != nil && m[1] == len(value) && p.accepts(value)
	}
	for n := range p.sequences {
		if _, _, end, ok := p.sequences[n].match(value, 0); ok && end == len(value) {
			return p.accepts(value)
		}
	}
	return false
}

// leastEntropy is below that of any credential and above that of "xxxx…".
const leastEntropy = 2

func (p *shape) accepts(value string) bool {
	return len(value) > 0 && entropy(value) >= leastEntropy && (p.entropy == 0 || entropy(value) >= p.entropy) && (p.check == nil || p.check(value))
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
