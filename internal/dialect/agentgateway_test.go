package dialect_test

import "testing"

var agentgatewayExamples = []example{
	{
		"what came in is HTTP and MCP on one span",
		given{scope: "agentgateway", name: "tools/call", kind: "server", attrs: attrs{
			"gateway": "default", "listener": "http", "route": "mcp", "http.method": "POST", "http.status": 200, "http.path": "/mcp",
			"mcp.method.name": "tools/call", "mcp.session.id": "s-1", "mcp.target": "everything", "gen_ai.tool.name": "echo",
		}},
		`agentgateway: server "tools/call echo" unset
		gateway "default"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "echo"
		http.request.method "POST"
		http.response.status_code int 200
		listener "http"
		mcp.call.role "gateway"
		mcp.method.name "tools/call"
		mcp.server.name "everything"
		mcp.session.id "s-1"
		route "mcp"
		url.path "/mcp"`,
	},
	{
		"what went out has the server's name before the tool's",
		given{scope: "agentgateway", name: "tools/call everything_echo_twice", kind: "client", attrs: attrs{
			"mcp.method.name": "tools/call", "mcp.target": "everything",
		}},
		`agentgateway: client "tools/call echo_twice" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "echo_twice"
		mcp.call.role "gateway"
		mcp.method.name "tools/call"
		mcp.server.name "everything"`,
	},
	{
		"or the server's name alone, which is no prompt's",
		given{scope: "agentgateway", name: "prompts/get everything", kind: "client", attrs: attrs{
			"mcp.method.name": "prompts/get", "mcp.target": "everything",
		}},
		`agentgateway: client "prompts/get" unset
		mcp.call.role "gateway"
		mcp.method.name "prompts/get"
		mcp.server.name "everything"`,
	},
	{
		"a tool's name of its own wins over the span's",
		given{scope: "agentgateway", name: "tools/call everything_echo", kind: "client", attrs: attrs{
			"mcp.method.name": "tools/call", "mcp.target": "everything", "gen_ai.tool.name": "everything_echo",
		}},
		`agentgateway: client "tools/call everything_echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "everything_echo"
		mcp.call.role "gateway"
		mcp.method.name "tools/call"
		mcp.server.name "everything"`,
	},
	{
		"an error has a code and a message of its own",
		given{scope: "lost", name: "resources/read", kind: "client", status: "error", attrs: attrs{
			"mcp.method.name": "resources/read", "mcp.resource.uri": "a://b", "mcp.target": "files",
			"mcp.error.code": -32002, "mcp.error.message": "no such resource",
		}},
		`agentgateway: client "resources/read" error "no such resource"
		error.type "-32002"
		mcp.call.role "gateway"
		mcp.method.name "resources/read"
		mcp.resource.uri "a://b"
		mcp.server.name "files"
		rpc.response.status_code "-32002"`,
	},
	{
		"a caller's fault is no failure of the receiver's",
		given{scope: "lost", name: "tools/list", kind: "server", attrs: attrs{
			"gateway": "default", "listener": "http", "route": "mcp", "mcp.method.name": "tools/list", "mcp.error.code": -32601,
		}},
		`agentgateway: server "tools/list" unset
		gateway "default"
		listener "http"
		mcp.call.role "gateway"
		mcp.method.name "tools/list"
		route "mcp"
		rpc.response.status_code "-32601"`,
	},
	{
		"a call of a model has its cost",
		given{scope: "agentgateway", name: "chat gpt-5", kind: "client", attrs: attrs{
			"gen_ai.operation.name": "chat", "agw.ai.usage.cost.total": 0.25, "http.status": "200",
		}},
		`agentgateway: client "chat gpt-5" unset
		gen_ai.operation.name "chat"
		http.response.status_code int 200
		mcp.cost double 0.25`,
	},
	{"the stream of a server is transport", given{scope: "agentgateway", name: "GET everything", kind: "client", attrs: attrs{
		"mcp.target": "everything", "http.method": "GET",
	}}, asTransport},
	{"so is the end of a session", given{scope: "agentgateway", name: "DELETE everything", kind: "client", attrs: attrs{
		"mcp.target": "everything", "mcp.session.id": "s-1",
	}}, asTransport},
	{"a request of something else is left alone", given{scope: "lost", name: "POST /v1", kind: "server", attrs: attrs{
		"gateway": "default", "listener": "http", "route": "api", "http.method": "POST",
	}}, untouched},
}

func TestAgentgateway(t *testing.T) { check(t, agentgatewayExamples) }
