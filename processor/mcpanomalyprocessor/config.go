package mcpanomalyprocessor

import (
	"errors"
	"fmt"
	"time"

	"go.opentelemetry.io/collector/component"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly"
)

// Config configures the processor.
type Config struct {
	// Model is the name of what is learned. Processors that name the same learn and judge
	// together, and have to be configured alike. Default: the processor's own id, which
	// the same processor in several pipelines shares.
	Model string `mapstructure:"model"`
	// AlertsPerDay is how many findings of the baselines are to be expected a day from
	// ordinary traffic, all servers and tools together; more than 0, at most 10 000.
	// Default 1.
	AlertsPerDay float64 `mapstructure:"alerts_per_day"`
	// RepeatAfter is after how long a finding about the same thing is told again; from a
	// second to a week. Default 10 minutes.
	RepeatAfter time.Duration `mapstructure:"repeat_after"`
	// Detectors say what becomes of each type of finding. Default: every type alerts.
	Detectors map[string]DetectorConfig `mapstructure:"detectors"`
	// PrincipalAttributes name who a call is made for: attributes of spans or else of
	// resources, the first that is there.
	PrincipalAttributes []string `mapstructure:"principal_attributes"`
	// Flow says between which tools data must not flow.
	Flow FlowConfig `mapstructure:"flow"`
	// Limits bound what is known at once.
	Limits LimitsConfig `mapstructure:"limits"`
	// Storage is the id of a storage extension that keeps what was learned. Default none:
	// a restart begins anew.
	Storage *component.ID `mapstructure:"storage"`
	// SaveInterval is how often it is saved, besides at shutdown; from a second to
	// a day. Default 5 minutes.
	SaveInterval time.Duration `mapstructure:"save_interval"`
}

// DetectorConfig says what becomes of one type of finding. What is not set stays as in
// docs/findings.md.
type DetectorConfig struct {
	// Mode is "alert" (on spans and counted), "observe" (counted only) or "off".
	Mode string `mapstructure:"mode"`
	// Severity is "low", "medium", "high" or "critical".
	Severity string `mapstructure:"severity"`
	// Threshold is how much it takes.
	Threshold float64 `mapstructure:"threshold"`
	// Window is within how much time.
	Window time.Duration `mapstructure:"window"`
}

// LimitsConfig bounds what is known at once. Of more, what was silent longest is
// forgotten.
type LimitsConfig struct {
	// Sessions is how many; default 10 000.
	Sessions int `mapstructure:"sessions"`
	// SessionIdle is after how long without a call one is forgotten; a week at
	// most, default 1 hour.
	SessionIdle time.Duration `mapstructure:"session_idle"`
	// Tools is how many, with a baseline each for every role; default 2000.
	Tools int `mapstructure:"tools"`
	// Principals is how many; default 5000.
	Principals int `mapstructure:"principals"`
}

// FlowConfig names tools as server/tool, with * for any text: mail/*, */search_web. A
// server without a name is *.
type FlowConfig struct {
	// Private are tools whose results are not for everybody. Default: every tool that
	// does not declare openWorldHint.
	Private []string `mapstructure:"private"`
	// Open are tools whose arguments reach somebody else. Default: every tool that
	// declares openWorldHint or, where nothing is declared, is called like one.
	Open []string `mapstructure:"open"`
}

var (
	_ component.Config = (*Config)(nil)

	defaultPrincipals = []string{"enduser.id", "user.id", "enduser.pseudo.id", "user.hash", "user.name"}
)

func defaultConfig() *Config {
	o := anomaly.Defaults()
	return &Config{
		AlertsPerDay: o.AlertsPerDay, RepeatAfter: o.RepeatAfter, SaveInterval: 5 * time.Minute,
		PrincipalAttributes: defaultPrincipals,
		Limits: LimitsConfig{
			Sessions: o.MaxSessions, SessionIdle: o.SessionIdle, Tools: o.MaxTools, Principals: o.MaxPrincipals,
		},
	}
}

// Validate checks what concerns no entry alone.
func (c *Config) Validate() error {
	var errs []error
	switch {
	case !(c.AlertsPerDay > 0):
		errs = append(errs, fmt.Errorf("alerts_per_day: must be more than 0, but is %v", c.AlertsPerDay))
	case c.AlertsPerDay > maxAlertsPerDay:
		errs = append(errs, fmt.Errorf("alerts_per_day: must be at most %v, but is %v", float64(maxAlertsPerDay), c.AlertsPerDay))
	}
	errs = append(errs, lasts("repeat_after", c.RepeatAfter, maxRepeat), lasts("save_interval", c.SaveInterval, maxInterval),
		atMost("model", "bytes long", len(c.Model), maxName), atMost("principal_attributes", "entries long", len(c.PrincipalAttributes), maxKeys))
	for i, key := range c.PrincipalAttributes {
		if key == "" {
			errs = append(errs, fmt.Errorf("principal_attributes::%d: must not be empty", i))
		}
	}
	for name, detector := range c.Detectors {
		if err := detector.validate(name); err != nil {
			errs = append(errs, fmt.Errorf("detectors::%s: %w", name, err))
		}
	}
	return errors.Join(errs...)
}

// Bounds of what nothing else bounds: beyond them it is a slip, or as good as off.
const (
	maxAlertsPerDay = 10_000
	maxRepeat       = 7 * 24 * time.Hour // of a finding, and of a session that is idle
	maxInterval     = 24 * time.Hour
	maxName         = 256
	maxKeys         = 64
	maxPatterns     = 1000
)

// lasts reports whether a duration is from a second to another.
func lasts(key string, is, most time.Duration) error {
	switch {
	case is < time.Second:
		return fmt.Errorf("%s: must be at least %s, but is %s", key, time.Second, is)
	case is > most:
		return fmt.Errorf("%s: must be at most %s, but is %s", key, most, is)
	}
	return nil
}

func atMost(key, unit string, is, most int) error {
	if is > most {
		return fmt.Errorf("%s: must be at most %d %s, but is %d", key, most, unit, is)
	}
	return nil
}

// Validate checks the bounds.
func (c *LimitsConfig) Validate() error {
	return errors.Join(
		between("sessions", c.Sessions, 1, 1_000_000), between("tools", c.Tools, 1, 100_000),
		between("principals", c.Principals, 1, 1_000_000), lasts("session_idle", c.SessionIdle, maxRepeat),
	)
}

func between(key string, is, least, most int) error {
	if is < least || is > most {
		return fmt.Errorf("%s: must be between %d and %d, but is %d", key, least, most, is)
	}
	return nil
}
