package dialect_test

import "testing"

const toolhiveScope = "github.com/stacklok/toolhive/pkg/telemetry"

var toolhiveExamples = []example{
	{
		"old names beside the new ones go, and arguments are no JSON",
		given{scope: toolhiveScope, name: "tools/call pay", kind: "server", status: "ok", attrs: attrs{
			"mcp.method.name": "tools/call", "mcp.method": "tools/call", "rpc.system": "jsonrpc", "rpc.service": "mcp",
			"jsonrpc.request.id": "4", "mcp.request.id": "4", "gen_ai.tool.name": "pay", "mcp.tool.name": "pay", "mcp.resource.id": "pay",
			"gen_ai.tool.call.arguments": "amount=42, to=Bob", "mcp.tool.arguments": "amount=42, to=Bob",
			"mcp.transport": "streamable-http", "network.transport": "tcp", "http.route": "/mcp",
		}},
		`toolhive: server "tools/call pay" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "amount=42, to=Bob"
		gen_ai.tool.name "pay"
		http.route "/mcp"
		jsonrpc.request.id "4"
		mcp.call.role "gateway"
		mcp.method.name "tools/call"
		network.transport "tcp"`,
	},
	{
		"older versions have the old names only",
		given{scope: toolhiveScope, name: "mcp.tools/call", kind: "server", attrs: attrs{"mcp.method": "tools/call", "mcp.tool.name": "pay"}},
		`toolhive: server "tools/call pay" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "pay"
		mcp.call.role "gateway"
		mcp.method.name "tools/call"`,
	},
	{
		"a URI goes from the name to its attribute",
		given{scope: toolhiveScope, name: "resources/read a://b", kind: "server", attrs: attrs{"mcp.method.name": "resources/read", "mcp.resource.id": "a://b"}},
		`toolhive: server "resources/read" unset
		mcp.call.role "gateway"
		mcp.method.name "resources/read"
		mcp.resource.uri "a://b"`,
	},
	{
		"a batch is one span over several messages and no call",
		given{scope: toolhiveScope, name: "tools/call pay", kind: "server", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.operation.name": "execute_tool", "mcp.is_batch": true,
		}},
		`toolhive: server "tools/call pay" unset
		mcp.is_batch bool true`,
	},
	{"a request without a message is left alone", given{scope: toolhiveScope, name: "GET /mcp", kind: "server", attrs: attrs{
		"http.request.method": "GET", "rpc.system": "jsonrpc", "mcp.resource.id": "x",
	}}, untouched},
}

func TestToolHive(t *testing.T) { check(t, toolhiveExamples) }
