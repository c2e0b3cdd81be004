package mcpspanmetrics

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// appendPoint adds a point to its metric.
func (e *exporter) appendPoint(m pmetric.Metric, p *series.Point) {
	in := &e.instruments[p.Instrument]
	switch in.Shape {
	case series.Counter:
		number(m.Sum().DataPoints(), in, p).SetIntValue(int64(p.Count))
	case series.Sum:
		number(m.Sum().DataPoints(), in, p).SetDoubleValue(p.Sum)
	case series.UpDown:
		number(m.Sum().DataPoints(), in, p).SetIntValue(p.Level)
	case series.Gauge:
		number(m.Gauge().DataPoints(), in, p).SetDoubleValue(p.Value)
	case series.Histogram:
		e.histogram(m.Histogram().DataPoints(), in, p)
	case series.Exponential:
		e.exponential(m.ExponentialHistogram().DataPoints(), in, p)
	}
}

// number appends a point that lacks only its value.
func number(to pmetric.NumberDataPointSlice, in *callmetrics.Instrument, p *series.Point) pmetric.NumberDataPoint {
	dp := to.AppendEmpty()
	dp.SetStartTimestamp(pcommon.Timestamp(p.Start))
	dp.SetTimestamp(pcommon.Timestamp(p.Time))
	putLabels(dp.Attributes(), in.Keys, p)
	return dp
}

func (e *exporter) histogram(to pmetric.HistogramDataPointSlice, in *callmetrics.Instrument, p *series.Point) {
	dp := to.AppendEmpty()
	dp.SetStartTimestamp(pcommon.Timestamp(p.Start))
	dp.SetTimestamp(pcommon.Timestamp(p.Time))
	dp.SetCount(p.Count)
	dp.SetSum(p.Sum)
	dp.ExplicitBounds().FromRaw(in.Bounds)
	dp.BucketCounts().FromRaw(p.Buckets)
	e.putExemplar(dp.Exemplars(), p)
	putLabels(dp.Attributes(), in.Keys, p)
}

// exponential leaves out the buckets for values below 0: there are none.
func (e *exporter) exponential(to pmetric.ExponentialHistogramDataPointSlice, in *callmetrics.Instrument, p *series.Point) {
	dp := to.AppendEmpty()
	dp.SetStartTimestamp(pcommon.Timestamp(p.Start))
	dp.SetTimestamp(pcommon.Timestamp(p.Time))
	dp.SetCount(p.Count)
	dp.SetSum(p.Sum)
	dp.SetScale(int32(p.Exponential.Scale))
	dp.SetZeroCount(p.Exponential.Zero)
	dp.Positive().SetOffset(int32(p.Exponential.Offset))
	dp.Positive().BucketCounts().FromRaw(p.Exponential.Counts)
	e.putExemplar(dp.Exemplars(), p)
	putLabels(dp.Attributes(), in.Keys, p)
}

func (e *exporter) putExemplar(to pmetric.ExemplarSlice, p *series.Point) {
	ex := &p.Exemplar
	if !e.exemplars || ex.Time == 0 {
		return
	}
	exemplar := to.AppendEmpty()
	exemplar.SetTimestamp(pcommon.Timestamp(ex.Time))
	exemplar.SetDoubleValue(ex.Value)
	exemplar.SetTraceID(ex.Trace)
	exemplar.SetSpanID(ex.ID)
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
