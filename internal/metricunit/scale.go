package metricunit

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

// scale divides every value of a metric, which loses less than multiplying by a
// fraction, and reports whether it could. Integers
// become doubles.
func scale(m pmetric.Metric, by float64) bool {
	switch m.Type() {
	case pmetric.MetricTypeGauge:
		scaleNumbers(m.Gauge().DataPoints(), by)
	case pmetric.MetricTypeSum:
		scaleNumbers(m.Sum().DataPoints(), by)
	case pmetric.MetricTypeHistogram:
		for _, p := range m.Histogram().DataPoints().All() {
			scaleHistogram(p, by)
		}
	case pmetric.MetricTypeSummary:
		for _, p := range m.Summary().DataPoints().All() {
			p.SetSum(p.Sum() / by)
			for _, q := range p.QuantileValues().All() {
				q.SetValue(q.Value() / by)
			}
		}
	default:
		return false
	}
	return true
}

func scaleNumbers(points pmetric.NumberDataPointSlice, by float64) {
	for _, p := range points.All() {
		switch p.ValueType() {
		case pmetric.NumberDataPointValueTypeInt:
			p.SetDoubleValue(float64(p.IntValue()) / by)
		case pmetric.NumberDataPointValueTypeDouble:
			p.SetDoubleValue(p.DoubleValue() / by)
		}
		scaleExemplars(p.Exemplars(), by)
	}
}

// scaleHistogram scales what is measured in the unit: bounds, sum and extremes. The
// counts stay.
func scaleHistogram(p pmetric.HistogramDataPoint, by float64) {
	scaleAll(p.ExplicitBounds(), by)
	if p.HasSum() {
		p.SetSum(p.Sum() / by)
	}
	if p.HasMin() {
		p.SetMin(p.Min() / by)
	}
	if p.HasMax() {
		p.SetMax(p.Max() / by)
	}
	scaleExemplars(p.Exemplars(), by)
}

func scaleAll(values pcommon.Float64Slice, by float64) {
	for i := range values.Len() {
		values.SetAt(i, values.At(i)/by)
	}
}

func scaleExemplars(exemplars pmetric.ExemplarSlice, by float64) {
	for _, e := range exemplars.All() {
		switch e.ValueType() {
		case pmetric.ExemplarValueTypeInt:
			e.SetDoubleValue(float64(e.IntValue()) / by)
		case pmetric.ExemplarValueTypeDouble:
			e.SetDoubleValue(e.DoubleValue() / by)
		}
	}
}
