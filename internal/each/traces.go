package each

import "go.opentelemetry.io/collector/pdata/ptrace"

// Traces shows every text of td.
func (w *Walker) Traces(td ptrace.Traces) {
	for _, rs := range td.ResourceSpans().All() {
		w.schemaURL(rs.SchemaUrl(), rs.SetSchemaUrl)
		w.resource(rs.Resource())
		for _, ss := range rs.ScopeSpans().All() {
			w.schemaURL(ss.SchemaUrl(), ss.SetSchemaUrl)
			w.scope(ss.Scope())
			for _, span := range ss.Spans().All() {
				w.visitor.Span(rs.Resource(), ss.Scope(), span)
				w.span(span)
			}
		}
	}
}

func (w *Walker) span(s ptrace.Span) {
	w.name(SpanName, s.Name(), s.SetName)
	w.traceState(s.TraceState())
	w.text(Status, s.Status().Message(), s.Status().SetMessage)
	w.attributes(Attribute, s.Attributes())
	for _, event := range s.Events().All() {
		w.name(EventName, event.Name(), event.SetName)
		w.attributes(Event, event.Attributes())
	}
	for _, link := range s.Links().All() {
		w.traceState(link.TraceState())
		w.attributes(Link, link.Attributes())
	}
	w.visitor.Done(s.Attributes())
}
