package dialect_test

import "testing"

const obiScope = "go.opentelemetry.io/obi"

var obiExamples = []example{
	{
		"a call is named like a framework's and has a side",
		given{scope: obiScope, name: "execute_tool add", kind: "server", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "mcp.session.id": "s-1",
			"jsonrpc.request.id": 4, "http.request.method": "POST", "url.path": "/mcp",
			"gen_ai.tool.call.result": `[{"type":"text","text":"3"}]`,
		}},
		`obi: server "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "[{\"type\":\"text\",\"text\":\"3\"}]"
		gen_ai.tool.name "add"
		http.request.method "POST"
		jsonrpc.request.id "4"
		mcp.method.name "tools/call"
		mcp.session.id "s-1"
		url.path "/mcp"`,
	},
	{
		"of any other message the operation is the method, which is none",
		given{scope: obiScope, name: "tools/list", kind: "client", attrs: attrs{
			"mcp.method.name": "tools/list", "gen_ai.operation.name": "tools/list", "http.request.method": "POST",
		}},
		`obi: client "tools/list" unset
		http.request.method "POST"
		mcp.method.name "tools/list"`,
	},
	{
		"HTTP and a call on one span are its shape",
		given{scope: "lost", name: "execute_tool add", kind: "client", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.operation.name": "execute_tool", "http.request.method": "POST",
		}},
		`obi: client "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		http.request.method "POST"
		mcp.method.name "tools/call"`,
	},
	{
		"a framework's span that a client enriched is not its shape",
		given{scope: "lost", name: "execute_tool add", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "http.request.method": "POST",
		}},
		`semconv: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		http.request.method "POST"
		mcp.method.name "tools/call"`,
	},
	{
		"a call of a model is one",
		given{scope: obiScope, name: "chat gpt-5", kind: "client", attrs: attrs{"gen_ai.operation.name": "chat", "http.request.method": "POST"}},
		`obi: client "chat gpt-5" unset
		gen_ai.operation.name "chat"
		http.request.method "POST"`,
	},
	{"HTTP is HTTP", given{scope: obiScope, name: "POST /mcp", kind: "server", attrs: attrs{
		"http.request.method": "POST", "url.path": "/mcp", "http.response.status_code": 200,
	}}, untouched},
}

func TestOBI(t *testing.T) { check(t, obiExamples) }
