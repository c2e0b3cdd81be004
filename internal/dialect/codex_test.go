package dialect_test

import "testing"

var codexExamples = []example{
	{
		"a call is the client's; empty text is nothing",
		given{scope: "codex_cli_rs", name: "mcp.tools.call", kind: "client", attrs: attrs{
			"rpc.system": "jsonrpc", "rpc.method": "tools/call", "mcp.server.name": "desk", "mcp.server.origin": "stdio", "mcp.transport": "stdio",
			"mcp.connector.id": "", "mcp.connector.name": "", "tool.name": "add", "tool.call_id": "c1",
			"conversation.id": "k", "session.id": "k", "turn.id": "3",
		}},
		`codex: client "tools/call add" unset
		gen_ai.conversation.id "k"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.id "c1"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		mcp.server.name "desk"
		mcp.server.origin "stdio"
		network.transport "pipe"
		session.id "k"
		turn.id "3"`,
	},
	{
		"without the scope the turn tells it from calls that users name alike",
		given{scope: "lost", name: "mcp.tools.call", attrs: attrs{
			"turn.id": "3", "tool.name": "mcp__desk__add", "mcp.server.name": "", "mcp.transport": "streamable_http", "tool.call_id": "",
		}},
		`codex: client "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		mcp.server.name "desk"
		network.transport "tcp"
		tool.name "mcp__desk__add"
		turn.id "3"`,
	},
	{
		"the origin of a server does not make it Docker's",
		given{name: "mcp.tools.call", kind: "client", attrs: attrs{
			"mcp.server.origin": "https://desk.example", "mcp.connector.id": "", "mcp.connector.name": "Desk", "tool.name": "add", "turn.id": "3",
		}},
		`codex: client "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.connector.id ""
		mcp.connector.name "Desk"
		mcp.method.name "tools/call"
		mcp.server.origin "https://desk.example"
		turn.id "3"`,
	},
	{
		"its own protocol is JSON-RPC, but not MCP",
		given{scope: "codex_cli_rs", name: "initialize", kind: "server", attrs: attrs{"rpc.system": "jsonrpc", "rpc.method": "initialize"}},
		untouched,
	},
	{"tracing of its own is left alone", given{scope: "codex_cli_rs", name: "handle_responses", attrs: attrs{"tool.name": "shell", "session.id": ""}}, untouched},
}

func TestCodex(t *testing.T) { check(t, codexExamples) }
