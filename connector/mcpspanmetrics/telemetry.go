package mcpspanmetrics

import (
	"context"
	"errors"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/otelcol-mcp/otelcol-mcp/connector/mcpspanmetrics/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// selfTelemetry is what the connector says of itself. Attribute sets are built
// once: a batch records at most a handful of additions.
type selfTelemetry struct {
	builder       *metadata.TelemetryBuilder
	flushFailures metric.Int64Counter
	flushDuration metric.Float64Histogram
	counted       metric.MeasurementOption
	skipped       metric.MeasurementOption
	skips         [numSkips]metric.MeasurementOption
	reasons       [mcp.NumOddities]metric.MeasurementOption
}

func newSelfTelemetry(set component.TelemetrySettings, meter *callmetrics.Meter) (*selfTelemetry, error) {
	builder, err := metadata.NewTelemetryBuilder(set)
	if err != nil {
		return nil, err
	}
	t := &selfTelemetry{
		builder:       builder,
		flushFailures: builder.ConnectorMcpspanmetricsFlushFailures,
		flushDuration: builder.ConnectorMcpspanmetricsFlushDuration,
		counted:       label("result", "counted"),
		skipped:       label("result", "skipped"),
	}
	for i, reason := range [...]string{skipOther: "other", skipDuplicate: "duplicate", skipEnded: "ended", skipNoMetric: "no_metric"} {
		t.skips[i] = label("reason", reason)
	}
	for i := range t.reasons {
		t.reasons[i] = label("reason", mcp.Oddity(i).String())
	}
	return t, errors.Join(t.observe(meter.Store), t.observeVocabulary(meter.Vocabulary))
}

func label(key, value string) metric.MeasurementOption {
	return metric.WithAttributeSet(attribute.NewSet(attribute.String(key, value)))
}

// observe reads the store when the Collector's own metrics are collected.
func (t *selfTelemetry) observe(store *series.Store) error {
	b := t.builder
	if err := b.RegisterConnectorMcpspanmetricsSeriesCallback(func(_ context.Context, o metric.Int64Observer) error {
		o.Observe(int64(store.Stats().Live))
		return nil
	}); err != nil {
		return err
	}
	if err := b.RegisterConnectorMcpspanmetricsSeriesExpiredCallback(func(_ context.Context, o metric.Int64Observer) error {
		o.Observe(int64(store.Stats().Expired))
		return nil
	}); err != nil {
		return err
	}
	return b.RegisterConnectorMcpspanmetricsSeriesOverflowedCallback(func(_ context.Context, o metric.Int64Observer) error {
		o.Observe(int64(store.Stats().Overflowed))
		return nil
	})
}

// observeVocabulary tells of the labels that were refused, once there are any.
func (t *selfTelemetry) observeVocabulary(v *callmetrics.Vocabulary) error {
	var keys []metric.MeasurementOption
	for _, free := range callmetrics.FreeLabels() {
		keys = append(keys, label("label", free.Key))
	}
	return t.builder.RegisterConnectorMcpspanmetricsLabelsFoldedCallback(func(_ context.Context, o metric.Int64Observer) error {
		for i, key := range keys {
			if times := v.Refused(i); times > 0 {
				o.Observe(int64(times), key)
			}
		}
		return nil
	})
}

// record adds what a batch was.
func (t *selfTelemetry) record(ctx context.Context, n *counter) {
	if counted := n.spans[numSkips]; counted > 0 {
		t.builder.ConnectorMcpspanmetricsSpans.Add(ctx, counted, t.counted)
	}
	skipped := int64(0)
	for i, spans := range n.spans[:numSkips] {
		if spans > 0 {
			t.builder.ConnectorMcpspanmetricsSpansSkipped.Add(ctx, spans, t.skips[i])
			skipped += spans
		}
	}
	if skipped > 0 {
		t.builder.ConnectorMcpspanmetricsSpans.Add(ctx, skipped, t.skipped)
	}
	for i, times := range n.ignored {
		if times > 0 {
			t.builder.ConnectorMcpspanmetricsValuesIgnored.Add(ctx, times, t.reasons[i])
		}
	}
}

// shutdown unregisters what observe registered.
func (t *selfTelemetry) shutdown() { t.builder.Shutdown() }
