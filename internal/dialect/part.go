package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// isPart reports whether the span is transport or structure, because it says so or
// because its dialect has a part of this name.
func (s *Span) isPart() bool {
	if s.dialect != nil && !s.identified() {
		for i := range s.dialect.Parts {
			if part := &s.dialect.Parts[i]; part.has(s.Name()) {
				s.state(part.Kind)
				return true
			}
		}
	}
	kind, _ := mcp.ParseKind(s.Text(semconv.MCPSpanType))
	return kind == mcp.KindTransport || kind == mcp.KindStructure
}

func (p *Part) has(name string) bool {
	if head, ok := strings.CutSuffix(p.Name, "*"); ok {
		return strings.HasPrefix(name, head)
	}
	return name == p.Name
}
