package mcpspan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// ordinarySpan is what an instrumented client tells of a tool call: eleven
// attributes of the conventions and two that Decode does not know.
func ordinarySpan(t testing.TB) ptrace.Span {
	span := spanOf(t, attributes{
		{semconv.MCPMethodName, "tools/call"},
		{semconv.GenAIOperationName, "execute_tool"},
		{semconv.GenAIToolName, "get_weather"},
		{semconv.JSONRPCRequestID, "17"},
		{semconv.MCPSessionID, "191c4850af6c49e08843a3f6c80e5046"},
		{semconv.MCPProtocolVersion, "2025-06-18"},
		{semconv.NetworkTransport, "tcp"},
		{semconv.NetworkProtocolName, "http"},
		{semconv.NetworkProtocolVersion, "2"},
		{semconv.ServerAddress, "mcp.example.com"},
		{semconv.ServerPort, int64(443)},
		{"thread.id", int64(12)},
		{"code.function.name", "call_tool"},
	})
	require.Equal(t, 13, span.Attributes().Len())
	return span
}

func TestDecodeAllocatesNothing(t *testing.T) {
	spans := map[string]ptrace.Span{
		"an ordinary span": ordinarySpan(t),
		"every attribute":  everySpan(),
		"a failed span": func() ptrace.Span {
			span := ordinarySpan(t)
			span.Status().SetCode(ptrace.StatusCodeError)
			span.Status().SetMessage("MCP error -32602: Tool a not found")
			return span
		}(),
		"another span": spanOf(t, attributes{{"http.request.method", "POST"}}),
	}
	for name, span := range spans {
		var call mcp.Call
		assert.Zero(t, testing.AllocsPerRun(100, func() { Decode(span, &call) }), name)
	}
}

func BenchmarkDecode(b *testing.B) {
	span := ordinarySpan(b)
	var call mcp.Call
	b.ReportAllocs()
	for b.Loop() {
		Decode(span, &call)
	}
}

func BenchmarkEncode(b *testing.B) {
	var call mcp.Call
	Decode(ordinarySpan(b), &call)
	b.ReportAllocs()
	for b.Loop() {
		Encode(&call, ptrace.NewSpan())
	}
}
