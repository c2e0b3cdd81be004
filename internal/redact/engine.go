package redact

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
)

// Options say what is replaced, and by what.
type Options struct {
	// Rules find what is replaced.
	Rules *detect.Set
	// Classes and Categories say what becomes of findings; a category counts before its
	// class. Without a word of either they are masked.
	Classes    map[detect.Class]Rule
	Categories map[string]Rule
	// Keys say what becomes of whole values by the name that they stand under. A name
	// that ends in "*" stands for all that begin like it; of several the longest counts,
	// and a whole name before all of them.
	Keys map[string]KeyRule
	// Paths say what becomes of whole values in JSON by where they are; see [ParsePath].
	Paths map[string]Rule
	// Policies change that for single tools and servers; see [Redactor.At].
	Policies []Policy
	// Keyring makes pseudonyms; without one they are masks.
	Keyring *Keyring
	// Exempt says of a value that it is no finding, whatever the rules say; nil is none.
	Exempt func(value string) bool
	// MaxBytes is the length beyond which a text is cut; 0 is 1 MiB.
	MaxBytes int
}

// KeyRule is what becomes of whole values.
type KeyRule struct {
	// Rule is what becomes of the value; without an action it is searched as any other.
	Rule
	// MaxBytes is the length beyond which the value is cut; 0 is that of all.
	MaxBytes int
}

// defaultMaxBytes is the length beyond which a text is cut.
const defaultMaxBytes = 1 << 20

// Engine knows what is to be replaced. It is safe for concurrent use; its redactors are
// not.
type Engine struct {
	options  Options
	verdicts map[*detect.Rule]verdict
	keys     map[string]KeyRule
	prefixes []prefix // the longest first
	paths    []path   // the longest first
	variants []*Engine
}

type prefix struct {
	text string
	rule KeyRule
}

// verdict is what becomes of the findings of a rule.
type verdict struct {
	rule Rule
	// mark names the rule in a mask, and label the category in pseudonyms and counts.
	mark, label string
}

// New returns an engine.
func New(o Options) (*Engine, error) {
	if o.Rules == nil {
		return nil, errors.New("rules are missing")
	}
	if o.Keyring != nil {
		if err := o.Keyring.Current.Validate(); err != nil {
			return nil, fmt.Errorf("key: %w", err)
		}
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = defaultMaxBytes
	}
	e := &Engine{options: o, verdicts: map[*detect.Rule]verdict{}, keys: map[string]KeyRule{}}
	for _, rule := range o.Rules.Rules() {
		e.verdicts[rule] = verdict{e.ruleOf(rule), rule.ID, strings.ToLower(rule.Category)}
	}
	for name, rule := range o.Keys {
		if text, ok := strings.CutSuffix(name, "*"); ok {
			e.prefixes = append(e.prefixes, prefix{text, rule})
		} else {
			e.keys[name] = rule
		}
	}
	slices.SortFunc(e.prefixes, func(a, b prefix) int {
		return cmp.Or(cmp.Compare(len(b.text), len(a.text)), cmp.Compare(a.text, b.text))
	})
	for text, rule := range o.Paths {
		p, err := parsePath(text, rule)
		if err != nil {
			return nil, fmt.Errorf("path %q: %w", text, err)
		}
		e.paths = append(e.paths, p)
	}
	slices.SortFunc(e.paths, func(a, b path) int {
		return cmp.Or(cmp.Compare(len(b.names), len(a.names)), slices.Compare(a.names, b.names))
	})
	return e, e.vary()
}

// vary makes an engine for each policy.
func (e *Engine) vary() error {
	for i := range e.options.Policies {
		variant, err := New(e.options.with(&e.options.Policies[i]))
		if err != nil {
			return fmt.Errorf("policies %d: %w", i, err)
		}
		e.variants = append(e.variants, variant)
	}
	return nil
}

func (e *Engine) ruleOf(rule *detect.Rule) Rule {
	for _, name := range []string{rule.Category, strings.ToLower(rule.Category), rule.ID} {
		if r, ok := e.options.Categories[name]; ok {
			return r
		}
	}
	if r, ok := e.options.Classes[rule.Class]; ok {
		return r
	}
	return Rule{Action: Mask}
}

// keyRule returns what becomes of values under a name.
func (e *Engine) keyRule(name string) KeyRule {
	if rule, ok := e.keys[name]; ok {
		return rule
	}
	for i := range e.prefixes {
		if strings.HasPrefix(name, e.prefixes[i].text) {
			return e.prefixes[i].rule
		}
	}
	return KeyRule{}
}

// KeyRule returns what becomes of values under a name: a value that is no text cannot be
// handed to Text as it is.
func (r *Redactor) KeyRule(name string) KeyRule { return r.engine.keyRule(name) }
