package mcpspanmetrics

import (
	"time"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// counter counts one batch at a time. It holds everything that counting a span
// needs, so that a span costs no allocation.
type counter struct {
	connector *spanMetrics
	reader    *dialect.Reader
	recorder  *callmetrics.Recorder
	family    family
	doubtful  []relative     // spans that are counted last, because of a name
	trusting  bool           // they are being counted
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
	n.family.forget()
}

func (n *counter) resource(rs ptrace.ResourceSpans, now int64) {
	r := origin{attributes: rs.Resource().Attributes()}
	copy(n.inherited, n.connector.dimensions.defaults)
	n.connector.dimensions.read(r.attributes, n.inherited, &n.ignored)
	n.family.begin(rs, n.connector.window != nil)
	for _, ss := range rs.ScopeSpans().All() {
		scope := n.connector.normalizer.Scope(ss.Scope())
		for _, span := range ss.Spans().All() {
			if n.family.waits(scope, span) {
				continue
			}
			n.read(&r, scope, span, now)
		}
	}
	for _, child := range n.family.waiting() {
		n.read(&r, child.scope, child.span, now)
	}
	// By now calls of the same names may have succeeded.
	n.trusting = true
	for _, doubtful := range n.doubtful {
		n.read(&r, doubtful.scope, doubtful.span, now)
	}
	n.trusting = false
	clear(n.doubtful)
	n.doubtful = n.doubtful[:0]
}

// origin is the resource whose spans are counted.
type origin struct {
	attributes pcommon.Map
	known      bool
	id         series.ResourceID
}

// read counts one span.
func (n *counter) read(r *origin, scope dialect.Scope, span ptrace.Span, now int64) {
	call, ok := n.reader.Read(scope, span)
	if !ok {
		n.skipped++
		if n.connector.window != nil {
			n.connector.window.Pass(span.TraceID(), span.SpanID(), span.ParentSpanID(), seconds(now))
		}
		return
	}
	if !n.trusting {
		if n.connector.window != nil && n.connector.window.Seen(call, seconds(now)) {
			call.Duplicate = true
		}
		if !call.Duplicate && n.connector.meter.Names.Doubts(call, now) {
			n.doubtful = append(n.doubtful, relative{scope, span})
			return
		}
	}
	n.declarations(call, span, now)
	if !r.known {
		// A resource without a call of interest takes no room.
		r.known, r.id = true, n.connector.resources.find(r.attributes, now)
	}
	n.span(r.id, call, span, now)
}

// declarations learns the tools that a server lists: recorded traffic has an event for
// each of them.
func (n *counter) declarations(call *mcp.Call, span ptrace.Span, now int64) {
	names := n.connector.meter.Names
	if names == nil || call.Method != mcp.MethodToolsList {
		return
	}
	for _, event := range span.Events().All() {
		if event.Name() != semconv.EventToolDefinition {
			continue
		}
		if v, ok := event.Attributes().Get(semconv.GenAIToolName); ok && utf8.ValidString(v.Str()) {
			names.DeclareTool(v.Str(), now)
		}
	}
}

// seconds is the clock of the window. It may wrap around.
func seconds(now int64) uint32 { return uint32(now / int64(time.Second)) }

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
