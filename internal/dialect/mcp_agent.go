package dialect

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// mcpAgent is lastmile-ai/mcp-agent 0.2, whose scope is the name of the service. Its
// session's spans are the messages, one name for all, with parameters and result spread over
// attributes; what stands around them has other names and is left alone.
var mcpAgent = &Dialect{
	Name:       "mcp-agent",
	Shape:      func(s *Span) bool { return s.Has(semconv.MCPMethodName) },
	Begins:     mcpAgentSession,
	Identified: true,
	Reads:      []string{mcpAgentArgument + "*", mcpAgentIsError, mcpAgentText},
	Fix:        mcpAgentFix,
	Renames:    true,
}

const (
	mcpAgentSession  = "MCPAgentClientSession.send_"
	mcpAgentArgument = "mcp.request.argument."
	mcpAgentIsError  = "result.isError"
	mcpAgentText     = "result.content.0.text"
)

func mcpAgentFix(s *Span) {
	if s.Text(semconv.MCPSessionID) == "unknown" {
		s.drop(semconv.MCPSessionID)
	}
	if s.Text(semconv.MCPMethodName) != mcp.MethodToolsCall {
		return
	}
	s.collectArguments(mcpAgentArgument, jsonString)
	if s.True(mcpAgentIsError) {
		s.fail()
		s.outcomeFromText(s.Text(mcpAgentText))
	}
}
