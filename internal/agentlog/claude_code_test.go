package agentlog

import (
	"strings"
	"testing"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

const claudeScope = "com.anthropic.claude_code.events"

// claudeToolResult has every attribute of the event.
var claudeToolResult = map[string]any{
	"event.name": "tool_result", "session.id": "s1", "prompt.id": "p1", "event.sequence": 12,
	"tool_name": "mcp__weather__get_forecast", "tool_use_id": "toolu_1",
	"tool_parameters":        `{"mcp_server_name":"weather","mcp_tool_name":"get_forecast"}`,
	"mcp_server_scope":       "project",
	"tool_input":             `{"city":"Paris"}`,
	"success":                "true",
	"duration_ms":            "250",
	"decision_type":          "accept",
	"decision_source":        "config",
	"tool_result_size_bytes": "120",
}

var claudeToolCall = mcp.Call{
	Kind: mcp.KindToolCall, Role: mcp.RoleAgent, Operation: "execute_tool", Tool: "get_forecast",
	ServerName: "weather", ToolCallID: "toolu_1", ConversationID: "s1", Arguments: `{"city":"Paris"}`,
	Outcome: mcp.OutcomeSuccess, Start: before(250 * time.Millisecond), End: written,
}

var claudeAPIRequest = map[string]any{
	"event.name": "api_request", "session.id": "s1", "prompt.id": "p1", "model": "claude-sonnet-5",
	"input_tokens": "10", "output_tokens": "20", "cache_read_tokens": "300", "cache_creation_tokens": "4000",
	"cost_usd": "0.01", "duration_ms": "1500", "ttft_ms": "300", "request_id": "req_1",
}

var claudeModelCall = mcp.Call{
	Kind: mcp.KindInference, Side: mcp.SideClient, Operation: "chat", RequestModel: "claude-sonnet-5",
	ConversationID: "s1", Usage: mcp.Usage{Input: 4310, Output: 20, HasInput: true, HasOutput: true},
	Outcome: mcp.OutcomeSuccess, Start: before(1500 * time.Millisecond), End: written,
}

func claude(event string, attrs map[string]any) given {
	return given{scope: claudeScope, body: "claude_code." + event, attrs: attrs}
}

func TestClaudeCodeCalls(t *testing.T) {
	failed := func(errorType, message string, outcome mcp.Outcome) func(*mcp.Call) {
		return func(c *mcp.Call) { c.ErrorType, c.StatusMessage, c.Outcome = errorType, message, outcome }
	}
	tool := func(name string, attrs map[string]any, change func(*mcp.Call)) example {
		return example{name, claude("tool_result", with(claudeToolResult, attrs)), but(claudeToolCall, change)}
	}
	model := func(name string, attrs map[string]any, change func(*mcp.Call)) example {
		return example{name, claude("api_request", with(claudeAPIRequest, attrs)), but(claudeModelCall, change)}
	}
	same := func(*mcp.Call) {}
	for _, test := range []example{
		tool("a tool of a server", nil, same),
		{"the body is enough", given{body: "claude_code.tool_result", attrs: with(claudeToolResult, map[string]any{"event.name": nil})}, claudeToolCall},
		{"the scope is enough", given{scope: claudeScope, attrs: claudeToolResult}, claudeToolCall},
		{"the name of the record is enough", given{event: "claude_code.tool_result", attrs: with(claudeToolResult, map[string]any{"event.name": nil})}, claudeToolCall},
		tool("names from the qualified name", map[string]any{"tool_parameters": nil}, same),
		tool("a tool name with the separator", map[string]any{"tool_parameters": nil, "tool_name": "mcp__weather__get__forecast"},
			func(c *mcp.Call) { c.Tool = "get__forecast" }),
		tool("a known server with the separator", map[string]any{"tool_parameters": `{"mcp_server_name":"a__b"}`, "tool_name": "mcp__a__b__c"},
			func(c *mcp.Call) { c.Tool, c.ServerName = "c", "a__b" }),
		tool("a known server whose name was mended", map[string]any{"tool_parameters": `{"mcp_server_name":"claude.ai Maps"}`, "tool_name": "mcp__claude_ai_Maps__route"},
			func(c *mcp.Call) { c.Tool, c.ServerName = "route", "claude.ai Maps" }),
		tool("a known server that the name does not have", map[string]any{"tool_parameters": `{"mcp_server_name":"other"}`},
			func(c *mcp.Call) { c.ServerName = "other" }),
		tool("half a qualified name stays", map[string]any{"tool_parameters": nil, "tool_name": "mcp__weather"},
			func(c *mcp.Call) { c.Tool, c.ServerName = "mcp__weather", "" }),
		tool("a tool of its own", map[string]any{"tool_name": "Bash", "tool_parameters": `{"bash_command":"ls"}`},
			func(c *mcp.Call) { c.Tool, c.ServerName = "Bash", "" }),
		tool("parameters that were cut", map[string]any{"tool_parameters": `{"mcp_server_name":"other","mcp_to`},
			func(c *mcp.Call) { c.Note(mcp.WrongType) }),
		tool("parameters of the wrong types", map[string]any{"tool_parameters": `{"mcp_server_name":3,"mcp_tool_name":["x"]}`}, same),
		tool("parameters that are a list", map[string]any{"tool_parameters": `["mcp_server_name"]`},
			func(c *mcp.Call) { c.Note(mcp.WrongType) }),
		tool("parameters that are endless", map[string]any{"tool_parameters": `{"a":"` + strings.Repeat("x", maxJSON) + `"}`},
			func(c *mcp.Call) { c.Note(mcp.WrongType) }),
		tool("parameters that are a map", map[string]any{"tool_parameters": map[string]any{"mcp_server_name": "weather", "mcp_tool_name": "get_forecast"}}, same),
		tool("content that was not captured", map[string]any{"tool_input": nil}, func(c *mcp.Call) { c.Arguments = "" }),
		tool("a failure with a type", map[string]any{"success": "false", "error_type": "Error:ENOENT", "error": "no such file"},
			failed("Error:ENOENT", "no such file", mcp.OutcomeServerError)),
		tool("a failure without", map[string]any{"success": "false"}, failed("_OTHER", "", mcp.OutcomeServerError)),
		tool("a failure that timed out", map[string]any{"success": "false", "error_type": "TimeoutError"},
			failed("TimeoutError", "", mcp.OutcomeTimeout)),
		tool("a tool that the server does not have", map[string]any{"success": "false", "error": "MCP error -32602: Tool get_forecast not found"},
			failed("_OTHER", "MCP error -32602: Tool get_forecast not found", mcp.OutcomeUnknownTool)),
		tool("an error where success is not stated", map[string]any{"success": nil, "error": "no"}, failed("_OTHER", "no", mcp.OutcomeServerError)),
		tool("a stated success decides", map[string]any{"error_type": "Error", "error": "no"}, same),

		model("a model call", nil, same),
		model("counts that are integers", map[string]any{"input_tokens": 10, "cache_read_tokens": 300.0}, same),
		model("no cache", map[string]any{"cache_read_tokens": nil, "cache_creation_tokens": "0"}, func(c *mcp.Call) { c.Usage.Input = 10 }),
		model("no tokens", map[string]any{"input_tokens": nil, "output_tokens": nil}, func(c *mcp.Call) { c.Usage = mcp.Usage{} }),
		model("a sum with an unknown part is unknown", map[string]any{"cache_read_tokens": "many", "output_tokens": "-1"},
			func(c *mcp.Call) { c.Usage = mcp.Usage{}; c.Note(mcp.WrongType); c.Note(mcp.OutOfRange) }),
		model("half a token", map[string]any{"output_tokens": "0.5", "input_tokens": 1e300},
			func(c *mcp.Call) { c.Usage = mcp.Usage{}; c.Note(mcp.OutOfRange); c.Note(mcp.OutOfRange) }),
		{
			"a model call that failed",
			claude("api_error", map[string]any{
				"event.name": "api_error", "session.id": "s1", "model": "claude-sonnet-5", "error": "overloaded",
				"status_code": "529", "duration_ms": "1500", "attempt": "11",
			}),
			but(claudeModelCall, func(c *mcp.Call) {
				c.Usage = mcp.Usage{}
				failed("529", "overloaded", mcp.OutcomeServerError)(c)
			}),
		},
		{
			"a model call that was not allowed",
			claude("api_error", map[string]any{"event.name": "api_error", "status_code": 401}),
			mcp.Call{
				Kind: mcp.KindInference, Side: mcp.SideClient, Operation: "chat", ErrorType: "401",
				Outcome: mcp.OutcomeAuthDenied, Start: written, End: written,
			},
		},
		{
			"a model call that failed without an answer",
			claude("api_error", map[string]any{"event.name": "api_error", "status_code": "undefined", "error": "Connection error."}),
			but(mcp.Call{
				Kind: mcp.KindInference, Side: mcp.SideClient, Operation: "chat", ErrorType: "_OTHER", StatusMessage: "Connection error.",
				Outcome: mcp.OutcomeServerError, Start: written, End: written,
			}, func(c *mcp.Call) { c.Note(mcp.WrongType) }),
		},
	} {
		test.run(t)
	}
}

func TestClaudeCodeOtherEventsAreNoCalls(t *testing.T) {
	for _, event := range []string{
		"user_prompt", "assistant_response", "tool_decision", "compaction", "permission_mode_changed",
		"hook_registered", "hook_execution_start", "hook_execution_complete", "skill_activated", "subagent_completed",
		"plugin_installed", "auth", "internal_error", "at_mention", "system_prompt", "mcp_server_connection",
		"api_refusal", "api_retries_exhausted", "",
	} {
		example{name: event, given: claude(event, with(claudeToolResult, map[string]any{"event.name": event}))}.run(t)
	}
}
