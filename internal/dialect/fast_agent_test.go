package dialect_test

import "testing"

var fastAgentExamples = []example{
	{
		"a tool, of version 0.2",
		given{scope: "mcp_agent.mcp.mcp_aggregator", name: "MCP Tool: calc/add", attrs: attrs{"tool_name": "add", "server_name": "calc"}},
		`fast-agent: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.server.name "calc"`,
	},
	{
		"a tool, of version 0.10",
		given{
			scope: "fast_agent.mcp.mcp_aggregator", name: "MCP Tool: calc__add",
			attrs: attrs{"tool_name": "add", "server_name": "calc", "namespaced_tool_name": "calc__add"},
		},
		`fast-agent: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.server.name "calc"`,
	},
	{
		"a run of an agent",
		given{scope: "mcp_agent.agents.base_agent", name: "Agent: 'finder' generate"},
		`fast-agent: internal "Agent: 'finder' generate" unset
		gen_ai.agent.name "finder"
		gen_ai.operation.name "invoke_agent"`,
	},
	{
		"an answer of a given form is a run, too",
		given{scope: "fast_agent.agents.llm_decorator", name: "Agent: 'finder' structured_schema"},
		`fast-agent: internal "Agent: 'finder' structured_schema" unset
		gen_ai.agent.name "finder"
		gen_ai.operation.name "invoke_agent"`,
	},
	{
		"a workflow",
		given{scope: "fast_agent.agents.workflow.chain_agent", name: "Chain: 'both' generate"},
		`fast-agent: internal "Chain: 'both' generate" unset`,
	},
	{
		"the program",
		given{scope: "mcp_agent.core.fastagent", name: "finder"},
		`fast-agent: internal "finder" unset`,
	},
}

func TestFastAgent(t *testing.T) { check(t, fastAgentExamples) }
