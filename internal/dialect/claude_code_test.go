package dialect_test

import "testing"

const claudeCodeScope = "com.anthropic.claude_code.tracing"

var claudeCodeExamples = []example{
	{
		"a tool on an MCP server has two names",
		given{scope: claudeCodeScope, name: "claude_code.tool", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "tool_name": "mcp__desk__add", "anthropic.mcp.server.name": "desk",
			"tool_use_id": "c1", "tool_input": `{"a":1}`, "session.id": "s", "success": "true",
		}},
		`claude-code: internal "execute_tool add" unset
		gen_ai.conversation.id "s"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.id "c1"
		gen_ai.tool.name "add"
		mcp.server.name "desk"
		session.id "s"
		success "true"
		tool_name "mcp__desk__add"`,
	},
	{
		"a name that is qualified says tool and server",
		given{scope: claudeCodeScope, name: "claude_code.tool", attrs: attrs{"tool_name": "mcp__desk__files__read"}},
		`claude-code: internal "execute_tool files__read" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "files__read"
		mcp.server.name "desk"
		tool_name "mcp__desk__files__read"`,
	},
	{
		"of a server whose name has the separator, the server's name decides",
		given{scope: claudeCodeScope, name: "claude_code.tool", attrs: attrs{
			"gen_ai.tool.name": "mcp__my__desk__read", "anthropic.mcp.server.name": "my__desk",
		}},
		`claude-code: internal "execute_tool read" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "read"
		mcp.server.name "my__desk"
		tool_name "mcp__my__desk__read"`,
	},
	{
		"a tool of its own has one name, and may fail without a status",
		given{scope: claudeCodeScope, name: "claude_code.tool", attrs: attrs{"tool_name": "Bash", "gen_ai.tool.name": "Bash", "success": "false"}},
		`claude-code: internal "execute_tool Bash" error
		error.type "_OTHER"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "Bash"
		mcp.status.repaired bool true
		success "false"`,
	},
	{
		"a request to an MCP server is the client's",
		given{scope: claudeCodeScope, name: "claude_code.mcp.rpc", attrs: attrs{
			"rpc.system": "mcp", "rpc.service": "desk", "rpc.method": "tools/call", "mcp_tool": "add", "mcp_args": `{"a":1}`, "attempt": 1,
		}},
		`claude-code: client "tools/call add" unset
		attempt int 1
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.name "add"
		mcp.method.name "tools/call"
		mcp.server.name "desk"`,
	},
	{
		"input is counted without the cache",
		given{name: "claude_code.llm_request", attrs: attrs{
			"model": "claude-5", "input_tokens": "10", "cache_read_tokens": 20, "cache_creation_tokens": 30, "output_tokens": 4, "cost_usd": "0.5",
		}},
		`claude-code: internal "claude_code.llm_request" unset
		gen_ai.operation.name "chat"
		gen_ai.request.model "claude-5"
		gen_ai.usage.cache_read.input_tokens int 20
		gen_ai.usage.cache_write.input_tokens int 30
		gen_ai.usage.input_tokens int 60
		gen_ai.usage.output_tokens int 4
		mcp.cost double 0.5`,
	},
	{
		"a sum that is there already stays, and so does what it contradicts",
		given{scope: claudeCodeScope, name: "claude_code.llm_request", attrs: attrs{"gen_ai.usage.input_tokens": 60, "input_tokens": 10}},
		`claude-code: internal "claude_code.llm_request" unset
		gen_ai.operation.name "chat"
		gen_ai.usage.input_tokens int 60
		input_tokens int 10`,
	},
	{
		"a part that cannot be read makes no sum",
		given{scope: claudeCodeScope, name: "claude_code.llm_request", attrs: attrs{"input_tokens": 10, "cache_read_tokens": "many"}},
		`claude-code: internal "claude_code.llm_request" unset
		cache_read_tokens "many"
		gen_ai.operation.name "chat"
		input_tokens int 10`,
	},
	{
		"an interaction is a turn",
		given{scope: claudeCodeScope, name: "claude_code.interaction", attrs: attrs{"session.id": "s"}},
		`claude-code: internal "claude_code.interaction" unset
		gen_ai.conversation.id "s"
		mcp.span.type "turn"
		session.id "s"`,
	},
	{
		"unless it says that it is an agent's run",
		given{scope: claudeCodeScope, name: "claude_code.interaction", attrs: attrs{"gen_ai.operation.name": "invoke_agent"}},
		`claude-code: internal "claude_code.interaction" unset
		gen_ai.operation.name "invoke_agent"`,
	},
	{"the execution inside a tool is detail", given{scope: claudeCodeScope, name: "claude_code.tool.execution", attrs: attrs{"success": "false"}}, asStructure},
	{"and so is the wait for the user", given{name: "claude_code.tool.blocked_on_user", attrs: attrs{"tool_name": "mcp__desk__add"}}, asStructure},
	{"a hook", given{scope: claudeCodeScope, name: "claude_code.hook"}, asStructure},
	{"a compaction", given{scope: claudeCodeScope, name: "claude_code.compaction", attrs: attrs{"input_tokens": 5}}, asStructure},
	{"a process", given{scope: claudeCodeScope, name: "claude_code.bash.subprocess"}, asStructure},
	{"and RPC that is not MCP", given{scope: claudeCodeScope, name: "claude_code.mcp.rpc", attrs: attrs{"rpc.system": "grpc", "rpc.method": "tools/call"}}, asStructure},
}

func TestClaudeCode(t *testing.T) { check(t, claudeCodeExamples) }
