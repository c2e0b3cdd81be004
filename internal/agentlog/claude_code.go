package agentlog

import (
	"encoding/json"

	"github.com/tidwall/gjson"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// claudeCode is @anthropic-ai/claude-code 2.1.330. An event is named
// "claude_code.<event>" in the body and "<event>" in its attribute. Numbers and
// booleans are text, and the size of a result is all that is told of it.
//
// An api_error comes when no attempt is left, so that api_retries_exhausted tells
// of the same call once more; an api_refusal is an answer, which has an
// api_request too.
var claudeCode = cli{
	name:         "claude-code",
	prefix:       "claude_code.",
	scope:        "com.anthropic.claude_code.events",
	conversation: "session.id",
	turn:         "prompt.id",
	events: map[string]*event{
		"tool_result": {
			operation: semconv.OperationExecuteTool,
			target:    []string{"tool_name"},
			server:    []string{"mcp_server_name"},
			callID:    "tool_use_id",
			arguments: "tool_input",
			errorType: []string{"error_type", semconv.ErrorType},
			message:   []string{"error"},
			fix:       claudeCodeTool,
		},
		"api_request": {
			operation: semconv.OperationChat,
			target:    []string{"model"},
			requestID: "request_id",
			// What the API calls input is without the cache.
			input:  []string{"input_tokens", "cache_read_tokens", "cache_creation_tokens"},
			output: []string{"output_tokens"},
		},
		"api_error": {
			operation: semconv.OperationChat,
			target:    []string{"model"},
			requestID: "request_id",
			failed:    true,
			errorType: []string{"error_type", semconv.ErrorType},
			code:      []string{"status_code"},
			message:   []string{"error"},
		},
	},
}

// claudeCodeTool takes the names that tool_parameters has for a tool of an MCP
// server; without them they are in the qualified name.
func claudeCodeTool(d *record) {
	parameters := d.object("tool_parameters")
	if server := parameters.Get("mcp_server_name"); server.Type == gjson.String && server.Str != "" {
		d.call.ServerName = server.Str
	}
	if tool := parameters.Get("mcp_tool_name"); tool.Type == gjson.String && tool.Str != "" {
		d.call.Tool = tool.Str
		return
	}
	d.unqualify()
}

// maxJSON bounds the text that is parsed.
const maxJSON = 1 << 20

// object reads an attribute that is a JSON object. Text that is not entirely
// valid, which includes text cut by a length limit, is none. Validity is checked
// by the standard library because its depth is bounded.
func (d *record) object(key string) gjson.Result {
	text := d.content(key)
	if text == "" {
		return gjson.Result{}
	}
	if len(text) > maxJSON || text[0] != '{' || !json.Valid([]byte(text)) {
		d.call.Note(mcp.WrongType)
		return gjson.Result{}
	}
	return gjson.Parse(text)
}
