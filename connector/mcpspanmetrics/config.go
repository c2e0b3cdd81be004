package mcpspanmetrics

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Values of Config.AggregationTemporality.
const (
	temporalityCumulative = "cumulative"
	temporalityDelta      = "delta"
)

const (
	defaultFlushInterval = 15 * time.Second
	defaultExpiration    = time.Hour
	defaultMaxSeries     = 10_000
	minFlushInterval     = 100 * time.Millisecond
	maxDimensions        = 16
)

// Config configures the connector.
type Config struct {
	// FlushInterval is the time between two exports; at least 100ms.
	// Default 15s.
	FlushInterval time.Duration `mapstructure:"metrics_flush_interval"`
	// Expiration is the time after which a series without observations is
	// forgotten; 0 keeps series until shutdown. It must not be shorter than
	// FlushInterval. Default 1h.
	Expiration time.Duration `mapstructure:"metrics_expiration"`
	// AggregationTemporality is "cumulative" (default) or "delta".
	AggregationTemporality string `mapstructure:"aggregation_temporality"`
	// MaxSeries bounds the series held at any time, over all metrics and
	// resources, overflow series included. Default 10000.
	MaxSeries int `mapstructure:"max_series"`
	// ResourceKeys are the resource attributes that make two resources
	// different; an empty list compares all attributes. The metrics of
	// resources that are equal in them are added up, under the attributes that
	// they have in common. Default service.namespace, service.name and
	// service.instance.id, by which Prometheus tells resources apart.
	ResourceKeys []string `mapstructure:"resource_metrics_key_attributes"`
	// Dimensions are further attributes of every metric, at most 16.
	Dimensions []Dimension `mapstructure:"dimensions"`
	// Metrics changes single metrics, by their name.
	Metrics map[string]MetricConfig `mapstructure:"metrics"`
	// Deduplicate counts a call once in each role, however many spans of that role
	// tell of it. Default true.
	Deduplicate bool `mapstructure:"deduplicate"`
	// Exemplars gives each histogram the span of its largest value since the last
	// export. Default true.
	Exemplars bool `mapstructure:"exemplars"`
	// TrustNames lets every name of a tool or prompt become a label, also one that no
	// server has declared and no call has proven. Default false.
	TrustNames bool `mapstructure:"trust_names"`
	// Normalize changes how spans are read that nothing has normalised.
	Normalize NormalizeConfig `mapstructure:"normalize"`
	// Families are the families of GenAI conventions whose metrics are made: "v1.41",
	// the default, "latest" or both.
	Families []string `mapstructure:"families"`
	// Sessions says when sessions end that no span ends.
	Sessions SessionsConfig `mapstructure:"sessions"`
	// ResourceTemplates are URI templates (RFC 6570) that stand for the URIs of
	// resources, besides those that servers list. Default none.
	ResourceTemplates []string `mapstructure:"resource_templates"`
	// Cost are prices. Default none.
	Cost CostConfig `mapstructure:"cost"`
}

// SessionsConfig says when sessions end that no span ends.
type SessionsConfig struct {
	// Idle is after how long without a call; at least 1s. Default 1h.
	Idle time.Duration `mapstructure:"idle"`
	// TurnGap is the longest pause within a turn where no trace is propagated; at
	// least 1s. Default 30s.
	TurnGap time.Duration `mapstructure:"turn_gap"`
	// Max is the number of sessions that are followed, from 16 to 1000000; beyond it
	// one that was silent longest has ended. Default 10000.
	Max int `mapstructure:"max"`
}

// Validate checks the bounds.
func (c *SessionsConfig) Validate() error {
	var errs []error
	if c.Idle < time.Second {
		errs = append(errs, fmt.Errorf("idle: must be at least 1s, got %v", c.Idle))
	}
	if c.TurnGap < time.Second {
		errs = append(errs, fmt.Errorf("turn_gap: must be at least 1s, got %v", c.TurnGap))
	}
	if c.Max < minSessions || c.Max > maxSessions {
		errs = append(errs, fmt.Errorf("max: must be from %d to %d, got %d", minSessions, maxSessions, c.Max))
	}
	return errors.Join(errs...)
}

const (
	minSessions = 16
	maxSessions = 1_000_000
)

// Unmarshal makes the metrics of the chosen families enabled unless their entries say
// otherwise.
func (c *Config) Unmarshal(conf *confmap.Conf) error {
	var chosen struct {
		Families []string `mapstructure:"families"`
	}
	if err := conf.Unmarshal(&chosen, confmap.WithIgnoreUnused()); err != nil {
		return err
	}
	if len(chosen.Families) > 0 {
		c.Families = chosen.Families
		c.enable()
	}
	return conf.Unmarshal(c)
}

