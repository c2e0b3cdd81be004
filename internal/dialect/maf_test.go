package dialect_test

import "testing"

var mafExamples = []example{
	{
		"with arguments and result, if told to",
		given{scope: "agent_framework", name: "execute_tool add", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "gen_ai.tool.call.id": "c1", "gen_ai.conversation.id": "c",
			"gen_ai.tool.call.arguments": `{"a":1}`, "gen_ai.tool.call.result": "2",
		}},
		`maf: internal "execute_tool add" unset
		gen_ai.conversation.id "c"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.id "c1"
		gen_ai.tool.call.result "2"
		gen_ai.tool.name "add"`,
	},
	{
		"the framework executes a tool",
		given{scope: "agent_framework", name: "execute_tool add", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "gen_ai.tool.call.id": "c1",
		}},
		`maf: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.id "c1"
		gen_ai.tool.name "add"`,
	},
	{
		"a tool's failure is an exception of Python's",
		given{scope: "agent_framework", name: "execute_tool pay", status: "error: ToolExecutionException('no money')", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "pay", "error.type": "ToolExecutionException",
		}},
		`maf: internal "execute_tool pay" error "ToolExecutionException('no money')"
		error.type "ToolExecutionException"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "pay"
		mcp.call.outcome "tool_error"`,
	},
	{
		"also where arguments were refused",
		given{scope: "agent_framework", name: "execute_tool pay", status: `error: ToolExecutionException("2 validation errors for call[pay]\na")`, attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "pay", "error.type": "ToolExecutionException",
		}},
		`maf: internal "execute_tool pay" error "ToolExecutionException(\"2 validation errors for call[pay]\\na\")"
		error.type "ToolExecutionException"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "pay"
		mcp.call.outcome "validation_error"`,
	},
	{
		"and its client calls it",
		given{scope: "agent_framework", name: "tools/call add", kind: "client", attrs: attrs{"mcp.method.name": "tools/call", "gen_ai.tool.name": "add"}},
		`maf: client "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"`,
	},
	{
		"old names are the conventions'",
		given{scope: "Experimental.Microsoft.Agents.AI", name: "invoke_agent helper", kind: "client", attrs: attrs{
			"gen_ai.operation.name": "invoke_agent", "gen_ai.system": "az.ai.openai",
		}},
		`maf: client "invoke_agent helper" unset
		gen_ai.operation.name "invoke_agent"
		gen_ai.provider.name "azure.ai.openai"`,
	},
	{"a step of a workflow is none of it", given{scope: "agent_framework", name: "executor.process", attrs: attrs{"executor.id": "a"}}, untouched},
}

func TestMAF(t *testing.T) { check(t, mafExamples) }
