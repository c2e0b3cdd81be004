package mcpanomalyprocessor

import (
	"context"
	"errors"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/otelcol-mcp/otelcol-mcp/processor/mcpanomalyprocessor/internal/metadata"
)

// selfTelemetry is what the processor says of itself.
type selfTelemetry struct {
	builder *metadata.TelemetryBuilder
	model   string
	label   attribute.KeyValue
	all     metric.MeasurementOption
	skips   [numSkips]metric.MeasurementOption
}

func newSelfTelemetry(set component.TelemetrySettings, model string) (*selfTelemetry, error) {
	builder, err := metadata.NewTelemetryBuilder(set)
	if err != nil {
		return nil, err
	}
	t := &selfTelemetry{builder: builder, model: model, label: attribute.String("model", model)}
	t.all = t.labels()
	for i, reason := range skipNames {
		t.skips[i] = t.labels(attribute.String("reason", reason))
	}
	return t, nil
}

func (t *selfTelemetry) labels(more ...attribute.KeyValue) metric.MeasurementOption {
	return metric.WithAttributeSet(attribute.NewSet(append(more, t.label)...))
}

// record adds what was done to a batch.
func (t *selfTelemetry) record(ctx context.Context, done *tally) {
	if done.calls > 0 {
		t.builder.ProcessorMcpanomalyCalls.Add(ctx, done.calls, t.all)
	}
	for i, times := range done.skipped {
		if times > 0 {
			t.builder.ProcessorMcpanomalySkipped.Add(ctx, times, t.skips[i])
		}
	}
	for k, times := range done.found {
		t.builder.ProcessorMcpanomalyFindings.Add(ctx, times, t.labels(
			attribute.String("type", k.Type.String()), attribute.String("severity", k.Severity.String()), attribute.String("mode", k.Mode.String())))
	}
}

func (t *selfTelemetry) stateFailed(ctx context.Context) {
	t.builder.ProcessorMcpanomalyStateFailures.Add(ctx, 1, t.all)
}

// watch makes the model tell what it knows, whenever somebody asks.
func (t *selfTelemetry) watch(m *model) error {
	return errors.Join(
		t.builder.RegisterProcessorMcpanomalyKnownCallback(func(_ context.Context, o metric.Int64Observer) error {
			s := m.stats()
			t.observe(o, int64(s.Sessions), "sessions")
			t.observe(o, int64(s.Principals), "principals")
			t.observe(o, int64(s.Tools), "tools")
			t.observe(o, int64(s.Definitions), "definitions")
			return nil
		}),
		t.builder.RegisterProcessorMcpanomalyForgottenCallback(func(_ context.Context, o metric.Int64Observer) error {
			s := m.stats()
			t.observe(o, int64(s.ForgottenSessions), "sessions")
			t.observe(o, int64(s.ForgottenPrincipals), "principals")
			t.observe(o, int64(s.ForgottenTools), "tools")
			t.observe(o, int64(s.ForgottenDefinitions), "definitions")
			return nil
		}),
		t.builder.RegisterProcessorMcpanomalyLearningCallback(func(_ context.Context, o metric.Int64Observer) error {
			o.Observe(int64(m.learning()), t.all)
			return nil
		}),
	)
}

func (t *selfTelemetry) observe(o metric.Int64Observer, n int64, what string) {
	o.Observe(n, t.labels(attribute.String("what", what)))
}
