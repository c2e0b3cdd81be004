package dialect_test

import "testing"

// plainCall is a span of the conventions that needs nothing.
var plainCall = given{scope: "app", name: "tools/call get_weather", kind: "client", attrs: attrs{
	"mcp.method.name": "tools/call", "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "get_weather",
	"mcp.session.id": "191c4850af6c49e08843a3f6c80e5046", "mcp.protocol.version": "2025-11-25", "jsonrpc.request.id": "10",
	"network.transport": "tcp", "network.protocol.name": "http", "network.protocol.version": "2",
	"server.address": "example.com", "server.port": 443, "gen_ai.tool.call.arguments": `{"city":"Paris"}`,
}}

var semconvExamples = []example{
	{
		"why a model stopped was said in its messages",
		given{scope: "app", name: "chat m", kind: "client", attrs: attrs{
			"gen_ai.operation.name": "chat", "gen_ai.output.messages": `[{"role":"assistant","parts":[],"finish_reason":"stop"},{"role":"assistant","parts":[]}]`,
		}},
		`semconv: client "chat m" unset
		gen_ai.operation.name "chat"
		gen_ai.output.messages "[{\"role\":\"assistant\",\"parts\":[],\"finish_reason\":\"stop\"},{\"role\":\"assistant\",\"parts\":[]}]"
		gen_ai.response.finish_reasons slice ["stop"]`,
	},
	{
		"unless it is said already",
		given{scope: "app", name: "chat m", kind: "client", attrs: attrs{
			"gen_ai.operation.name": "chat", "gen_ai.output.messages": `[{"finish_reason":"stop"}]`, "gen_ai.response.finish_reasons": []any{"length"},
		}},
		`semconv: client "chat m" unset
		gen_ai.operation.name "chat"
		gen_ai.output.messages "[{\"finish_reason\":\"stop\"}]"
		gen_ai.response.finish_reasons slice ["length"]`,
	},
	{
		"how many documents a retrieval asks for has a name of its own",
		given{scope: "app", name: "retrieval docs", kind: "client", attrs: attrs{"gen_ai.operation.name": "retrieval", "gen_ai.request.top_k": 5.0}},
		`semconv: client "retrieval docs" unset
		gen_ai.operation.name "retrieval"
		gen_ai.retrieval.top_k int 5`,
	},
	{
		"the message of a JSON-RPC error is the status description",
		given{scope: "app", name: "ping", kind: "client", status: "error", attrs: attrs{
			"mcp.method.name": "ping", "rpc.jsonrpc.error_code": -32603, "rpc.jsonrpc.error_message": "no",
		}},
		`semconv: client "ping" error "no"
		error.type "-32603"
		mcp.method.name "ping"
		rpc.response.status_code "-32603"`,
	},
	{
		"a span that says all the conventions have is only told what it is",
		given{scope: "io.quarkiverse.mcp", name: "tools/call add", kind: "server", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "jsonrpc.request.id": "2",
			"mcp.session.id": "s", "mcp.protocol.version": "2025-11-25", "network.transport": "tcp",
			"gen_ai.tool.call.arguments": `{"a":1}`, "gen_ai.tool.call.result": `{"content":[]}`,
		}},
		`semconv: server "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "{\"content\":[]}"
		gen_ai.tool.name "add"
		jsonrpc.request.id "2"
		mcp.call.outcome "success"
		mcp.call.role "server"
		mcp.method.name "tools/call"
		mcp.protocol.version "2025-11-25"
		mcp.session.id "s"
		mcp.span.type "tool_call"
		network.transport "tcp"`,
	},
	{
		"the operation and the tool follow from method and name",
		given{scope: "app", name: "tools/call add", kind: "server", attrs: attrs{"mcp.method.name": "tools/call"}},
		`semconv: server "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"`,
	},
	{
		"an operation that is stated stays, whatever the method",
		given{scope: "app", name: "handshake", kind: "server", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.operation.name": "invoke_agent", "gen_ai.tool.name": "add",
		}},
		`semconv: server "handshake" unset
		gen_ai.operation.name "invoke_agent"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"`,
	},
	{
		"a method that is none gives way to the name's; one of the peer's own stays",
		given{scope: "app", name: "prompts/get greet", kind: "client", attrs: attrs{"mcp.method.name": "get_prompt"}},
		`semconv: client "prompts/get greet" unset
		gen_ai.prompt.name "greet"
		mcp.method.name "prompts/get"`,
	},
	{
		"a method of the peer's own stays",
		given{scope: "app", name: "acme/charge", kind: "client", attrs: attrs{"mcp.method.name": "acme/charge"}},
		`semconv: client "acme/charge" unset
		mcp.method.name "acme/charge"`,
	},
	{
		"an operation that is the method is none",
		given{scope: "app", name: "tools/list", kind: "server", attrs: attrs{
			"mcp.method.name": "tools/list", "gen_ai.operation.name": "tools/list",
		}},
		`semconv: server "tools/list" unset
		mcp.method.name "tools/list"`,
	},
	{
		"an operation that is the method says it where nothing else does",
		given{scope: "app", name: "process", kind: "server", attrs: attrs{"gen_ai.operation.name": "tools/call"}},
		`semconv: server "process" unset
		gen_ai.operation.name "execute_tool"
		mcp.method.name "tools/call"`,
	},
	{
		"codes and ids that are numbers become text",
		given{scope: "app", name: "ping", kind: "client", status: "error", attrs: attrs{
			"mcp.method.name": "ping", "jsonrpc.request.id": 7, "rpc.response.status_code": -32603,
		}},
		`semconv: client "ping" error
		error.type "-32603"
		jsonrpc.request.id "7"
		mcp.method.name "ping"
		rpc.response.status_code "-32603"`,
	},
	{
		"a code in the status message of an MCP span is its code",
		given{scope: "app", name: "resources/read", kind: "client", status: "error: MCP error -32603: no", attrs: attrs{"mcp.method.name": "resources/read"}},
		`semconv: client "resources/read" error "MCP error -32603: no"
		error.type "-32603"
		mcp.method.name "resources/read"
		rpc.response.status_code "-32603"`,
	},
	{
		"a code in the status message of an agent is not the agent's",
		given{scope: "app", name: "invoke_agent a", status: "error: MCP error -32603: no", attrs: attrs{"gen_ai.operation.name": "invoke_agent"}},
		`semconv: internal "invoke_agent a" error "MCP error -32603: no"
		gen_ai.operation.name "invoke_agent"`,
	},
	{
		"a result that says isError is a failure, and its text tells which",
		given{scope: "app", name: "tools/call add", kind: "server", status: "ok", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.tool.call.result": `{"content":[{"type":"text","text":"Unknown tool: add"}],"isError":true}`,
		}},
		`semconv: server "tools/call add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"content\":[{\"type\":\"text\",\"text\":\"Unknown tool: add\"}],\"isError\":true}"
		gen_ai.tool.name "add"
		mcp.call.outcome "unknown_tool"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true`,
	},
	{
		"a result may be a structure",
		given{scope: "app", name: "tools/call add", kind: "server", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.tool.call.result": attrs{"isError": true},
		}},
		`semconv: server "tools/call add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result map {"isError":true}
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true`,
	},
	{
		"a result that quotes isError says nothing",
		given{scope: "app", name: "tools/call read", kind: "server", attrs: attrs{
			"mcp.method.name": "tools/call", "gen_ai.tool.call.result": `for example {"isError":true}`,
		}},
		`semconv: server "tools/call read" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "for example {\"isError\":true}"
		gen_ai.tool.name "read"
		mcp.method.name "tools/call"`,
	},
	{
		"only a receiver knows the client's address",
		given{scope: "app", name: "ping", attrs: attrs{"mcp.method.name": "ping", "client.address": "10.0.0.1"}},
		`semconv: server "ping" unset
		client.address "10.0.0.1"
		mcp.method.name "ping"`,
	},
	{
		"an attribute of the wrong type says nothing and stays",
		given{scope: "app", name: "tools/call add", kind: "client", attrs: attrs{"mcp.method.name": 5, "gen_ai.tool.name": "add"}},
		untouched,
	},
	{"an empty method is none", given{scope: "app", name: "x", attrs: attrs{"mcp.method.name": ""}}, untouched},
	{"a name alone is no evidence", given{scope: "app", name: "tools/call add", kind: "client"}, untouched},
	{"HTTP is HTTP", given{scope: "http", name: "POST", kind: "client", attrs: attrs{
		"http.request.method": "POST", "network.protocol.version": "2", "error.type": "500",
	}}, untouched},
	{"JSON-RPC need not be MCP", given{scope: "rpc", name: "eth_call", kind: "client", attrs: attrs{
		"rpc.system": "jsonrpc", "rpc.jsonrpc.request_id": "1", "rpc.jsonrpc.version": "2.0", "rpc.jsonrpc.error_code": -32000,
	}}, untouched},
}

