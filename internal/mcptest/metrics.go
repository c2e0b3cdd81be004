package mcptest

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

// Metrics writes every point as a line, sorted:
//
//	{service.name="desk"} mcp.tool.calls{gen_ai.tool.name="divide"} 0s..15s =3
//	{service.name="desk"} mcp.client.operation.duration{…} 0s..15s n=3 sum=0.75 0.5:3
//	{service.name="desk"} mcp.client.operation.duration{…} 0s..15s n=3 sum=0.5 scale=1 zero=1 0.25:2
//
// The times are those of the point since the given one. Of a histogram only the
// buckets that have something in them are shown, by their upper bound.
func Metrics(since time.Time, batches ...pmetric.Metrics) string {
	var lines []string
	for _, md := range batches {
		for _, rm := range md.ResourceMetrics().All() {
			resource := attributes(rm.Resource().Attributes())
			for _, sm := range rm.ScopeMetrics().All() {
				for _, m := range sm.Metrics().All() {
					lines = append(lines, points(since, resource+" "+m.Name(), m)...)
				}
			}
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

func points(since time.Time, head string, m pmetric.Metric) []string {
	var lines []string
	switch m.Type() {
	case pmetric.MetricTypeSum:
		lines = numbers(since, head, m.Sum().DataPoints())
	case pmetric.MetricTypeGauge:
		lines = numbers(since, head, m.Gauge().DataPoints())
	case pmetric.MetricTypeHistogram:
		for _, p := range m.Histogram().DataPoints().All() {
			lines = append(lines, fmt.Sprintf("%s%s %s n=%d sum=%s%s\n", head, attributes(p.Attributes()),
				interval(since, p.StartTimestamp(), p.Timestamp()), p.Count(), number(p.Sum()), buckets(p)))
		}
	case pmetric.MetricTypeExponentialHistogram:
		for _, p := range m.ExponentialHistogram().DataPoints().All() {
			lines = append(lines, fmt.Sprintf("%s%s %s n=%d sum=%s scale=%d%s\n", head, attributes(p.Attributes()),
				interval(since, p.StartTimestamp(), p.Timestamp()), p.Count(), number(p.Sum()), p.Scale(), exponentialBuckets(p)))
		}
	}
	return lines
}

func numbers(since time.Time, head string, points pmetric.NumberDataPointSlice) []string {
	lines := make([]string, 0, points.Len())
	for _, p := range points.All() {
		value := strconv.FormatInt(p.IntValue(), 10)
		if p.ValueType() == pmetric.NumberDataPointValueTypeDouble {
			value = number(p.DoubleValue())
		}
		lines = append(lines, fmt.Sprintf("%s%s %s =%s\n", head, attributes(p.Attributes()),
			interval(since, p.StartTimestamp(), p.Timestamp()), value))
	}
	return lines
}

func interval(since time.Time, start, end pcommon.Timestamp) string {
	return start.AsTime().Sub(since).String() + ".." + end.AsTime().Sub(since).String()
}

func buckets(p pmetric.HistogramDataPoint) string {
	var b strings.Builder
	for i, n := range p.BucketCounts().All() {
		if n == 0 {
			continue
		}
		bound := "+Inf"
		if i < p.ExplicitBounds().Len() {
			bound = number(p.ExplicitBounds().At(i))
		}
		fmt.Fprintf(&b, " %s:%d", bound, n)
	}
	return b.String()
}

func exponentialBuckets(p pmetric.ExponentialHistogramDataPoint) string {
	var b strings.Builder
	if p.ZeroCount() > 0 {
		fmt.Fprintf(&b, " zero=%d", p.ZeroCount())
	}
	for i, n := range p.Positive().BucketCounts().All() {
		if n > 0 {
			above := int(p.Positive().Offset()) + i + 1
			fmt.Fprintf(&b, " %s:%d", number(math.Exp2(math.Ldexp(float64(above), -int(p.Scale())))), n)
		}
	}
	if n := p.Negative().BucketCounts().Len(); n > 0 {
		fmt.Fprintf(&b, " negative=%d", n)
	}
	return b.String()
}

// number rounds to what a scenario can state: sums of binary fractions differ
// in the last digit.
func number(f float64) string {
	return strconv.FormatFloat(f, 'g', 9, 64)
}

func attributes(m pcommon.Map) string {
	texts := map[string]string{}
	for key, v := range m.All() {
		texts[key] = v.AsString()
		if v.Type() == pcommon.ValueTypeStr {
			texts[key] = strconv.Quote(v.Str())
		}
	}
	pairs := make([]string, 0, len(texts))
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		pairs = append(pairs, key+"="+texts[key])
	}
	return "{" + strings.Join(pairs, " ") + "}"
}
