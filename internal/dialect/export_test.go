package dialect

import "go.opentelemetry.io/collector/pdata/ptrace"

// IsForeign reports whether a span is taken for neither MCP nor GenAI telemetry at the
// first look.
func (n *Normalizer) IsForeign(scope Scope, span ptrace.Span) bool {
	return n.index.isForeign(scope, span)
}

// NormalizeFully normalises a span without that first look.
func (n *Normalizer) NormalizeFully(scope Scope, span ptrace.Span) Result {
	s := n.borrow()
	defer n.putBack(s)
	return n.normalize(s, scope, span)
}

// Holds counts what a reader has of the last span besides the call.
func (r *Reader) Holds() int { return r.copy.Attributes().Len() + r.copy.Events().Len() }
