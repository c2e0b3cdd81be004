package dialect_test

import "testing"

const (
	openlitPython = "openlit.instrumentation.mcp"
	openlitTS     = "@openlit/instrumentation-mcp"
)

var openlitExamples = []example{
	{
		"a TypeScript call has its tool name under mcp.method and a constant transport",
		given{scope: openlitTS, name: "mcp tools/call", kind: "client", attrs: attrs{
			"mcp.operation.name": "tools_call", "mcp.system": "mcp", "mcp.transport.type": "stdio",
			"mcp.tool.name": "get_weather", "mcp.method": "get_weather",
			"mcp.request.payload":  `{"method":"get_weather","kwargs":{"name":"get_weather"}}`,
			"mcp.response.payload": `{"content":[{"type":"text","text":"18 C"}]}`,
			"mcp.tool.result":      `[{"type":"text","text":"18 C"}]`,
		}},
		`openlit: client "tools/call get_weather" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"content\":[{\"type\":\"text\",\"text\":\"18 C\"}]}"
		gen_ai.tool.name "get_weather"
		mcp.method.name "tools/call"
		mcp.request.payload "{\"method\":\"get_weather\",\"kwargs\":{\"name\":\"get_weather\"}}"
		mcp.system "mcp"`,
	},
	{
		"a TypeScript prompt is called a tool, too",
		given{scope: openlitTS, name: "mcp prompts/get", kind: "client", attrs: attrs{
			"mcp.operation.name": "prompts_get", "mcp.method": "greet", "mcp.tool.name": "greet", "mcp.prompt.name": "greet",
		}},
		`openlit: client "prompts/get greet" unset
		gen_ai.prompt.name "greet"
		mcp.method.name "prompts/get"`,
	},
	{
		"a TypeScript isError is an error message under status unset",
		given{scope: openlitTS, name: "mcp tools/call", kind: "client", attrs: attrs{
			"mcp.operation.name": "tools_call", "mcp.tool.name": "pay",
			"mcp.error.message": `[{"type":"text","text":"Unknown tool: pay"}]`,
		}},
		`openlit: client "tools/call pay" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "pay"
		mcp.call.outcome "unknown_tool"
		mcp.error.message "[{\"type\":\"text\",\"text\":\"Unknown tool: pay\"}]"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true`,
	},
	{
		"a result payload that is JSON proves isError",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", attrs: attrs{
			"mcp.tool.name": "pay", "mcp.tool.result": "meta=None isError=True",
			"mcp.response.payload": `{"isError":true,"content":[{"type":"text","text":"no"}]}`,
		}},
		`openlit: client "tools/call pay" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"isError\":true,\"content\":[{\"type\":\"text\",\"text\":\"no\"}]}"
		gen_ai.tool.name "pay"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true`,
	},
	{
		"Python text that is no JSON stays text",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", attrs: attrs{
			"mcp.tool.name": "echo", "mcp.method": "call_tool", "mcp.message_id": 7,
			"mcp.tool.result":     "[TextContent(text='hi')]",
			"mcp.request.payload": `{"method":"call_tool","params":{"name":"echo","arguments":{"a":1}}}`,
		}},
		`openlit: client "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "[TextContent(text='hi')]"
		gen_ai.tool.name "echo"
		jsonrpc.request.id "7"
		mcp.method.name "tools/call"`,
	},
	{
		"a Python method is wrapped twice; the span that only made the coroutine is no call",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", attrs: attrs{
			"mcp.operation.name": "tools_call", "mcp.method": "call_tool",
			"mcp.request.payload":  `{"method": "call_tool", "params": {"args": ["echo", {"a": 1}]}}`,
			"mcp.response.payload": `{"type": "mcp_coroutine", "function": "call_tool", "awaitable": true}`,
		}},
		asStructure,
	},
	{
		"a Python client's positional arguments are the tool and its arguments",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", attrs: attrs{
			"mcp.operation.name": "tools_call", "mcp.method": "call_tool", "mcp.transport.type": "stdio",
			"mcp.request.payload":  `{"method": "call_tool", "params": {"args": ["echo", {"a": 1}]}}`,
			"mcp.response.payload": `{"meta": null, "content": ["type='text' text='hi' annotations=None meta=None"], "isError": false}`,
		}},
		`openlit: client "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\": 1}"
		gen_ai.tool.call.result "{\"meta\": null, \"content\": [\"type='text' text='hi' annotations=None meta=None\"], \"isError\": false}"
		gen_ai.tool.name "echo"
		mcp.method.name "tools/call"`,
	},
	{
		"a Python client's isError has its text in the repr of a content part",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", attrs: attrs{
			"mcp.request.payload":  `{"params": {"args": ["pay", {}]}}`,
			"mcp.response.payload": `{"content": ["type='text' text='Unknown tool: pay' annotations=None meta=None"], "isError": true}`,
		}},
		`openlit: client "tools/call pay" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{}"
		gen_ai.tool.call.result "{\"content\": [\"type='text' text='Unknown tool: pay' annotations=None meta=None\"], \"isError\": true}"
		gen_ai.tool.name "pay"
		mcp.call.outcome "unknown_tool"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true`,
	},
	{
		"FastMCP.call_tool is the server, which its name shows, though it says client",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", attrs: attrs{
			"mcp.server.name":      "weather",
			"mcp.request.payload":  `{"params": {"args": ["echo", {"a": 1}]}}`,
			"mcp.response.payload": `[["type='text' text='hi'"], {"result": "hi"}]`,
		}},
		`openlit: server "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\": 1}"
		gen_ai.tool.call.result "[[\"type='text' text='hi'\"], {\"result\": \"hi\"}]"
		gen_ai.tool.name "echo"
		mcp.method.name "tools/call"
		mcp.server.name "weather"`,
	},
	{
		"the exception that a Python server answers as isError is a tool error",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", status: "error: ToolError: Unknown tool: pay", attrs: attrs{
			"mcp.server.name": "weather", "error.type": "ToolError", "mcp.error.message": "Unknown tool: pay",
			"mcp.request.payload": `{"params": {"args": ["pay", {}]}}`,
		}},
		`openlit: server "tools/call pay" error "ToolError: Unknown tool: pay"
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{}"
		gen_ai.tool.name "pay"
		mcp.call.outcome "unknown_tool"
		mcp.error.message "Unknown tool: pay"
		mcp.method.name "tools/call"
		mcp.server.name "weather"`,
	},
	{
		"arguments that the server's model refused were never the tool's to judge",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", status: "error", attrs: attrs{
			"mcp.server.name": "weather", "error.type": "ToolError",
			"mcp.error.message":   "Error executing tool forecast: 1 validation error for forecastArguments\ndays\n  Input should be a valid integer",
			"mcp.request.payload": `{"params": {"args": ["forecast", {"days": "many"}]}}`,
		}},
		`openlit: server "tools/call forecast" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"days\": \"many\"}"
		gen_ai.tool.name "forecast"
		mcp.call.outcome "validation_error"
		mcp.error.message "Error executing tool forecast: 1 validation error for forecastArguments\ndays\n  Input should be a valid integer"
		mcp.method.name "tools/call"
		mcp.server.name "weather"`,
	},
	{
		"ToolManager.call_tool is the server's call again, which its result shows",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", attrs: attrs{
			"mcp.request.payload":  `{"params": {"args": ["echo", {}]}}`,
			"mcp.response.payload": `[["type='text' text='hi'"], {"result": "hi"}]`,
		}},
		`openlit: client "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{}"
		gen_ai.tool.call.result "[[\"type='text' text='hi'\"], {\"result\": \"hi\"}]"
		gen_ai.tool.name "echo"
		mcp.call.role "inside"
		mcp.method.name "tools/call"`,
	},
	{
		"or the exception, which no client raises",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", status: "error", attrs: attrs{
			"error.type": "ToolError", "mcp.error.message": "no", "mcp.request.payload": `{"params": {"args": ["echo", {}]}}`,
		}},
		`openlit: client "tools/call echo" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{}"
		gen_ai.tool.name "echo"
		mcp.call.role "inside"
		mcp.error.message "no"
		mcp.method.name "tools/call"`,
	},
	{
		"a single positional argument is a URI or a name",
		given{scope: openlitPython, name: "mcp resources/read", kind: "client", attrs: attrs{
			"mcp.request.payload": `{"method": "read_resource", "params": {"value": "weather://stations"}}`,
		}},
		`openlit: client "resources/read" unset
		mcp.method.name "resources/read"
		mcp.resource.uri "weather://stations"`,
	},
	{
		"a prompt's arguments stay in the payload",
		given{scope: openlitPython, name: "mcp prompts/get", kind: "client", attrs: attrs{
			"mcp.server.name": "weather", "mcp.request.payload": `{"params": {"args": ["briefing", {"city": "Oslo"}]}}`,
		}},
		`openlit: server "prompts/get briefing" unset
		gen_ai.prompt.name "briefing"
		mcp.method.name "prompts/get"
		mcp.request.payload "{\"params\": {\"args\": [\"briefing\", {\"city\": \"Oslo\"}]}}"
		mcp.server.name "weather"`,
	},
	{
		"a placeholder is no name",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", attrs: attrs{"mcp.tool.name": "None", "mcp.server.name": "weather"}},
		`openlit: server "tools/call" unset
		gen_ai.operation.name "execute_tool"
		mcp.method.name "tools/call"
		mcp.server.name "weather"`,
	},
	{
		"arguments win over the request payload, which stays",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", attrs: attrs{
			"mcp.tool.name": "echo", "mcp.tool.arguments": `{"a":1}`, "mcp.request.payload": `{"params":{"arguments":{"a":2}}}`,
		}},
		`openlit: client "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.name "echo"
		mcp.method.name "tools/call"
		mcp.request.payload "{\"params\":{\"arguments\":{\"a\":2}}}"`,
	},
	{
		"an error code in whatever type replaces the exception class",
		given{scope: openlitPython, name: "mcp resources/read", kind: "client", status: "error: no such file", attrs: attrs{
			"mcp.error.code": -32603, "mcp.error.message": "no such file", "error.type": "McpError", "mcp.resource.uri": "file:///a",
		}},
		`openlit: client "resources/read" error "no such file"
		error.type "-32603"
		mcp.error.message "no such file"
		mcp.method.name "resources/read"
		mcp.resource.uri "file:///a"
		rpc.response.status_code "-32603"`,
	},
	{
		"a tool call with a code is a failure even under status unset, but not a tool error",
		given{scope: openlitPython, name: "mcp tools/call", kind: "client", attrs: attrs{
			"mcp.error.code": -32602, "mcp.error.message": "bad", "mcp.tool.name": "pay",
		}},
		`openlit: client "tools/call pay" error
		error.type "-32602"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "pay"
		mcp.error.message "bad"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true
		rpc.response.status_code "-32602"`,
	},
	{
		"a code that the TypeScript SDK made up was never on the wire",
		given{scope: openlitTS, name: "mcp tools/call", kind: "client", status: "error: MCP error -32001: Request timed out", attrs: attrs{
			"mcp.error.code": "-32001", "error.type": "McpError", "mcp.tool.name": "pay",
		}},
		`openlit: client "tools/call pay" error "MCP error -32001: Request timed out"
		error.type "McpError"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "pay"
		mcp.error.code "-32001"
		mcp.method.name "tools/call"`,
	},
	{
		"the method comes from mcp.operation.name when the name does not say it",
		given{scope: "lost", name: "mcp read", kind: "client", attrs: attrs{"mcp.operation.name": "resources_read", "mcp.method": "unknown"}},
		`openlit: client "resources/read" unset
		mcp.method.name "resources/read"`,
	},
	{
		"the span around send_request is the same call seen from inside",
		given{scope: openlitPython, name: "mcp tools/list", attrs: attrs{"mcp.method": "list_tools"}},
		`openlit: internal "tools/list" unset
		mcp.call.role "inside"
		mcp.method.name "tools/list"`,
	},
	{
		"websocket is the one transport to believe, besides sse",
		given{scope: openlitPython, name: "mcp ping", kind: "client", attrs: attrs{"mcp.transport.type": "websocket"}},
		`openlit: client "ping" unset
		mcp.method.name "ping"
		network.protocol.name "websocket"
		network.transport "tcp"`,
	},
	{
		"a model call has its cost and conversation",
		given{scope: "openlit.instrumentation.openai", name: "chat gpt-4o", kind: "client", attrs: attrs{
			"gen_ai.operation.name": "chat", "gen_ai.usage.cost": 0.25, "gen_ai.session.id": "s-1",
		}},
		`openlit: client "chat gpt-4o" unset
		gen_ai.conversation.id "s-1"
		gen_ai.operation.name "chat"
		mcp.cost double 0.25`,
	},
	{
		"a transport span is internal detail",
		given{scope: openlitPython, name: "mcp transport/request", kind: "server", attrs: attrs{
			"mcp.operation.name": "tools_call", "mcp.method": "tools/call", "mcp.transport.type": "stdio",
		}},
		asTransport,
	},
	{
		"a manager's span is internal detail",
		given{scope: openlitPython, name: "mcp manager/get_resource", kind: "client", attrs: attrs{"mcp.operation.name": "get_resource", "mcp.method": "get_resource"}},
		asStructure,
	},
	{
		"a FastMCP wrapper span is internal detail",
		given{scope: openlitPython, name: "mcp fastmcp/call_tool", attrs: attrs{"mcp.tool.name": "echo", "mcp.method": "tools/call"}},
		asStructure,
	},
	{
		"the decorator Server.call_tool registers a handler and calls nothing",
		given{scope: openlitPython, name: "mcp tools/call", kind: "server", attrs: attrs{
			"mcp.method": "call_tool", "mcp.operation.name": "tools_call", "mcp.server.name": "weather",
			"mcp.request.payload": `{"method": "call_tool"}`, "mcp.response.payload": "{}",
		}},
		asStructure,
	},
	{
		"as do the other decorators",
		given{scope: openlitPython, name: "mcp resources/read", kind: "server", attrs: attrs{
			"mcp.method": "read_resource", "mcp.operation.name": "resources_read", "mcp.request.payload": `{"method": "read_resource"}`,
		}},
		asStructure,
	},
}

func TestOpenLIT(t *testing.T) { check(t, openlitExamples) }
