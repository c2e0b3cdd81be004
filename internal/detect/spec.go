package detect

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// A RuleSpec describes a rule: the built-in ones and those of users.
//
// Pattern is a regular expression (RE2). A group called "value", if there is one,
// is the value; otherwise the whole match is.
//
// With Keys, the pattern has to match the whole of a value that is assigned to a
// name which contains one of the keys, in any case: with the key "acme", both
// acme_token = "…" and {"acmeToken": "…"} are looked at.
//
// Without Keys, the pattern is tried wherever one of the Keywords stands, in any
// case; with a pattern that begins with literal text, the keywords may be left
// out and that text is looked for as it is.
type RuleSpec struct {
	ID       string
	Category string // default: ID
	Class    Class  // default: Secret
	Source   string // where the format is described
	Pattern  string
	Keywords []string
	Keys     []string
	// Entropy is the least entropy of the value, in bits per byte. 0 leaves it out.
	Entropy float64
	// Check, if set, has the last word about a value.
	Check func(value string) bool

	// True and False are texts that the rule, by itself, finds something in, and those
	// that it does not. They are verified.
	True, False []string

	match   matcher
	rank    rank
	fixed   []literal
	builtin bool // its examples are tried by the tests of this package
}

// compile makes a rule of a specification.
func (s RuleSpec) compile() (*Rule, error) {
	r := &Rule{ID: s.ID, Category: s.Category, Class: s.Class, rank: s.rank, matcher: s.match, literal: s.fixed, builtin: s.builtin}
	if r.Category == "" {
		r.Category = s.ID
	}
	if r.Class == 0 {
		r.Class = Secret
	}
	if s.ID == "" {
		return nil, errors.New("id is empty")
	}
	for _, k := range s.Keywords {
		if len(k) < minLiteral {
			return nil, fmt.Errorf("keyword of %d bytes: %d are the least", len(k), minLiteral)
		}
		r.literal = append(r.literal, literal{strings.ToLower(k), true})
	}
	if s.match != nil {
		return r, nil
	}
	return r, s.compilePattern(r)
}

func (s RuleSpec) compilePattern(r *Rule) error {
	if s.Pattern == "" {
		return errors.New("pattern is empty")
	}
	if _, err := regexp.Compile(s.Pattern); err != nil {
		return fmt.Errorf("pattern: %w", err)
	}
	shape, err := newShape(s)
	if err != nil {
		return err
	}
	r.shape = shape
	if len(s.Keys) > 0 {
		r.rank = byContext
		return s.compileKeys(r)
	}
	r.windowed = len(r.literal) > 0
	if !r.windowed {
		r.literal = shape.prefixes()
	}
	if len(r.literal) == 0 {
		return fmt.Errorf("keywords are missing: the pattern does not begin with %d bytes of literal text", minLiteral)
	}
	return nil
}

func (s RuleSpec) compileKeys(r *Rule) error {
	for _, k := range s.Keys {
		if len(k) < minLiteral {
			return fmt.Errorf("key of %d bytes: %d are the least", len(k), minLiteral)
		}
		r.keys = append(r.keys, strings.ToLower(k))
	}
	return nil
}
