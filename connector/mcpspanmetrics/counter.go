package mcpspanmetrics

import (
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// counter counts one batch at a time. It holds everything that counting a span
// needs, so that a span costs no allocation.
type counter struct {
	connector *spanMetrics
	reader    *dialect.Reader
	recorder  *callmetrics.Recorder
	inherited []series.Value // dimensions of the resource, or their defaults
	extra     []series.Value // dimensions of the span

	// What the batch was, for self-telemetry.
	counted, skipped int64
	ignored          [mcp.NumOddities]int64
}

func newCounter(c *spanMetrics) *counter {
	n := len(c.dimensions.names)
	return &counter{
		connector: c, reader: c.normalizer.NewReader(), recorder: c.meter.NewRecorder(),
		inherited: make([]series.Value, n), extra: make([]series.Value, n),
	}
}

func (n *counter) count(td ptrace.Traces, now int64) {
	n.counted, n.skipped, n.ignored = 0, 0, [mcp.NumOddities]int64{}
	for _, rs := range td.ResourceSpans().All() {
		n.resource(rs, now)
	}
	n.reader.Forget()
}

func (n *counter) resource(rs ptrace.ResourceSpans, now int64) {
	attributes := rs.Resource().Attributes()
	copy(n.inherited, n.connector.dimensions.defaults)
	n.connector.dimensions.read(attributes, n.inherited, &n.ignored)
	known, id := false, series.OverflowResource
	for _, ss := range rs.ScopeSpans().All() {
		scope := n.connector.normalizer.Scope(ss.Scope())
		for _, span := range ss.Spans().All() {
			call, ok := n.reader.Read(scope, span)
			if !ok {
				n.skipped++
				continue
			}
			if !known {
				// A resource without a call of interest takes no room.
				known, id = true, n.connector.resources.find(attributes, now)
			}
			n.span(id, call, span, now)
		}
	}
}

func (n *counter) span(id series.ResourceID, call *mcp.Call, span ptrace.Span, now int64) {
	copy(n.extra, n.inherited)
	n.connector.dimensions.read(span.Attributes(), n.extra, &n.ignored)
	if n.recorder.Record(id, call, n.extra, now) > 0 {
		n.counted++
	} else {
		n.skipped++
	}
	for i, times := range call.Odd {
		n.ignored[i] += int64(times)
	}
}
