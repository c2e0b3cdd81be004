package dialect_test

import (
	"maps"
	"testing"
)

func haystackTool(more attrs) given {
	g := given{scope: "app", name: "haystack.agent.step.tool", attrs: attrs{"haystack.tool.name": "add", "haystack.agent.step.tool.input": `{"a":1}`}}
	maps.Copy(g.attrs, more)
	return g
}

var haystackExamples = []example{
	{
		"a call of a tool",
		haystackTool(attrs{"haystack.agent.step.tool.output": `{"content":[],"isError":false}`}),
		`haystack: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "{\"content\":[],\"isError\":false}"
		gen_ai.tool.name "add"`,
	},
	{
		"an isError is told with its content as Python writes it",
		haystackTool(attrs{"haystack.tool.error": true, "haystack.agent.step.tool.output": `{"error":"Failed to invoke Tool 'add'. Error: Tool 'add' returned an error: [TextContent(type='text', text=\"Input validation error: 'x' is not of type 'integer'\", annotations=None)]"}`}),
		`haystack: internal "execute_tool add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "{\"error\":\"Failed to invoke Tool 'add'. Error: Tool 'add' returned an error: [TextContent(type='text', text=\\\"Input validation error: 'x' is not of type 'integer'\\\", annotations=None)]\"}"
		gen_ai.tool.name "add"
		haystack.tool.error bool true
		mcp.status.repaired bool true`,
	},
	{
		"a call that was not answered",
		haystackTool(attrs{"haystack.tool.error": true, "haystack.agent.step.tool.output": `{"error":"Failed to invoke Tool 'add'. Error: backend exploded"}`}),
		`haystack: internal "execute_tool add" error
		error.type "_OTHER"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "{\"error\":\"Failed to invoke Tool 'add'. Error: backend exploded\"}"
		gen_ai.tool.name "add"
		haystack.tool.error bool true
		mcp.status.repaired bool true`,
	},
	{
		"a failure without contents",
		given{scope: "app", name: "haystack.agent.step.tool", attrs: attrs{"haystack.tool.name": "add", "haystack.tool.error": true}},
		`haystack: internal "execute_tool add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		haystack.tool.error bool true
		mcp.status.repaired bool true`,
	},
	{
		"a model call tells model and usage in its reply",
		given{scope: "app", name: "haystack.agent.step.llm", attrs: attrs{
			"haystack.agent.step.llm.output": `{"replies":[{"meta":{"model":"gpt-4o","usage":{"prompt_tokens":10,"completion_tokens":5}}}]}`,
		}},
		`haystack: internal "haystack.agent.step.llm" unset
		gen_ai.operation.name "chat"
		gen_ai.response.model "gpt-4o"
		gen_ai.usage.input_tokens int 10
		gen_ai.usage.output_tokens int 5
		haystack.agent.step.llm.output "{\"replies\":[{\"meta\":{\"model\":\"gpt-4o\",\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}}]}"`,
	},
	{
		"a run of an agent",
		given{scope: "app", name: "haystack.agent.run", attrs: attrs{"haystack.agent.max_steps": 100}},
		`haystack: internal "haystack.agent.run" unset
		gen_ai.operation.name "invoke_agent"
		haystack.agent.max_steps int 100`,
	},
	{
		"a step is a turn",
		given{scope: "app", name: "haystack.agent.step", attrs: attrs{"haystack.agent.step": 3}},
		`haystack: internal "haystack.agent.step" unset
		haystack.agent.step int 3
		mcp.span.type "turn"`,
	},
	{
		"a component is none of it",
		given{scope: "app", name: "haystack.component.run", attrs: attrs{"haystack.component.name": "writer"}},
		asStructure,
	},
	{"nor is a span of the user's with such a key", given{scope: "app", name: "index", attrs: attrs{"haystack.component.name": "writer"}}, untouched},
}

func TestHaystack(t *testing.T) { check(t, haystackExamples) }
