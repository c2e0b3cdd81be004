package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// toolhive is stacklok/toolhive v0.47.0, a gateway. It sends old and new names
// side by side; the new ones stay. A batch is one span over several messages
// and therefore no call.
var toolhive = &Dialect{
	Name:   "toolhive",
	Scopes: []string{"github.com/stacklok/toolhive/pkg/telemetry", "github.com/stacklok/toolhive/pkg/vmcp*"},
	Reads:  []string{"mcp.is_batch"},
	Parts:  []Part{{"sse.connection_established", mcp.KindTransport}},
	// Older versions have the method under the old name only.
	Identify: toolhiveIdentify,
	Fix:      toolhiveFix,
	Renames:  true,
	Aliases: []Alias{
		{From: "mcp.method", To: semconv.MCPMethodName, Text: method},
		{From: "mcp.tool.name", To: semconv.GenAIToolName},
		{From: "mcp.tool.arguments", To: semconv.GenAIToolCallArguments, Type: Content},
		{From: "mcp.transport", To: semconv.NetworkTransport, Text: transport},
		{From: "target.workload_name", To: semconv.MCPServerName},
		{From: "mcp.protocol.revision", To: semconv.MCPProtocolVersion},
	},
	Drops: []string{"mcp.resource.id", "rpc.system", "rpc.service"},
}

func toolhiveIdentify(s *Span) {
	if s.True("mcp.is_batch") {
		s.Drop(semconv.MCPMethodName, "mcp.method", semconv.GenAIOperationName)
		s.state(mcp.KindStructure)
		return
	}
	s.Put(semconv.MCPMethodName, method(s.Text("mcp.method")))
}

func toolhiveFix(s *Span) {
	m := s.Text(semconv.MCPMethodName)
	if m == "" {
		return
	}
	if strings.HasPrefix(m, "resources/") && m != "resources/list" {
		s.Put(semconv.MCPResourceURI, s.Text("mcp.resource.id"))
	}
	s.Put(semconv.MCPCallRole, mcp.RoleGateway.String())
}
