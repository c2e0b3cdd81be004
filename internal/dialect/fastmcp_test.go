package dialect_test

import "testing"

var fastmcpExamples = []example{
	{
		"a client of version 4 knows its session",
		given{scope: "fastmcp", name: "tools/call add", kind: "client", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.tool.name": "add", "mcp.session.id": "s", "fastmcp.component.key": "add",
		}},
		`fastmcp: client "tools/call add" unset
		fastmcp.component.key "add"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		mcp.session.id "s"`,
	},
	{
		"version 4 only lacks the operation and the server's name",
		given{scope: "fastmcp", name: "tools/call add", kind: "server", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.tool.name": "add", "mcp.protocol.version": "2025-11-25",
			"fastmcp.server.name": "Desk", "fastmcp.component.key": "tool:add@", "enduser.id": "client-7",
		}},
		`fastmcp: server "tools/call add" unset
		enduser.id "client-7"
		fastmcp.component.key "tool:add@"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		mcp.protocol.version "2025-11-25"
		mcp.server.name "Desk"`,
	},
	{
		"up to 3.1 the method is RPC's and the tool is in the component key",
		given{scope: "lost", name: "tools/call ns:a@b", kind: "server", attrs: attrs{
			"rpc.system": "mcp", "rpc.method": "tools/call", "rpc.service": "Desk", "fastmcp.component.key": "tool:ns:a@b@1.0",
		}},
		`fastmcp: server "tools/call ns:a@b" unset
		fastmcp.component.key "tool:ns:a@b@1.0"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "ns:a@b"
		mcp.method.name "tools/call"
		mcp.server.name "Desk"`,
	},
	{
		"the name of the server itself is stronger than the RPC service",
		given{scope: "fastmcp", name: "resources/read", kind: "server", attrs: attrs{
			"rpc.system": "mcp", "rpc.method": "resources/read", "rpc.service": "svc", "fastmcp.server.name": "Desk", "mcp.resource.uri": "a://b",
		}},
		`fastmcp: server "resources/read" unset
		mcp.method.name "resources/read"
		mcp.resource.uri "a://b"
		mcp.server.name "Desk"
		rpc.service "svc"`,
	},
	{
		"a prompt's name is in the component key",
		given{scope: "fastmcp", name: "prompts/get", kind: "client", attrs: attrs{"fastmcp.component.key": "prompt:greet@"}},
		`fastmcp: client "prompts/get greet" unset
		fastmcp.component.key "prompt:greet@"
		gen_ai.prompt.name "greet"
		mcp.method.name "prompts/get"`,
	},
	{
		"a hop that repeats the method is a view from inside",
		given{scope: "fastmcp", name: "delegate add", attrs: attrs{"mcp.method.name": "tools/call", "gen_ai.tool.name": "add"}},
		`fastmcp: internal "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.call.role "inside"
		mcp.method.name "tools/call"`,
	},
	{
		"arguments that a server refuses, by the exception's class",
		given{scope: "fastmcp", name: "tools/call add", kind: "server", status: "error: 1 validation error for call[add]", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.tool.name": "add", "error.type": "ValidationError",
		}},
		`fastmcp: server "tools/call add" error "1 validation error for call[add]"
		error.type "ValidationError"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.call.outcome "validation_error"
		mcp.method.name "tools/call"`,
	},
	{
		"and by the words that the client gets",
		given{scope: "fastmcp", name: "tools/call add", kind: "client", status: "error: 2 validation errors for call[add]\na", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.tool.name": "add", "error.type": "tool_error",
		}},
		`fastmcp: client "tools/call add" error "2 validation errors for call[add]\na"
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.call.outcome "validation_error"
		mcp.method.name "tools/call"`,
	},
	{
		"a tool's own words decide nothing, nor does the check of a result",
		given{scope: "fastmcp", name: "tools/call add", kind: "client", status: "error: 2 validation errors for Invoice", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.tool.name": "add", "error.type": "tool_error",
		}},
		`fastmcp: client "tools/call add" error "2 validation errors for Invoice"
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"`,
	},
	{
		"a hop into a mounted server is no message",
		given{scope: "fastmcp", name: "delegate add", attrs: attrs{
			"fastmcp.component.key": "tool:add@", "fastmcp.delegate.original_name": "add", "fastmcp.server.name": "Desk",
		}},
		asStructure,
	},
}

func TestFastMCP(t *testing.T) { check(t, fastmcpExamples) }
