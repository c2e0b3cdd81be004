package dialect_test

import "testing"

const contextforgeScope = "mcp-gateway"

var contextforgeExamples = []example{
	{
		"what came in for an MCP server is a call of it",
		given{scope: contextforgeScope, name: "tool.invoke", status: "ok", attrs: attrs{
			"tool.name": "gh-issues", "tool.id": "t1", "tool.integration_type": "MCP", "tool.gateway_id": "g1", "arguments_count": 1,
			"success": true, "duration.ms": 12.5, "network.protocol.name": "mcp", "mcp.session_id": "s-1", "mcp.protocol_version": "2025-06-18",
			"contextforge.transport": "streamablehttp", "langfuse.session.id": "c-1",
			"langfuse.observation.input": `{"a":1}`, "langfuse.observation.output": `{"content":[]}`,
		}},
		`contextforge: server "tools/call gh-issues" unset
		arguments_count int 1
		gen_ai.conversation.id "c-1"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "{\"content\":[]}"
		gen_ai.tool.name "gh-issues"
		mcp.call.role "gateway"
		mcp.method.name "tools/call"
		mcp.protocol.version "2025-06-18"
		mcp.server.name "g1"
		mcp.session.id "s-1"
		network.transport "tcp"
		tool.id "t1"
		tool.integration_type "MCP"`,
	},
	{
		"for any other service it is a tool, but not MCP",
		given{scope: "lost", name: "tool.invoke", attrs: attrs{"tool.name": "weather", "tool.integration_type": "REST", "success": false, "error.message": "503"}},
		`contextforge: server "execute_tool weather" error
		error.message "503"
		error.type "_OTHER"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "weather"
		mcp.call.role "gateway"
		mcp.status.repaired bool true
		tool.integration_type "REST"`,
	},
	{
		"what went out is the client's side of a call",
		given{scope: contextforgeScope, name: "mcp.client.call", attrs: attrs{
			"mcp.tool.name": "issues", "target_mcp_server.name": "github", "tool.gateway_id": "g1",
			"tool.invocation.args": `{"a":1}`, "tool.invocation.has_error": true,
		}},
		`contextforge: client "tools/call issues" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.name "issues"
		mcp.call.role "gateway"
		mcp.method.name "tools/call"
		mcp.server.name "github"
		mcp.status.repaired bool true
		tool.gateway_id "g1"`,
	},
	{
		"a success under an error says something else and stays",
		given{scope: contextforgeScope, name: "tool.invoke", status: "error: x", attrs: attrs{"tool.name": "a", "tool.integration_type": "A2A", "success": true}},
		`contextforge: server "execute_tool a" error "x"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "a"
		mcp.call.role "gateway"
		success bool true
		tool.integration_type "A2A"`,
	},
	{
		"a part that repeats the method is no call",
		given{scope: contextforgeScope, name: "mcp.client.request", attrs: attrs{"mcp.method.name": "tools/call", "mcp.tool.name": "issues"}},
		`contextforge: internal "mcp.client.request" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "issues"
		mcp.call.role "inside"
		mcp.method.name "tools/call"`,
	},
	{
		"a call of a model has old token counts",
		given{scope: contextforgeScope, name: "llm.chat", attrs: attrs{"gen_ai.usage.prompt_tokens": 3, "gen_ai.usage.completion_tokens": 4}},
		`contextforge: internal "llm.chat" unset
		gen_ai.usage.input_tokens int 3
		gen_ai.usage.output_tokens int 4`,
	},
	{"finding the tool is a part", given{scope: contextforgeScope, name: "tool.lookup", attrs: attrs{"tool.name": "a", "tool.gateway_id": "g1"}}, asStructure},
	{"calling its gateway is one, too", given{scope: contextforgeScope, name: "tool.gateway_call", attrs: attrs{
		"tool.name": "a", "tool.integration_type": "REST",
	}}, asStructure},
	{"so is what follows", given{scope: contextforgeScope, name: "tool.post_process", attrs: attrs{"tool.name": "a", "success": true}}, asStructure},
	{"so is the handshake", given{scope: contextforgeScope, name: "mcp.client.initialize", attrs: attrs{
		"contextforge.transport": "sse", "network.protocol.name": "mcp",
	}}, asStructure},
	{"so are request and response", given{scope: contextforgeScope, name: "mcp.client.response", attrs: attrs{"mcp.session_id": "s-1"}}, asStructure},
	{"a plugin reports arguments on a span of its own", given{scope: contextforgeScope, name: "tool.pre_invoke", attrs: attrs{
		"tool.name": "a", "tool.invocation.args": "{}", "target_mcp_server.name": "github",
	}}, asStructure},
	{"HTTP is HTTP", given{scope: contextforgeScope, name: "POST /mcp", kind: "server", attrs: attrs{"http.method": "POST", "success": true}}, untouched},
	{"a tool may be invoked elsewhere", given{scope: "cnc", name: "tool.invoke", attrs: attrs{"tool.name": "drill"}}, untouched},
}

func TestContextForge(t *testing.T) { check(t, contextforgeExamples) }
