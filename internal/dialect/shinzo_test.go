package dialect_test

import "testing"

const uuid = "c15c444d-7315-41fe-bd71-9ff27c21c556"

var shinzoExamples = []example{
	{
		"ids and address are not what their names say; arguments are bare",
		given{scope: "support-desk", name: "tools/call pay", attrs: attrs{
			"mcp.method.name": "tools/call", "mcp.tool.name": "pay", "mcp.request.id": uuid, "mcp.session.id": "per-process",
			"client.address": "198.51.100.7", "mcp.request.argument.amount": 4200, "mcp.request.argument.code": "007",
		}},
		`shinzo: server "tools/call pay" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"amount\":4200,\"code\":\"007\"}"
		gen_ai.tool.name "pay"
		mcp.method.name "tools/call"`,
	},
	{
		"a request id that is no UUID is another emitter's",
		given{scope: "gateway", name: "tools/call pay", kind: "server", attrs: attrs{
			"mcp.method.name": "tools/call", "mcp.tool.name": "pay", "mcp.request.id": "17", "client.address": "198.51.100.7",
		}},
		`semconv: server "tools/call pay" unset
		client.address "198.51.100.7"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "pay"
		jsonrpc.request.id "17"
		mcp.method.name "tools/call"`,
	},
	{"a request id alone proves nothing", given{name: "work", attrs: attrs{"mcp.request.id": uuid, "client.address": "198.51.100.7"}}, untouched},
}

func TestShinzo(t *testing.T) { check(t, shinzoExamples) }
