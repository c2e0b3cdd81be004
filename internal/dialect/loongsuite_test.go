package dialect_test

import "testing"

const loongsuiteScope = "opentelemetry.instrumentation.mcp"

var loongsuiteExamples = []example{
	{
		"a call is in the words of drafts and of Python",
		given{scope: loongsuiteScope, name: "tools/call add", kind: "client", status: "ok", attrs: attrs{
			"component.name": "mcp.client", "mcp.method.name": "tools/call", "mcp.tool.name": "add", "rpc.jsonrpc.request_id": "2",
			"network.transport": "http", "server.address": "example.com", "server.port": "8080", "mcp.session.id": "s-1",
			"mcp.client.version": "2025-11-25", "mcp.parameters": `{"args": ["add", {"a": 1}], "kwargs": {}}`,
			"output.value": `{"content": [{"type": "text", "text": "1"}]}`, "mcp.output.size": "1",
		}},
		`loongsuite: client "tools/call add" unset
		component.name "mcp.client"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\": 1}"
		gen_ai.tool.call.result "{\"content\": [{\"type\": \"text\", \"text\": \"1\"}]}"
		gen_ai.tool.name "add"
		jsonrpc.request.id "2"
		mcp.method.name "tools/call"
		mcp.output.size "1"
		mcp.session.id "s-1"
		network.transport "tcp"
		server.address "example.com"
		server.port int 8080`,
	},
	{
		"arguments may have names, and a URL may have no port",
		given{scope: "lost", name: "tools/call add", kind: "client", attrs: attrs{
			"component.name": "mcp.client", "mcp.method.name": "tools/call", "mcp.tool.name": "add", "server.port": "None",
			"network.transport": "websocket", "mcp.parameters": `{"args":[],"kwargs":{"name":"add","arguments":{"a":1}}}`,
		}},
		`loongsuite: client "tools/call add" unset
		component.name "mcp.client"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		network.protocol.name "websocket"
		network.transport "tcp"`,
	},
	{
		"parameters that were cut are no JSON and stay",
		given{scope: loongsuiteScope, name: "tools/call add", kind: "client", attrs: attrs{
			"mcp.method.name": "tools/call", "mcp.tool.name": "add", "mcp.parameters": `{"args": ["add", {"a`, "network.transport": "stdio",
		}},
		`loongsuite: client "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		mcp.parameters "{\"args\": [\"add\", {\"a"
		network.transport "pipe"`,
	},
	{
		"the code of an error is its type",
		given{scope: loongsuiteScope, name: "prompts/get greet", kind: "client", status: "error: no", attrs: attrs{
			"mcp.method.name": "prompts/get", "mcp.prompt.name": "greet", "rpc.jsonrpc.error_code": -32602,
		}},
		`loongsuite: client "prompts/get greet" error "no"
		error.type "-32602"
		gen_ai.prompt.name "greet"
		mcp.method.name "prompts/get"
		rpc.response.status_code "-32602"`,
	},
	{
		"a URI goes from the name",
		given{scope: loongsuiteScope, name: "resources/read a://b", kind: "server", attrs: attrs{
			"mcp.method.name": "resources/read", "mcp.resource.uri": "a://b", "rpc.jsonrpc.request_id": "4",
		}},
		`loongsuite: server "resources/read" unset
		jsonrpc.request.id "4"
		mcp.method.name "resources/read"
		mcp.resource.uri "a://b"`,
	},
	{
		"a port that is no number stays",
		given{scope: loongsuiteScope, name: "ping", kind: "client", attrs: attrs{"mcp.method.name": "ping", "server.port": "https"}},
		`loongsuite: client "ping" unset
		mcp.method.name "ping"
		server.port "https"`,
	},
	{"another component is left alone", given{scope: "lost", name: "GET", kind: "client", attrs: attrs{
		"component.name": "http.client", "network.transport": "http", "server.port": "80",
	}}, untouched},
	{"JSON-RPC of something else is left alone", given{scope: "lost", name: "eth_call", kind: "client", attrs: attrs{
		"component.name": "mcp.client", "rpc.jsonrpc.request_id": "1", "mcp.parameters": "{}",
	}}, untouched},
}

func TestLoongSuite(t *testing.T) { check(t, loongsuiteExamples) }