// enable enables the metrics of the families, and no others.
func (c *Config) enable() {
	families := c.families()
	for _, m := range callmetrics.Metrics() {
		one := c.Metrics[m.Name]
		one.Enabled = m.Family == 0 || m.Family&families != 0
		c.Metrics[m.Name] = one
	}
}

func (c *Config) families() (all semconv.Family) {
	for _, name := range c.Families {
		f, _ := semconv.ParseFamily(name)
		all |= f
	}
	return all
}

// NormalizeConfig changes how spans are read that nothing has normalised, with the
// rules of the mcp receiver's option of that name.
type NormalizeConfig struct {
	// DisabledDialects are names of dialects that are not read. Default none.
	DisabledDialects []string `mapstructure:"disabled_dialects"`
	// Aliases are attribute keys of the user's own and the convention keys that
	// they mean. Default none.
	Aliases map[string]string `mapstructure:"aliases"`
}

// Validate checks names and keys against the dialects' tables.
func (c *NormalizeConfig) Validate() error { return c.options().Validate() }

func (c *NormalizeConfig) options() dialect.Options {
	return dialect.Options{Disabled: c.DisabledDialects, Aliases: c.Aliases}
}

// Dimension is a further attribute, taken from the span or else the resource.
type Dimension struct {
	// Name is the attribute key.
	Name string `mapstructure:"name"`
	// Default is the value where neither has the attribute; without one the
	// metric then lacks it too.
	Default string `mapstructure:"default"`
}

// MetricConfig changes one metric.
type MetricConfig struct {
	// Enabled is true by default.
	Enabled bool `mapstructure:"enabled"`
	// Buckets are the upper bounds of a histogram, in its unit, strictly
	// increasing. The conventions' own are the default.
	Buckets []float64 `mapstructure:"buckets"`
}

var (
	_ component.Config    = (*Config)(nil)
	_ confmap.Unmarshaler = (*Config)(nil)
	_ confmap.Unmarshaler = (*MetricConfig)(nil)
)

// Unmarshal makes a metric that an entry mentions enabled unless the entry says
// otherwise: the configuration framework starts map entries from zero.
func (m *MetricConfig) Unmarshal(conf *confmap.Conf) error {
	m.Enabled = true
	return conf.Unmarshal(m)
}

// defaultConfig lists every metric, so that a user's entry changes only the
// keys it has and the resolved configuration shows what can be changed.
func defaultConfig() *Config {
	cfg := &Config{
		FlushInterval:          defaultFlushInterval,
		Expiration:             defaultExpiration,
		AggregationTemporality: temporalityCumulative,
		MaxSeries:              defaultMaxSeries,
		ResourceKeys:           []string{semconv.ServiceNamespace, semconv.ServiceName, semconv.ServiceInstanceID},
		Deduplicate:            true,
		Exemplars:              true,
		Metrics:                map[string]MetricConfig{},
		Families:               []string{"v1.41"},
		Sessions:               SessionsConfig{Idle: time.Hour, TurnGap: 30 * time.Second, Max: 10_000},
	}
	cfg.enable()
	return cfg
}

// Validate checks everything that concerns more than one entry; the framework
// calls the Validate of the entries and names their path.
func (c *Config) Validate() error {
	var errs []error
	if c.FlushInterval < minFlushInterval {
		errs = append(errs, fmt.Errorf("metrics_flush_interval: must be at least %v, got %v", minFlushInterval, c.FlushInterval))
	}
	if c.Expiration != 0 && c.Expiration < c.FlushInterval {
		errs = append(errs, fmt.Errorf("metrics_expiration: must be 0 or at least metrics_flush_interval (%v), got %v", c.FlushInterval, c.Expiration))
	}
	if c.AggregationTemporality != temporalityCumulative && c.AggregationTemporality != temporalityDelta {
		errs = append(errs, fmt.Errorf("aggregation_temporality: must be %q or %q, got %q", temporalityCumulative, temporalityDelta, c.AggregationTemporality))
	}
	if least := series.MinSeries(max(len(c.choices()), 1)); c.MaxSeries < least || c.MaxSeries > math.MaxInt32 {
		errs = append(errs, fmt.Errorf("max_series: must be from %d (for %d metrics) to %d, got %d", least, len(c.choices()), math.MaxInt32, c.MaxSeries))
	}
	for i, key := range c.ResourceKeys {
		if key == "" || slices.Contains(c.ResourceKeys[:i], key) {
			errs = append(errs, fmt.Errorf("resource_metrics_key_attributes::%d: must be a name that is not in the list yet, got %q", i, key))
		}
	}
	for i, name := range c.Families {
		if _, ok := semconv.ParseFamily(name); !ok || slices.Contains(c.Families[:i], name) {
			errs = append(errs, fmt.Errorf(`families::%d: must be "v1.41" or "latest", each at most once, got %q`, i, name))
		}
	}
	for i, text := range c.ResourceTemplates {
		if _, err := callmetrics.NewTemplates([]string{text}); err != nil || i >= callmetrics.MaxTemplates {
			errs = append(errs, fmt.Errorf("resource_templates::%d: must be one of at most %d URI templates (RFC 6570), got %q", i, callmetrics.MaxTemplates, text))
		}
	}
	return errors.Join(append(errs, c.validateDimensions(), c.validateMetrics())...)
}

