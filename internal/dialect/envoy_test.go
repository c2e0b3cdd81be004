package dialect_test

import "testing"

const envoyScope = "envoyproxy/ai-gateway"

// routed is the event that says where a call went.
func routed(backend, session string) event {
	return event{"route to backend", attrs{"mcp.backend.name": backend, "mcp.session.id": session, "mcp.session.new": false}}
}

var envoyExamples = []example{
	{
		"by default a call has a function's name and the drafts' keys, and its server in an event",
		given{scope: envoyScope, name: "CallTool", kind: "client", status: "ok", events: []event{routed("github", "s-1")}, attrs: attrs{
			"mcp.method.name": "tools/call", "mcp.tool.name": "issues", "mcp.request.id": "{7}", "mcp.transport": "http",
			"mcp.protocol.version": "2025-06-18",
		}},
		`envoy-aigw: client "tools/call issues" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "issues"
		jsonrpc.request.id "7"
		mcp.call.role "gateway"
		mcp.method.name "tools/call"
		mcp.server.name "github"
		mcp.session.id "s-1"
		network.transport "tcp"`,
	},
	{
		"the name says the method where nothing else does",
		given{scope: envoyScope, name: "ListResourceTemplates", kind: "client", attrs: attrs{"mcp.request.id": "9"}},
		`envoy-aigw: client "resources/templates/list" unset
		jsonrpc.request.id "9"
		mcp.call.role "gateway"
		mcp.method.name "resources/templates/list"`,
	},
	{
		"of several servers none is the call's, and a notification has no id",
		given{scope: envoyScope, name: "notifications/cancelled", kind: "client", events: []event{routed("a", "1"), routed("b", "2")}, attrs: attrs{
			"mcp.method.name": "notifications/cancelled", "mcp.request.id": "{<nil>}", "mcp.transport": "http", "mcp.protocol.version": "2025-06-18",
		}},
		`envoy-aigw: client "notifications/cancelled" unset
		mcp.call.role "gateway"
		mcp.method.name "notifications/cancelled"
		network.transport "tcp"`,
	},
	{
		"in the conventions' words the protocol version is real and the code a number",
		given{scope: "lost", name: "resources/read", kind: "client", status: "error: no", events: []event{routed("files", ""), {"exception", nil}}, attrs: attrs{
			"mcp.method.name": "resources/read", "mcp.resource.uri": "a://b", "mcp.protocol.version": "2025-11-25",
			"rpc.response.status_code": -32603, "error.type": "*errors.errorString", "mcp.session.id": "own",
		}},
		`envoy-aigw: client "resources/read" error "no"
		error.type "-32603"
		mcp.call.role "gateway"
		mcp.method.name "resources/read"
		mcp.protocol.version "2025-11-25"
		mcp.resource.uri "a://b"
		mcp.server.name "files"
		mcp.session.id "own"
		rpc.response.status_code "-32603"`,
	},
	{
		"a call of a model is OpenInference's",
		given{scope: envoyScope, name: "ChatCompletion", attrs: attrs{
			"openinference.span.kind": "LLM", "llm.model_name": "gpt-5", "llm.token_count.prompt": 3, "input.value": "{}",
		}},
		`envoy-aigw: internal "ChatCompletion" unset
		gen_ai.operation.name "chat"
		gen_ai.request.model "gpt-5"
		gen_ai.usage.input_tokens int 3
		input.value "{}"`,
	},
	{"a function's name is anybody's without the scope", given{scope: "app", name: "CallTool", kind: "client", attrs: attrs{"mcp.tool.name": "a"}}, untouched},
	{"an event without a message is left alone", given{scope: "app", name: "proxy", kind: "client", events: []event{routed("a", "1")}}, untouched},
}

func TestEnvoy(t *testing.T) { check(t, envoyExamples) }
