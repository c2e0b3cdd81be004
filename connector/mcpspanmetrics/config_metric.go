package mcpspanmetrics

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Values of MetricConfig.Histogram.
const (
	histogramExplicit    = "explicit"
	histogramExponential = "exponential"
)

// What one series may cost: so many buckets.
const (
	maxBuckets = 128
	minMaxSize = series.MinMaxSize
	maxMaxSize = series.DefaultMaxSize
)

// MetricConfig changes one metric.
type MetricConfig struct {
	// Enabled is true by default.
	Enabled bool `mapstructure:"enabled"`
	// Histogram is "explicit" (default) or "exponential": what the buckets of a
	// histogram are.
	Histogram string `mapstructure:"histogram"`
	// Buckets are the upper bounds of an explicit histogram, in its unit, strictly
	// increasing. The conventions' own are the default.
	Buckets []float64 `mapstructure:"buckets"`
	// MaxSize is the number of buckets that an exponential histogram spreads its
	// values over, from 2 to 160. Default 160.
	MaxSize int `mapstructure:"max_size"`
	// Dimensions are further attributes of this metric, besides those of every
	// metric.
	Dimensions []Dimension `mapstructure:"dimensions"`
}

var _ confmap.Unmarshaler = (*MetricConfig)(nil)

// Unmarshal makes a metric that an entry mentions enabled unless the entry says
// otherwise: the configuration framework starts map entries from zero.
func (m *MetricConfig) Unmarshal(conf *confmap.Conf) error {
	m.Enabled = true
	return conf.Unmarshal(m)
}

// Validate checks what concerns the entry alone.
func (m MetricConfig) Validate() error {
	return errors.Join(m.validateHistogram(), m.validateBuckets())
}

func (m MetricConfig) validateHistogram() error {
	switch m.Histogram {
	case "", histogramExplicit:
		if m.MaxSize != 0 {
			return fmt.Errorf("max_size: must not be set unless histogram is %q, got %d", histogramExponential, m.MaxSize)
		}
	case histogramExponential:
		if m.Buckets != nil {
			return fmt.Errorf("buckets: must not be set if histogram is %q, got %v", histogramExponential, m.Buckets)
		}
		if m.MaxSize != 0 && (m.MaxSize < minMaxSize || m.MaxSize > maxMaxSize) {
			return fmt.Errorf("max_size: must be from %d to %d, got %d", minMaxSize, maxMaxSize, m.MaxSize)
		}
	default:
		return fmt.Errorf("histogram: must be %q or %q, got %q", histogramExplicit, histogramExponential, m.Histogram)
	}
	return nil
}

func (m MetricConfig) validateBuckets() error {
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

// size is the number of buckets of an exponential histogram, 0 of others.
func (m MetricConfig) size() int {
	switch {
	case m.Histogram != histogramExponential:
		return 0
	case m.MaxSize == 0:
		return series.DefaultMaxSize
	default:
		return m.MaxSize
	}
}

// validateMetrics checks that the entries suit their metrics.
func (c *Config) validateMetrics() error {
	var errs []error
	known := map[string]*semconv.Metric{}
	for _, m := range callmetrics.Metrics() {
		known[m.Name] = m
	}
	for _, name := range slices.Sorted(maps.Keys(c.Metrics)) {
		m, ok := known[name]
		if !ok {
			errs = append(errs, fmt.Errorf("metrics::%s: unknown metric, must be one of %s", name, strings.Join(slices.Sorted(maps.Keys(known)), ", ")))
			continue
		}
		if m.Instrument != semconv.Histogram {
			errs = append(errs, c.Metrics[name].refuseHistogram(name))
		}
	}
	if err := errors.Join(errs...); err != nil || len(c.choices()) > 0 {
		return err
	}
	return errors.New("metrics: at least one must be enabled, got none")
}

// refuseHistogram refuses what only histograms have.
func (m MetricConfig) refuseHistogram(name string) error {
	switch {
	case m.Buckets != nil:
		return fmt.Errorf("metrics::%s::buckets: must not be set, the metric is no histogram, got %v", name, m.Buckets)
	case m.Histogram != "":
		return fmt.Errorf("metrics::%s::histogram: must not be set, the metric is no histogram, got %q", name, m.Histogram)
	}
	return nil
}

// choices are the enabled metrics.
func (c *Config) choices() []callmetrics.Choice {
	var choices []callmetrics.Choice
	all := c.allDimensions()
	for _, m := range callmetrics.Metrics() {
		one, ok := c.Metrics[m.Name]
		if !ok || !one.Enabled {
			continue
		}
		choice := callmetrics.Choice{Metric: m, Buckets: one.Buckets, MaxSize: one.size(), Families: c.families(), Extra: []int{}}
		for _, d := range slices.Concat(c.Dimensions, one.Dimensions) {
			choice.Extra = append(choice.Extra, slices.Index(all, d))
		}
		choices = append(choices, choice)
	}
	return choices
}
