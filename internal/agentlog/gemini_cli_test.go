package agentlog

import (
	"testing"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// geminiToolResult has every attribute of the event.
var geminiToolResult = map[string]any{
	"event.name": "gemini_cli.tool_call", "event.timestamp": "2027-01-15T08:00:00.000Z", "session.id": "g1", "prompt_id": "g1########3",
	"function_name": "search", "function_args": "{\n  \"q\": \"x\"\n}", "duration_ms": 40, "success": true, "decision": "accept",
	"tool_type": "mcp", "mcp_server_name": "docs", "content_length": 12,
}

var geminiToolCall = mcp.Call{
	Kind: mcp.KindToolCall, Role: mcp.RoleAgent, Operation: "execute_tool", Tool: "search", ServerName: "docs",
	ConversationID: "g1", Arguments: "{\n  \"q\": \"x\"\n}",
	Outcome: mcp.OutcomeSuccess, Start: before(40 * time.Millisecond), End: written,
}

var geminiResponse = map[string]any{
	"event.name": "gemini_cli.api_response", "session.id": "g1", "prompt_id": "g1########3", "model": "gemini-3-pro",
	"duration_ms": 900, "input_token_count": 100, "output_token_count": 20, "cached_content_token_count": 60,
	"thoughts_token_count": 5, "tool_token_count": 0, "total_token_count": 125, "status_code": 200, "auth_type": "gemini-api-key",
}

var geminiModelCall = mcp.Call{
	Kind: mcp.KindInference, Side: mcp.SideClient, Operation: "chat", RequestModel: "gemini-3-pro", ConversationID: "g1",
	Usage:   mcp.Usage{Input: 100, Output: 25, HasInput: true, HasOutput: true},
	Outcome: mcp.OutcomeSuccess, Start: before(900 * time.Millisecond), End: written,
}

func TestGeminiCLICalls(t *testing.T) {
	named := func(name, function string) example {
		return example{name, given{attrs: with(geminiToolResult, map[string]any{"function_name": function})}, geminiToolCall}
	}
	for _, test := range []example{
		{"a tool of a server", given{scope: "gemini-cli", body: "Tool call: search.", attrs: geminiToolResult}, geminiToolCall},
		named("a qualified name", "mcp_docs_search"),
		named("a name that was taken", "docs__search"),
		{
			"a prefix that is not the server's",
			given{attrs: with(geminiToolResult, map[string]any{"function_name": "mcp_other_search"})},
			but(geminiToolCall, func(c *mcp.Call) { c.Tool = "mcp_other_search" }),
		},
		{
			"a tool of its own",
			given{attrs: with(geminiToolResult, map[string]any{"function_name": "mcp_x_y", "tool_type": "native", "mcp_server_name": nil})},
			but(geminiToolCall, func(c *mcp.Call) { c.Tool, c.ServerName = "mcp_x_y", "" }),
		},
		{
			"a failure",
			given{attrs: with(geminiToolResult, map[string]any{"success": false, "error": "bad", "error.message": "bad", "error_type": "invalid_tool_params", "error.type": "x"})},
			but(geminiToolCall, func(c *mcp.Call) {
				c.ErrorType, c.StatusMessage, c.Outcome = "invalid_tool_params", "bad", mcp.OutcomeServerError
			}),
		},
		{
			"a refusal by the user",
			given{attrs: with(geminiToolResult, map[string]any{"success": false, "decision": "reject"})},
			but(geminiToolCall, func(c *mcp.Call) { c.ErrorType, c.Outcome = "_OTHER", mcp.OutcomeServerError }),
		},

		{"a model call", given{attrs: geminiResponse}, geminiModelCall},
		{
			"a model call that failed",
			given{attrs: map[string]any{
				"event.name": "gemini_cli.api_error", "session.id": "g1", "model_name": "gemini-3-pro", "model": "gemini-3-pro",
				"duration_ms": 900, "duration": 900, "error": "quota", "error.message": "quota", "status_code": 429, "http.status_code": 429,
			}},
			but(geminiModelCall, func(c *mcp.Call) {
				c.Usage = mcp.Usage{}
				c.ErrorType, c.StatusMessage, c.Outcome = "429", "quota", mcp.OutcomeServerError
			}),
		},
		{
			"a failure with a type",
			given{attrs: map[string]any{"event.name": "gemini_cli.api_error", "error.type": "TimeoutError", "status_code": 504}},
			mcp.Call{
				Kind: mcp.KindInference, Side: mcp.SideClient, Operation: "chat", ErrorType: "TimeoutError",
				Outcome: mcp.OutcomeTimeout, Start: written, End: written,
			},
		},
		{
			"a status that is no error's",
			given{attrs: map[string]any{"event.name": "gemini_cli.api_error", "status_code": 200}},
			mcp.Call{
				Kind: mcp.KindInference, Side: mcp.SideClient, Operation: "chat", ErrorType: "_OTHER",
				Outcome: mcp.OutcomeServerError, Start: written, End: written,
			},
		},
	} {
		test.run(t)
	}
}

func TestGeminiCLIOtherEventsAreNoCalls(t *testing.T) {
	for _, event := range []string{
		"config", "user_prompt", "api_request", "conversation_finished", "agent.start", "agent.finish", "hook_call",
		"slash_command", "flash_fallback", "next_speaker_check", "tool_output_truncated",
	} {
		example{name: event, given: given{attrs: with(geminiToolResult, map[string]any{"event.name": "gemini_cli." + event})}}.run(t)
	}
}
