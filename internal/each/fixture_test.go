package each

import (
	"fmt"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/xpdata/entity"
)

// told is a visitor made of functions; without any it changes nothing.
type told struct {
	text    func(at At, text string) (string, bool, bool)
	name    func(at At, name string) (string, bool)
	whole   func(at At) bool
	tooDeep func(at At) (string, bool)
	done    func(attributes pcommon.Map)
	begin   func(attributes pcommon.Map)
}

func (v told) Span(_ pcommon.Resource, _ pcommon.InstrumentationScope, s ptrace.Span) {
	if v.begin != nil {
		v.begin(s.Attributes())
	}
}

func (v told) Record(record plog.LogRecord) {
	if v.begin != nil {
		v.begin(record.Attributes())
	}
}

func (v told) Text(at At, text string) (string, bool, bool) {
	if v.text == nil {
		return text, false, false
	}
	return v.text(at, text)
}

func (v told) Name(at At, name string) (string, bool) {
	if v.name == nil {
		return name, false
	}
	return v.name(at, name)
}

func (v told) Whole(at At) bool { return v.whole != nil && v.whole(at) }

func (v told) TooDeep(at At) (string, bool) {
	if v.tooDeep == nil {
		return "", false
	}
	return v.tooDeep(at)
}

func (v told) Done(attributes pcommon.Map) {
	if v.done != nil {
		v.done(attributes)
	}
}

// everything replaces every text by the same one.
var everything = told{
	text:    func(At, string) (string, bool, bool) { return "####", true, false },
	name:    func(At, string) (string, bool) { return "####", true },
	tooDeep: func(At) (string, bool) { return "####", true },
}

// maker makes texts that are all different and begin with a mark, and telemetry that
// has one of them wherever there can be one.
type maker struct {
	mark string
	n    int
}

func (k *maker) text() string {
	k.n++
	return fmt.Sprintf("%s%04d", k.mark, k.n)
}

func (k *maker) attributes(m pcommon.Map) {
	m.PutStr(k.text(), k.text())
	m.PutInt(k.text(), 4111111111111111)
	m.PutDouble(k.text(), 4111111111111111)
	m.PutBool(k.text(), true)
	m.PutEmpty(k.text())
	m.PutEmptyBytes(k.text()).FromRaw([]byte(k.text()))
	m.PutEmptyBytes(k.text()).FromRaw([]byte("\xff" + k.text()))
	inner := m.PutEmptyMap(k.text())
	inner.PutStr(k.text(), k.text())
	list := inner.PutEmptySlice(k.text())
	list.AppendEmpty().SetStr(k.text())
	list.AppendEmpty().SetEmptySlice().AppendEmpty().SetEmptyMap().PutStr(k.text(), k.text())
	list.AppendEmpty().SetEmptyBytes().FromRaw([]byte(k.text()))
}

func (k *maker) url() string { return "https://" + k.text() + "@example.com/" }

func (k *maker) resource(r pcommon.Resource) {
	k.attributes(r.Attributes())
	ref := entity.ResourceEntityRefs(r).AppendEmpty()
	ref.SetSchemaUrl(k.url())
	ref.IdKeys().Append(k.text())
	ref.DescriptionKeys().Append(k.text())
}

func (k *maker) traces() ptrace.Traces {
	td := ptrace.NewTraces()
	rs := td.ResourceSpans().AppendEmpty()
	rs.SetSchemaUrl(k.url())
	k.resource(rs.Resource())
	ss := rs.ScopeSpans().AppendEmpty()
	ss.SetSchemaUrl(k.url())
	k.attributes(ss.Scope().Attributes())
	s := ss.Spans().AppendEmpty()
	s.SetName(k.text())
	s.TraceState().FromRaw(k.text())
	s.Status().SetMessage(k.text())
	k.attributes(s.Attributes())
	for range 2 {
		s.Events().AppendEmpty().SetName(k.text())
		k.attributes(s.Events().At(0).Attributes())
		s.Links().AppendEmpty().TraceState().FromRaw(k.text())
		k.attributes(s.Links().At(0).Attributes())
	}
	return td
}

func (k *maker) logs() plog.Logs {
	ld := plog.NewLogs()
	rl := ld.ResourceLogs().AppendEmpty()
	rl.SetSchemaUrl(k.url())
	k.resource(rl.Resource())
	sl := rl.ScopeLogs().AppendEmpty()
	sl.SetSchemaUrl(k.url())
	k.attributes(sl.Scope().Attributes())
	r := sl.LogRecords().AppendEmpty()
	r.SetEventName(k.text())
	r.SetSeverityText(k.text())
	k.attributes(r.Attributes())
	k.attributes(r.Body().SetEmptyMap())
	sl.LogRecords().AppendEmpty().Body().SetStr(k.text())
	sl.LogRecords().AppendEmpty().Body().SetEmptyBytes().FromRaw([]byte(k.text()))
	sl.LogRecords().AppendEmpty().Body().SetEmptySlice().AppendEmpty().SetStr(k.text())
	return ld
}

func (k *maker) metrics() pmetric.Metrics {
	md := pmetric.NewMetrics()
	rm := md.ResourceMetrics().AppendEmpty()
	rm.SetSchemaUrl(k.url())
	k.resource(rm.Resource())
	sm := rm.ScopeMetrics().AppendEmpty()
	sm.SetSchemaUrl(k.url())
	k.attributes(sm.Scope().Attributes())
	for range 5 {
		k.attributes(sm.Metrics().AppendEmpty().Metadata())
	}
	gauge := sm.Metrics().At(0).SetEmptyGauge().DataPoints().AppendEmpty()
	k.attributes(gauge.Attributes())
	k.attributes(gauge.Exemplars().AppendEmpty().FilteredAttributes())
	sum := sm.Metrics().At(1).SetEmptySum().DataPoints().AppendEmpty()
	k.attributes(sum.Attributes())
	k.attributes(sum.Exemplars().AppendEmpty().FilteredAttributes())
	histogram := sm.Metrics().At(2).SetEmptyHistogram().DataPoints().AppendEmpty()
	k.attributes(histogram.Attributes())
	k.attributes(histogram.Exemplars().AppendEmpty().FilteredAttributes())
	exponential := sm.Metrics().At(3).SetEmptyExponentialHistogram().DataPoints().AppendEmpty()
	k.attributes(exponential.Attributes())
	k.attributes(exponential.Exemplars().AppendEmpty().FilteredAttributes())
	k.attributes(sm.Metrics().At(4).SetEmptySummary().DataPoints().AppendEmpty().Attributes())
	return md
}

func marshalTraces(td ptrace.Traces) string {
	b, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(td)
	return must(b, err)
}

func marshalMetrics(md pmetric.Metrics) string {
	b, err := (&pmetric.ProtoMarshaler{}).MarshalMetrics(md)
	return must(b, err)
}

func marshalLogs(ld plog.Logs) string {
	b, err := (&plog.ProtoMarshaler{}).MarshalLogs(ld)
	return must(b, err)
}

func must(b []byte, err error) string {
	if err != nil {
		panic(err)
	}
	return string(b)
}
