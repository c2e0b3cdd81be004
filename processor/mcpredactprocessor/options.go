package mcpredactprocessor

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
)

// options are the configuration in the words of the engine. They read the key file.
func (c *Config) options() (redact.Options, error) {
	rules, err := c.ruleSet()
	if err != nil {
		return redact.Options{}, err
	}
	keyring, err := c.Pseudonym.keyring()
	if err != nil {
		return redact.Options{}, err
	}
	o := redact.Options{
		Rules:      rules,
		Classes:    map[detect.Class]redact.Rule{detect.Secret: {Action: action(c.Actions.Secret)}, detect.PII: {Action: c.pii()}},
		Categories: map[string]redact.Rule{},
		Keys:       map[string]redact.KeyRule{},
		Paths:      map[string]redact.Rule{},
		Keyring:    keyring,
		Exempt:     c.exempt(),
		MaxBytes:   maxBytes,
	}
	for name, category := range c.Categories {
		o.Categories[name] = category.rule()
	}
	for path, value := range c.Paths {
		o.Paths[path] = value.rule()
	}
	for name, key := range c.Keys {
		o.Keys[name] = redact.KeyRule{Rule: redact.Rule{Action: action(key.Action), KeepLast: key.KeepLast}, MaxBytes: key.MaxBytes}
	}
	return o, nil
}

func (c ActionConfig) rule() redact.Rule {
	return redact.Rule{Action: cmp.Or(action(c.Action), redact.Mask), KeepLast: c.KeepLast}
}

// action is the one of a name, 0 without.
func action(name string) redact.Action {
	a, _ := redact.ParseAction(name) // Validate has accepted it
	return a
}

func (c *Config) pii() redact.Action {
	switch {
	case c.Actions.PII != "":
		return action(c.Actions.PII)
	case c.Pseudonym.KeyFile != "":
		return redact.Pseudonym
	default:
		return redact.Mask
	}
}

// ruleSet compiles the built-in rules that are not disabled, and the user's own.
func (c *Config) ruleSet() (*detect.Set, error) {
	if len(c.Rules) == 0 && len(c.DisableRules) == 0 {
		return detect.Builtin(), nil
	}
	specs := slices.DeleteFunc(detect.Specs(), func(s detect.RuleSpec) bool { return slices.Contains(c.DisableRules, s.ID) })
	for i := range c.Rules {
		specs = append(specs, c.Rules[i].spec())
	}
	return detect.Compile(specs)
}

func (c *RuleConfig) spec() detect.RuleSpec {
	return detect.RuleSpec{
		ID: c.ID, Category: c.Category, Class: classes[c.Class],
		Pattern: c.Pattern, Keywords: c.Keywords, Keys: c.Keys, Check: checksums[c.Checksum],
	}
}

// exempt holds for values that one of the allowed patterns matches as a whole.
func (c *Config) exempt() func(value string) bool {
	if len(c.AllowValues) == 0 {
		return nil
	}
	all := make([]string, 0, len(c.AllowValues))
	for _, pattern := range c.AllowValues {
		all = append(all, "(?:"+pattern+")")
	}
	return regexp.MustCompile(entirely(strings.Join(all, "|"))).MatchString // Validate has compiled each
}
