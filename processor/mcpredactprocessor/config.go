package mcpredactprocessor

import (
	"errors"
	"fmt"

	"go.opentelemetry.io/collector/component"

	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Config configures the processor. No message about it repeats a value: what is allowed
// or looked for may be what must not leave.
type Config struct {
	// Actions say what becomes of findings by their class.
	Actions ActionsConfig `mapstructure:"actions"`
	// Categories say what becomes of findings by their category, or by the id of the
	// rule that found them. They count before the class. Default none.
	Categories map[string]ActionConfig `mapstructure:"categories"`
	// Keys say what becomes of whole attributes by their key; one that ends in "*"
	// stands for all that begin like it. Where it says nothing session ids become
	// pseudonyms, addresses of machines stay, and attributes that hold content are cut.
	Keys map[string]KeyConfig `mapstructure:"keys"`
	// Paths say what becomes of whole values in JSON by where they are: "$.user.name", or
	// "$..name" at any depth. Default none.
	Paths map[string]ActionConfig `mapstructure:"paths"`
	// Policies say it anew for calls of some tools of some servers. The first that is
	// for a call counts. Default none.
	Policies []PolicyConfig `mapstructure:"policies"`
	// Pseudonym is the key that pseudonyms are made with.
	Pseudonym PseudonymConfig `mapstructure:"pseudonym"`
	// Rules find what the built-in rules do not. Default none.
	Rules []RuleConfig `mapstructure:"rules"`
	// DisableRules are ids of built-in rules that are not used. Default none.
	DisableRules []string `mapstructure:"disable_rules"`
	// AllowValues are regular expressions (RE2). A finding that one of them matches as a
	// whole stays. Default none.
	AllowValues []string `mapstructure:"allow_values"`
	// Report puts the counts of what was redacted on spans and log records. Default true.
	Report bool `mapstructure:"report"`
	// DryRun counts what would be redacted and changes nothing. Default false.
	DryRun bool `mapstructure:"dry_run"`
}

// ActionsConfig says what becomes of findings by their class.
type ActionsConfig struct {
	// Secret is what becomes of secrets. Default "mask".
	Secret string `mapstructure:"secret"`
	// PII is what becomes of personal data. Default "pseudonym" if Pseudonym.KeyFile is
	// set, else "mask".
	PII string `mapstructure:"pii"`
}

// ActionConfig says what becomes of findings.
type ActionConfig struct {
	// Action is "mask" (default), "pseudonym", "hash", "drop" or "allow".
	Action string `mapstructure:"action"`
	// KeepLast is how many characters at the end a mask leaves, up to 8 and a third of
	// the value. Default 0.
	KeepLast int `mapstructure:"keep_last"`
}

// KeyConfig says what becomes of whole attributes.
type KeyConfig struct {
	// Action is what becomes of the value; without one it is searched as any other.
	Action string `mapstructure:"action"`
	// KeepLast is how many characters at the end a mask leaves. Default 0.
	KeepLast int `mapstructure:"keep_last"`
	// MaxBytes is the length beyond which a value that is searched is cut. Default 1 MiB.
	MaxBytes int `mapstructure:"max_bytes"`
}

// PseudonymConfig is the key that pseudonyms are made with.
type PseudonymConfig struct {
	// KeyFile is the file with the key: at least 32 bytes, the line end not counted. By
	// default the key is one that this process makes up: pseudonyms are other ones after
	// a restart.
	KeyFile string `mapstructure:"key_file"`
	// KeyID is part of each pseudonym, and says which key made it. Default "k1".
	KeyID string `mapstructure:"key_id"`
}

var _ component.Config = (*Config)(nil)

// maxContent bounds attributes that hold what users, models and tools say.
const maxContent = 64 << 10

// sessionIDs are the keys of what opens a session on servers that ask for nothing else.
var sessionIDs = []string{
	semconv.MCPSessionID, "http.request.header.mcp-session-id", "http.response.header.mcp-session-id",
}

// machines are the keys of what names a machine and nobody: without them metrics and
// traces say no more where something was.
var machines = []string{
	semconv.ServerAddress, "host.ip", "host.mac", "network.local.address", "k8s.pod.ip", "k8s.node.ip",
}

func defaultConfig() *Config {
	return &Config{
		Actions:   ActionsConfig{Secret: redact.Mask.String()},
		Pseudonym: PseudonymConfig{KeyID: "k1"},
		Report:    true,
	}
}

// defaultKeys are what becomes of attributes that Config.Keys does not speak of. They are
// not part of the default configuration: what a user says of "host.*" counts before them.
func defaultKeys() map[string]KeyConfig {
	keys := map[string]KeyConfig{}
	for _, key := range sessionIDs {
		keys[key] = KeyConfig{Action: redact.Pseudonym.String()}
	}
	for _, key := range machines {
		keys[key] = KeyConfig{Action: redact.Allow.String()}
	}
	for _, key := range []string{
		semconv.GenAISystemInstructions, semconv.GenAIInputMessages, semconv.GenAIOutputMessages,
		semconv.GenAIToolDefinitions, semconv.GenAIToolCallArguments, semconv.GenAIToolCallResult,
	} {
		keys[key] = KeyConfig{MaxBytes: maxContent}
	}
	return keys
}

// Validate checks what concerns more than one entry; the framework calls the Validate
// of the entries and names their path.
func (c *Config) Validate() error {
	var errs []error
	for i, pattern := range c.AllowValues {
		if err := validatePattern(pattern, true); err != nil {
			errs = append(errs, fmt.Errorf("allow_values::%d: %w", i, err))
		}
	}
	if c.Actions.Secret == "" {
		errs = append(errs, fmt.Errorf("actions: %w", validateAction("secret", "", false)))
	}
	errs = append(errs, validateKeys(c.Keys), validatePaths(c.Paths), c.validateRules(), c.validateCategories(c.Categories))
	for i := range c.Policies {
		if err := c.validateCategories(c.Policies[i].Categories); err != nil {
			errs = append(errs, fmt.Errorf("policies::%d: %w", i, err))
		}
	}
	return errors.Join(errs...)
}

// Validate checks the actions.
func (c ActionsConfig) Validate() error {
	return errors.Join(validateAction("secret", c.Secret, true), validateAction("pii", c.PII, true))
}

// Validate checks the action and its details.
func (c ActionConfig) Validate() error {
	return errors.Join(validateAction("action", c.Action, true), validateKeepLast(c.Action, c.KeepLast, true))
}

// Validate checks the action and its details.
func (c KeyConfig) Validate() error {
	errs := []error{validateAction("action", c.Action, true), validateKeepLast(c.Action, c.KeepLast, false)}
	if c.MaxBytes < 0 || c.MaxBytes > maxBytes {
		errs = append(errs, fmt.Errorf("max_bytes: must be from 0 (the default) to %d", maxBytes))
	}
	if c.MaxBytes > 0 && c.Action != "" {
		errs = append(errs, errors.New("max_bytes: must not be set with an action, which replaces or keeps the whole value"))
	}
	return errors.Join(errs...)
}

// Validate checks the id; the file is read at the start.
func (c PseudonymConfig) Validate() error {
	key := redact.Key{ID: c.KeyID, Secret: make([]byte, redact.MinKey)}
	if err := key.Validate(); err != nil {
		return fmt.Errorf("key_id: %w", err)
	}
	return nil
}

func validateAction(key, name string, optional bool) error {
	if _, ok := redact.ParseAction(name); ok || name == "" && optional {
		return nil
	}
	return fmt.Errorf("%s: must be mask, pseudonym, hash, drop or allow", key)
}

// maxKeepLast is more than any mask leaves.
const maxKeepLast = 8

func validateKeepLast(action string, n int, maskByDefault bool) error {
	if n < 0 || n > maxKeepLast {
		return fmt.Errorf("keep_last: must be from 0 to %d", maxKeepLast)
	}
	if n > 0 && action != redact.Mask.String() && (action != "" || !maskByDefault) {
		return errors.New("keep_last: must not be set unless the action is mask")
	}
	return nil
}
