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

// settle sorts findings and drops those that overlap a better one: the one of
// lower rank, then the longer one, then the earlier one.
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
		switch {
		case f.Start >= last.End:
			kept = append(kept, f)
		case better(f, *last) && (len(kept) < 2 || kept[len(kept)-2].End <= f.Start):
			*last = f
		}
	}
	return kept
}

// better prefers what says more about the value. Two of one rank that overlap are
// two readings of the same characters; the longer one hides more.
func better(a, b Finding) bool {
	if a.Rule.rank != b.Rule.rank {
		return a.Rule.rank < b.Rule.rank
	}
	return a.End-a.Start > b.End-b.Start
}
