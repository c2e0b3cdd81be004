package dialect

import (
	"sync"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Normalizer translates spans. It is immutable and safe for concurrent use.
type Normalizer struct {
	index   index
	scratch sync.Pool // of *Span
}

// New returns a normalizer for every known dialect.
func New() *Normalizer {
	n := &Normalizer{index: newIndex(all)}
	n.scratch.New = func() any { return new(Span) }
	return n
}

// Result says what became of one span.
type Result struct {
	// Dialect is the dialect the span was read in; [None] if it is neither MCP
	// nor GenAI, and then the span is untouched.
	Dialect ID
	// Repaired says that the span's status was corrected.
	Repaired bool
	// Odd counts values that were ignored, by reason.
	Odd [mcp.NumOddities]uint8
}

// Scope is what the normalizer knows of an instrumentation scope. Finding it
// once for all spans of the scope keeps it off the path of each span.
type Scope struct {
	name    string
	dialect *Dialect
}

// Scope looks an instrumentation scope up.
func (n *Normalizer) Scope(s pcommon.InstrumentationScope) Scope {
	return Scope{name: s.Name(), dialect: n.index.dialectOfScope(s.Name())}
}

// Normalize translates one span in place. It never fails and never blocks: a
// value that it cannot read stays where it is and is counted.
func (n *Normalizer) Normalize(scope Scope, span ptrace.Span) Result {
	s := n.scratch.Get().(*Span)
	defer n.scratch.Put(s)
	s.reset(scope.name, span)
	n.index.scan(s)
	s.dialect = n.dialectOf(scope, s)
	if s.dialect != nil || s.speaksConventions() {
		s.translate()
	}
	result := Result{Dialect: s.dialectID(), Repaired: s.repaired, Odd: s.odd}
	s.release()
	return result
}

// dialectOf weighs the evidence: scope, marker, shape, and last the names that
// users give their own spans.
func (n *Normalizer) dialectOf(scope Scope, s *Span) *Dialect {
	if scope.dialect != nil {
		return scope.dialect
	}
	for i, d := range all {
		if s.markers&(1<<i) != 0 {
			return d
		}
	}
	for _, d := range all {
		if d.Shape != nil && d.Shape(s) {
			return d
		}
	}
	if !s.speaksConventions() && generic.Shape(s) {
		return generic
	}
	return nil
}

// translate applies the dialect, the old names of the conventions, and what
// holds for every dialect. What a span is comes first: a span of the dialect's
// scope that is neither MCP nor GenAI keeps all it has.
func (s *Span) translate() {
	if d := s.dialect; d != nil {
		if d.Identify != nil {
			d.Identify(s)
		}
		if !s.speaksConventions() {
			return
		}
		if d.Fix != nil {
			d.Fix(s)
		}
		s.apply(d.Aliases)
		s.Drop(d.Drops...)
	}
	s.apply(legacy)
	s.complete()
	s.repairStatus()
	s.removeDropped()
}

// complete adds what the conventions require and the span itself implies.
func (s *Span) complete() {
	s.mend(semconv.RPCResponseStatusCode)
	s.mend(semconv.JSONRPCRequestID)
	s.mendOperation()
	method := s.mendMethod()
	if method == "" {
		return
	}
	if method == mcp.MethodToolsCall {
		s.Put(semconv.GenAIOperationName, semconv.OperationExecuteTool)
	}
	s.targetFromName(method)
	s.sideFromEvidence()
}

// mendMethod returns the method. A value that is not a known method gives way to
// one that the span name states; a method of the peer's own is kept.
func (s *Span) mendMethod() string {
	method := s.Text(semconv.MCPMethodName)
	if method == "" || mcp.KnownMethod(method) {
		return method
	}
	if named, _, ok := mcp.CutMethod(s.Name()); ok {
		s.Replace(semconv.MCPMethodName, named)
		return named
	}
	return method
}

// mendOperation removes an operation that only repeats the method (OBI,
// Kuadrant) and reads a missing one from a conventional span name.
func (s *Span) mendOperation() {
	operation := s.Text(semconv.GenAIOperationName)
	if mcp.KnownMethod(operation) {
		s.drop(semconv.GenAIOperationName)
	}
	if operation == "" && s.markers&legacyGenAI != 0 {
		named, _, _ := mcp.CutOperation(s.Name())
		s.Put(semconv.GenAIOperationName, named)
	}
}

// targetFromName takes the tool or prompt from a conventional span name when no
// attribute names it.
func (s *Span) targetFromName(method string) {
	if s.Has(semconv.GenAIToolName) || s.Has(semconv.GenAIPromptName) {
		return
	}
	m, target, ok := mcp.CutMethod(s.Name())
	if !ok || m != method || target == "" {
		return
	}
	switch method {
	case mcp.MethodToolsCall:
		s.Put(semconv.GenAIToolName, target)
	case mcp.MethodPromptsGet:
		s.Put(semconv.GenAIPromptName, target)
	}
}

// sideFromEvidence gives a span of kind INTERNAL the side that only one side
// can know: the conventions record the client's address on the receiver only.
func (s *Span) sideFromEvidence() {
	if s.Kind() == ptrace.SpanKindInternal && s.Has(clientAddress) && !s.merged() {
		s.SetKind(ptrace.SpanKindServer)
	}
}

// merged reports whether the span is the framework's execute_tool span that an
// MCP client enriched instead of opening its own (conventions 1.7).
func (s *Span) merged() bool {
	op, _, ok := mcp.CutOperation(s.Name())
	return ok && op == semconv.OperationExecuteTool
}
