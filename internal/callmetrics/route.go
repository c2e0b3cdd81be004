package callmetrics

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// route leads from the calls of one identity to their series.
type route struct {
	calls identity
	// times is how many observations a call makes.
	times int
	// targets are series that are told of each call at once. The others are told now and
	// then what has come together for them: the plain ones that there were calls, counters
	// and histograms numbers of theirs.
	targets    []target
	plain      []*series.Series
	counters   []counter
	histograms []histogram
	told       series.Told
	collects   bool // something comes together
	full       int  // the place in Recorder.full, counted from 1, if something has come together
}

type target struct {
	rule   *boundRule
	series *series.Series
}

// counter is what counters are told in common: most calls that count in one metric count in
// others, with the same number.
type counter struct {
	quantity Quantity
	total    uint64
	series   []*series.Series
}

// histogram is what histograms are told in common.
type histogram struct {
	quantity Quantity
	cell     series.Cell
	series   []*series.Series
}

// share moves the targets that can be told later to what tells them.
func (way *route) share(m *Meter) {
	rest := way.targets[:0]
	for _, t := range way.targets {
		in, q := &m.Instruments[t.rule.instrument], t.rule.Value
		switch {
		case in.Shape == series.Counter && q == one:
			way.plain = append(way.plain, t.series)
		case in.Shape == series.Counter:
			x := way.counter(q)
			x.series = append(x.series, t.series)
		case in.Shape == series.Histogram:
			x := way.histogram(q, in.buckets)
			x.series = append(x.series, t.series)
		default:
			rest = append(rest, t)
		}
	}
	way.targets = slices.Clip(rest)
	way.collects = len(way.plain)+len(way.counters)+len(way.histograms) > 0
}

// counter returns what collects a quantity, a new one if nothing does.
func (way *route) counter(q Quantity) *counter {
	for i := range way.counters {
		if x := &way.counters[i]; x.quantity == q {
			return x
		}
	}
	way.counters = append(way.counters, counter{quantity: q})
	return &way.counters[len(way.counters)-1]
}

// histogram is the same for a quantity in buckets.
func (way *route) histogram(q Quantity, buckets *series.Buckets) *histogram {
	for i := range way.histograms {
		if x := &way.histograms[i]; x.quantity == q && slices.Equal(x.cell.Bounds(), buckets.Bounds()) {
			return x
		}
	}
	way.histograms = append(way.histograms, histogram{quantity: q, cell: series.NewCell(buckets)})
	return &way.histograms[len(way.histograms)-1]
}

// collect notes what a call tells.
func (way *route) collect(c *mcp.Call, e *Event, now int64) {
	way.told.Once(now)
	// For what most calls have no function is called, and what they have given is a whole number.
	if counters := way.counters; len(counters) > 0 {
		given := uint64(c.GivenSize())
		for i := range counters {
			x := &counters[i]
			switch {
			case x.quantity == givenSize && given < wholeBelow:
				x.total = series.Grow(x.total, given)
			case x.quantity == givenTokens && given < wholeBelow:
				x.total = series.Grow(x.total, (given+bytesPerToken-1)/bytesPerToken)
			default:
				x.total = series.Increase(x.total, x.quantity.of(c, e))
			}
		}
	}
	histograms := way.histograms
	for i := range histograms {
		x, value := &histograms[i], 0.0
		switch x.quantity {
		case seconds:
			value = c.Duration().Seconds()
		default:
			value = x.quantity.of(c, e)
		}
		if x.cell.Observe(value) {
			x.cell.Exemplify(value, now, spanOf(c))
		}
	}
}

// wholeBelow is where whole numbers begin that a fraction cannot hold.
const wholeBelow = 1 << 53

func spanOf(c *mcp.Call) series.Span { return series.Span{Trace: c.TraceID, ID: c.SpanID} }
