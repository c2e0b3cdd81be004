package mcpredactprocessor

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/each"
	"github.com/otelcol-mcp/otelcol-mcp/processor/mcpredactprocessor/internal/metadata"
)

// selfTelemetry is what the processor says of itself.
type selfTelemetry struct {
	builder *metadata.TelemetryBuilder
	signal  attribute.KeyValue
	bytes   metric.MeasurementOption
	reasons [numReasons]metric.MeasurementOption
}

func newSelfTelemetry(set component.TelemetrySettings, signal string) (*selfTelemetry, error) {
	builder, err := metadata.NewTelemetryBuilder(set)
	if err != nil {
		return nil, err
	}
	t := &selfTelemetry{builder: builder, signal: attribute.String("signal", signal)}
	t.bytes = labels(t.signal)
	for i, reason := range reasons {
		t.reasons[i] = labels(attribute.String("reason", reason))
	}
	return t, nil
}

func labels(all ...attribute.KeyValue) metric.MeasurementOption {
	return metric.WithAttributeSet(attribute.NewSet(all...))
}

// record adds what was done to a batch.
func (t *selfTelemetry) record(ctx context.Context, done *tally) {
	if done.bytes > 0 {
		t.builder.ProcessorMcpredactBytes.Add(ctx, done.bytes, t.bytes)
	}
	for i, times := range done.failures {
		if times > 0 {
			t.builder.ProcessorMcpredactFailures.Add(ctx, times, t.reasons[i])
		}
	}
	for place, counts := range done.redactions {
		for category, times := range counts {
			t.builder.ProcessorMcpredactRedactions.Add(ctx, times,
				labels(attribute.String("category", category), t.signal, attribute.String("place", each.Place(place).String())))
		}
	}
}
