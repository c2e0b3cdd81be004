package dialect_test

import "testing"

const langfuseScope = "langfuse-sdk"

var langfuseExamples = []example{
	{
		"an observed tool is a call of it",
		given{scope: langfuseScope, name: "add", attrs: attrs{
			"langfuse.observation.type": "tool", "langfuse.observation.input": `{"a":1}`,
			"langfuse.observation.output": `{"content":[{"type":"text","text":"2"}],"isError":false}`, "session.id": "s",
		}},
		`langfuse: internal "execute_tool add" unset
		gen_ai.conversation.id "s"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "{\"content\":[{\"type\":\"text\",\"text\":\"2\"}],\"isError\":false}"
		gen_ai.tool.name "add"
		session.id "s"`,
	},
	{
		"a level of ERROR is a failure, and its message may say which",
		given{scope: langfuseScope, name: "read_mind", status: "error: Unknown tool: read_mind", attrs: attrs{
			"langfuse.observation.type": "tool", "langfuse.observation.level": "ERROR", "langfuse.observation.status_message": "Unknown tool: read_mind",
		}},
		`langfuse: internal "execute_tool read_mind" error "Unknown tool: read_mind"
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "read_mind"
		langfuse.observation.level "ERROR"
		langfuse.observation.status_message "Unknown tool: read_mind"
		mcp.call.outcome "unknown_tool"`,
	},
	{
		"what mcp-use has caught, under no level",
		given{scope: "langfuse-sdk", name: "pay", attrs: attrs{
			"langfuse.observation.type":   "tool",
			"langfuse.observation.output": `{"content": "{\"error\": \"RuntimeError\", \"details\": \"no money\", \"stack\": \"Traceback (most recent call last):\"}", "type": "tool", "tool_call_id": "c", "status": "success"}`,
		}},
		`langfuse: internal "execute_tool pay" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"content\": \"{\\\"error\\\": \\\"RuntimeError\\\", \\\"details\\\": \\\"no money\\\", \\\"stack\\\": \\\"Traceback (most recent call last):\\\"}\", \"type\": \"tool\", \"tool_call_id\": \"c\", \"status\": \"success\"}"
		gen_ai.tool.name "pay"
		mcp.status.repaired bool true`,
	},
	{
		"a result that says isError, under no level",
		given{scope: langfuseScope, name: "add", attrs: attrs{
			"langfuse.observation.type": "tool", "langfuse.observation.output": `{"content":[{"type":"text","text":"no"}],"isError":true}`,
		}},
		`langfuse: internal "execute_tool add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"content\":[{\"type\":\"text\",\"text\":\"no\"}],\"isError\":true}"
		gen_ai.tool.name "add"
		mcp.status.repaired bool true`,
	},
	{
		"a generation has usage and cost as JSON",
		given{scope: langfuseScope, name: "OpenAI-generation", attrs: attrs{
			"langfuse.observation.type": "generation", "langfuse.observation.model.name": "gpt-5",
			"langfuse.observation.usage_details": `{"input":10,"output":5.5,"total":15}`, "langfuse.observation.cost_details": `{"total":0.25}`,
		}},
		`langfuse: internal "OpenAI-generation" unset
		gen_ai.operation.name "chat"
		gen_ai.request.model "gpt-5"
		gen_ai.usage.input_tokens int 10
		langfuse.observation.cost_details "{\"total\":0.25}"
		langfuse.observation.usage_details "{\"input\":10,\"output\":5.5,\"total\":15}"
		mcp.cost double 0.25`,
	},
	{
		"an observed agent has its name",
		given{scope: langfuseScope, name: "helper", attrs: attrs{"langfuse.observation.type": "agent", "langfuse.observation.input": "{}"}},
		`langfuse: internal "helper" unset
		gen_ai.agent.name "helper"
		gen_ai.operation.name "invoke_agent"
		langfuse.observation.input "{}"`,
	},
	{
		"the type is a marker when the scope was lost",
		given{name: "add", attrs: attrs{"langfuse.observation.type": "tool"}},
		`langfuse: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"`,
	},
	{"an observed function is no operation", given{scope: langfuseScope, name: "main", attrs: attrs{"langfuse.observation.type": "span"}}, asStructure},
	{"what says nothing of itself is left alone", given{scope: langfuseScope, name: "add"}, untouched},
}

func TestLangfuse(t *testing.T) { check(t, langfuseExamples) }
