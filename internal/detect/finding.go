package detect

import (
	"cmp"
	"slices"
)

// Class says why a value must not leave: it opens something, or it is about
// somebody.
type Class uint8

// The classes.
const (
	Secret Class = iota + 1
	PII
)

// String returns "secret" or "pii".
func (c Class) String() string {
	if c == PII {
		return "pii"
	}
	return "secret"
}

// A Finding is one value in a text: text[Start:End]. Findings of one text do not
// overlap, are not empty and are sorted.
type Finding struct {
	Start, End int
	Rule       *Rule
}

// settle sorts findings and makes one of those that overlap: what any of them hides
// stays hidden, under the rule that says most about it.
func settle(found []Finding) []Finding {
	if len(found) < 2 {
		return found
	}
	slices.SortFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Rule.rank, b.Rule.rank))
	})
	kept := found[:1]
	for _, f := range found[1:] {
		last := &kept[len(kept)-1]
		if f.Start >= last.End {
			kept = append(kept, f)
			continue
		}
		if f.Rule.rank < last.Rule.rank {
			last.Rule = f.Rule
		}
		last.End = max(last.End, f.End)
	}
	return kept
}
