package agentlog_test

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/agentlog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcpspan"
)

// seeds are one record of each CLI with odd values among them.
var seeds = []struct {
	scope, body string
	attrs       map[string]any
}{
	{"com.anthropic.claude_code.events", "claude_code.tool_result", map[string]any{
		"event.name": "tool_result", "session.id": "s", "prompt.id": "p", "tool_name": "mcp__a__b", "tool_use_id": "t",
		"tool_parameters": `{"mcp_server_name":"a"}`, "success": "false", "error_type": "E", "duration_ms": "12.5",
	}},
	{"", "claude_code.api_request", map[string]any{
		"model": "m", "input_tokens": "1", "cache_read_tokens": 9e300, "output_tokens": -1, "duration_ms": 1 << 62,
	}},
	{"codex", "", map[string]any{
		"event.name": "codex.tool_result", "event.timestamp": "2027-01-15T08:00:00Z", "tool_name": "x\xff", "arguments": map[string]any{"a": []any{1}},
		"output": "\xff", "success": "maybe", "mcp_server": "",
	}},
	{"codex", "", map[string]any{"event.name": "codex.sse_event", "event.kind": "response.completed", "input_token_count": "1", "output_token_count": 2}},
	{"gemini-cli", "", map[string]any{"event.name": "gemini_cli.tool_call", "function_name": "mcp_a_b", "mcp_server_name": "a", "success": true}},
	{"gemini-cli", "", map[string]any{"event.name": "gemini_cli.api_error", "status_code": "503", "error": true}},
}

// FuzzDecode reads OTLP requests. Whatever they hold: no panic, the record as it
// was, the same call each time, and a call that a span can tell.
func FuzzDecode(f *testing.F) {
	for i, seed := range seeds {
		ld := plog.NewLogs()
		sl := ld.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty()
		sl.Scope().SetName(seed.scope)
		r := sl.LogRecords().AppendEmpty()
		r.Body().SetStr(seed.body)
		require.NoError(f, r.Attributes().FromRaw(seed.attrs))
		if i%2 == 0 {
			r.SetTimestamp(1_800_000_000_000_000_000)
			r.SetTraceID([16]byte{1})
			r.SetSpanID([8]byte{1})
		}
		f.Add(bytesOf(f, ld))
	}
	f.Fuzz(func(t *testing.T, request []byte) {
		ld, err := new(plog.ProtoUnmarshaler).UnmarshalLogs(request)
		if err != nil {
			return
		}
		was := bytesOf(t, ld)
		for _, rl := range ld.ResourceLogs().All() {
			for _, sl := range rl.ScopeLogs().All() {
				for _, r := range sl.LogRecords().All() {
					decodeTwice(t, sl.Scope().Name(), r)
				}
			}
		}
		require.Equal(t, was, bytesOf(t, ld))
	})
}

func decodeTwice(t *testing.T, scope string, r plog.LogRecord) {
	c, again := mcp.Call{Tool: "left over"}, mcp.Call{}
	ok := agentlog.Decode(scope, r, &c)
	require.Equal(t, ok, agentlog.Decode(scope, r, &again))
	require.Equal(t, again, c)
	if !ok {
		require.Equal(t, mcp.Call{}, c)
		return
	}
	require.NotZero(t, c.TraceID)
	require.NotZero(t, c.SpanID)
	require.Empty(t, c.Method)
	for _, text := range c.Texts() {
		require.True(t, utf8.ValidString(*text))
	}
	require.True(t, utf8.ValidString(c.Arguments+c.Result+c.StatusMessage))
	require.True(t, c.Start >= 0 && c.Start <= c.End)

	span := ptrace.NewSpan()
	mcpspan.Encode(&c, span)
	var told mcp.Call
	require.True(t, mcpspan.Decode(span, &told))
	implied := c
	implied.Odd, implied.Role, implied.Outcome = told.Odd, told.Role, told.Outcome
	require.Equal(t, implied, told)
	require.Zero(t, told.Odd)
}

func bytesOf(t testing.TB, ld plog.Logs) []byte {
	t.Helper()
	b, err := new(plog.ProtoMarshaler).MarshalLogs(ld)
	require.NoError(t, err)
	return b
}
