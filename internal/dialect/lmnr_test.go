package dialect_test

import "testing"

var lmnrExamples = []example{
	{
		"a tool of an agent has JSON in JSON",
		given{scope: "lmnr.tracer", name: "add", attrs: attrs{
			"lmnr.span.type": "TOOL", "lmnr.span.input": `"{\"a\": 1}"`, "lmnr.span.output": `{"type":"text","text":"3"}`, "lmnr.association.properties.session_id": "s-1",
		}},
		`lmnr: internal "execute_tool add" unset
		gen_ai.conversation.id "s-1"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\": 1}"
		gen_ai.tool.call.result "{\"type\":\"text\",\"text\":\"3\"}"
		gen_ai.tool.name "add"
		lmnr.association.properties.session_id "s-1"`,
	},
	{
		"a message to a server has the conventions' words",
		given{scope: "lmnr.tracer", name: "add.tool", kind: "client", attrs: attrs{
			"lmnr.span.type": "TOOL", "mcp.method.name": "tools/call", "gen_ai.tool.name": "add",
			"lmnr.span.input": `{"tool_name":"add","arguments":{"a":1}}`, "lmnr.span.output": `{"content":[],"isError":true}`,
		}},
		`lmnr: client "tools/call add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "{\"content\":[],\"isError\":true}"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true`,
	},
	{
		"another message keeps its input",
		given{scope: "lost", name: "tools/list.mcp", kind: "client", attrs: attrs{"lmnr.span.type": "DEFAULT", "mcp.method.name": "tools/list", "lmnr.span.input": "{}"}},
		`lmnr: client "tools/list" unset
		lmnr.span.input "{}"
		lmnr.span.type "DEFAULT"
		mcp.method.name "tools/list"`,
	},
	{
		"a list of tools for an agent is no call, though it is called a tool",
		given{scope: "lmnr.tracer", name: "agents.mcp_tools", attrs: attrs{"lmnr.span.type": "TOOL", "openai.agents.mcp.server": "stdio: x", "lmnr.span.output": `["add"]`}},
		asStructure,
	},
	{
		"a model call",
		given{scope: "lmnr.tracer", name: "agents.generation", attrs: attrs{"lmnr.span.type": "LLM", "gen_ai.request.model": "gpt-4o", "gen_ai.system": "openai"}},
		`lmnr: internal "agents.generation" unset
		gen_ai.operation.name "chat"
		gen_ai.provider.name "openai"
		gen_ai.request.model "gpt-4o"
		lmnr.span.type "LLM"`,
	},
	{"a function that is observed is the user's", given{scope: "lmnr.tracer", name: "main", attrs: attrs{"lmnr.span.type": "DEFAULT", "lmnr.span.input": "{}"}}, untouched},
}

func TestLaminar(t *testing.T) { check(t, lmnrExamples) }
