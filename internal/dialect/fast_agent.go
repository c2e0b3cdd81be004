package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// fastAgent is evalstate/fast-agent 0.2, whose package is mcp_agent as that of another project,
// and 0.10. All is in the names of its spans, which are INTERNAL; a tool has two attributes. What
// the model is told instead of a result, for an isError or an exception, is on none.
var fastAgent = &Dialect{
	Name: "fast-agent",
	Scopes: []string{
		"mcp_agent.mcp.mcp_aggregator", "mcp_agent.agents.*", "mcp_agent.core.fastagent",
		"fast_agent.mcp.mcp_aggregator", "fast_agent.agents.*", "fast_agent.core.fastagent",
	},
	Aliases:  []Alias{{From: "tool_name", To: semconv.GenAIToolName}, {From: "server_name", To: semconv.MCPServerName}},
	Drops:    []string{"namespaced_tool_name"}, // the server's name and the tool's
	Identify: fastAgentIdentify,
	Renames:  true,
}

func fastAgentIdentify(s *Span) {
	rest, isAgent := strings.CutPrefix(s.Name(), "Agent: '")
	agent, does, _ := strings.Cut(rest, "' ")
	switch {
	case s.identified():
	case strings.HasPrefix(s.Name(), "MCP Tool: "):
		s.Put(semconv.GenAIOperationName, semconv.OperationExecuteTool)
	case isAgent && (does == "generate" || strings.HasPrefix(does, "structured")):
		s.Put(semconv.GenAIOperationName, semconv.OperationInvokeAgent)
		s.Put(semconv.GenAIAgentName, agent)
	default:
		s.state(mcp.KindStructure) // workflows, which agents run in
	}
}
