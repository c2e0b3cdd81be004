package dialect

import (
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// codex is openai/codex 0.169.0. The span mcp.tools.call is a call that goes to
// an MCP server; all others are tracing of its own, among them JSON-RPC of a
// protocol that is not MCP but has an initialize, too. Empty text is absent. A
// tool that is called "mcp__{server}__{tool}" keeps that name under tool.name.
var codex = &Dialect{
	Name:     "codex",
	Scopes:   []string{"codex*"},
	Markers:  []string{"mcp.connector.id", "mcp.connector.name"},
	Reads:    append([]string{"rpc.system", "rpc.method", "turn.id"}, codexFields...),
	Shape:    func(s *Span) bool { return s.Name() == codexCall && s.Has("turn.id") },
	Begins:   codexCall,
	Identify: codexIdentify,
	Fix:      codexFix,
	Renames:  true,
	Aliases: []Alias{
		{From: "tool.call_id", To: semconv.GenAIToolCallID},
		{From: "mcp.transport", To: semconv.NetworkTransport, Text: transport},
		{From: "conversation.id", To: semconv.GenAIConversationID},
		{From: "session.id", To: semconv.GenAIConversationID, Keep: true},
	},
}

const codexCall = "mcp.tools.call"

// codexFields are attributes that are always there, if need be empty.
var codexFields = []string{
	"mcp.server.name", "mcp.server.origin", "mcp.transport", "mcp.connector.id", "mcp.connector.name",
	"tool.name", "tool.call_id", "conversation.id", "session.id", "server.address",
}

func codexIdentify(s *Span) {
	if s.Name() == codexCall {
		s.Put(semconv.MCPMethodName, mcp.MethodToolsCall)
	}
}

func codexFix(s *Span) {
	if s.Text(semconv.MCPMethodName) != mcp.MethodToolsCall {
		return
	}
	s.side(ptrace.SpanKindClient)
	s.dropEmpty(codexFields...)
	s.unqualifyTool("tool.name")
	s.dropRPC("jsonrpc")
}
