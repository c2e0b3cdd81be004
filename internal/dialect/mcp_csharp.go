package dialect

import "github.com/otelcol-mcp/otelcol-mcp/internal/semconv"

// mcpCSharp is modelcontextprotocol/csharp-sdk v2.2.0. It speaks the
// conventions, except that a transport it does not know is called "unknown".
var mcpCSharp = &Dialect{
	Name:   "mcp-csharp",
	Scopes: []string{"Experimental.ModelContextProtocol"},
	Fix: func(s *Span) {
		if s.Text(semconv.NetworkTransport) == "unknown" {
			s.drop(semconv.NetworkTransport)
		}
	},
}
