package dialect

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// agentgateway is agentgateway/agentgateway v1.4.1, a gateway. Inbound spans are
// HTTP and MCP in one; outbound ones are named "{method} {target}_{tool}" after
// the server. "GET {target}" and "DELETE {target}" are transport.
var agentgateway = &Dialect{
	Name:    "agentgateway",
	Scopes:  []string{"agentgateway"},
	Markers: []string{agentgatewayTarget},
	Reads: []string{
		"gateway", "listener", "route", "mcp.error.code", agentgatewayMessage,
		httpRequestMethod, httpResponseStatus, urlPath,
	},
	Shape: isAgentgateway,
	Needs: "listener",
	Parts: []Part{
		{"GET *", mcp.KindTransport},
		{"DELETE *", mcp.KindTransport},
	},
	Fix:     agentgatewayFix,
	Renames: true,
	Aliases: []Alias{
		{From: agentgatewayTarget, To: semconv.MCPServerName},
		{From: "http.method", To: httpRequestMethod},
		{From: "http.status", To: httpResponseStatus, Type: Count},
		{From: "http.path", To: urlPath},
		{From: "agw.ai.usage.cost.total", To: semconv.MCPCost, Type: Amount},
	},
}

const (
	agentgatewayTarget  = "mcp.target"
	agentgatewayMessage = "mcp.error.message"
)

func isAgentgateway(s *Span) bool { return s.Has("gateway") && s.Has("listener") && s.Has("route") }

func agentgatewayFix(s *Span) {
	m := s.Text(semconv.MCPMethodName)
	if m == "" {
		return
	}
	s.asGateway(ptrace.SpanKindServer)
	agentgatewayName(s, m)
	s.moveText("mcp.error.code", semconv.RPCResponseStatusCode)
	s.errorTypeFromCode()
	s.repairStatus() // what follows depends on the status
	if text := s.Text(agentgatewayMessage); s.Status().Code() == ptrace.StatusCodeError && s.Status().Message() == "" && text != "" {
		s.Status().SetMessage(text)
		s.drop(agentgatewayMessage)
	}
}

// agentgatewayName takes the server's name out of the span name, for where the
// tool is named nowhere else.
func agentgatewayName(s *Span, m string) {
	server := firstNonEmpty(s.Text(agentgatewayTarget), s.Text(semconv.MCPServerName))
	named, tail, _ := mcp.CutMethod(s.Name())
	if named != m || server == "" || s.Has(targetKey(m)) {
		return
	}
	if tail == server {
		s.rename(m, "")
	} else if tool, ok := strings.CutPrefix(tail, server+"_"); ok {
		s.rename(m, tool)
	}
}