func TestSemconv(t *testing.T) { check(t, semconvExamples) }

var legacyExamples = []example{
	{
		"an old model call gets its operation from its name and its provider's new word",
		given{scope: "app", name: "chat gemini-2", kind: "client", attrs: attrs{
			"gen_ai.system": "vertex_ai", "gen_ai.usage.prompt_tokens": 10, "gen_ai.usage.completion_tokens": 20.0,
			"gen_ai.usage.cache_creation.input_tokens": "5", "gen_ai.prompt": "[]",
		}},
		`semconv: client "chat gemini-2" unset
		gen_ai.operation.name "chat"
		gen_ai.prompt "[]"
		gen_ai.provider.name "gcp.vertex_ai"
		gen_ai.usage.cache_write.input_tokens int 5
		gen_ai.usage.input_tokens int 10
		gen_ai.usage.output_tokens int 20`,
	},
	{
		"a name that says no operation gives none",
		given{scope: "app", name: "ask", kind: "client", attrs: attrs{"gen_ai.system": "xai"}},
		`semconv: client "ask" unset
		gen_ai.provider.name "x_ai"`,
	},
	{
		"OpenAI's attributes lose their prefix",
		given{scope: "app", name: "chat gpt-4", kind: "client", attrs: attrs{
			"gen_ai.operation.name": "chat", "gen_ai.openai.request.seed": 1, "gen_ai.openai.request.response_format": "json_schema",
			"gen_ai.openai.request.service_tier": "auto", "gen_ai.openai.response.service_tier": "scale",
			"gen_ai.openai.response.system_fingerprint": "fp", "gen_ai.request.top_k": 3.0,
		}},
		`semconv: client "chat gpt-4" unset
		gen_ai.operation.name "chat"
		gen_ai.output.type "json"
		gen_ai.request.seed int 1
		gen_ai.request.top_k int 3
		openai.request.service_tier "auto"
		openai.response.service_tier "scale"
		openai.response.system_fingerprint "fp"`,
	},
	{
		"draft names and JSON-RPC's of MCP spans",
		given{scope: "app", name: "tools/call", kind: "client", attrs: attrs{
			"mcp.method.name": "tools/call", "mcp.tool.name": "add", "mcp.request.id": 3, "rpc.jsonrpc.error_code": -32602, "rpc.jsonrpc.version": "2.0",
		}},
		`semconv: client "tools/call" error
		error.type "-32602"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		jsonrpc.protocol.version "2.0"
		jsonrpc.request.id "3"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true
		rpc.response.status_code "-32602"`,
	},
	{
		"a current value wins, and an old one that says otherwise is not lost",
		given{scope: "app", name: "chat m", kind: "client", attrs: attrs{
			"gen_ai.operation.name": "chat", "gen_ai.provider.name": "azure.ai.openai", "gen_ai.system": "az.ai.openai",
			"gen_ai.usage.input_tokens": 10, "gen_ai.usage.prompt_tokens": 11,
		}},
		`semconv: client "chat m" unset
		gen_ai.operation.name "chat"
		gen_ai.provider.name "azure.ai.openai"
		gen_ai.usage.input_tokens int 10
		gen_ai.usage.prompt_tokens int 11`,
	},
	{
		"counts that are none stay where they are",
		given{scope: "app", name: "chat m", kind: "client", attrs: attrs{
			"gen_ai.operation.name": "chat", "gen_ai.usage.prompt_tokens": -1, "gen_ai.usage.completion_tokens": 1.5, "gen_ai.request.top_k": 0.5,
		}},
		`semconv: client "chat m" unset
		gen_ai.operation.name "chat"
		gen_ai.request.top_k double 0.5
		gen_ai.usage.completion_tokens double 1.5
		gen_ai.usage.prompt_tokens int -1`,
	},
}

func TestLegacyNames(t *testing.T) { check(t, legacyExamples) }
