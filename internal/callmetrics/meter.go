package callmetrics

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Metrics returns the definition of every metric, in the order of the rules.
func Metrics() []*semconv.Metric {
	var metrics []*semconv.Metric
	for i := range Rules {
		if m := Rules[i].Metric; !slices.Contains(metrics, m) {
			metrics = append(metrics, m)
		}
	}
	return metrics
}

// Keys returns the label keys of a metric.
func Keys(m *semconv.Metric) []string {
	var keys []string
	for i := range Rules {
		if Rules[i].Metric != m {
			continue
		}
		for _, label := range Rules[i].Labels {
			keys = append(keys, label.Key)
		}
		return keys
	}
	return nil
}

// Choice is what a user chose for one metric.
type Choice struct {
	Metric *semconv.Metric
	// Buckets replace those of the metric; nil keeps them.
	Buckets []float64
}

// Instrument is a metric that a meter records, at the position that the points
// of its store refer to.
type Instrument struct {
	*semconv.Metric
	Bounds []float64 // nil for counters
	Keys   []string  // label keys, in the order of a point's values
}

// Meter records the metrics of calls in a store. It is safe for concurrent use
// through recorders.
type Meter struct {
	Instruments []Instrument
	Store       *series.Store
	// Names are the names that may become labels; nil are all.
	Names *Names
	rules [mcp.NumKinds][]boundRule
}

// boundRule is a rule with the position of its metric.
type boundRule struct {
	*Rule
	instrument int
}

// NewMeter returns a meter for the chosen metrics. Every series has the extra
// keys after the metric's own.
func NewMeter(choices []Choice, extra []string, options series.Options) *Meter {
	m := &Meter{}
	bounds := make([]series.Instrument, 0, len(choices))
	for i, choice := range choices {
		b := choice.Metric.Buckets
		if choice.Buckets != nil {
			b = choice.Buckets
		}
		m.Instruments = append(m.Instruments, Instrument{choice.Metric, b, append(Keys(choice.Metric), extra...)})
		bounds = append(bounds, series.Instrument{Bounds: b})
		m.bind(choice.Metric, i)
	}
	m.Store = series.New(bounds, options)
	return m
}

func (m *Meter) bind(metric *semconv.Metric, instrument int) {
	for i := range Rules {
		if Rules[i].Metric != metric {
			continue
		}
		for _, kind := range Rules[i].Kinds {
			m.rules[kind] = append(m.rules[kind], boundRule{&Rules[i], instrument})
		}
	}
}
