package dialect

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// kuadrant is Kuadrant/mcp-gateway of 2026-08, a gateway. "mcp-router.process" is
// a message; the spans below it, of which one repeats the method, are its parts.
var kuadrant = &Dialect{
	Name:   "kuadrant",
	Shape:  func(s *Span) bool { return strings.HasPrefix(s.Name(), kuadrantPrefix) },
	Begins: kuadrantPrefix,
	Parts: []Part{
		{"mcp-router.*", mcp.KindStructure},
	},
	Reads:   []string{"mcp.tool"},
	Fix:     kuadrantFix,
	Aliases: []Alias{{From: "mcp.server", To: semconv.MCPServerName}},
}

const (
	kuadrantPrefix = "mcp-router."
	kuadrantRoot   = kuadrantPrefix + "process"
)

func kuadrantFix(s *Span) {
	switch {
	case !s.Has(semconv.MCPMethodName):
	case s.Name() == kuadrantRoot:
		s.asGateway(ptrace.SpanKindServer)
		s.moveText("mcp.tool", semconv.GenAIToolName)
		s.renameByConvention()
	default:
		s.asDetail()
	}
}
