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
	set, err := c.ruleSet()
	if err != nil {
		return redact.Options{}, err
	}
	keyring, err := c.Pseudonym.keyring()
	if err != nil {
		return redact.Options{}, err
	}
	o := redact.Options{
		Rules:      set,
		Classes:    map[detect.Class]redact.Rule{detect.Secret: {Action: action(c.Actions.Secret)}, detect.PII: {Action: c.pii()}},
		Categories: rules(c.Categories),
		Keys:       redact.Override(keyRules(defaultKeys()), keyRules(c.Keys)),
		Paths:      rules(c.Paths),
		Keyring:    keyring,
		Exempt:     c.exempt(),
		MaxBytes:   maxBytes,
	}
	for i := range c.Policies {
		o.Policies = append(o.Policies, c.Policies[i].policy())
	}
	return o, nil
}

// policy leaves out what it does not say.
func (c *PolicyConfig) policy() redact.Policy {
	p := redact.Policy{
		Tools: c.Tools, Servers: c.Servers, Classes: map[detect.Class]redact.Rule{},
		Categories: rules(c.Categories), Keys: keyRules(c.Keys), Paths: rules(c.Paths),
	}
	for class, name := range map[detect.Class]string{detect.Secret: c.Actions.Secret, detect.PII: c.Actions.PII} {
		if name != "" {
			p.Classes[class] = redact.Rule{Action: action(name)}
		}
	}
	return p
}

func rules(configs map[string]ActionConfig) map[string]redact.Rule {
	all := make(map[string]redact.Rule, len(configs))
	for name, c := range configs {
		all[name] = redact.Rule{Action: cmp.Or(action(c.Action), redact.Mask), KeepLast: c.KeepLast}
	}
	return all
}

func keyRules(configs map[string]KeyConfig) map[string]redact.KeyRule {
	all := make(map[string]redact.KeyRule, len(configs))
	for name, c := range configs {
		all[name] = redact.KeyRule{Rule: redact.Rule{Action: action(c.Action), KeepLast: c.KeepLast}, MaxBytes: c.MaxBytes}
	}
	return all
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
