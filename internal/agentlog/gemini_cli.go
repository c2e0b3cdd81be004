package agentlog

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// geminiCLI is google-gemini/gemini-cli 0.61.0 (packages/core/src/telemetry). A
// tool call has no id. Each model call is also told of in the conventions'
// event, which has no duration and is left out.
var geminiCLI = cli{
	name:         "gemini-cli",
	prefix:       "gemini_cli.",
	conversation: "session.id",
	turn:         "prompt_id",
	events: map[string]*event{
		"tool_call": {
			operation: semconv.OperationExecuteTool,
			target:    []string{"function_name"},
			server:    []string{"mcp_server_name"},
			arguments: "function_args",
			errorType: []string{"error_type", semconv.ErrorType},
			message:   []string{"error", "error.message"},
			fix:       geminiTool,
		},
		"api_response": {
			operation: semconv.OperationChat,
			target:    []string{"model"},
			input:     []string{"input_token_count"},
			// What the API calls output is without the thoughts.
			output: []string{"output_token_count", "thoughts_token_count"},
		},
		"api_error": {
			operation: semconv.OperationChat,
			target:    []string{"model", "model_name"},
			failed:    true,
			errorType: []string{semconv.ErrorType, "error_type"},
			code:      []string{"status_code", "http.status_code"},
			message:   []string{"error", "error.message"},
		},
	},
}

// geminiTool takes off the server's name that newer versions put before the name
// of every tool of a server, older ones where two tools have one name.
func geminiTool(d *record) {
	c := d.call
	if rest, ok := strings.CutPrefix(c.Tool, "mcp_"); ok {
		if tool, ok := cutServer(rest, c.ServerName, "_"); ok {
			c.Tool = tool
			return
		}
	}
	if tool, ok := cutServer(c.Tool, c.ServerName, "__"); ok {
		c.Tool = tool
	}
}
