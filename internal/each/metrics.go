package each

import "go.opentelemetry.io/collector/pdata/pmetric"

// Metrics shows every text of md, except for what its metrics are called, measured in
// and described with.
func (w *Walker) Metrics(md pmetric.Metrics) {
	for _, rm := range md.ResourceMetrics().All() {
		w.schemaURL(rm.SchemaUrl(), rm.SetSchemaUrl)
		w.resource(rm.Resource())
		for _, sm := range rm.ScopeMetrics().All() {
			w.schemaURL(sm.SchemaUrl(), sm.SetSchemaUrl)
			w.scope(sm.Scope())
			for _, metric := range sm.Metrics().All() {
				w.metric(metric)
			}
		}
	}
}

func (w *Walker) metric(m pmetric.Metric) {
	w.attributes(Metadata, m.Metadata())
	switch m.Type() {
	case pmetric.MetricTypeGauge:
		w.numbers(m.Gauge().DataPoints())
	case pmetric.MetricTypeSum:
		w.numbers(m.Sum().DataPoints())
	case pmetric.MetricTypeHistogram:
		for _, p := range m.Histogram().DataPoints().All() {
			w.attributes(Attribute, p.Attributes())
			w.exemplars(p.Exemplars())
		}
	case pmetric.MetricTypeExponentialHistogram:
		for _, p := range m.ExponentialHistogram().DataPoints().All() {
			w.attributes(Attribute, p.Attributes())
			w.exemplars(p.Exemplars())
		}
	case pmetric.MetricTypeSummary:
		for _, p := range m.Summary().DataPoints().All() {
			w.attributes(Attribute, p.Attributes())
		}
	}
}

func (w *Walker) numbers(points pmetric.NumberDataPointSlice) {
	for _, p := range points.All() {
		w.attributes(Attribute, p.Attributes())
		w.exemplars(p.Exemplars())
	}
}

func (w *Walker) exemplars(exemplars pmetric.ExemplarSlice) {
	for _, e := range exemplars.All() {
		w.attributes(Exemplar, e.FilteredAttributes())
	}
}
