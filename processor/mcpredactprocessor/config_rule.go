package mcpredactprocessor

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
)

// RuleConfig is a rule of the user's own.
type RuleConfig struct {
	// ID names the rule in masks: letters, digits and '-'.
	ID string `mapstructure:"id"`
	// Category is what findings are counted under. Default: the id.
	Category string `mapstructure:"category"`
	// Class is "secret" (default) or "pii".
	Class string `mapstructure:"class"`
	// Pattern is a regular expression (RE2). A group called "value", if there is one, is
	// what is redacted; otherwise the whole match is.
	Pattern string `mapstructure:"pattern"`
	// Keywords say where the pattern is tried: around them, in any case. They may be
	// left out if the pattern begins with literal text.
	Keywords []string `mapstructure:"keywords"`
	// Keys say where the pattern is tried: on whole values of names that contain one of
	// them, in any case.
	Keys []string `mapstructure:"keys"`
	// Checksum is one that findings must pass: "luhn" or "mod97". Default none.
	Checksum string `mapstructure:"checksum"`
	// Examples are tried whenever the configuration is loaded.
	Examples ExamplesConfig `mapstructure:"examples"`
}

// ExamplesConfig are texts in which a rule must find something, and must not.
type ExamplesConfig struct {
	Match   []string `mapstructure:"match"`
	NoMatch []string `mapstructure:"no_match"`
}

var classes = map[string]detect.Class{"": detect.Secret, "secret": detect.Secret, "pii": detect.PII}

var ruleID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// Validate checks what concerns the entry alone.
func (c RuleConfig) Validate() error {
	var errs []error
	if !ruleID.MatchString(c.ID) {
		errs = append(errs, errors.New("id: must be 1 to 64 letters, digits, '-' or '_'"))
	}
	if c.Category != "" && !ruleID.MatchString(c.Category) {
		errs = append(errs, errors.New("category: must be up to 64 letters, digits, '-' or '_'"))
	}
	if _, ok := classes[c.Class]; !ok {
		errs = append(errs, errors.New("class: must be secret or pii"))
	}
	if err := validatePattern(c.Pattern, false); err != nil {
		errs = append(errs, fmt.Errorf("pattern: %w", err))
	}
	if _, ok := checksums[c.Checksum]; !ok && c.Checksum != "" {
		errs = append(errs, errors.New("checksum: must be luhn or mod97"))
	}
	return errors.Join(errs...)
}

// validatePattern says what is wrong with a regular expression, without a piece of it.
// One that matches nothing at all would allow everything, or find it everywhere.
func validatePattern(pattern string, whole bool) error {
	re, err := regexp.Compile(pattern)
	if err != nil {
		if fault, ok := errors.AsType[*syntax.Error](err); ok {
			return fmt.Errorf("must be a regular expression (RE2): %s", fault.Code)
		}
		return errors.New("must be a regular expression (RE2)")
	}
	if whole {
		re = regexp.MustCompile(entirely(pattern))
	}
	if re.MatchString("") {
		return errors.New("must not match the empty text")
	}
	return nil
}

// entirely is a pattern that matches whole texts only.
func entirely(pattern string) string { return `\A(?:` + pattern + `)\z` }

// validateRules compiles the rules with the built-in ones and tries their examples.
func (c *Config) validateRules() error {
	var errs []error
	builtin := map[string]bool{}
	for _, r := range detect.Builtin().Rules() {
		builtin[r.ID] = true
	}
	for i, id := range c.DisableRules {
		if !builtin[id] {
			errs = append(errs, fmt.Errorf("disable_rules::%d: must be the id of a built-in rule", i))
		}
	}
	for i := range c.Rules {
		if c.Rules[i].Validate() != nil {
			return errors.Join(errs...) // the framework tells them
		}
	}
	set, err := c.ruleSet()
	if err != nil {
		return errors.Join(append(errs, fmt.Errorf("rules: %w", err))...)
	}
	for i := range c.Rules {
		errs = append(errs, c.Rules[i].try(set, i))
	}
	return errors.Join(errs...)
}

// try looks for the rule's findings in its examples.
func (c *RuleConfig) try(set *detect.Set, at int) error {
	var errs []error
	for i, text := range c.Examples.Match {
		if !c.finds(set, text) {
			errs = append(errs, fmt.Errorf("rules::%d::examples::match::%d: the rule must find something in it", at, i))
		}
	}
	for i, text := range c.Examples.NoMatch {
		if c.finds(set, text) {
			errs = append(errs, fmt.Errorf("rules::%d::examples::no_match::%d: the rule must not find anything in it", at, i))
		}
	}
	return errors.Join(errs...)
}

func (c *RuleConfig) finds(set *detect.Set, text string) bool {
	return slices.ContainsFunc(set.Find(nil, text), func(f detect.Finding) bool { return f.Rule.ID == c.ID })
}

// validateCategories looks for their rules.
func (c *Config) validateCategories(categories map[string]ActionConfig) error {
	if len(categories) == 0 {
		return nil
	}
	known, names := map[string]bool{}, map[string]bool{}
	for _, r := range detect.Builtin().Rules() {
		known[r.ID], known[strings.ToLower(r.Category)] = true, true
		names[strings.ToLower(r.Category)] = true
	}
	for _, r := range c.Rules {
		known[r.ID], known[strings.ToLower(r.Category)] = true, true
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(categories)) {
		if !known[name] && !known[strings.ToLower(name)] {
			errs = append(errs, fmt.Errorf("categories::%s: must be the id of a rule or one of %s", name, strings.Join(slices.Sorted(maps.Keys(names)), ", ")))
		}
	}
	return errors.Join(errs...)
}
