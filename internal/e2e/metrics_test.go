package e2e

import "go.opentelemetry.io/collector/pdata/pmetric"

// countsByService adds up the points of the metric, for each service.
func countsByService(md pmetric.Metrics, name string) map[string]float64 {
	counts := map[string]float64{}
	for _, rm := range md.ResourceMetrics().All() {
		service, _ := rm.Resource().Attributes().Get("service.name")
		for _, m := range namedIn(rm, name) {
			counts[service.AsString()] += countPoints(m)
		}
	}
	return counts
}

// metricsNamed returns every occurrence of the metric in one export.
func metricsNamed(md pmetric.Metrics, name string) []pmetric.Metric {
	var found []pmetric.Metric
	for _, rm := range md.ResourceMetrics().All() {
		found = append(found, namedIn(rm, name)...)
	}
	return found
}

func namedIn(rm pmetric.ResourceMetrics, name string) []pmetric.Metric {
	var found []pmetric.Metric
	for _, sm := range rm.ScopeMetrics().All() {
		for _, m := range sm.Metrics().All() {
			if m.Name() == name {
				found = append(found, m)
			}
		}
	}
	return found
}

// countPoints is how many observations the points of the metric stand for.
func countPoints(m pmetric.Metric) float64 {
	sum := 0.0
	switch m.Type() {
	case pmetric.MetricTypeHistogram:
		for _, p := range m.Histogram().DataPoints().All() {
			sum += float64(p.Count())
		}
	case pmetric.MetricTypeSum:
		for _, p := range m.Sum().DataPoints().All() {
			sum += float64(p.IntValue()) + p.DoubleValue()
		}
	}
	return sum
}
