package callmetrics

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// route leads from the calls of one identity to their series. What most calls need of it comes first,
// so that it is all in a few cache lines.
type route struct {
	calls identity
	told  series.Told
	given given
	// times is how many observations a call makes.
	times    int
	full     int  // the place in Recorder.full, counted from 1, if something has come together
	collects bool // something comes together
	// targets are series that are told of each call at once. The others are told now and
	// then what has come together for them: the plain ones that there were calls, counters
	// and histograms numbers of theirs.
	targets    []target
	counters   []counter
	histograms []histogram
	first      [1]histogram // room for most
	buckets    [mostBuckets]uint64

	plain, bytes, tokens []*series.Series
}

// mostBuckets is as many as the histograms of the conventions have for durations, and one more.
const mostBuckets = 16

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

// given is what calls have given to a model. Most calls that count have given something, so that it is
// no quantity among others.
type given struct {
	bytes, tokens uint64
	counts        bool
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
		case in.Shape == series.Counter && q == givenSize:
			way.bytes = append(way.bytes, t.series)
		case in.Shape == series.Counter && q == givenTokens:
			way.tokens = append(way.tokens, t.series)
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
	way.given.counts = len(way.bytes)+len(way.tokens) > 0
	way.collects = way.given.counts || len(way.plain)+len(way.counters)+len(way.histograms) > 0
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
	if way.histograms == nil {
		way.first[0] = histogram{quantity: q, cell: series.NewCell(buckets, way.buckets[:])}
		way.histograms = way.first[:]
		return &way.first[0]
	}
	way.histograms = append(way.histograms, histogram{quantity: q, cell: series.NewCell(buckets, nil)})
	return &way.histograms[len(way.histograms)-1]
}

// collect notes what a call tells.
func (way *route) collect(c *mcp.Call, e *Event, now int64) {
	way.told.Once(now)
	if g := &way.given; g.counts {
		if size := uint64(c.GivenSize()); size < wholeBelow {
			g.bytes = series.Grow(g.bytes, size)
			g.tokens = series.Grow(g.tokens, (size+bytesPerToken-1)/bytesPerToken)
		} else {
			g.bytes = series.Increase(g.bytes, givenSize.of(c, e))
			g.tokens = series.Increase(g.tokens, givenTokens.of(c, e))
		}
	}
	for i := range way.counters {
		x := &way.counters[i]
		x.total = series.Increase(x.total, x.quantity.of(c, e))
	}
	for i := range way.histograms {
		x, value := &way.histograms[i], 0.0
		if x.quantity == seconds { // as most are: no function is called
			value = c.Duration().Seconds()
		} else {
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
