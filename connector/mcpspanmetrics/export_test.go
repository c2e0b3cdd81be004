package mcpspanmetrics

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pmetric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// exportShapes exports one series of each shape after some observations.
func exportShapes(delta bool, values ...float64) pmetric.Metrics {
	temporality := pmetric.AggregationTemporalityCumulative
	if delta {
		temporality = pmetric.AggregationTemporalityDelta
	}
	var stored []series.Instrument
	var instruments []callmetrics.Instrument
	for _, in := range []callmetrics.Instrument{
		{Metric: &semconv.Metric{Name: "counter", Unit: "{call}"}, Shape: series.Counter},
		{Metric: &semconv.Metric{Name: "sum", Unit: "{USD}"}, Shape: series.Sum},
		{Metric: &semconv.Metric{Name: "up-down"}, Shape: series.UpDown},
		{Metric: &semconv.Metric{Name: "gauge"}, Shape: series.Gauge},
		{Metric: &semconv.Metric{Name: "histogram"}, Shape: series.Histogram, Bounds: []float64{1, 2}},
		{Metric: &semconv.Metric{Name: "exponential"}, Shape: series.Exponential},
	} {
		in.Keys = []string{"key"}
		instruments = append(instruments, in)
		stored = append(stored, series.Instrument{Shape: in.Shape, Bounds: in.Bounds})
	}
	store := series.New(stored, series.Options{MaxSeries: 100, Delta: delta})
	e := exporter{instruments: instruments, resources: newResources(store, nil), temporality: temporality}
	for i := range instruments {
		x := store.Series(series.OverflowResource, i, []series.Value{series.Int(7)}, 1)
		for _, value := range values {
			x.Observe(value, 1, series.Span{})
		}
	}
	return e.metrics(store.Collect(10))
}

func TestEveryShapeIsExported(t *testing.T) {
	for _, delta := range []bool{false, true} {
		md := exportShapes(delta, 0, 1, 2.5)
		require.Equal(t, `{otel.metric.overflow=true} counter{key=7} 1ns..10ns =3
{otel.metric.overflow=true} exponential{key=7} 1ns..10ns n=3 sum=3.5 scale=6 zero=1 1:1 2.51076151:1
{otel.metric.overflow=true} gauge{key=7} 1ns..10ns =2.5
{otel.metric.overflow=true} histogram{key=7} 1ns..10ns n=3 sum=3.5 1:2 +Inf:1
{otel.metric.overflow=true} sum{key=7} 1ns..10ns =3.5
{otel.metric.overflow=true} up-down{key=7} 1ns..10ns =3
`, mcptest.Metrics(time.Unix(0, 0), md))
	}
}

func TestTemporalityAndMonotonyAreThoseOfTheShape(t *testing.T) {
	type kind struct {
		of        pmetric.MetricType
		monotonic bool
		points    pmetric.AggregationTemporality
	}
	for delta, chosen := range map[bool]pmetric.AggregationTemporality{
		false: pmetric.AggregationTemporalityCumulative,
		true:  pmetric.AggregationTemporalityDelta,
	} {
		got := map[string]kind{}
		for _, m := range exportShapes(delta, 1).ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics().All() {
			switch m.Type() {
			case pmetric.MetricTypeSum:
				got[m.Name()] = kind{m.Type(), m.Sum().IsMonotonic(), m.Sum().AggregationTemporality()}
			case pmetric.MetricTypeHistogram:
				got[m.Name()] = kind{m.Type(), true, m.Histogram().AggregationTemporality()}
			case pmetric.MetricTypeExponentialHistogram:
				got[m.Name()] = kind{m.Type(), true, m.ExponentialHistogram().AggregationTemporality()}
			default:
				got[m.Name()] = kind{of: m.Type()}
			}
		}
		require.Equal(t, map[string]kind{
			"counter":     {pmetric.MetricTypeSum, true, chosen},
			"sum":         {pmetric.MetricTypeSum, true, chosen},
			"up-down":     {pmetric.MetricTypeSum, false, pmetric.AggregationTemporalityCumulative},
			"gauge":       {of: pmetric.MetricTypeGauge},
			"histogram":   {pmetric.MetricTypeHistogram, true, chosen},
			"exponential": {pmetric.MetricTypeExponentialHistogram, true, chosen},
		}, got)
	}
}
