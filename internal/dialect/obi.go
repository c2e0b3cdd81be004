package dialect

import (
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// obi is open-telemetry/opentelemetry-ebpf-instrumentation v0.12.0, formerly
// Beyla. It reads HTTP from outside the process, so one span is HTTP and MCP,
// with the kind of the HTTP one. A tool call is named "execute_tool {tool}" as
// if it were the framework's; isError is not seen.
var obi = &Dialect{
	Name:   "obi",
	Scopes: []string{"go.opentelemetry.io/obi"},
	Reads:  []string{httpRequestMethod},
	Shape:  func(s *Span) bool { return s.identified() && s.Has(httpRequestMethod) && isOBICall(s) },
	Needs:  httpRequestMethod,
	// Every HTTP span has what it needs.
	Identified: true,
	Fix: func(s *Span) {
		if isOBICall(s) {
			_, tool, _ := mcp.CutOperation(s.Name())
			s.rename(mcp.MethodToolsCall, tool)
		}
	},
}

// Attributes of the HTTP conventions (v1.23.0).
const (
	httpRequestMethod  = "http.request.method"
	httpResponseStatus = "http.response.status_code"
	urlPath            = "url.path"
)

// isOBICall recognises a tool call that has a side and is named like one that
// has none.
func isOBICall(s *Span) bool {
	return s.Kind() != ptrace.SpanKindInternal && s.merged() && s.Text(semconv.MCPMethodName) == mcp.MethodToolsCall
}
