package dialect_test

import "testing"

var mcpDevtoolsExamples = []example{
	{
		"a call is the server's",
		given{scope: "mcp-devtools", name: "mcp.tool.execute", status: "ok", attrs: attrs{
			"mcp.tool.name": "internet_search", "mcp.tool.arguments": `{"query":"go"}`, "mcp.tool.result.success": true, "mcp.session.id": "s-1",
		}},
		`mcp-devtools: server "tools/call internet_search" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"query\":\"go\"}"
		gen_ai.tool.name "internet_search"
		mcp.method.name "tools/call"
		mcp.session.id "s-1"`,
	},
	{
		"no success is the tool's error",
		given{scope: "lost", name: "mcp.tool.execute", status: "error: no network", attrs: attrs{
			"mcp.tool.name": "fetch_url", "mcp.tool.result.success": false, "mcp.tool.result.error": "no network",
		}},
		`mcp-devtools: server "tools/call fetch_url" error "no network"
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "fetch_url"
		mcp.method.name "tools/call"`,
	},
	{
		"the session ends at once and stands for what follows",
		given{scope: "mcp-devtools", name: "mcp.session", kind: "server", attrs: attrs{"mcp.session.id": "s-1", "mcp.transport": "stdio"}},
		`mcp-devtools: server "mcp.session" unset
		mcp.session.id "s-1"
		mcp.span.type "session"
		network.transport "pipe"`,
	},
	{"a check of content is no call", given{scope: "mcp-devtools", name: "security.check", attrs: attrs{"security.action": "allow"}}, untouched},
	{"nor is HTTP", given{scope: "mcp-devtools", name: "http.client", kind: "client", attrs: attrs{"http.method": "GET"}}, untouched},
}

func TestMCPDevtools(t *testing.T) { check(t, mcpDevtoolsExamples) }
