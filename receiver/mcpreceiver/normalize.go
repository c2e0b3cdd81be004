package mcpreceiver

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// normalizingConsumer stands between the stock receiver and the pipeline. The
// data is fresh from the wire and nobody else's yet, so it is changed in place.
type normalizingConsumer struct {
	next       consumer.Traces
	normalizer *dialect.Normalizer
	counters   spanCounters
}

func newNormalizingConsumer(set component.TelemetrySettings, o dialect.Options, next consumer.Traces) (*normalizingConsumer, error) {
	telemetry, err := metadata.NewTelemetryBuilder(set)
	if err != nil {
		return nil, err
	}
	return &normalizingConsumer{next: next, normalizer: dialect.New(o), counters: newSpanCounters(telemetry)}, nil
}

// Capabilities says that spans are changed.
func (*normalizingConsumer) Capabilities() consumer.Capabilities {
	return consumer.Capabilities{MutatesData: true}
}

// ConsumeTraces normalises every span and passes the batch on, whatever it
// found. The next consumer's answer is the answer.
func (n *normalizingConsumer) ConsumeTraces(ctx context.Context, td ptrace.Traces) error {
	t := n.counters.begin()
	for _, rs := range td.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			n.normalizer.NormalizeAll(ss, t.add)
		}
	}
	n.counters.end(ctx, t)
	return n.next.ConsumeTraces(ctx, td)
}
