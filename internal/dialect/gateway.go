package dialect

import (
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// asGateway says that a proxy between client and server saw the call. A span
// that has no side gets the one given.
func (s *Span) asGateway(side ptrace.SpanKind) {
	s.Put(semconv.MCPCallRole, mcp.RoleGateway.String())
	if s.Kind() == ptrace.SpanKindInternal {
		s.SetKind(side)
	}
}

// asDetail says that a span which repeats the method of another is no call of
// its own.
func (s *Span) asDetail() { s.Put(semconv.MCPCallRole, mcp.RoleInside.String()) }
