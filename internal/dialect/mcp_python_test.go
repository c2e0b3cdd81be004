package dialect_test

import "testing"

var mcpPythonExamples = []example{
	{
		"a client call has its tool, with spaces, in the name only",
		given{scope: "mcp-python-sdk", name: "MCP send tools/call get the weather", kind: "client", attrs: attrs{
			"mcp.method.name": "tools/call", "jsonrpc.request.id": "1",
		}},
		`mcp-python: client "tools/call get the weather" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "get the weather"
		jsonrpc.request.id "1"
		mcp.method.name "tools/call"`,
	},
	{
		"the name is enough when scope and attributes were lost",
		given{name: "MCP send prompts/get greet", kind: "client"},
		`mcp-python: client "prompts/get greet" unset
		gen_ai.prompt.name "greet"
		mcp.method.name "prompts/get"`,
	},
	{
		"only tools and prompts are targets of a name",
		given{scope: "mcp-python-sdk", name: "MCP send resources/read x", kind: "client"},
		`mcp-python: client "resources/read" unset
		mcp.method.name "resources/read"`,
	},
	{
		"a server speaks the conventions",
		given{scope: "mcp-python-sdk", name: "tools/call add", kind: "server", status: "error", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "error.type": "tool_error",
		}},
		`mcp-python: server "tools/call add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"`,
	},
	{"a name with an unknown method is no message", given{name: "MCP send flowers to", kind: "client"}, untouched},
	{"other spans of the SDK are left alone", given{scope: "mcp-python-sdk", name: "connect", attrs: attrs{"url.full": "u"}}, untouched},
}

func TestMCPPython(t *testing.T) { check(t, mcpPythonExamples) }
