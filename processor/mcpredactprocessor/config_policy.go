package mcpredactprocessor

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
)

// PolicyConfig says what becomes of values in calls of some tools of some servers. What
// it does not say is as everywhere.
type PolicyConfig struct {
	// Tools are names of tools, or their beginnings with "*" behind them. Default all.
	Tools []string `mapstructure:"tools"`
	// Servers are names of servers, or their beginnings with "*" behind them. Default
	// all. At least one of Tools and Servers must be set.
	Servers []string `mapstructure:"servers"`

	// Actions, Categories, Keys and Paths are as in [Config].
	Actions    ActionsConfig           `mapstructure:"actions"`
	Categories map[string]ActionConfig `mapstructure:"categories"`
	Keys       map[string]KeyConfig    `mapstructure:"keys"`
	Paths      map[string]ActionConfig `mapstructure:"paths"`
}

// Validate checks what concerns the policy alone.
func (c *PolicyConfig) Validate() error {
	var errs []error
	if len(c.Tools)+len(c.Servers) == 0 {
		errs = append(errs, errors.New("tools or servers: at least one must be set"))
	}
	errs = append(errs, validateNames("tools", c.Tools), validateNames("servers", c.Servers), validateKeys(c.Keys), validatePaths(c.Paths))
	return errors.Join(errs...)
}

func validateNames(field string, names []string) error {
	for i, name := range names {
		if !isPattern(name) {
			return fmt.Errorf("%s::%d: a name must not be empty and may have \"*\" at its end only", field, i)
		}
	}
	return nil
}

func validateKeys(keys map[string]KeyConfig) error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(keys)) {
		if !isPattern(name) {
			errs = append(errs, fmt.Errorf("keys::%s: a key must not be empty and may have \"*\" at its end only", name))
		}
	}
	return errors.Join(errs...)
}

// isPattern holds for names and their beginnings with "*" behind them.
func isPattern(name string) bool {
	star := strings.IndexByte(name, '*')
	return name != "" && (star < 0 || star == len(name)-1)
}

func validatePaths(paths map[string]ActionConfig) error {
	var errs []error
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		if err := redact.ParsePath(path); err != nil {
			errs = append(errs, fmt.Errorf("paths::%s: %w", path, err))
		}
	}
	return errors.Join(errs...)
}
