package agentlog

import (
	"testing"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// codexToolResult has every attribute of the event.
var codexToolResult = map[string]any{
	"event.name": "codex.tool_result", "event.timestamp": "2027-01-15T08:00:00.000Z", "conversation.id": "v1",
	"app.version": "0.169.0", "model": "gpt-6-codex", "slug": "gpt-6-codex",
	"tool_name": "mcp__docs__search", "call_id": "call_1", "arguments": `{"q":"x"}`, "duration_ms": "40",
	"success": "true", "output": "found", "mcp_server": "docs", "mcp_server_origin": "stdio",
}

var codexToolCall = mcp.Call{
	Kind: mcp.KindToolCall, Role: mcp.RoleAgent, Operation: "execute_tool", Tool: "search", ServerName: "docs",
	ToolCallID: "call_1", ConversationID: "v1", Arguments: `{"q":"x"}`, Result: "found",
	Outcome: mcp.OutcomeSuccess, Start: before(40 * time.Millisecond), End: written,
}

// codexCompletedResponse has every attribute of the event that has the tokens.
var codexCompletedResponse = map[string]any{
	"event.name": "codex.sse_event", "event.kind": "response.completed", "conversation.id": "v1", "model": "gpt-6-codex",
	"input_token_count": "100", "output_token_count": "20", "cached_token_count": 60, "reasoning_token_count": 5,
	"tool_token_count": "120",
}

var codexModelCall = mcp.Call{
	Kind: mcp.KindInference, Side: mcp.SideClient, Operation: "chat", RequestModel: "gpt-6-codex", ConversationID: "v1",
	Usage:   mcp.Usage{Input: 100, Output: 20, HasInput: true, HasOutput: true},
	Outcome: mcp.OutcomeSuccess, Start: written, End: written,
}

func TestCodexCalls(t *testing.T) {
	for _, test := range []example{
		{"a tool of a server", given{attrs: codexToolResult}, codexToolCall},
		{"any scope", given{scope: "codex_otel.log_only", attrs: codexToolResult}, codexToolCall},
		{
			"a bare name and a server", given{attrs: with(codexToolResult, map[string]any{"tool_name": "search"})}, codexToolCall,
		},
		{
			"a qualified name and an empty server", given{attrs: with(codexToolResult, map[string]any{"mcp_server": ""})}, codexToolCall,
		},
		{
			"a tool of its own that was not found",
			given{attrs: map[string]any{
				"event.name": "codex.tool_result", "conversation.id": "v1", "tool_name": "shell", "duration_ms": "0",
				"success": "false", "output": "unsupported call", "mcp_server": "", "mcp_server_origin": "",
			}},
			mcp.Call{
				Kind: mcp.KindToolCall, Role: mcp.RoleAgent, Operation: "execute_tool", Tool: "shell", ConversationID: "v1",
				Result: "unsupported call", ErrorType: "_OTHER", Outcome: mcp.OutcomeServerError, Start: written, End: written,
			},
		},
		{
			"a failure with a type",
			given{attrs: with(codexToolResult, map[string]any{"success": "false", "error_type": "timeout"})},
			but(codexToolCall, func(c *mcp.Call) { c.ErrorType, c.Outcome = "timeout", mcp.OutcomeTimeout }),
		},

		{"a response with its tokens", given{attrs: codexCompletedResponse}, codexModelCall},
		{
			"a response with output only",
			given{attrs: with(codexCompletedResponse, map[string]any{"input_token_count": nil})},
			but(codexModelCall, func(c *mcp.Call) { c.Usage.Input, c.Usage.HasInput = 0, false }),
		},
		{
			"a response that could not be read",
			given{attrs: map[string]any{
				"event.name": "codex.sse_event", "event.kind": "response.completed", "conversation.id": "v1", "model": "gpt-6-codex",
				"error.message": "missing field",
			}},
			but(codexModelCall, func(c *mcp.Call) {
				c.Usage = mcp.Usage{}
				c.ErrorType, c.StatusMessage, c.Outcome = "_OTHER", "missing field", mcp.OutcomeServerError
			}),
		},
		{
			"a request that was refused",
			given{attrs: map[string]any{
				"event.name": "codex.api_request", "conversation.id": "v1", "model": "gpt-6-codex", "duration_ms": "40",
				"http.response.status_code": 429, "error.message": "slow down", "attempt": 0, "endpoint": "/responses",
			}},
			but(codexModelCall, func(c *mcp.Call) {
				c.Usage, c.Start = mcp.Usage{}, before(40*time.Millisecond)
				c.ErrorType, c.StatusMessage, c.Outcome = "429", "slow down", mcp.OutcomeServerError
			}),
		},
		{
			"a request without an answer",
			given{attrs: map[string]any{"event.name": "codex.api_request", "error.message": "connection reset"}},
			mcp.Call{
				Kind: mcp.KindInference, Side: mcp.SideClient, Operation: "chat", Start: written, End: written,
				ErrorType: "_OTHER", StatusMessage: "connection reset", Outcome: mcp.OutcomeServerError,
			},
		},
	} {
		test.run(t)
	}
}

func TestCodexOtherEventsAreNoCalls(t *testing.T) {
	for _, event := range []string{
		"user_prompt", "tool_decision", "conversation_starts", "turn_ttft", "startup_phase", "websocket_connect",
		"websocket_request", "websocket_event", "auth_recovery", "sandbox_outcome",
	} {
		example{name: event, given: given{attrs: with(codexToolResult, map[string]any{"event.name": "codex." + event})}}.run(t)
	}
	for name, attrs := range map[string]map[string]any{
		"the last message of a stream":     {"event.name": "codex.sse_event", "event.kind": "response.completed", "duration_ms": "3"},
		"another message of a stream":      {"event.name": "codex.sse_event", "event.kind": "response.output_item.done", "duration_ms": "3"},
		"a stream without a kind":          {"event.name": "codex.sse_event", "input_token_count": "3"},
		"a kind that is no text":           {"event.name": "codex.sse_event", "event.kind": 1},
		"a request that was answered":      {"event.name": "codex.api_request", "http.response.status_code": 200, "duration_ms": "40"},
		"a failed request of other things": {"event.name": "codex.api_request", "error.message": "no", "endpoint": "/models"},
	} {
		example{name: name, given: given{attrs: attrs}}.run(t)
	}
}
