package dialect

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// shinzo is shinzo-labs/shinzo-ts 1.1.0, server side. Its scope is the server's
// own name. The request id is a random UUID, the session id is one per process
// and client.address is the server's: none of them is what its name says.
var shinzo = &Dialect{
	Name:  "shinzo",
	Reads: []string{"mcp.request.argument.*", "mcp.tool.name", "mcp.request.id", clientAddress},
	Shape: isShinzo,
	Needs: "mcp.request.id",
	Fix:   shinzoFix,
	Drops: []string{"mcp.request.id", semconv.MCPSessionID, clientAddress},
}

// isShinzo recognises the shape: an INTERNAL span of an MCP method with the
// draft-era tool name, a UUID as request id and an address of a client.
func isShinzo(s *Span) bool {
	if s.Kind() != ptrace.SpanKindInternal || !isUUID(s.Text("mcp.request.id")) || !s.Has(clientAddress) {
		return false
	}
	m, _, ok := mcp.CutMethod(s.Name())
	return ok && m == s.Text(semconv.MCPMethodName)
}

func isUUID(text string) bool {
	return len(text) == 36 && strings.Count(text, "-") == 4 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-'
}

func shinzoFix(s *Span) {
	s.SetKind(ptrace.SpanKindServer)
	if s.Text(semconv.MCPMethodName) == mcp.MethodToolsCall {
		s.collectArguments("mcp.request.argument.", jsonString)
	}
}
