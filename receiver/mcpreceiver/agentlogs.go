package mcpreceiver

import (
	"context"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/otel/metric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/agentlog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcpspan"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// callMaker stands between the stock receiver and the logs pipeline. It passes
// logs on as they are and makes spans for the traces side of the calls that
// coding CLIs tell of in them.
type callMaker struct {
	next         consumer.Logs
	calls        *calls
	telemetry    *metadata.TelemetryBuilder
	build        component.BuildInfo
	made, joined metric.MeasurementOption
	reasons      [mcp.NumOddities]metric.MeasurementOption
}

func newCallMaker(set receiver.Settings, calls *calls, next consumer.Logs) (*callMaker, error) {
	telemetry, err := metadata.NewTelemetryBuilder(set.TelemetrySettings)
	if err != nil {
		return nil, err
	}
	m := &callMaker{
		next: next, calls: calls, telemetry: telemetry, build: set.BuildInfo,
		made: label("result", "made"), joined: label("result", "joined"),
	}
	for i := range m.reasons {
		m.reasons[i] = label("reason", mcp.Oddity(i).String())
	}
	return m, nil
}

// Capabilities says that logs are not changed.
func (*callMaker) Capabilities() consumer.Capabilities { return consumer.Capabilities{} }

// ConsumeLogs passes the logs on and then sends the spans made of them. The
// answer is that of the logs pipeline. Logs that it refuses make no spans: they
// come again. Spans that the traces pipeline refuses are lost: asking for the
// logs again would duplicate those.
func (m *callMaker) ConsumeLogs(ctx context.Context, ld plog.Logs) error {
	if !m.calls.connected() {
		return m.next.ConsumeLogs(ctx, ld)
	}
	b := m.decode(ld) // before the logs are somebody else's
	if err := m.next.ConsumeLogs(ctx, ld); err != nil {
		return err
	}
	m.send(ctx, b)
	return nil
}

// callBatch is what the log records of one request tell of. The n-th span has the
// n-th keys.
type callBatch struct {
	td   ptrace.Traces
	keys []callKeys
	odd  [mcp.NumOddities]int64
}

func (m *callMaker) decode(ld plog.Logs) *callBatch {
	b := &callBatch{td: ptrace.NewTraces()}
	var c mcp.Call
	for _, rl := range ld.ResourceLogs().All() {
		var to *source
		for _, sl := range rl.ScopeLogs().All() {
			scope := sl.Scope().Name()
			for _, r := range sl.LogRecords().All() {
				if !agentlog.Decode(scope, r, &c) {
					continue
				}
				if to == nil {
					to = m.source(rl, b.td)
				}
				b.add(to, &c)
			}
		}
	}
	return b
}

// source is who sent records, and where spans made of them go.
type source struct {
	service string
	spans   ptrace.SpanSlice
}

// source appends the resource of the records, with a scope that says who made the
// spans.
func (m *callMaker) source(rl plog.ResourceLogs, td ptrace.Traces) *source {
	rs := td.ResourceSpans().AppendEmpty()
	rl.Resource().CopyTo(rs.Resource())
	rs.SetSchemaUrl(rl.SchemaUrl())
	ss := rs.ScopeSpans().AppendEmpty()
	ss.Scope().SetName(metadata.ScopeName)
	ss.Scope().SetVersion(m.build.Version)
	return &source{serviceOf(rl.Resource()), ss.Spans()}
}

func (b *callBatch) add(to *source, c *mcp.Call) {
	span := to.spans.AppendEmpty()
	mcpspan.Encode(c, span)
	b.keys = append(b.keys, keysOfRecord(to.service, c))
	for i, times := range c.Odd {
		b.odd[i] += int64(times)
	}
}

// send sends the spans of calls that nothing has told of before.
func (m *callMaker) send(ctx context.Context, b *callBatch) {
	if len(b.keys) == 0 {
		return
	}
	first := m.calls.records(b.keys, time.Now())
	made := b.keep(first)
	m.count(ctx, m.telemetry.ReceiverMcpLogCalls, len(made), m.made)
	m.count(ctx, m.telemetry.ReceiverMcpLogCalls, len(b.keys)-len(made), m.joined)
	for i, times := range b.odd {
		m.count(ctx, m.telemetry.ReceiverMcpValuesIgnored, int(times), m.reasons[i])
	}
	if len(made) == 0 {
		return
	}
	if err := m.calls.traces.ConsumeTraces(ctx, b.td); err != nil {
		m.calls.forget(made)
		m.count(ctx, m.telemetry.ReceiverMcpLogCallsLost, len(made))
	}
}

func (*callMaker) count(ctx context.Context, counter metric.Int64Counter, n int, options ...metric.AddOption) {
	if n > 0 {
		counter.Add(ctx, int64(n), options...)
	}
}

// keep removes the other spans and returns the keys of those that stay.
func (b *callBatch) keep(stays []bool) []callKeys {
	var kept []callKeys
	n := 0
	b.td.ResourceSpans().RemoveIf(func(rs ptrace.ResourceSpans) bool {
		spans := rs.ScopeSpans().At(0).Spans()
		spans.RemoveIf(func(ptrace.Span) bool {
			keys, stay := b.keys[n], stays[n]
			n++
			if stay {
				kept = append(kept, keys)
			}
			return !stay
		})
		return spans.Len() == 0
	})
	return kept
}
