package mcpspanmetrics

import (
	"cmp"
	"slices"

	"go.opentelemetry.io/collector/pdata/pmetric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// exporter turns points into metrics.
type exporter struct {
	instruments []callmetrics.Instrument
	resources   *resources
	temporality pmetric.AggregationTemporality
	scope       string
	version     string
	exemplars   bool
}

// metrics groups points by resource and metric. The points are sorted in place.
func (e *exporter) metrics(points []series.Point) pmetric.Metrics {
	slices.SortFunc(points, func(a, b series.Point) int {
		return cmp.Or(cmp.Compare(a.Resource, b.Resource), cmp.Compare(a.Instrument, b.Instrument))
	})
	out := pmetric.NewMetrics()
	var metrics pmetric.MetricSlice
	var metric pmetric.Metric
	for i := range points {
		p := &points[i]
		newResource := i == 0 || p.Resource != points[i-1].Resource
		if newResource {
			metrics = e.appendResource(out, p.Resource)
		}
		if newResource || p.Instrument != points[i-1].Instrument {
			metric = e.appendMetric(metrics, p.Instrument)
		}
		e.appendPoint(metric, p)
	}
	return out
}

func (e *exporter) appendResource(out pmetric.Metrics, id series.ResourceID) pmetric.MetricSlice {
	rm := out.ResourceMetrics().AppendEmpty()
	e.resources.copyTo(id, rm.Resource().Attributes())
	sm := rm.ScopeMetrics().AppendEmpty()
	sm.Scope().SetName(e.scope)
	sm.Scope().SetVersion(e.version)
	return sm.Metrics()
}

func (e *exporter) appendMetric(metrics pmetric.MetricSlice, instrument int) pmetric.Metric {
	in := e.instruments[instrument]
	m := metrics.AppendEmpty()
	m.SetName(in.Name)
	m.SetUnit(in.Unit)
	m.SetDescription(in.Description)
	e.setShape(m, in.Shape)
	return m
}

// setShape makes a metric one that has points of a shape.
func (e *exporter) setShape(m pmetric.Metric, shape series.Shape) {
	switch shape {
	case series.Counter, series.Sum:
		sum := m.SetEmptySum()
		sum.SetIsMonotonic(true)
		sum.SetAggregationTemporality(e.temporality)
	case series.UpDown: // in a delta store too
		m.SetEmptySum().SetAggregationTemporality(pmetric.AggregationTemporalityCumulative)
	case series.Gauge:
		m.SetEmptyGauge()
	case series.Histogram:
		m.SetEmptyHistogram().SetAggregationTemporality(e.temporality)
	case series.Exponential:
		m.SetEmptyExponentialHistogram().SetAggregationTemporality(e.temporality)
	}
}
