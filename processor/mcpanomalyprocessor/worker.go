package mcpanomalyprocessor

import (
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly"
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
	inspector  *anomaly.Inspector
	seen       seen
	found      []anomaly.Finding
	resource   about
	waiting    waiting
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
	w := &worker{model: p.model, principals: p.config.PrincipalAttributes, normalizer: p.normalizer, inspector: p.model.inspector()}
	for i := range w.waiting.calls {
		w.waiting.calls[i].reader = p.normalizer.NewReader()
	}
	return w
}

func (w *worker) traces(td ptrace.Traces, now time.Time) {
	for _, rs := range td.ResourceSpans().All() {
		w.about(rs.Resource())
		for _, ss := range rs.ScopeSpans().All() {
			scope := w.normalizer.Scope(ss.Scope())
			for _, span := range ss.Spans().All() {
				w.span(scope, span, now)
			}
		}
	}
	w.settle(now)
	w.forget()
	w.tally.skipped[late], w.tally.skipped[repeated] = w.model.skipped()
}

// forget lets go of the batch: a worker may be idle for long.
func (w *worker) forget() {
	w.waiting.forget()
	w.resource = about{}
}

func (w *worker) about(r pcommon.Resource) {
	attrs := r.Attributes()
	w.resource = about{
		attributes: attrs, emitter: emitter.Of(attrs), service: text(attrs, semconv.ServiceName), principal: text(attrs, w.principals...),
		observer: observer(attrs),
	}
}

// span reads a span. It is judged a little later.
func (w *worker) span(scope dialect.Scope, span ptrace.Span, now time.Time) {
	x := w.waiting.next()
	call, ok := x.reader.Read(scope, span)
	w.decide(now)
	if !ok {
		w.model.window.Pass(span.TraceID(), span.SpanID(), span.ParentSpanID(), uint32(now.Unix()))
		return
	}
	w.resource.emitter.Scope(call)
	x.span, x.observed.Call, x.observed.Now = span, call, now.UnixNano()
	w.model.window.Sight(call, &x.sighting)
	w.complete(&x.observed, span)
	if w.waiting.add() {
		w.settle(now)
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
