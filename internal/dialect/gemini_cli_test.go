package dialect_test

import "testing"

var geminiCLIExamples = []example{
	{
		"a tool call has its request where others have messages",
		given{scope: "gemini-cli", name: "tool_call", status: "ok", attrs: attrs{
			"gen_ai.operation.name": "tool_call", "gen_ai.tool.name": "add", "gen_ai.tool.call_id": "c1", "session.id": "s",
			"gen_ai.input.messages": `{"callId":"c1","name":"add","args":{"a":1}}`, "gen_ai.output.messages": `{"status":"success"}`,
		}},
		`gemini-cli: internal "execute_tool add" unset
		gen_ai.conversation.id "s"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.id "c1"
		gen_ai.tool.call.result "{\"status\":\"success\"}"
		gen_ai.tool.name "add"
		session.id "s"`,
	},
	{
		"the operation that is the name is known without the scope; input that is no request is all arguments",
		given{name: "tool_call", attrs: attrs{"gen_ai.operation.name": "tool_call", "gen_ai.input.messages": `{"a":`}},
		`gemini-cli: internal "tool_call" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":"`,
	},
	{
		"a model call keeps its messages",
		given{scope: "gemini-cli", name: "llm_call", attrs: attrs{"gen_ai.operation.name": "llm_call", "gen_ai.input.messages": "[]"}},
		`gemini-cli: internal "llm_call" unset
		gen_ai.input.messages "[]"
		gen_ai.operation.name "chat"`,
	},
	{
		"an agent's run",
		given{scope: "gemini-cli", name: "agent_call", attrs: attrs{"gen_ai.operation.name": "agent_call", "gen_ai.agent.name": "scout"}},
		`gemini-cli: internal "agent_call" unset
		gen_ai.agent.name "scout"
		gen_ai.operation.name "invoke_agent"`,
	},
	{
		"a prompt of the user is a turn",
		given{scope: "gemini-cli", name: "user_prompt", attrs: attrs{"gen_ai.operation.name": "user_prompt"}},
		`gemini-cli: internal "user_prompt" unset
		mcp.span.type "turn"`,
	},
	{
		"what schedules calls is no operation",
		given{scope: "gemini-cli", name: "schedule_tool_calls", attrs: attrs{"gen_ai.operation.name": "schedule_tool_calls", "gen_ai.input.messages": "[]"}},
		`gemini-cli: internal "schedule_tool_calls" unset
		gen_ai.input.messages "[]"`,
	},
	{"a name alone is nothing elsewhere", given{scope: "app", name: "tool_call", attrs: attrs{"tool_name": "add"}}, untouched},
}

func TestGeminiCLI(t *testing.T) { check(t, geminiCLIExamples) }
