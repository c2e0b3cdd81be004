package mcpreceiver

import (
	"context"
	"time"

	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcpspan"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// joiningConsumer stands behind the normalizing one, so that every span speaks
// the conventions. It marks those that tell what a log record has told before.
type joiningConsumer struct {
	next  consumer.Traces
	calls *calls
}

// Capabilities says that spans are changed.
func (*joiningConsumer) Capabilities() consumer.Capabilities {
	return consumer.Capabilities{MutatesData: true}
}

// ConsumeTraces passes every span on. The calls are noted even if the next
// consumer refuses them: the sender then sends the same spans again.
func (j *joiningConsumer) ConsumeTraces(ctx context.Context, td ptrace.Traces) error {
	if j.calls.connected() {
		j.mark(td, time.Now())
	}
	return j.next.ConsumeTraces(ctx, td)
}

func (j *joiningConsumer) mark(td ptrace.Traces, now time.Time) {
	var c mcp.Call
	for _, rs := range td.ResourceSpans().All() {
		service := serviceOf(rs.Resource())
		for _, ss := range rs.ScopeSpans().All() {
			for _, span := range ss.Spans().All() {
				if !mcpspan.Decode(span, &c) {
					continue
				}
				if keys, ok := keysOfSpan(service, &c); ok && j.calls.span(keys, now) {
					span.Attributes().PutBool(semconv.MCPDuplicate, true)
				}
			}
		}
	}
}
