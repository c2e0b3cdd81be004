package dialect_test

import "testing"

var kuadrantExamples = []example{
	{
		"the root is a message whose operation is its method",
		given{scope: "mcp-router", name: "mcp-router.process", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.operation.name": "tools/call", "gen_ai.tool.name": "test2_headers", "mcp.server": "test2",
			"mcp.session.id": "s-1", "jsonrpc.request.id": "3", "http.status_code": 200,
		}},
		`kuadrant: server "tools/call test2_headers" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "test2_headers"
		http.status_code int 200
		jsonrpc.request.id "3"
		mcp.call.role "gateway"
		mcp.method.name "tools/call"
		mcp.server.name "test2"
		mcp.session.id "s-1"`,
	},
	{
		"other methods are no operations",
		given{scope: "mcp-router", name: "mcp-router.process", status: "error: no session", attrs: attrs{
			"mcp.method.name": "tools/list", "gen_ai.operation.name": "tools/list", "error_source": "ext-proc", "http.status_code": 400,
		}},
		`kuadrant: server "tools/list" error "no session"
		error_source "ext-proc"
		http.status_code int 400
		mcp.call.role "gateway"
		mcp.method.name "tools/list"`,
	},
	{
		"older versions have the tool under a key of their own",
		given{scope: "mcp-router", name: "mcp-router.process", attrs: attrs{"mcp.method.name": "tools/call", "mcp.tool": "greet"}},
		`kuadrant: server "tools/call greet" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "greet"
		mcp.call.role "gateway"
		mcp.method.name "tools/call"`,
	},
	{
		"the decision repeats the method and is no call",
		given{scope: "mcp-router", name: "mcp-router.route-decision", attrs: attrs{"mcp.method.name": "tools/call", "mcp.route": "tool-call"}},
		`kuadrant: internal "mcp-router.route-decision" unset
		gen_ai.operation.name "execute_tool"
		mcp.call.role "inside"
		mcp.method.name "tools/call"
		mcp.route "tool-call"`,
	},
	{"so is what follows, which only names the tool", given{scope: "mcp-router", name: "mcp-router.tool-call", attrs: attrs{
		"gen_ai.tool.name": "test2_headers", "mcp.session.id": "s-1", "mcp.server": "test2",
	}}, asStructure},
	{"a root without a message is left alone", given{scope: "mcp-router", name: "mcp-router.process", attrs: attrs{
		"http.method": "GET", "http.path": "/mcp",
	}}, asStructure},
}

func TestKuadrant(t *testing.T) { check(t, kuadrantExamples) }
