package detect

import (
	"fmt"
	"regexp"
	"regexp/syntax"
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
