package mcpreceiver

import (
	"context"
	"sync"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// spanCounters are the receiver's own counters of spans. Their points are numbered,
// so that a batch is added up without a look-up and told to the SDK once.
type spanCounters struct {
	points []countedPoint
	idle   *sync.Pool // of *tally
}

// countedPoint is one point of one counter.
type countedPoint struct {
	counter metric.Int64Counter
	option  metric.MeasurementOption
}

// Numbers of points: those of each dialect follow one another, the reasons come last.
const (
	pointRepairs     = int(mcp.NumKinds)
	pointLacks       = pointRepairs + 1
	pointsPerDialect = pointLacks + dialect.NumLacks
)

func newSpanCounters(telemetry *metadata.TelemetryBuilder) spanCounters {
	var c spanCounters
	add := func(counter metric.Int64Counter, labels ...string) {
		c.points = append(c.points, countedPoint{counter, attributes(labels)})
	}
	for _, id := range dialect.IDs() {
		for kind := range mcp.NumKinds {
			add(telemetry.ReceiverMcpSpans, "dialect", id.String(), "kind", kindLabel(kind))
		}
		add(telemetry.ReceiverMcpStatusRepairs, "dialect", id.String())
		for n := range dialect.NumLacks {
			add(telemetry.ReceiverMcpSpansLacking, "dialect", id.String(), "lacking", dialect.LackName(n))
		}
	}
	for reason := range mcp.NumOddities {
		add(telemetry.ReceiverMcpValuesIgnored, "reason", reason.String())
	}
	size := len(c.points)
	c.idle = &sync.Pool{New: func() any { return &tally{counts: make([]int64, size)} }}
	return c
}

// kindLabel names what is no kind, for a label that is never empty.
func kindLabel(kind mcp.Kind) string {
	if kind == mcp.KindOther {
		return "other"
	}
	return kind.String()
}

func label(key, value string) metric.MeasurementOption { return attributes([]string{key, value}) }

// attributes takes keys and values in turn.
func attributes(pairs []string) metric.MeasurementOption {
	var list []attribute.KeyValue
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, attribute.String(pairs[i], pairs[i+1]))
	}
	return metric.WithAttributeSet(attribute.NewSet(list...))
}

// tally counts one batch. Only what is touched costs at its end.
type tally struct {
	counts  []int64
	touched []int
}

func (c *spanCounters) begin() *tally { return c.idle.Get().(*tally) }

func (t *tally) add(r dialect.Result) {
	base := int(r.Dialect) * pointsPerDialect
	t.count(base+int(r.Kind), 1)
	if r.Repaired {
		t.count(base+pointRepairs, 1)
	}
	for n := 0; r.Lacks != 0; n, r.Lacks = n+1, r.Lacks>>1 {
		if r.Lacks&1 != 0 {
			t.count(base+pointLacks+n, 1)
		}
	}
	if r.Odd == [mcp.NumOddities]uint8{} {
		return
	}
	first := len(t.counts) - int(mcp.NumOddities)
	for i, times := range r.Odd {
		if times > 0 {
			t.count(first+i, int64(times))
		}
	}
}

func (t *tally) count(point int, n int64) {
	if t.counts[point] == 0 {
		t.touched = append(t.touched, point)
	}
	t.counts[point] += n
}

// end tells the SDK and takes the tally back.
func (c *spanCounters) end(ctx context.Context, t *tally) {
	for _, point := range t.touched {
		p := &c.points[point]
		p.counter.Add(ctx, t.counts[point], p.option)
		t.counts[point] = 0
	}
	t.touched = t.touched[:0]
	c.idle.Put(t)
}
