package dialect_test

import "testing"

var sentryExamples = []example{
	{
		"a result of several parts is one",
		given{scope: "@sentry/node", name: "tools/call pay", attrs: attrs{
			"mcp.method.name": "tools/call", "mcp.tool.name": "pay", "mcp.tool.result.content_count": 2,
			"mcp.tool.result.1.content_type": "text", "mcp.tool.result.1.content": "b",
			"mcp.tool.result.0.content_type": "text", "mcp.tool.result.0.content": "a", "mcp.tool.result.x.content": "c",
		}},
		`sentry: server "tools/call pay" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "[{\"content\":\"a\",\"content_type\":\"text\"},{\"content\":\"b\",\"content_type\":\"text\"}]"
		gen_ai.tool.name "pay"
		mcp.method.name "tools/call"
		mcp.tool.result.content_count int 2
		mcp.tool.result.x.content "c"`,
	},
	{
		"a call has one attribute for each argument and JSON-RPC's version as the network's",
		given{scope: "@sentry/node", name: "tools/call pay", attrs: attrs{
			"sentry.op": "mcp.server", "mcp.method.name": "tools/call", "mcp.tool.name": "pay", "mcp.request.id": "4",
			"mcp.request.argument.amount": "42", "mcp.request.argument.to": `"Bob"`, "mcp.request.argument.note": "plain",
			"mcp.transport": "StreamableHTTPServerTransport", "network.protocol.version": "2.0",
			"mcp.tool.result.is_error": true, "mcp.tool.result.content": "no money",
		}},
		`sentry: server "tools/call pay" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"amount\":42,\"note\":\"plain\",\"to\":\"Bob\"}"
		gen_ai.tool.call.result "no money"
		gen_ai.tool.name "pay"
		jsonrpc.request.id "4"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true
		mcp.tool.result.is_error bool true
		network.transport "tcp"
		sentry.op "mcp.server"`,
	},
	{
		"the arguments of a prompt have keys of their own",
		given{scope: "@sentry/node", name: "prompts/get greet", attrs: attrs{
			"mcp.method.name": "prompts/get", "mcp.prompt.name": "greet",
			"mcp.request.argument.name": `"greet"`, "mcp.request.argument.who": `"Bob"`,
		}},
		`sentry: server "prompts/get greet" unset
		gen_ai.prompt.name "greet"
		gen_ai.prompt.variable.who "Bob"
		mcp.method.name "prompts/get"`,
	},
	{
		"a URI goes from the name",
		given{scope: "lost", name: "resources/read file:///a", status: "error: internal_error", attrs: attrs{
			"sentry.origin": "auto.function.mcp_server", "mcp.method.name": "resources/read", "mcp.resource.uri": "file:///a",
		}},
		`sentry: server "resources/read" error "internal_error"
		mcp.method.name "resources/read"
		mcp.resource.uri "file:///a"
		sentry.origin "auto.function.mcp_server"`,
	},
	{
		"the server is the sender of its notifications",
		given{scope: "@sentry/node", name: "notifications/progress", attrs: attrs{
			"mcp.method.name": "notifications/progress", "sentry.op": "mcp.notification.server_to_client", "mcp.transport": "stdio",
		}},
		`sentry: client "notifications/progress" unset
		mcp.method.name "notifications/progress"
		network.transport "pipe"
		sentry.op "mcp.notification.server_to_client"`,
	},
	{
		"a status of cancelled is told by its message",
		given{scope: "@sentry/node", name: "tools/call", status: "error: cancelled", attrs: attrs{"mcp.method.name": "tools/call"}},
		`sentry: server "tools/call" error "cancelled"
		gen_ai.operation.name "execute_tool"
		mcp.call.outcome "cancelled"
		mcp.method.name "tools/call"`,
	},
	{"a request of the web server is left alone", given{scope: "@sentry/node", name: "POST /mcp", kind: "server", attrs: attrs{
		"sentry.op": "http.server", "network.protocol.version": "2.0", "http.route": "/mcp",
	}}, untouched},
}

func TestSentry(t *testing.T) { check(t, sentryExamples) }
