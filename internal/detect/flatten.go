package detect

import (
	"regexp/syntax"
	"slices"
	"strings"
)

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
