package agentlog

import (
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

func call(t *testing.T, attrs map[string]any, change ...func(plog.LogRecord)) mcp.Call {
	t.Helper()
	r := given{attrs: attrs}.record(t)
	for _, f := range change {
		f(r)
	}
	var c mcp.Call
	scope := ""
	if !strings.Contains(attrs["event.name"].(string), ".") {
		scope = claudeScope
	}
	require.True(t, Decode(scope, r, &c))
	return c
}

func TestATraceContextIsTheParent(t *testing.T) {
	c := call(t, claudeToolResult, func(r plog.LogRecord) {
		r.SetTraceID([16]byte{1})
		r.SetSpanID([8]byte{2})
	})
	require.Equal(t, [16]byte{1}, c.TraceID)
	require.Equal(t, [8]byte{2}, c.ParentID)
	require.NotEqual(t, c.ParentID, c.SpanID)

	c = call(t, claudeToolResult, func(r plog.LogRecord) { r.SetSpanID([8]byte{2}) })
	require.Zero(t, c.ParentID, "a parent without a trace is none")
}

// TestIdsAreWhatTheyWere holds the derivation: what has been written once is
// found under the same ids by later versions.
func TestIdsAreWhatTheyWere(t *testing.T) {
	got := map[string]string{}
	for name, attrs := range map[string]map[string]any{
		"claude-code tool": claudeToolResult, "claude-code model": claudeAPIRequest,
		"codex tool": codexToolResult, "codex model": codexCompletedResponse,
		"gemini-cli tool": geminiToolResult, "gemini-cli model": geminiResponse,
	} {
		c := call(t, attrs)
		got[name] = hex.EncodeToString(c.TraceID[:]) + " " + hex.EncodeToString(c.SpanID[:])
	}
	require.Equal(t, map[string]string{
		"claude-code tool":  "213ee46c73569be2dbc03bd43f3981e9 1ee10bf17ee26712",
		"claude-code model": "213ee46c73569be2dbc03bd43f3981e9 79886d9dcf4b4431",
		"codex tool":        "d51aaa77076373e33b1d69936cb3535e a4c83ed27d5a7c14",
		"codex model":       "d51aaa77076373e33b1d69936cb3535e dceb528d9331bde1",
		"gemini-cli tool":   "a203260f652ebe18f8423b75a47b5b8d b80c762e9eb978a3",
		"gemini-cli model":  "a203260f652ebe18f8423b75a47b5b8d bea4aae1e32baca2",
	}, got)
}

func TestCallsOfOneTurnShareATrace(t *testing.T) {
	tool, model := call(t, claudeToolResult), call(t, claudeAPIRequest)
	require.Equal(t, tool.TraceID, model.TraceID)
	for name, other := range map[string]mcp.Call{
		"another turn":          call(t, with(claudeToolResult, map[string]any{"prompt.id": "p2"})),
		"another conversation":  call(t, with(claudeToolResult, map[string]any{"session.id": "s2"})),
		"no turn":               call(t, with(claudeToolResult, map[string]any{"prompt.id": nil})),
		"no conversation":       call(t, with(claudeToolResult, map[string]any{"session.id": nil})),
		"neither":               call(t, with(claudeToolResult, map[string]any{"prompt.id": nil, "session.id": nil})),
		"ids that run together": call(t, with(claudeToolResult, map[string]any{"session.id": "s1p", "prompt.id": "1"})),
	} {
		require.NotEqual(t, tool.TraceID, other.TraceID, name)
		require.NotEqual(t, tool.SpanID, other.SpanID, name)
		require.Zero(t, other.ParentID, name)
	}
}

func TestWithoutConversationAndTurnEachCallHasATrace(t *testing.T) {
	alone := with(claudeToolResult, map[string]any{"prompt.id": nil, "session.id": nil})
	a, b := call(t, alone), call(t, with(alone, map[string]any{"tool_use_id": "toolu_2"}))
	require.NotEqual(t, a.TraceID, b.TraceID)
}

// TestASpanIDIsOfOneCall changes what makes a call another.
func TestASpanIDIsOfOneCall(t *testing.T) {
	seen := map[[8]byte]string{}
	for name, c := range map[string]mcp.Call{
		"a call":           call(t, claudeToolResult),
		"another call id":  call(t, with(claudeToolResult, map[string]any{"tool_use_id": "toolu_2"})),
		"a model call":     call(t, claudeAPIRequest),
		"its failure":      call(t, with(claudeAPIRequest, map[string]any{"event.name": "api_error"})),
		"another request":  call(t, with(claudeAPIRequest, map[string]any{"request_id": "req_2"})),
		"no request id":    call(t, with(claudeAPIRequest, map[string]any{"request_id": nil})),
		"another model":    call(t, with(claudeAPIRequest, map[string]any{"request_id": nil, "model": "m"})),
		"no call id":       call(t, geminiToolResult),
		"another tool":     call(t, with(geminiToolResult, map[string]any{"function_name": "fetch"})),
		"other arguments":  call(t, with(geminiToolResult, map[string]any{"function_args": "{}"})),
		"another duration": call(t, with(geminiToolResult, map[string]any{"duration_ms": 41})),
		"another number":   call(t, with(geminiToolResult, map[string]any{"event.sequence": 1})),
		"another time":     call(t, geminiToolResult, func(r plog.LogRecord) { r.SetTimestamp(written + 1) }),
		"another trace":    call(t, geminiToolResult, func(r plog.LogRecord) { r.SetTraceID([16]byte{1}) }),
	} {
		require.Empty(t, seen[c.SpanID], name)
		seen[c.SpanID] = name
	}
	require.NotContains(t, slices.Collect(maps.Keys(seen)), [8]byte{})
}

// TestACallIDIsEnough sends the result of one call with other times, as a CLI
// that tries again may do.
func TestACallIDIsEnough(t *testing.T) {
	a := call(t, claudeToolResult)
	b := call(t, with(claudeToolResult, map[string]any{"duration_ms": "7"}), func(r plog.LogRecord) { r.SetTimestamp(written + 1) })
	require.Equal(t, a.SpanID, b.SpanID)
}
