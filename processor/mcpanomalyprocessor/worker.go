package mcpanomalyprocessor

import (
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dedup"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/emitter"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// worker judges one batch at a time. It holds what judging a call needs, so that one
// with which nothing is wrong costs no allocation.
type worker struct {
	model      *model
	principals []string
	normalizer *dialect.Normalizer
	reader     *dialect.Reader
	inspector  *anomaly.Inspector
	seen       seen
	sighting   dedup.Sighting
	found      []anomaly.Finding
	observed   anomaly.Observation
	resource   about
	tally      tally
}

// about is what a resource says of all its spans.
type about struct {
	attributes pcommon.Map
	emitter    emitter.Service
	service    string
	principal  string
	observer   uint64
}

func newWorker(p *anomalies) *worker {
	return &worker{
		model: p.model, principals: p.config.PrincipalAttributes, normalizer: p.normalizer, reader: p.normalizer.NewReader(),
		inspector: p.model.inspector(),
	}
}

func (w *worker) traces(td ptrace.Traces, now time.Time) {
	defer w.reader.Forget()
	for _, rs := range td.ResourceSpans().All() {
		w.about(rs.Resource())
		for _, ss := range rs.ScopeSpans().All() {
			scope := w.normalizer.Scope(ss.Scope())
			for _, span := range ss.Spans().All() {
				w.span(scope, span, now)
			}
		}
	}
	w.forget()
	w.tally.skipped[late], w.tally.skipped[repeated] = w.model.skipped()
}

// maxKept bounds the definitions for which there is room in the next batch.
const maxKept = 64

// forget lets go of the batch: a worker may be idle for long.
func (w *worker) forget() {
	clear(w.observed.Definitions[:cap(w.observed.Definitions)])
	if cap(w.observed.Definitions) > maxKept {
		w.observed.Definitions = nil
	}
	w.resource = about{}
	w.observed.Call, w.observed.Server, w.observed.Principal, w.observed.Peer = nil, "", "", ""
}

func (w *worker) about(r pcommon.Resource) {
	attrs := r.Attributes()
	w.resource = about{
		attributes: attrs, emitter: emitter.Of(attrs), service: text(attrs, semconv.ServiceName), principal: text(attrs, w.principals...),
		observer: observer(attrs),
	}
}

// span judges one span.
func (w *worker) span(scope dialect.Scope, span ptrace.Span, now time.Time) {
	call, ok := w.reader.Read(scope, span)
	seconds := uint32(now.Unix())
	if !ok {
		w.model.window.Pass(span.TraceID(), span.SpanID(), span.ParentSpanID(), seconds)
		return
	}
	w.resource.emitter.Scope(call)
	o := &w.observed
	o.Call, o.Now = call, now.UnixNano()
	w.model.window.Sight(call, &w.sighting)
	w.complete(o, span)
	w.inspector.Inspect(o)
	o.Twin = w.model.window.Judge(&w.sighting, seconds) != dedup.Fresh
	o.Twin = w.model.claims.Holds(call, seconds) || o.Twin
	if !call.Kind.IsCall() {
		w.described(o, span)
	}
	w.found = w.model.judge(o, w.found[:0])
	w.tally.judged(o, w.found)
	if n := write(span, w.found); n > 0 {
		w.tally.skipped[tooMany] += int64(n)
	}
}

// complete adds to a call what its span and resource say around it.
func (w *worker) complete(o *anomaly.Observation, span ptrace.Span) {
	attrs := span.Attributes()
	if o.Call.Arguments == "" {
		o.Call.Arguments = structured(attrs, semconv.GenAIToolCallArguments)
	}
	if o.Call.Result == "" {
		o.Call.Result = structured(attrs, semconv.GenAIToolCallResult)
	}
	o.Server = mcp.Cut(w.server(o.Call))
	if o.Principal = text(attrs, w.principals...); o.Principal == "" {
		o.Principal = w.resource.principal
	}
	o.Observer, o.Service, o.Peer = w.resource.observer, w.resource.emitter.Hash(), ""
	if o.Call.Side == mcp.SideServer && o.Call.Kind.IsCall() {
		o.Peer = text(attrs, peerAddresses...)
	}
	o.Definitions = definitions(o.Definitions[:0], o.Call, span)
}

// peerAddresses say where a server's caller is.
var peerAddresses = []string{"client.address", "network.peer.address"}

// server names who answers. One that does not say its name is known by that of its
// service, where the span is the server's own, or by its address.
func (w *worker) server(c *mcp.Call) string {
	switch {
	case c.ServerName != "":
		return c.ServerName
	case c.Role == mcp.RoleServer || c.Role == mcp.RoleInside:
		return w.resource.service
	}
	return c.ServerAddress
}

// described reads definitions that come with a model call: whose tools they are is not
// said, and they come again with every call.
func (w *worker) described(o *anomaly.Observation, span ptrace.Span) {
	if v, ok := span.Attributes().Get(semconv.GenAIToolDefinitions); ok && w.seen.first(v) {
		w.inspector.InspectText(o, v.AsString())
	}
}

// structured returns what somebody has captured as structure, as JSON.
func structured(attrs pcommon.Map, key string) string {
	v, ok := attrs.Get(key)
	if !ok || v.Type() != pcommon.ValueTypeMap && v.Type() != pcommon.ValueTypeSlice {
		return ""
	}
	return v.AsString()
}

// text returns the first of some attributes that is a text.
func text(m pcommon.Map, keys ...string) string {
	for _, key := range keys {
		if v, ok := m.Get(key); ok && v.Type() == pcommon.ValueTypeStr && v.Str() != "" {
			return v.Str()
		}
	}
	return ""
}

// observerKeys tell apart who has seen a call.
var observerKeys = []string{semconv.ServiceName, "service.instance.id", "host.name", "host.id", "k8s.pod.name"}

// observer is the same for what one observer has seen, as long as the process runs.
func observer(attrs pcommon.Map) uint64 {
	sum := uint64(1)
	for _, key := range observerKeys {
		sum = series.MixText(sum, text(attrs, key))
	}
	return sum
}
