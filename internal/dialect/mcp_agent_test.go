package dialect_test

import "testing"

const mcpAgentRequest = "MCPAgentClientSession.send_request"

var mcpAgentExamples = []example{
	{
		"arguments are attributes, and an unknown session is none",
		given{scope: "finder", name: mcpAgentRequest, kind: "client", attrs: attrs{
			"mcp.method.name": "tools/call", "mcp.tool.name": "add", "mcp.request.argument.a": 1, "mcp.request.argument.b": "2",
			"mcp.session.id": "unknown", "result.isError": false, "result.content.0.text": "3",
		}},
		`mcp-agent: client "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1,\"b\":\"2\"}"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		result.content.0.text "3"
		result.isError bool false`,
	},
	{
		"the result says isError, the status does not",
		given{scope: "finder", name: mcpAgentRequest, kind: "client", attrs: attrs{
			"mcp.method.name": "tools/call", "mcp.tool.name": "add", "mcp.session.id": "s-1",
			"result.isError": true, "result.content.0.text": "Input validation error: 'x' is not of type 'integer'",
		}},
		`mcp-agent: client "tools/call add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		mcp.session.id "s-1"
		mcp.status.repaired bool true
		result.content.0.text "Input validation error: 'x' is not of type 'integer'"
		result.isError bool true`,
	},
	{
		"another message",
		given{scope: "finder", name: "MCPAgentClientSession.send_notification", kind: "client", attrs: attrs{
			"mcp.method.name": "notifications/initialized", "mcp.session.id": "unknown",
		}},
		`mcp-agent: client "notifications/initialized" unset
		mcp.method.name "notifications/initialized"`,
	},
	{
		"what stands around a message is none",
		given{scope: "finder", name: "Agent.finder.call_tool", attrs: attrs{"gen_ai.tool.name": "field_add", "result.isError": true}},
		untouched,
	},
}

func TestMCPAgent(t *testing.T) { check(t, mcpAgentExamples) }
