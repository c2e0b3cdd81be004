package dialect_test

import "testing"

const (
	traceloopPython = "opentelemetry.instrumentation.mcp.instrumentation"
	traceloopJS     = "@traceloop/instrumentation-mcp"
	traceloopSDK    = "@traceloop/node-server-sdk"
)

var traceloopExamples = []example{
	{
		"a JavaScript client call, whose tool name has dots",
		given{scope: traceloopJS, name: "files.read.tool", kind: "client", status: "ok", attrs: attrs{
			"traceloop.span.kind": "tool", "traceloop.entity.name": "files.read", "traceloop.workflow.name": "flow",
			"traceloop.entity.input":  `{"tool_name":"files.read","arguments":{"path":"/a"}}`,
			"traceloop.entity.output": `{"result":"text","is_error":false}`,
		}},
		`traceloop: client "tools/call files.read" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"path\":\"/a\"}"
		gen_ai.tool.call.result "text"
		gen_ai.tool.name "files.read"
		gen_ai.workflow.name "flow"
		mcp.method.name "tools/call"`,
	},
	{
		"is_error under status OK is a tool error",
		given{scope: traceloopJS, name: "pay.tool", kind: "client", status: "ok", attrs: attrs{
			"traceloop.span.kind": "tool", "traceloop.entity.output": `{"result":"Tool pay not found","is_error":true}`,
		}},
		`traceloop: client "tools/call pay" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "Tool pay not found"
		gen_ai.tool.name "pay"
		mcp.call.outcome "unknown_tool"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true`,
	},
	{
		"arguments that a Python server's model refused",
		given{scope: traceloopPython, name: "pay.tool", status: "error", attrs: attrs{
			"traceloop.span.kind": "tool", "traceloop.entity.name": "pay", "error.type": "tool_error",
			"traceloop.entity.output": `{"result": "Error executing tool pay: 1 validation error for payArguments\na", "is_error": true}`,
		}},
		`traceloop: client "tools/call pay" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "Error executing tool pay: 1 validation error for payArguments\na"
		gen_ai.tool.name "pay"
		mcp.call.outcome "validation_error"
		mcp.method.name "tools/call"`,
	},
	{
		"an INTERNAL Python call is the client's",
		given{scope: traceloopPython, name: "echo.tool", attrs: attrs{"traceloop.span.kind": "tool", "traceloop.entity.name": "echo"}},
		`traceloop: client "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "echo"
		mcp.method.name "tools/call"`,
	},
	{
		"a Python call whose output is a list is the server's",
		given{scope: traceloopPython, name: "echo.tool", attrs: attrs{
			"traceloop.span.kind": "tool", "traceloop.entity.name": "echo", "traceloop.workflow.name": "desk.mcp",
			"traceloop.entity.output": `[{"type":"text","content":"hi"}]`,
		}},
		`traceloop: server "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "[{\"type\":\"text\",\"content\":\"hi\"}]"
		gen_ai.tool.name "echo"
		mcp.method.name "tools/call"
		mcp.server.name "desk"`,
	},
	{
		"a client call whose output is a list remains the client's",
		given{scope: traceloopJS, name: "echo.tool", kind: "client", attrs: attrs{
			"traceloop.span.kind": "tool", "traceloop.entity.output": `[1]`,
		}},
		`traceloop: client "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "[1]"
		gen_ai.tool.name "echo"
		mcp.method.name "tools/call"`,
	},
	{
		"JSON cut by an attribute limit stays text",
		given{scope: traceloopPython, name: "echo.tool", attrs: attrs{
			"traceloop.span.kind": "tool", "traceloop.entity.input": `{"tool_name":"echo","argu`, "traceloop.entity.output": `{"result":"a","is_error":tr`,
		}},
		`traceloop: client "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"tool_name\":\"echo\",\"argu"
		gen_ai.tool.call.result "{\"result\":\"a\",\"is_error\":tr"
		gen_ai.tool.name "echo"
		mcp.method.name "tools/call"`,
	},
	{
		"a decorated function is a tool, but not MCP",
		given{scope: "traceloop.sdk.decorators", name: "lookup.tool", attrs: attrs{
			"traceloop.span.kind": "tool", "traceloop.entity.name": "lookup", "traceloop.entity.input": `{"args":[],"kwargs":{"id":1}}`,
		}},
		`traceloop: internal "execute_tool lookup" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"id\":1}"
		gen_ai.tool.name "lookup"`,
	},
	{
		"positional arguments are kept with the others",
		given{scope: traceloopSDK, name: "lookup.tool", attrs: attrs{
			"traceloop.span.kind": "tool", "traceloop.entity.input": `{"args":[1],"kwargs":{}}`,
		}},
		`traceloop: internal "execute_tool lookup" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"args\":[1],\"kwargs\":{}}"
		gen_ai.tool.name "lookup"`,
	},
	{
		"without a scope the input tells MCP from a function",
		given{name: "echo.tool", attrs: attrs{
			"traceloop.span.kind": "tool", "traceloop.entity.input": `{"tool_name":"echo","arguments":{}}`,
		}},
		`traceloop: client "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{}"
		gen_ai.tool.name "echo"
		mcp.method.name "tools/call"`,
	},
	{
		"the kind is in the name when the attributes were lost",
		given{scope: traceloopPython, name: "echo.tool"},
		`traceloop: client "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "echo"
		mcp.method.name "tools/call"`,
	},
	{
		"what the Collector's gen_ai_normalizer made of a tool span is taken back",
		given{scope: traceloopPython, name: "echo.tool", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.agent.name": "echo",
			"gen_ai.input.messages": `{"tool_name":"echo","arguments":{"a":1}}`, "gen_ai.output.messages": `{"result":"b","is_error":false}`,
		}},
		`traceloop: client "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "b"
		gen_ai.tool.name "echo"
		mcp.method.name "tools/call"`,
	},
	{
		"also where the name does not say that it is a tool, and the scope is another one of Traceloop's",
		given{scope: traceloopSDK, name: "lookup", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.agent.name": "lookup",
			"gen_ai.input.messages": `{"args":[],"kwargs":{"id":1}}`, "gen_ai.output.messages": `"found"`,
		}},
		`traceloop: internal "execute_tool lookup" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"id\":1}"
		gen_ai.tool.call.result "\"found\""
		gen_ai.tool.name "lookup"`,
	},
	{
		"and where it left the originals, which then are there twice",
		given{scope: traceloopPython, name: "echo.tool", attrs: attrs{
			"traceloop.span.kind": "tool", "traceloop.entity.name": "echo", "traceloop.entity.input": `{"tool_name":"echo","arguments":{"a":1}}`,
			"gen_ai.operation.name": "execute_tool", "gen_ai.agent.name": "echo", "gen_ai.input.messages": `{"tool_name":"echo","arguments":{"a":1}}`,
			"traceloop.entity.output": `{"result":"b","is_error":false}`, "gen_ai.output.messages": `{"result":"b","is_error":false}`,
		}},
		`traceloop: client "tools/call echo" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "b"
		gen_ai.tool.name "echo"
		mcp.method.name "tools/call"`,
	},
	{
		"the agent of a tool that has a name is an agent",
		given{scope: traceloopSDK, name: "execute_tool lookup", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.agent.name": "helper", "gen_ai.tool.name": "lookup",
		}},
		`traceloop: internal "execute_tool lookup" unset
		gen_ai.agent.name "helper"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "lookup"`,
	},
	{
		"a Python request has id and target in its input",
		given{scope: traceloopPython, name: "prompts/get.mcp", attrs: attrs{
			"traceloop.entity.input": `{"id":3,"params":{"name":"greet"}}`,
		}},
		`traceloop: client "prompts/get greet" unset
		gen_ai.prompt.name "greet"
		jsonrpc.request.id "3"
		mcp.method.name "prompts/get"
		traceloop.entity.input "{\"id\":3,\"params\":{\"name\":\"greet\"}}"`,
	},
	{
		"a JavaScript request has its params as input, and the URI stays out of the name",
		given{scope: traceloopJS, name: "resources/read.mcp", kind: "client", attrs: attrs{
			"traceloop.entity.input": `{"uri":"file:///a"}`,
		}},
		`traceloop: client "resources/read" unset
		mcp.method.name "resources/read"
		mcp.resource.uri "file:///a"
		traceloop.entity.input "{\"uri\":\"file:///a\"}"`,
	},
	{
		"a JavaScript server calls SERVER what it sends to the client",
		given{scope: traceloopJS, name: "sampling/createMessage.mcp", kind: "server"},
		`traceloop: client "sampling/createMessage" unset
		mcp.method.name "sampling/createMessage"`,
	},
	{
		"a session has no method and no operation",
		given{scope: traceloopPython, name: "mcp.client.session", attrs: attrs{"traceloop.span.kind": "session"}},
		`traceloop: client "mcp.client.session" unset
		mcp.span.type "session"
		traceloop.span.kind "session"`,
	},
	{
		"an agent has its name, a conversation and a user",
		given{scope: "traceloop.sdk.decorators", name: "helper.agent", attrs: attrs{
			"traceloop.span.kind": "agent", "traceloop.entity.name": "helper",
			"traceloop.association.properties.thread_id": "t", "traceloop.association.properties.session_id": "s",
			"traceloop.association.properties.user_id": "u",
		}},
		`traceloop: internal "helper.agent" unset
		gen_ai.agent.name "helper"
		gen_ai.conversation.id "t"
		gen_ai.operation.name "invoke_agent"
		traceloop.association.properties.session_id "s"
		traceloop.span.kind "agent"
		user.id "u"`,
	},
	{
		"an old model call says its operation by llm.request.type",
		given{scope: "opentelemetry.instrumentation.openai.v1", name: "openai.chat", kind: "client", attrs: attrs{
			"llm.request.type": "chat", "gen_ai.system": "openai", "llm.usage.total_tokens": 3,
			"gen_ai.usage.prompt_tokens": 1, "gen_ai.usage.completion_tokens": 2,
		}},
		`traceloop: client "openai.chat" unset
		gen_ai.operation.name "chat"
		gen_ai.provider.name "openai"
		gen_ai.usage.input_tokens int 1
		gen_ai.usage.output_tokens int 2
		llm.usage.total_tokens int 3`,
	},
	{
		"a request type that is no operation stays",
		given{name: "cohere.rerank", kind: "client", attrs: attrs{"llm.request.type": "rerank", "gen_ai.system": "cohere"}},
		`traceloop: client "cohere.rerank" unset
		gen_ai.provider.name "cohere"
		llm.request.type "rerank"`,
	},
	{
		"the span mcp.server is the parent of a call and no call",
		given{scope: traceloopPython, name: "mcp.server", attrs: attrs{"traceloop.span.kind": "server", "traceloop.workflow.name": "desk.mcp"}},
		asStructure,
	},
	{
		"ResponseStreamWriter is one message on its way out",
		given{scope: traceloopPython, name: "ResponseStreamWriter", attrs: attrs{"mcp.request.id": "1", "mcp.response.value": `{"isError":true}`}},
		asTransport,
	},
	{
		"a task of a workflow is neither",
		given{scope: traceloopSDK, name: "prepare.task", attrs: attrs{"traceloop.span.kind": "task", "traceloop.entity.name": "prepare"}},
		asStructure,
	},
	{
		"a name in .tool means nothing elsewhere",
		given{scope: "com.example", name: "power.tool", attrs: attrs{"tool_name": "Bash"}},
		untouched,
	},
}

func TestTraceloop(t *testing.T) { check(t, traceloopExamples) }
