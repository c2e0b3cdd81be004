package export

import (
	"context"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/attribute"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	"go.opentelemetry.io/otel/sdk/resource"
	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/encoding/protowire"
)

// Options say what is sent, and how much may wait.
type Options struct {
	// Service is service.name unless the environment names one; Name is it whatever
	// the environment says, if it is not empty.
	Service, Name string
	// Scope and Version are those of the instrumentation scope of log records.
	Scope, Version string
	// Bytes of each signal may wait to be sent.
	Bytes int
	// Failed is told of every failure, from several goroutines; nil of none.
	Failed func(error)
}

// Exporter sends what is recorded.
type Exporter struct {
	resource *resource.Resource
	template *template
	traces   *sender[[]byte] // nil if unwanted, as logs
	logs     *sender[[]sdklog.Record]
}

// New returns an exporter that sends as the environment says. What the environment
// says wrongly is told to Failed, and defaults take its place.
func New(ctx context.Context, o Options) *Exporter {
	if o.Failed == nil {
		o.Failed = func(error) {}
	}
	e := &Exporter{resource: newResource(ctx, &o)}
	e.template = newTemplate(e.resource, o.Scope, o.Version)
	if !unwanted(traces) {
		e.traces = newTraceSender(ctx, &o)
	}
	if !unwanted(logs) {
		e.logs = newLogSender(ctx, &o)
	}
	return e
}

// newResource reads OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES.
func newResource(ctx context.Context, o *Options) *resource.Resource {
	named := func(name string) resource.Option {
		if name == "" {
			return resource.WithAttributes()
		}
		return resource.WithAttributes(attribute.String("service.name", name))
	}
	r, err := resource.New(ctx, named(o.Service), resource.WithFromEnv(), named(o.Name))
	if err != nil {
		o.Failed(err)
	}
	return r
}

func newTraceSender(ctx context.Context, o *Options) *sender[[]byte] {
	protocol, err := protocolOf(traces)
	if err != nil {
		o.Failed(err)
	}
	client := newTraceClient(protocol)
	started := client.Start(ctx)
	send := func(ctx context.Context, spans []byte) error {
		if started != nil {
			return started
		}
		return client.UploadTraces(ctx, encoded(spans))
	}
	s := &sender[[]byte]{limit: o.Bytes, send: send, transient: transient, failed: o.Failed}
	s.start()
	return s
}

// encoded returns spans in the form that clients take, without decoding them: messages
// whose fields are all unknown are encoded as they are.
func encoded(spans []byte) (all []*tracepb.ResourceSpans) {
	for len(spans) > 0 {
		_, _, tag := protowire.ConsumeTag(spans) // of TracesData.resource_spans, the only field
		one, size := protowire.ConsumeBytes(spans[tag:])
		m := new(tracepb.ResourceSpans)
		m.ProtoReflect().SetUnknown(one)
		all = append(all, m)
		spans = spans[tag+size:]
	}
	return all
}

func newLogSender(ctx context.Context, o *Options) *sender[[]sdklog.Record] {
	protocol, err := protocolOf(logs)
	if err != nil {
		o.Failed(err)
	}
	exporter, started := newLogExporter(ctx, protocol)
	send := func(ctx context.Context, records []sdklog.Record) error {
		if started != nil {
			return started
		}
		return exporter.Export(ctx, records)
	}
	s := &sender[[]sdklog.Record]{limit: o.Bytes, send: send, transient: transient, failed: o.Failed}
	s.start()
	return s
}

// Logs reports whether log records are wanted.
func (e *Exporter) Logs() bool { return e.logs != nil }

// Service returns service.name.
func (e *Exporter) Service() string {
	name, _ := e.resource.Set().Value("service.name")
	return name.AsString()
}

// Resource describes the server.
func (e *Exporter) Resource(r pcommon.Resource) {
	for _, a := range e.resource.Attributes() {
		r.Attributes().PutStr(string(a.Key), a.Value.AsString())
	}
}

// Record queues what was recorded.
func (e *Exporter) Record(spans ptrace.Traces, records plog.Logs) {
	if n := spans.SpanCount(); n > 0 && e.traces != nil {
		m := ptrace.ProtoMarshaler{}
		b, err := m.MarshalTraces(spans)
		if err == nil { // there is no way to fail
			e.traces.put(item[[]byte]{b, n, len(b)})
		}
	}
	if n := records.LogRecordCount(); n > 0 && e.logs != nil {
		m := plog.ProtoMarshaler{}
		e.logs.put(item[[]sdklog.Record]{e.template.records(records), n, m.LogsSize(records)})
	}
}

// Stop sends what waits until the end of ctx. Nothing may be recorded any more.
func (e *Exporter) Stop(ctx context.Context) (spans, records Counts) {
	stopped := make(chan Counts, 1)
	if e.logs != nil {
		go func() { stopped <- e.logs.stop(ctx) }()
	} else {
		stopped <- Counts{}
	}
	if e.traces != nil {
		spans = e.traces.stop(ctx)
	}
	return spans, <-stopped
}
