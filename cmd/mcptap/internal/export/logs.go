package export

import (
	"context"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/otel/attribute"
	api "go.opentelemetry.io/otel/log"
	"go.opentelemetry.io/otel/sdk/log"
	"go.opentelemetry.io/otel/sdk/resource"
)

// template is a record that has resource and scope and nothing else. Records of the
// SDK get those from its loggers only.
type template struct{ log.Record }

func newTemplate(r *resource.Resource, scope, version string) *template {
	t := new(template)
	provider := log.NewLoggerProvider(log.WithResource(r), log.WithProcessor(t))
	provider.Logger(scope, api.WithInstrumentationVersion(version)).Emit(context.Background(), api.Record{})
	return t
}

// OnEmit keeps the record.
func (t *template) OnEmit(_ context.Context, r *log.Record) error {
	t.Record = r.Clone()
	return nil
}

// Enabled is part of a processor.
func (t *template) Enabled(context.Context, log.EnabledParameters) bool { return true }

// Shutdown is part of a processor.
func (t *template) Shutdown(context.Context) error { return nil }

// ForceFlush is part of a processor.
func (t *template) ForceFlush(context.Context) error { return nil }

// records returns log records as those of the SDK.
func (t *template) records(l plog.Logs) []log.Record {
	out := make([]log.Record, 0, l.LogRecordCount())
	for _, rl := range l.ResourceLogs().All() {
		for _, sl := range rl.ScopeLogs().All() {
			for _, r := range sl.LogRecords().All() {
				out = append(out, t.record(r))
			}
		}
	}
	return out
}

func (t *template) record(from plog.LogRecord) log.Record {
	r := t.Clone()
	r.SetTimestamp(from.Timestamp().AsTime())
	r.SetObservedTimestamp(from.ObservedTimestamp().AsTime())
	r.SetSeverity(api.Severity(from.SeverityNumber()))
	r.SetSeverityText(from.SeverityText())
	r.SetTraceID([16]byte(from.TraceID()))
	r.SetSpanID([8]byte(from.SpanID()))
	if from.Body().Type() == pcommon.ValueTypeStr {
		r.SetBody(attribute.StringValue(from.Body().Str()))
	}
	attrs := make([]attribute.KeyValue, 0, from.Attributes().Len())
	for key, value := range from.Attributes().All() {
		if value.Type() == pcommon.ValueTypeInt {
			attrs = append(attrs, attribute.Int64(key, value.Int()))
			continue
		}
		attrs = append(attrs, attribute.String(key, value.AsString()))
	}
	r.SetAttributes(attrs...)
	return r
}
