package dialect_test

import "testing"

const adotScope = "amazon.opentelemetry.distro.instrumentation.mcp"

var adotExamples = []example{
	{
		"a call only has its name, a success and the library's protocol version to mend",
		given{scope: adotScope, name: "mcp tools/call add", kind: "client", status: "ok", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.tool.name": "add", "gen_ai.operation.name": "execute_tool", "jsonrpc.request.id": "3",
			"gen_ai.tool.call.arguments": `{"a":1}`, "mcp.protocol.version": "2025-11-25", "mcp.session.id": "s-1",
			"network.transport": "tcp", "server.address": "example.com", "server.port": 443,
		}},
		`adot: client "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.name "add"
		jsonrpc.request.id "3"
		mcp.method.name "tools/call"
		mcp.session.id "s-1"
		network.transport "tcp"
		server.address "example.com"
		server.port int 443`,
	},
	{
		"the code of an error is its type, not the exception's class",
		given{scope: "lost", name: "mcp tools/list", kind: "client", status: "error: Method not found", attrs: attrs{
			"mcp.method.name": "tools/list", "error.type": "McpError", "rpc.response.status_code": "-32601", "mcp.protocol.version": "2025-11-25",
		}},
		`adot: client "tools/list" error "Method not found"
		error.type "-32601"
		mcp.method.name "tools/list"
		rpc.response.status_code "-32601"`,
	},
	{
		"an exception without a code keeps its class",
		given{scope: adotScope, name: "mcp tools/call add", kind: "client", status: "error: boom", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.tool.name": "add", "error.type": "TimeoutError",
		}},
		`adot: client "tools/call add" error "boom"
		error.type "TimeoutError"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"`,
	},
	{
		"a tool's error is no JSON-RPC error",
		given{scope: adotScope, name: "mcp tools/call pay", kind: "server", status: "error", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.tool.name": "pay", "error.type": "tool_error", "client.address": "10.0.0.1",
			"gen_ai.tool.call.result": `{"content":[{"type":"text","text":"no"}],"isError":true}`,
		}},
		`adot: server "tools/call pay" error
		client.address "10.0.0.1"
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"content\":[{\"type\":\"text\",\"text\":\"no\"}],\"isError\":true}"
		gen_ai.tool.name "pay"
		mcp.method.name "tools/call"`,
	},
	{
		"a prompt's name is under the key of its text",
		given{scope: adotScope, name: "mcp prompts/get greet me", kind: "server", attrs: attrs{
			"mcp.method.name": "prompts/get", "gen_ai.prompt": "greet me",
		}},
		`adot: server "prompts/get greet me" unset
		gen_ai.prompt.name "greet me"
		mcp.method.name "prompts/get"`,
	},
	{
		"text under that key is no name",
		given{scope: adotScope, name: "mcp prompts/get greet", kind: "server", attrs: attrs{
			"mcp.method.name": "prompts/get", "gen_ai.prompt": "Say hello to {who}",
		}},
		`adot: server "prompts/get greet" unset
		gen_ai.prompt "Say hello to {who}"
		gen_ai.prompt.name "greet"
		mcp.method.name "prompts/get"`,
	},
	{
		"a URI goes from the name",
		given{scope: adotScope, name: "mcp resources/read file:///a", kind: "client", attrs: attrs{
			"mcp.method.name": "resources/read", "mcp.resource.uri": "file:///a",
		}},
		`adot: client "resources/read" unset
		mcp.method.name "resources/read"
		mcp.resource.uri "file:///a"`,
	},
	{
		"the life of the client's transport is a session",
		given{scope: adotScope, name: "mcp.session"},
		`adot: client "mcp.session" unset
		mcp.span.type "session"`,
	},
	{"a span that was not named yet is none", given{scope: adotScope, name: "mcp.client", kind: "client"}, untouched},
	{"a name without a method proves nothing", given{scope: "lost", name: "mcp tools/call add", kind: "client"}, untouched},
}

func TestADOT(t *testing.T) { check(t, adotExamples) }