// validateDimensions refuses names that occur twice: among themselves, with an
// attribute that a metric has already, or with a label of Prometheus's own. Names
// that only Prometheus's translation makes equal would cost it the whole scrape.
func (c *Config) validateDimensions() error {
	if len(c.Dimensions) > maxDimensions {
		return fmt.Errorf("dimensions: must be at most %d, got %d", maxDimensions, len(c.Dimensions))
	}
	var errs []error
	seen := map[string]string{"job": "a label of Prometheus", "instance": "a label of Prometheus", "le": "a label of Prometheus"}
	for _, m := range callmetrics.Metrics() {
		for _, key := range callmetrics.Keys(m) {
			seen[labelName(key)] = "an attribute of " + m.Name
		}
	}
	for i, d := range c.Dimensions {
		label := labelName(d.Name)
		if first, ok := seen[label]; ok {
			errs = append(errs, fmt.Errorf("dimensions::%d::name: duplicate dimension %q, it is already %s", i, d.Name, first))
			continue
		}
		seen[label] = fmt.Sprintf("dimensions::%d", i)
	}
	return errors.Join(errs...)
}

// labelName is what Prometheus makes of an attribute key by default: an
// underscore for every character that a label cannot have.
func labelName(key string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, key)
}

func (c *Config) validateMetrics() error {
	var errs []error
	known := map[string]*semconv.Metric{}
	for _, m := range callmetrics.Metrics() {
		known[m.Name] = m
	}
	for _, name := range slices.Sorted(maps.Keys(c.Metrics)) {
		m, ok := known[name]
		switch {
		case !ok:
			errs = append(errs, fmt.Errorf("metrics::%s: unknown metric, must be one of %s", name, strings.Join(slices.Sorted(maps.Keys(known)), ", ")))
		case m.Instrument != semconv.Histogram && c.Metrics[name].Buckets != nil:
			errs = append(errs, fmt.Errorf("metrics::%s::buckets: must not be set, the metric is no histogram, got %v", name, c.Metrics[name].Buckets))
		}
	}
	if len(errs) == 0 && len(c.choices()) == 0 {
		errs = append(errs, errors.New("metrics: at least one must be enabled, got none"))
	}
	return errors.Join(errs...)
}

// Validate checks one dimension.
func (d Dimension) Validate() error {
	if d.Name == "" {
		return errors.New(`name: must not be empty, got ""`)
	}
	return nil
}

// maxBuckets bounds what one series costs.
const maxBuckets = 128

// Validate checks the bucket list.
func (m MetricConfig) Validate() error {
	if m.Buckets != nil && len(m.Buckets) == 0 || len(m.Buckets) > maxBuckets {
		return fmt.Errorf("buckets: must have 1 to %d bounds, got %d", maxBuckets, len(m.Buckets))
	}
	for i, bound := range m.Buckets {
		if math.IsNaN(bound) || math.IsInf(bound, 0) {
			return fmt.Errorf("buckets: bounds must be finite, got %v at position %d", bound, i)
		}
		if i > 0 && bound <= m.Buckets[i-1] {
			return fmt.Errorf("buckets: bounds must increase strictly, got %v after %v", bound, m.Buckets[i-1])
		}
	}
	return nil
}

// choices are the enabled metrics.
func (c *Config) choices() []callmetrics.Choice {
	var choices []callmetrics.Choice
	for _, m := range callmetrics.Metrics() {
		if one, ok := c.Metrics[m.Name]; ok && one.Enabled {
			choices = append(choices, callmetrics.Choice{Metric: m, Buckets: one.Buckets, Families: c.families()})
		}
	}
	return choices
}

func (c *Config) dimensionNames() []string {
	names := make([]string, 0, len(c.Dimensions))
	for _, d := range c.Dimensions {
		names = append(names, d.Name)
	}
	return names
}
