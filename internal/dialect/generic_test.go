package dialect_test

import "testing"

var genericExamples = []example{
	{
		"a tool call with an mcp attribute is MCP",
		given{scope: "app", name: "tool.call", attrs: attrs{
			"mcp.server.name": "desk", "tool_name": "pay", "session_id": "s", "tool_call_id": "c",
			"tool.parameters": `{"a":1}`, "tokens_in": "12", "cost_usd": 0.5, "latency_ms": 7,
		}},
		`generic: internal "tool.call" unset
		gen_ai.conversation.id "s"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.id "c"
		gen_ai.tool.name "pay"
		gen_ai.usage.input_tokens int 12
		latency_ms int 7
		mcp.cost double 0.5
		mcp.method.name "tools/call"
		mcp.server.name "desk"
		session_id "s"`,
	},
	{
		"a tool call without one is a tool's, whoever's",
		given{scope: "app", name: "tool.call", attrs: attrs{"tool.name": "pay"}},
		`generic: internal "tool.call" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "pay"`,
	},
	{
		"a name that says mcp is MCP",
		given{scope: "app", name: "mcp.tools.call", kind: "client"},
		`generic: client "mcp.tools.call" unset
		gen_ai.operation.name "execute_tool"
		mcp.method.name "tools/call"`,
	},
	{
		"reasoning is a call of the model, with old names beside it",
		given{scope: "app", name: "agent.reasoning", attrs: attrs{"model": "m", "tokens_out": 3, "gen_ai.system": "openai"}},
		`generic: internal "agent.reasoning" unset
		gen_ai.operation.name "chat"
		gen_ai.provider.name "openai"
		gen_ai.request.model "m"
		gen_ai.usage.output_tokens int 3`,
	},
	{
		"a turn keeps its structure and its session id",
		given{scope: "app", name: "turn", attrs: attrs{"turn.number": 2, "session.id": "s"}},
		`generic: internal "turn" unset
		gen_ai.conversation.id "s"
		mcp.span.type "turn"
		session.id "s"
		turn.number int 2`,
	},
	{
		"of two ids that differ the stronger is the conversation",
		given{scope: "app", name: "agent.session", attrs: attrs{"session.id": "s", "thread_id": "t"}},
		`generic: internal "agent.session" unset
		gen_ai.conversation.id "s"
		mcp.span.type "session"
		session.id "s"
		thread_id "t"`,
	},
	{
		"a span that speaks the conventions is not read as the model",
		given{scope: "app", name: "tool.call", attrs: attrs{"gen_ai.operation.name": "execute_tool", "session.id": "s"}},
		`semconv: internal "tool.call" unset
		gen_ai.operation.name "execute_tool"
		session.id "s"`,
	},
	{"a browser has sessions", given{scope: "web", name: "session", attrs: attrs{"session.id": "s", "user.id": "u"}}, untouched},
	{"a queue has tasks", given{scope: "celery", name: "task", attrs: attrs{"session_id": "s", "model": "T"}}, untouched},
	{"a game has turns", given{scope: "game", name: "turn", attrs: attrs{"player": 1}}, untouched},
	{"a tool.call without a word on agents is anything", given{scope: "cnc", name: "tool.call", attrs: attrs{"thread_id": 7}}, untouched},
	{"an evidence without the name is nothing", given{scope: "shop", name: "order", attrs: attrs{"tool.name": "drill", "session.id": "s"}}, untouched},
}

func TestGeneric(t *testing.T) { check(t, genericExamples) }
