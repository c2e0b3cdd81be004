package dialect_test

import "testing"

const adkScope = "gcp.vertex.agent"

var adkExamples = []example{
	{
		"arguments and result have keys of their own; the class of the tool stays",
		given{scope: adkScope, name: "execute_tool add", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "gen_ai.tool.type": "McpTool", "gen_ai.tool.call.id": "c1",
			"gcp.vertex.agent.tool_call_args": `{"a": 1}`, "gcp.vertex.agent.tool_response": `{"result": 2}`,
			"gcp.vertex.agent.llm_request": "{}", "gcp.vertex.agent.llm_response": "{}", "gcp.vertex.agent.event_id": "e",
			"gcp.mcp.server.destination.id": "desk",
		}},
		`adk: internal "execute_tool add" unset
		gcp.vertex.agent.event_id "e"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\": 1}"
		gen_ai.tool.call.id "c1"
		gen_ai.tool.call.result "{\"result\": 2}"
		gen_ai.tool.name "add"
		gen_ai.tool.type "McpTool"
		mcp.server.name "desk"`,
	},
	{
		"placeholders are nothing, also without the scope",
		given{name: "execute_tool add", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "gen_ai.tool.call.id": "<not specified>",
			"gcp.vertex.agent.tool_call_args": "{}", "gcp.vertex.agent.tool_response": `{"result": "<not specified>"}`,
		}},
		`adk: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"`,
	},
	{
		"the summary of parallel calls is no call",
		given{scope: adkScope, name: "execute_tool (merged tools)", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "(merged tools)", "gen_ai.tool.call.id": "e",
			"gcp.vertex.agent.tool_call_args": "N/A", "gcp.vertex.agent.tool_response": `{"id":"e"}`,
		}},
		`adk: internal "execute_tool (merged tools)" unset
		gcp.vertex.agent.tool_call_args "N/A"
		gcp.vertex.agent.tool_response "{\"id\":\"e\"}"
		gen_ai.tool.call.id "e"
		gen_ai.tool.name "(merged tools)"`,
	},
	{
		"its name alone makes it none",
		given{scope: adkScope, name: "execute_tool (merged tools)", attrs: attrs{"gcp.vertex.agent.event_id": "e"}},
		asStructure,
	},
	{
		"as does an old name for the tool",
		given{scope: adkScope, name: "tools", attrs: attrs{"gen_ai.operation.name": "execute_tool", "mcp.tool.name": "(merged tools)"}},
		`adk: internal "tools" unset
		mcp.tool.name "(merged tools)"`,
	},
	{
		"an error of the MCP tool is a tool error",
		given{scope: adkScope, name: "execute_tool add", status: "error: no", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "error_type": "MCP_TOOL_ERROR",
		}},
		`adk: internal "execute_tool add" error "no"
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"`,
	},
	{
		"under the conventions' key and a status of success, too",
		given{scope: adkScope, name: "execute_tool add", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "error.type": "MCP_TOOL_ERROR",
		}},
		`adk: internal "execute_tool add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.status.repaired bool true`,
	},
	{
		"a call that was not answered, under a status of success",
		given{scope: adkScope, name: "execute_tool add", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "gen_ai.tool.call.result": `{"error": "MCP tool execution failed: backend exploded"}`,
		}},
		`adk: internal "execute_tool add" error
		error.type "_OTHER"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"error\": \"MCP tool execution failed: backend exploded\"}"
		gen_ai.tool.name "add"
		mcp.status.repaired bool true`,
	},
	{
		"a model call",
		given{scope: adkScope, name: "call_llm", attrs: attrs{
			"gen_ai.system": "gcp.vertex.agent", "gen_ai.request.model": "gemini-3", "gen_ai.usage.input_tokens": 5,
			"gcp.vertex.agent.session_id": "s", "gcp.vertex.agent.invocation_id": "i",
		}},
		`adk: internal "call_llm" unset
		gcp.vertex.agent.invocation_id "i"
		gen_ai.conversation.id "s"
		gen_ai.operation.name "chat"
		gen_ai.provider.name "gcp.vertex.agent"
		gen_ai.request.model "gemini-3"
		gen_ai.usage.input_tokens int 5`,
	},
	{
		"a run above the agents is a task",
		given{scope: adkScope, name: "invocation"},
		`adk: internal "invocation" unset
		mcp.span.type "task"`,
	},
	{
		"a conventional name says the operation",
		given{scope: adkScope, name: "invoke_agent helper", attrs: attrs{"gen_ai.agent.name": "helper"}},
		`adk: internal "invoke_agent helper" unset
		gen_ai.agent.name "helper"
		gen_ai.operation.name "invoke_agent"`,
	},
	{
		"a tool that the model has made up",
		given{scope: adkScope, name: "execute_tool read_mind", status: "error: ValueError", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "read_mind", "gen_ai.tool.type": "BaseTool",
			"gen_ai.tool.description": "Tool not found", "error.type": "ValueError",
		}},
		`adk: internal "execute_tool read_mind" error "ValueError"
		error.type "ValueError"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.description "Tool not found"
		gen_ai.tool.name "read_mind"
		gen_ai.tool.type "BaseTool"
		mcp.call.outcome "unknown_tool"`,
	},
	{"sending data is detail", given{scope: adkScope, name: "send_data", attrs: attrs{"gcp.vertex.agent.event_id": "e"}}, untouched},
	{"an invocation of something else is left alone", given{scope: "app", name: "invocation"}, untouched},
}

func TestADK(t *testing.T) { check(t, adkExamples) }
