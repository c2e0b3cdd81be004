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
	call     *mcp.Call      // the reader's
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
		x.scope, x.span = dialect.Scope{}, ptrace.Span{}
	}
	a.used = 0
}

// read reads a span of the resource. It is counted a little later.
func (n *counter) read(scope dialect.Scope, span ptrace.Span) {
	x := &n.ahead.spans[n.ahead.n]
	x.scope, x.span = scope, span
	if x.ok = x.reader.Reads(scope, span); x.ok {
		n.origin.service.Scope(x.call)
	}
	if n.ahead.n++; n.ahead.n == len(n.ahead.spans) {
		n.settle()
	}
}

// settle counts all spans that were read.
func (n *counter) settle() {
	all := n.ahead.spans[:n.ahead.n]
	n.ahead.n, n.ahead.used = 0, max(n.ahead.used, len(all))
	window := n.connector.window
	if n.phase != calls {
		window = nil // it has judged them
	}
	n.lookFor(window, all)
	if window != nil {
		n.judge(window, all)
	}
	for i := range all {
		n.one(&all[i])
	}
}

// lookFor begins to look for calls and results that were told before. The window is nil if it is not asked.
func (n *counter) lookFor(window *dedup.Window, all []readAhead) {
	results := n.connector.results
	for i := range all {
		x := &all[i]
		if !x.ok {
			continue
		}
		if window != nil {
			window.Sight(x.call, &x.sighting)
		}
		x.result = results.hash(x.call)
	}
}

// judge finds out which calls were told before.
func (n *counter) judge(window *dedup.Window, all []readAhead) {
	sitting := window.Sit()
	for i := range all {
		x := &all[i]
		if !x.ok {
			sitting.Pass(x.span.TraceID(), x.span.SpanID(), x.span.ParentSpanID(), n.seconds)
			continue
		}
		x.verdict = sitting.Judge(&x.sighting, n.seconds)
	}
	sitting.Rise()
}
