package mcpanomalyprocessor

import (
	"errors"
	"fmt"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly"
)

// validate checks what is set of the type of finding with a name.
func (c *DetectorConfig) validate(name string) error {
	t, ok := anomaly.ParseType(name)
	if !ok {
		return errors.New("there is no such type of finding; docs/findings.md lists them")
	}
	d := &anomaly.Types[t]
	var errs []error
	if _, ok := anomaly.ParseMode(c.Mode); c.Mode != "" && !ok {
		errs = append(errs, fmt.Errorf("mode: must be alert, observe or off, but is %q", c.Mode))
	}
	if _, ok := anomaly.ParseSeverity(c.Severity); c.Severity != "" && !ok {
		errs = append(errs, fmt.Errorf("severity: must be low, medium, high or critical, but is %q", c.Severity))
	}
	return errors.Join(append(errs, c.validateThreshold(d), c.validateWindow(d))...)
}

func (c *DetectorConfig) validateThreshold(d *anomaly.Description) error {
	switch {
	case c.Threshold != 0 && d.Threshold == 0:
		return errors.New("threshold: this type has none")
	case c.Threshold != 0 && !(c.Threshold >= 1 && c.Threshold <= d.Most()):
		return fmt.Errorf("threshold: must be between 1 and %v, but is %v", d.Most(), c.Threshold)
	}
	return nil
}

func (c *DetectorConfig) validateWindow(d *anomaly.Description) error {
	switch {
	case c.Window != 0 && d.Window == 0:
		return errors.New("window: this type has none")
	case c.Window != 0 && (c.Window < time.Second || c.Window > maxWindow):
		return fmt.Errorf("window: must be between %s and %s, but is %s", time.Second, time.Duration(maxWindow), c.Window)
	}
	return nil
}

const maxWindow = 24 * time.Hour

// setting is what is set of a type, or its default.
func (c *DetectorConfig) setting(by anomaly.Setting) anomaly.Setting {
	if mode, ok := anomaly.ParseMode(c.Mode); ok {
		by.Mode = mode
	}
	if severity, ok := anomaly.ParseSeverity(c.Severity); ok {
		by.Severity = severity
	}
	if c.Threshold != 0 {
		by.Threshold = c.Threshold
	}
	if c.Window != 0 {
		by.Window = c.Window
	}
	return by
}

// options are those of the model that is configured; its key is made where it is known
// whether there is one already.
func (c *Config) options() anomaly.Options {
	o := anomaly.Defaults()
	o.AlertsPerDay, o.RepeatAfter = c.AlertsPerDay, c.RepeatAfter
	o.SessionIdle, o.MaxSessions = c.Limits.SessionIdle, c.Limits.Sessions
	o.MaxTools, o.MaxPrincipals = c.Limits.Tools, c.Limits.Principals
	for name, detector := range c.Detectors {
		if t, ok := anomaly.ParseType(name); ok {
			o.Types[t] = detector.setting(o.Types[t])
		}
	}
	o.Private, o.Open = matcher(c.Flow.Private), matcher(c.Flow.Open)
	return o
}
