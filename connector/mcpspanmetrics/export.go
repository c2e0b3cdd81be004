package mcpspanmetrics

import (
	"cmp"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
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
	if in.Bounds == nil {
		sum := m.SetEmptySum()
		sum.SetIsMonotonic(true)
		sum.SetAggregationTemporality(e.temporality)
	} else {
		m.SetEmptyHistogram().SetAggregationTemporality(e.temporality)
	}
	return m
}

func (e *exporter) appendPoint(m pmetric.Metric, p *series.Point) {
	in := &e.instruments[p.Instrument]
	if in.Bounds == nil {
		dp := m.Sum().DataPoints().AppendEmpty()
		dp.SetStartTimestamp(pcommon.Timestamp(p.Start))
		dp.SetTimestamp(pcommon.Timestamp(p.Time))
		dp.SetIntValue(int64(p.Count))
		putLabels(dp.Attributes(), in.Keys, p)
		return
	}
	dp := m.Histogram().DataPoints().AppendEmpty()
	dp.SetStartTimestamp(pcommon.Timestamp(p.Start))
	dp.SetTimestamp(pcommon.Timestamp(p.Time))
	dp.SetCount(p.Count)
	dp.SetSum(p.Sum)
	dp.ExplicitBounds().FromRaw(in.Bounds)
	dp.BucketCounts().FromRaw(p.Buckets)
	if ex := &p.Exemplar; e.exemplars && ex.Time != 0 {
		exemplar := dp.Exemplars().AppendEmpty()
		exemplar.SetTimestamp(pcommon.Timestamp(ex.Time))
		exemplar.SetDoubleValue(ex.Value)
		exemplar.SetTraceID(ex.Trace)
		exemplar.SetSpanID(ex.ID)
	}
	putLabels(dp.Attributes(), in.Keys, p)
}

func putLabels(to pcommon.Map, keys []string, p *series.Point) {
	if p.Overflow {
		to.PutBool(semconv.OverflowAttribute, true)
		return
	}
	to.EnsureCapacity(len(keys))
	for i, v := range p.Values {
		switch v.Kind {
		case series.StringKind:
			to.PutStr(keys[i], v.Str())
		case series.IntKind:
			to.PutInt(keys[i], v.Int())
		case series.BoolKind:
			to.PutBool(keys[i], v.Bool())
		case series.DoubleKind:
			to.PutDouble(keys[i], v.Double())
		}
	}
}
