package dialect

import (
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// docker is docker/mcp-gateway of 2026-07, a gateway. Only span names say what a
// message is. It answers initialize and lists itself and forwards the rest.
// Interceptors and commands are no messages.
var docker = &Dialect{
	Name:    "docker-gw",
	Scopes:  []string{"github.com/docker/mcp-gateway"},
	Markers: []string{"mcp.server.origin", "mcp.server.type"},
	Parts:   []Part{{"mcp.interceptor.*", mcp.KindStructure}, {"mcp.command.*", mcp.KindStructure}},
	Identify: func(s *Span) {
		s.Put(semconv.MCPMethodName, dockerMethods[s.Name()])
	},
	Fix: func(s *Span) {
		if s.Has(semconv.MCPMethodName) {
			s.asGateway(ptrace.SpanKindClient)
		}
	},
	Renames: true,
	Aliases: []Alias{{From: "mcp.error.type", To: semconv.ErrorType}},
}

var dockerMethods = map[string]string{
	"mcp.tool.call": "tools/call", "mcp.list.tools": "tools/list",
	"mcp.prompt.get": "prompts/get", "mcp.list.prompts": "prompts/list",
	"mcp.resource.read": "resources/read", "mcp.resource_template.read": "resources/read",
	"mcp.list.resources": "resources/list", "mcp.list.resourceTemplates": "resources/templates/list",
	"mcp.initialize": "initialize",
}
