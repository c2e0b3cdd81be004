package mcpreceiver

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// normalizingConsumer stands between the stock receiver and the pipeline. The
// data is fresh from the wire and nobody else's yet, so it is changed in place.
type normalizingConsumer struct {
	next       consumer.Traces
	normalizer *dialect.Normalizer
	telemetry  *metadata.TelemetryBuilder
	dialects   []metric.MeasurementOption // by dialect.ID
	reasons    [mcp.NumOddities]metric.MeasurementOption
}

func newNormalizingConsumer(set component.TelemetrySettings, o dialect.Options, next consumer.Traces) (*normalizingConsumer, error) {
	telemetry, err := metadata.NewTelemetryBuilder(set)
	if err != nil {
		return nil, err
	}
	n := &normalizingConsumer{next: next, normalizer: dialect.New(o), telemetry: telemetry}
	for _, id := range dialect.IDs() {
		n.dialects = append(n.dialects, label("dialect", id.String()))
	}
	for i := range n.reasons {
		n.reasons[i] = label("reason", mcp.Oddity(i).String())
	}
	return n, nil
}

func label(key, value string) metric.MeasurementOption {
	return metric.WithAttributeSet(attribute.NewSet(attribute.String(key, value)))
}

// Capabilities says that spans are changed.
func (*normalizingConsumer) Capabilities() consumer.Capabilities {
	return consumer.Capabilities{MutatesData: true}
}

// ConsumeTraces normalises every span and passes the batch on, whatever it
// found. The next consumer's answer is the answer.
func (n *normalizingConsumer) ConsumeTraces(ctx context.Context, td ptrace.Traces) error {
	t := tally{spans: make([]int64, len(n.dialects)), repairs: make([]int64, len(n.dialects))}
	for _, rs := range td.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			scope := n.normalizer.Scope(ss.Scope())
			for _, span := range ss.Spans().All() {
				t.add(n.normalizer.Normalize(scope, span))
			}
		}
	}
	n.record(ctx, &t)
	return n.next.ConsumeTraces(ctx, td)
}

// tally counts one batch, so that counters are added to once for each value.
type tally struct {
	spans, repairs []int64 // by dialect.ID
	odd            [mcp.NumOddities]int64
}

func (t *tally) add(r dialect.Result) {
	t.spans[r.Dialect]++
	if r.Repaired {
		t.repairs[r.Dialect]++
	}
	for i, times := range r.Odd {
		t.odd[i] += int64(times)
	}
}

func (n *normalizingConsumer) record(ctx context.Context, t *tally) {
	for id, spans := range t.spans {
		if spans > 0 {
			n.telemetry.ReceiverMcpSpans.Add(ctx, spans, n.dialects[id])
		}
		if repairs := t.repairs[id]; repairs > 0 {
			n.telemetry.ReceiverMcpStatusRepairs.Add(ctx, repairs, n.dialects[id])
		}
	}
	for i, times := range t.odd {
		if times > 0 {
			n.telemetry.ReceiverMcpValuesIgnored.Add(ctx, times, n.reasons[i])
		}
	}
}
