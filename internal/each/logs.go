package each

import "go.opentelemetry.io/collector/pdata/plog"

// Logs shows every text of ld.
func (w *Walker) Logs(ld plog.Logs) {
	for _, rl := range ld.ResourceLogs().All() {
		w.schemaURL(rl.SchemaUrl(), rl.SetSchemaUrl)
		w.resource(rl.Resource())
		for _, sl := range rl.ScopeLogs().All() {
			w.schemaURL(sl.SchemaUrl(), sl.SetSchemaUrl)
			w.scope(sl.Scope())
			for _, record := range sl.LogRecords().All() {
				w.visitor.Record(record)
				w.record(record)
			}
		}
	}
}

func (w *Walker) record(r plog.LogRecord) {
	w.name(EventName, r.EventName(), r.SetEventName)
	w.name(Severity, r.SeverityText(), r.SetSeverityText)
	if w.value(At{Place: Body}, r.Body()) {
		r.Body().SetStr("")
	}
	w.attributes(Attribute, r.Attributes())
	w.visitor.Done(r.Attributes())
}
