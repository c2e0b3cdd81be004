package dialect_test

import "testing"

var pydanticAIExamples = []example{
	{
		"new versions speak the conventions",
		given{scope: "pydantic-ai", name: "execute_tool add", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "gen_ai.tool.call.id": "c1",
			"gen_ai.tool.call.arguments": `{"a":1}`, "gen_ai.tool.call.result": "2", "gen_ai.conversation.id": "k", "logfire.msg": "running tool: add",
		}},
		`pydantic-ai: internal "execute_tool add" unset
		gen_ai.conversation.id "k"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.id "c1"
		gen_ai.tool.call.result "2"
		gen_ai.tool.name "add"
		logfire.msg "running tool: add"`,
	},
	{
		"old versions have names of their own",
		given{scope: "pydantic-ai", name: "running tool", attrs: attrs{
			"gen_ai.tool.name": "add", "gen_ai.tool.call.id": "c1", "tool_arguments": `{"a":1}`, "tool_response": "2",
		}},
		`pydantic-ai: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.id "c1"
		gen_ai.tool.call.result "2"
		gen_ai.tool.name "add"`,
	},
	{
		"an output function is executed, but not over MCP",
		given{scope: "pydantic-ai", name: "running output function", attrs: attrs{"gen_ai.tool.name": "final_result"}},
		`pydantic-ai: internal "execute_tool final_result" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "final_result"`,
	},
	{
		"without the scope, an agent's run is known by its name and message; its usage stays",
		given{name: "agent run", attrs: attrs{
			"agent_name": "helper", "logfire.msg": "helper run", "gen_ai.usage.input_tokens": 10, "model_name": "gpt-5",
		}},
		`pydantic-ai: internal "agent run" unset
		agent_name "helper"
		gen_ai.agent.name "helper"
		gen_ai.operation.name "invoke_agent"
		gen_ai.usage.input_tokens int 10
		logfire.msg "helper run"
		model_name "gpt-5"`,
	},
	{
		"or by its messages, also where Logfire's SDK has marked it",
		given{name: "agent run", attrs: attrs{"pydantic_ai.all_messages": "[]", "logfire.span_type": "span", "agent_name": "helper"}},
		`pydantic-ai: internal "agent run" unset
		gen_ai.agent.name "helper"
		gen_ai.operation.name "invoke_agent"
		logfire.span_type "span"
		pydantic_ai.all_messages "[]"`,
	},
	{
		"a model call has a cost",
		given{scope: "pydantic-ai", name: "chat gpt-5", kind: "client", attrs: attrs{"gen_ai.operation.name": "chat", "operation.cost": 0.5}},
		`pydantic-ai: client "chat gpt-5" unset
		gen_ai.operation.name "chat"
		mcp.cost double 0.5`,
	},
	{
		"a result that says isError is asked for again, and fails without a type",
		given{scope: "pydantic-ai", name: "execute_tool add", status: "error", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add",
			"pydantic_ai.tool.retry.cause": "model_retry", "pydantic_ai.tool.retry.attempt": 1,
			"gen_ai.tool.call.result": "Error executing tool add: no",
		}},
		`pydantic-ai: internal "execute_tool add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "Error executing tool add: no"
		gen_ai.tool.name "add"
		pydantic_ai.tool.retry.attempt int 1
		pydantic_ai.tool.retry.cause "model_retry"`,
	},
	{
		"its text tells refused arguments",
		given{scope: "pydantic-ai", name: "execute_tool add", status: "error", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "pydantic_ai.tool.retry.cause": "model_retry",
			"gen_ai.tool.call.result": "Error executing tool add: 1 validation error for addArguments\na",
		}},
		`pydantic-ai: internal "execute_tool add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "Error executing tool add: 1 validation error for addArguments\na"
		gen_ai.tool.name "add"
		mcp.call.outcome "validation_error"
		pydantic_ai.tool.retry.cause "model_retry"`,
	},
	{
		"arguments that were refused before the tool ran",
		given{scope: "pydantic-ai", name: "execute_tool add", status: "error", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add",
			"pydantic_ai.tool.retry.cause": "validation_error", "pydantic_ai.tool.failure_stage": "validation",
		}},
		`pydantic-ai: internal "execute_tool add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.call.outcome "validation_error"
		pydantic_ai.tool.failure_stage "validation"
		pydantic_ai.tool.retry.cause "validation_error"`,
	},
	{
		"a tool that does not exist",
		given{scope: "pydantic-ai", name: "execute_tool add", status: "error", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "pydantic_ai.tool.retry.cause": "unknown_tool",
		}},
		`pydantic-ai: internal "execute_tool add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.call.outcome "unknown_tool"
		pydantic_ai.tool.retry.cause "unknown_tool"`,
	},
	{
		"the parent of several tools is no tool",
		given{scope: "pydantic-ai", name: "running 2 tools", attrs: attrs{"tools": `["a","b"]`, "logfire.msg": "running 2 tools"}},
		asStructure,
	},
	{"a run of something else is left alone", given{scope: "app", name: "agent run", attrs: attrs{"agent_name": "helper"}}, untouched},
}

func TestPydanticAI(t *testing.T) { check(t, pydanticAIExamples) }
