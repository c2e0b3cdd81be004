package dialect_test

import "testing"

var vercelExamples = []example{
	{
		"a tool call of ai 5 names everything its own way",
		given{scope: "ai", name: "ai.toolCall", attrs: attrs{
			"ai.operationId": "ai.toolCall", "ai.toolCall.name": "pay", "ai.toolCall.id": "call-1", "ai.toolCall.args": `{"a":1}`,
			"ai.toolCall.result": `{"content":[{"type":"text","text":"no"}],"isError":true}`, "ai.telemetry.functionId": "support",
			"ai.telemetry.metadata.sessionId": "s-1", "ai.telemetry.metadata.userId": "u-1",
		}},
		`vercel: internal "execute_tool pay" error
		error.type "tool_error"
		gen_ai.agent.name "support"
		gen_ai.conversation.id "s-1"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.id "call-1"
		gen_ai.tool.call.result "{\"content\":[{\"type\":\"text\",\"text\":\"no\"}],\"isError\":true}"
		gen_ai.tool.name "pay"
		mcp.status.repaired bool true
		user.id "u-1"`,
	},
	{
		"a model call repeats the conventions' old names",
		given{scope: "ai", name: "ai.generateText.doGenerate", attrs: attrs{
			"ai.operationId": "ai.generateText.doGenerate", "ai.model.id": "m", "gen_ai.request.model": "m", "ai.model.provider": "p",
			"gen_ai.system": "p", "ai.usage.promptTokens": 10, "gen_ai.usage.input_tokens": 10, "ai.usage.completionTokens": 20,
		}},
		`vercel: internal "ai.generateText.doGenerate" unset
		gen_ai.operation.name "chat"
		gen_ai.provider.name "p"
		gen_ai.request.model "m"
		gen_ai.usage.input_tokens int 10
		gen_ai.usage.output_tokens int 20`,
	},
	{
		"a step of ai 7 is a turn",
		given{scope: "gen_ai", name: "step 1", attrs: attrs{"gen_ai.operation.name": "agent_step"}},
		`vercel: internal "step 1" unset
		mcp.span.type "turn"`,
	},
	{
		"a key of a tool call is a marker when the scope was lost",
		given{scope: "lost", name: "x", attrs: attrs{"ai.toolCall.name": "pay", "gen_ai.operation.name": "execute_tool"}},
		`vercel: internal "execute_tool pay" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "pay"`,
	},
	{"an operation that the table does not have is left alone", given{scope: "ai", name: "ai.embedMany", attrs: attrs{
		"ai.operationId": "ai.embedMany", "ai.model.id": "m",
	}}, untouched},
}

func TestVercel(t *testing.T) { check(t, vercelExamples) }
