package mcpspanmetrics

import (
	"errors"
	"fmt"
	"math"
	"slices"
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
	// Dimensions are further attributes of every metric, at most 16 together with
	// those of single metrics.
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
	// server has declared and no call has proven, and any number of error types, models
	// and other texts that peers choose. Default false.
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

var (
	_ component.Config    = (*Config)(nil)
	_ confmap.Unmarshaler = (*Config)(nil)
)

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
	if len(c.Families) == 0 {
		errs = append(errs, errors.New(`families: must be "v1.41", "latest" or both, got none`))
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
