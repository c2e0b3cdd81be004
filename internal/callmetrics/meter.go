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
	// Buckets replace those of a histogram; nil keeps them.
	Buckets []float64
	// Families are those of conventions whose rules for the metric count.
	Families semconv.Family
	// MaxSize makes a histogram exponential, of at most so many buckets; 0 keeps it
	// explicit.
	MaxSize int
	// Extra are the positions of the extra labels that the metric has; nil are all.
	Extra []int
}

// Instrument is a metric that a meter records, at the position that the points
// of its store refer to.
type Instrument struct {
	*semconv.Metric
	Shape  series.Shape
	Bounds []float64 // of a histogram that is explicit
	Keys   []string  // label keys, in the order of a point's values

	buckets *series.Buckets // those between the bounds
}

// shapes are what series of the conventions' instruments hold.
var shapes = [...]series.Shape{
	semconv.Counter:       series.Counter,
	semconv.Sum:           series.Sum,
	semconv.UpDownCounter: series.UpDown,
	semconv.Gauge:         series.Gauge,
	semconv.Histogram:     series.Histogram,
}

// Meter records the metrics of calls in a store. It is safe for concurrent use
// through recorders.
type Meter struct {
	Instruments []Instrument
	Store       *series.Store
	// Names are the names that may become labels; nil are all.
	Names *Names
	// Vocabulary are the other texts of peers that may become labels; nil are all.
	Vocabulary *Vocabulary
	rules      [NumWhat][mcp.NumKinds][]boundRule
	makes      [NumWhat]kindSet               // kinds with rules
	free       [NumWhat][mcp.NumKinds]freeSet // labels of the rules
	columns    []columns                      // of the instruments
}

// kindSet are some kinds, a bit each.
type kindSet uint32

func (s kindSet) of(k mcp.Kind) bool { return s>>(k&31)&1 != 0 }

// boundRule is a rule with the position of its metric, and those of the extra labels that
// the metric has.
type boundRule struct {
	*Rule
	instrument int
	extra      []int
}

// NewMeter returns a meter for the chosen metrics. Their series have the extra
// keys, or those that were chosen of them, after the metric's own.
func NewMeter(choices []Choice, extra []string, options series.Options) *Meter {
	m := &Meter{}
	stored := make([]series.Instrument, 0, len(choices))
	for i, choice := range choices {
		if choice.Extra == nil {
			choice.Extra = positions(len(extra))
		}
		in := choice.instrument(extra)
		m.Instruments = append(m.Instruments, in)
		m.columns = append(m.columns, columnsOf(in.Metric))
		stored = append(stored, series.Instrument{Shape: in.Shape, Bounds: in.Bounds, MaxSize: choice.MaxSize})
		m.bind(choice, i)
	}
	m.Store = series.New(stored, options)
	return m
}

// positions are those from 0 to below n.
func positions(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func (c Choice) instrument(extra []string) Instrument {
	in := Instrument{Metric: c.Metric, Shape: shapes[c.Metric.Instrument], Keys: Keys(c.Metric)}
	for _, i := range c.Extra {
		in.Keys = append(in.Keys, extra[i])
	}
	switch {
	case c.MaxSize != 0:
		in.Shape = series.Exponential
	case c.Buckets != nil:
		in.Bounds = c.Buckets
	default:
		in.Bounds = c.Metric.Buckets
	}
	in.buckets = series.NewBuckets(in.Bounds)
	return in
}

func (m *Meter) bind(choice Choice, instrument int) {
	for i := range Rules {
		rule := &Rules[i]
		if rule.Metric != choice.Metric || rule.Family != 0 && rule.Family&choice.Families == 0 {
			continue
		}
		for _, kind := range rule.Kinds {
			m.rules[rule.On][kind] = append(m.rules[rule.On][kind], boundRule{rule, instrument, choice.Extra})
			m.makes[rule.On] |= 1 << kind
			m.free[rule.On][kind] |= freeOf(rule.Labels)
		}
	}
}

// Observes reports whether something that happens makes observations at all.
func (m *Meter) Observes(what What) bool {
	return m.makes[what] != 0
}

// Has reports whether a metric was chosen.
func (m *Meter) Has(metric *semconv.Metric) bool {
	return slices.ContainsFunc(m.Instruments, func(in Instrument) bool { return in.Metric == metric })
}
