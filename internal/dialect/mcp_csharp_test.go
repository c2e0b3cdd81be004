package dialect_test

import "testing"

const csharp = "Experimental.ModelContextProtocol"

var mcpCSharpExamples = []example{
	{
		"a call speaks the conventions; the tool's own words in the status stay there",
		given{scope: csharp, name: "tools/call add", kind: "client", status: `error: [{"type":"text","text":"no"}]`, attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "jsonrpc.request.id": "2",
			"mcp.session.id": "s", "mcp.protocol.version": "2025-11-25", "network.transport": "tcp", "error.type": "tool_error",
			"server.address": "localhost", "server.port": 3001,
		}},
		`mcp-csharp: client "tools/call add" error "[{\"type\":\"text\",\"text\":\"no\"}]"
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		jsonrpc.request.id "2"
		mcp.method.name "tools/call"
		mcp.protocol.version "2025-11-25"
		mcp.session.id "s"
		network.transport "tcp"
		server.address "localhost"
		server.port int 3001`,
	},
	{
		"a transport that is unknown is absent",
		given{scope: csharp, name: "tools/list", kind: "client", attrs: attrs{
			"mcp.method.name": "tools/list", "network.transport": "unknown", "mcp.session.id": "s",
		}},
		`mcp-csharp: client "tools/list" unset
		mcp.method.name "tools/list"
		mcp.session.id "s"`,
	},
	{
		"an enriched execute_tool span stays the framework's",
		given{scope: csharp, name: "execute_tool add", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add",
			"network.transport": "pipe", "client.address": "10.0.0.1",
		}},
		`mcp-csharp: internal "execute_tool add" unset
		client.address "10.0.0.1"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		network.transport "pipe"`,
	},
	{"a span without a method is left alone", given{scope: csharp, name: "handshake", attrs: attrs{"network.transport": "unknown"}}, untouched},
}

func TestMCPCSharp(t *testing.T) { check(t, mcpCSharpExamples) }
