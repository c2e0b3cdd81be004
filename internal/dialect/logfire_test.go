package dialect_test

import "testing"

const (
	logfireMCP    = "logfire.mcp"
	logfireAgents = "logfire.openai_agents"
)

var logfireExamples = []example{
	{
		"a client call has all but the result in its request",
		given{scope: logfireMCP, name: "MCP request: tools/call add", attrs: attrs{
			"logfire.msg_template": "MCP request: tools/call add", "logfire.span_type": "span",
			"rpc.system": "jsonrpc", "rpc.method": "tools/call",
			"request":  `{"method":"tools/call","params":{"meta":{"traceparent":"00-1"},"name":"add","arguments":{"a":1}}}`,
			"response": `{"meta":null,"content":[{"type":"text","text":"3"}],"isError":false}`,
		}},
		`logfire: client "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "{\"meta\":null,\"content\":[{\"type\":\"text\",\"text\":\"3\"}],\"isError\":false}"
		gen_ai.tool.name "add"
		logfire.msg_template "MCP request: tools/call add"
		logfire.span_type "span"
		mcp.method.name "tools/call"`,
	},
	{
		"a server call has the tool in its request only; isError has no status",
		given{scope: logfireMCP, name: "MCP server handle request: tools/call", attrs: attrs{
			"request":  `{"id":7,"jsonrpc":"2.0","method":"tools/call","params":{"name":"pay","arguments":null}}`,
			"response": `{"content":[{"type":"text","text":"Unknown tool: pay"}],"isError":true}`,
		}},
		`logfire: server "tools/call pay" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"content\":[{\"type\":\"text\",\"text\":\"Unknown tool: pay\"}],\"isError\":true}"
		gen_ai.tool.name "pay"
		jsonrpc.request.id "7"
		mcp.call.outcome "unknown_tool"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true`,
	},
	{
		"arguments that a Python server's model refused",
		given{scope: logfireMCP, name: "MCP request: tools/call pay", attrs: attrs{
			"rpc.method": "tools/call", "request": `{"method":"tools/call","params":{"name":"pay"}}`,
			"response": `{"content":[{"type":"text","text":"Error executing tool pay: 2 validation errors for payArguments\na"}],"isError":true}`,
		}},
		`logfire: client "tools/call pay" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"content\":[{\"type\":\"text\",\"text\":\"Error executing tool pay: 2 validation errors for payArguments\\na\"}],\"isError\":true}"
		gen_ai.tool.name "pay"
		mcp.call.outcome "validation_error"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true`,
	},
	{
		"a client that handles a request is its receiver",
		given{scope: logfireMCP, name: "MCP client handle request: sampling/createMessage", attrs: attrs{
			"request": `{"method":"sampling/createMessage","params":{"messages":[],"maxTokens":10}}`,
		}},
		`logfire: server "sampling/createMessage" unset
		mcp.method.name "sampling/createMessage"
		request "{\"method\":\"sampling/createMessage\",\"params\":{\"messages\":[],\"maxTokens\":10}}"`,
	},
	{
		"a URI is told by the request",
		given{scope: logfireMCP, name: "MCP request: resources/read", attrs: attrs{
			"rpc.system": "jsonrpc", "rpc.method": "resources/read", "request": `{"method":"resources/read","params":{"uri":"file:///a"}}`,
			"response": `{"contents":[]}`,
		}},
		`logfire: client "resources/read" unset
		mcp.method.name "resources/read"
		mcp.resource.uri "file:///a"
		response "{\"contents\":[]}"`,
	},
	{
		"a request stays where it says more than the span can",
		given{scope: logfireMCP, name: "MCP server handle request: prompts/get", attrs: attrs{
			"request": `{"method":"prompts/get","params":{"name":"greet","arguments":{"who":"me"}}}`,
		}},
		`logfire: server "prompts/get greet" unset
		gen_ai.prompt.name "greet"
		mcp.method.name "prompts/get"
		request "{\"method\":\"prompts/get\",\"params\":{\"name\":\"greet\",\"arguments\":{\"who\":\"me\"}}}"`,
	},
	{
		"a JSON-RPC error that a server answers with is its failure",
		given{scope: logfireMCP, name: "MCP server handle request: tools/call", attrs: attrs{
			"request":  `{"method":"tools/call","params":{"name":"pay"}}`,
			"response": `{"code":-32603,"message":"broken","data":null}`,
		}},
		`logfire: server "tools/call pay" error
		error.type "-32603"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "pay"
		mcp.method.name "tools/call"
		mcp.status.repaired bool true
		response "{\"code\":-32603,\"message\":\"broken\",\"data\":null}"
		rpc.response.status_code "-32603"`,
	},
	{
		"unless the caller is at fault",
		given{scope: logfireMCP, name: "MCP server handle request: ping", attrs: attrs{"response": `{"code":-32601,"message":"Method not found"}`}},
		`logfire: server "ping" unset
		mcp.method.name "ping"
		response "{\"code\":-32601,\"message\":\"Method not found\"}"
		rpc.response.status_code "-32601"`,
	},
	{
		"JSON that was cut stays text",
		given{scope: logfireMCP, name: "MCP request: tools/call add", attrs: attrs{
			"request": `{"method":"tools/call","params":{"na`, "response": `{"content":[],"isError":tr`,
		}},
		`logfire: client "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"content\":[],\"isError\":tr"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		request "{\"method\":\"tools/call\",\"params\":{\"na"`,
	},
	{
		"a request that contradicts the name is not read",
		given{scope: logfireMCP, name: "MCP request: ping", attrs: attrs{"request": `{"method":"tools/call","params":{"name":"add"}}`}},
		`logfire: client "ping" unset
		mcp.method.name "ping"
		request "{\"method\":\"tools/call\",\"params\":{\"name\":\"add\"}}"`,
	},
	{
		"the template says what a user's new name does not",
		given{name: "calls the adder", attrs: attrs{"logfire.msg_template": "MCP request: tools/call add"}},
		`logfire: client "tools/call add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		logfire.msg_template "MCP request: tools/call add"
		mcp.method.name "tools/call"`,
	},
	{
		"the RPC method is the client's",
		given{scope: logfireMCP, name: "x", attrs: attrs{"rpc.system": "jsonrpc", "rpc.method": "tools/list"}},
		`logfire: client "tools/list" unset
		mcp.method.name "tools/list"`,
	},
	{
		"a server's log is no span",
		given{scope: logfireMCP, name: "MCP server log from desk", attrs: attrs{"logfire.span_type": "log", "data": "hello"}},
		asStructure,
	},
	{
		"nor is the announcement of a span",
		given{scope: logfireMCP, name: "MCP request: tools/call add", attrs: attrs{"logfire.span_type": "pending_span", "rpc.method": "tools/call"}},
		asStructure,
	},
	{
		"a message that a user logs is none of MCP",
		given{scope: "logfire", name: "Function: {name}", attrs: attrs{"logfire.span_type": "span", "request": `{"method":"tools/call"}`, "name": "f"}},
		untouched,
	},
	{
		"a function of an agent may be a tool on an MCP server",
		given{scope: logfireAgents, name: "Function: {name}", attrs: attrs{
			"logfire.msg_template": "Function: {name}", "name": "add", "input": `{"a":1}`, "output": "2", "mcp_data": `{"server":"desk"}`,
		}},
		`logfire: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "2"
		gen_ai.tool.name "add"
		logfire.msg_template "Function: {name}"
		mcp.server.name "desk"`,
	},
	{
		"the name of a function may be in the span's name, the server in a key of its own",
		given{scope: logfireAgents, name: "Function: add", attrs: attrs{"mcp_data.server": "desk"}},
		`logfire: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"
		mcp.server.name "desk"`,
	},
	{
		"an agent's run",
		given{scope: logfireAgents, name: "Agent run: {name!r}", attrs: attrs{"logfire.msg_template": "Agent run: {name!r}", "name": "helper", "tools": "[]"}},
		`logfire: internal "Agent run: {name!r}" unset
		gen_ai.agent.name "helper"
		gen_ai.operation.name "invoke_agent"
		logfire.msg_template "Agent run: {name!r}"
		tools "[]"`,
	},
	{
		"a turn is structure",
		given{scope: logfireAgents, name: "Turn {turn} for agent {agent_name}", attrs: attrs{"sdk_span_type": "turn", "turn": 1}},
		`logfire: internal "Turn {turn} for agent {agent_name}" unset
		mcp.span.type "turn"
		sdk_span_type "turn"
		turn int 1`,
	},
	{
		"and so is a task",
		given{scope: logfireAgents, name: "Task: {name}"},
		`logfire: internal "Task: {name}" unset
		mcp.span.type "task"`,
	},
	{
		"a model's response",
		given{scope: logfireAgents, name: "Responses API with {gen_ai.request.model!r}", attrs: attrs{
			"gen_ai.request.model": "gpt-5", "gen_ai.system": "openai", "operation.cost": 0.25, "response": `{"id":"r"}`,
		}},
		`logfire: internal "Responses API with {gen_ai.request.model!r}" unset
		gen_ai.operation.name "chat"
		gen_ai.provider.name "openai"
		gen_ai.request.model "gpt-5"
		mcp.cost double 0.25
		response "{\"id\":\"r\"}"`,
	},
}

func TestLogfire(t *testing.T) { check(t, logfireExamples) }
