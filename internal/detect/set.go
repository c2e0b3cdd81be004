package detect

import (
	"errors"
	"fmt"
	"slices"
)

// A Set is a number of rules that look at a text together. It is never changed and
// safe for concurrent use.
type Set struct {
	rules   []*Rule
	trigger *trigger
	own     builtins
	// thorough sets pass over no identifier.
	thorough bool
}

// builtins are the rules that the scanner itself calls, because what leads to them
// is no literal; nil where they are off.
type builtins struct {
	generic, email, card, ssn, phone, ip, mac, iban, userinfo, bitcoin, manifest, facebook *Rule
}

// Compile makes a set of rules. Every problem is reported, with the rule that has it.
func Compile(specs []RuleSpec) (*Set, error) {
	s := &Set{}
	var problems []error
	seen := map[string]bool{}
	for _, spec := range specs {
		r, err := spec.compile()
		switch {
		case err != nil:
		case seen[spec.ID]:
			err = errors.New("id is used twice")
		case !spec.builtin:
			err = spec.verify(r)
		}
		seen[spec.ID] = true
		if err != nil {
			problems = append(problems, fmt.Errorf("rule %q: %w", spec.ID, err))
			continue
		}
		s.add(r)
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	s.trigger = newTrigger(s.candidates())
	return s, nil
}

func (s *Set) add(r *Rule) {
	s.rules = append(s.rules, r)
	for _, l := range r.literal {
		s.thorough = s.thorough || !r.builtin && run(l.text, 0, len(l.text), &inIdentifier) == len(l.text)
	}
	for id, p := range s.own.byID() {
		if r.builtin && r.ID == id {
			*p = r
		}
	}
}

// Rules returns the rules of the set.
func (s *Set) Rules() []*Rule { return slices.Clone(s.rules) }

// candidates lists every literal once, with all rules that look for it.
func (s *Set) candidates() []candidate {
	byLiteral := map[literal]*candidate{}
	var order []literal
	at := func(l literal) *candidate {
		if byLiteral[l] == nil {
			byLiteral[l] = &candidate{literal: l}
			order = append(order, l)
		}
		return byLiteral[l]
	}
	for _, r := range s.rules {
		for _, l := range r.literal {
			at(l).rules = append(at(l).rules, r)
		}
		for _, k := range r.keys {
			at(literal{k, true}).keyed = append(at(literal{k, true}).keyed, r)
		}
	}
	if s.own.generic != nil {
		for _, w := range sensitive {
			at(literal{w.text, true}).kind = w.kind
		}
	}
	if s.own.phone != nil {
		for _, t := range topics {
			for _, l := range words(t.words...) {
				at(l).topic = t.topic
			}
		}
	}
	for _, text := range images {
		at(literal{text: text}).opaque = true
	}
	for _, text := range marks {
		at(literal{text: text}).mark = true
	}
	var all []candidate
	for _, l := range order {
		all = append(all, *byLiteral[l])
	}
	return all
}

// verify tries the examples of a rule. It names them by their number: they may be
// real.
func (s RuleSpec) verify(r *Rule) error {
	if len(s.True)+len(s.False) == 0 {
		return nil
	}
	alone := &Set{}
	alone.add(r)
	alone.trigger = newTrigger(alone.candidates())
	for n, text := range s.True {
		if len(alone.Find(nil, text)) == 0 {
			return fmt.Errorf("finds nothing in example %d of true", n+1)
		}
	}
	for n, text := range s.False {
		if len(alone.Find(nil, text+"\n")) > 0 { // or it might be cut off
			return fmt.Errorf("finds something in example %d of false", n+1)
		}
	}
	return nil
}
