package mcpreceiver

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/otel/metric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/metricunit"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// unitMender stands between the stock receiver and the metrics pipeline.
type unitMender struct {
	next         consumer.Metrics
	telemetry    *metadata.TelemetryBuilder
	mended, left metric.MeasurementOption
}

func newUnitMender(set component.TelemetrySettings, next consumer.Metrics) (*unitMender, error) {
	telemetry, err := metadata.NewTelemetryBuilder(set)
	if err != nil {
		return nil, err
	}
	return &unitMender{next: next, telemetry: telemetry, mended: label("result", "mended"), left: label("result", "left")}, nil
}

// Capabilities says that metrics are changed.
func (*unitMender) Capabilities() consumer.Capabilities {
	return consumer.Capabilities{MutatesData: true}
}

// ConsumeMetrics mends the units and passes every metric on.
func (u *unitMender) ConsumeMetrics(ctx context.Context, md pmetric.Metrics) error {
	var counts [metricunit.Left + 1]int64
	for _, rm := range md.ResourceMetrics().All() {
		for _, sm := range rm.ScopeMetrics().All() {
			for _, m := range sm.Metrics().All() {
				counts[metricunit.Mend(m)]++
			}
		}
	}
	if n := counts[metricunit.Mended]; n > 0 {
		u.telemetry.ReceiverMcpMetricUnits.Add(ctx, n, u.mended)
	}
	if n := counts[metricunit.Left]; n > 0 {
		u.telemetry.ReceiverMcpMetricUnits.Add(ctx, n, u.left)
	}
	return u.next.ConsumeMetrics(ctx, md)
}
