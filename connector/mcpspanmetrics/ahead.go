package mcpspanmetrics

import (
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dedup"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// ahead are spans of one resource that were read and not counted. A few are read one after the other,
// then looked for among those told before, then counted: a processor that does one kind of work for a
// while has its code at hand and knows where it branches, and what is known of a span comes near until
// it is asked for. Nothing is noted while spans are read, and what is noted at one stage is asked for at
// no other, so each is counted as if the next was not read yet.
type ahead struct {
	spans [mostAhead]readAhead
	n     int
	used  int // since all was forgotten
}

const mostAhead = 16

// readAhead is a span, and what it tells.
type readAhead struct {
	reader   *dialect.Reader // has the call
	scope    dialect.Scope
	span     ptrace.Span
	call     *mcp.Call
	ok       bool           // it is MCP or GenAI telemetry
	sighting dedup.Sighting // if calls are counted once
	verdict  dedup.Verdict  // on it
	result   uint64         // hash of what it has brought
}

// forget lets go of all spans.
func (a *ahead) forget() {
	for i := range a.spans[:a.used] {
		x := &a.spans[i]
		x.reader.Forget()
		x.scope, x.span, x.call = dialect.Scope{}, ptrace.Span{}, nil
	}
	a.used = 0
}

// read reads a span of a resource. It is counted a little later.
func (n *counter) read(r *origin, scope dialect.Scope, span ptrace.Span, now int64) {
	x := &n.ahead.spans[n.ahead.n]
	x.scope, x.span = scope, span
	if x.call, x.ok = x.reader.Read(scope, span); x.ok {
		r.service.Scope(x.call)
	}
	n.ahead.n++
	n.ahead.used = max(n.ahead.used, n.ahead.n)
	if n.ahead.n == len(n.ahead.spans) {
		n.settle(r, now)
	}
}

// tellOnce finds out which calls were told before.
func (n *counter) tellOnce(all []readAhead) {
	window := n.connector.window
	if window == nil {
		return
	}
	for i := range all {
		if x := &all[i]; x.ok && n.phase == calls {
			window.Sight(x.call, &x.sighting)
		}
	}
	sitting := window.Sit()
	for i := range all {
		switch x := &all[i]; {
		case !x.ok:
			sitting.Pass(x.span.TraceID(), x.span.SpanID(), x.span.ParentSpanID(), n.seconds)
		case n.phase == calls:
			x.verdict = sitting.Judge(&x.sighting, n.seconds)
		}
	}
	sitting.Rise()
}

// settle counts all spans that were read.
func (n *counter) settle(r *origin, now int64) {
	all := n.ahead.spans[:n.ahead.n]
	n.tellOnce(all)
	for i := range all {
		if x := &all[i]; x.ok {
			x.result = n.connector.results.hash(x.call)
		}
	}
	for i := range all {
		n.one(r, &all[i], now)
	}
	n.ahead.n = 0
}
