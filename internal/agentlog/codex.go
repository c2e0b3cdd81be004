package agentlog

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// codex is openai/codex 0.169.0 (codex-rs/otel/src/events/session_telemetry.rs).
// Numbers and booleans are text, absent text is empty, and records have the
// model of the session. Logs do not name the turn.
var codex = cli{
	name:         "codex",
	prefix:       "codex.",
	conversation: "conversation.id",
	turn:         "turn.id",
	events: map[string]*event{
		"tool_result": {
			operation: semconv.OperationExecuteTool,
			target:    []string{"tool_name"},
			server:    []string{"mcp_server"},
			callID:    "call_id",
			arguments: "arguments",
			result:    "output",
			errorType: []string{"error_type", semconv.ErrorType},
			fix:       (*record).unqualify,
		},
		"sse_event": {
			operation: semconv.OperationChat,
			is:        codexCompleted,
			target:    []string{"model"},
			input:     []string{"input_token_count"},
			output:    []string{"output_token_count"},
			message:   []string{codexError},
		},
		// A request that was answered is told of by sse_event, which has the tokens.
		"api_request": {
			operation: semconv.OperationChat,
			is:        codexRequestFailed,
			target:    []string{"model"},
			failed:    true,
			errorType: []string{semconv.ErrorType},
			code:      []string{"http.response.status_code"},
			message:   []string{codexError},
		},
	},
}

const codexError = "error.message"

// codexCompleted picks one of the two records that a completed response makes:
// the one about the response, not the one about the last message of its stream.
func codexCompleted(d *record) bool {
	if d.text("event.kind") != "response.completed" {
		return false
	}
	_, counted := d.get("input_token_count", "output_token_count")
	_, failed := d.get(codexError)
	return counted || failed
}

// codexRequestFailed leaves out requests that are not of a model: other endpoints,
// where the endpoint is told.
func codexRequestFailed(d *record) bool {
	if _, failed := d.get(codexError); !failed {
		return false
	}
	endpoint := d.raw("endpoint")
	return endpoint == "" || strings.HasPrefix(endpoint, "/responses")
}
