package mcpspan

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// FuzzDecode reads any OTLP request. What a span was decoded to is told by the
// span it is encoded to.
func FuzzDecode(f *testing.F) {
	var marshaler ptrace.ProtoMarshaler
	for _, span := range []ptrace.Span{
		ordinarySpan(f),
		everySpan(),
		spanOf(f, attributes{{semconv.MCPMethodName, "tools/call"}, {semconv.MCPMethodName, "ping"}, {semconv.GenAIOperationName, "execute_tool"}}),
		spanOf(f, attributes{{semconv.MCPSpanType, "session"}, {semconv.MCPMethodName, "initialize"}, {semconv.ServerPort, int64(-1)}}),
		spanOf(f, attributes{{semconv.GenAIOperationName, "chat"}, {semconv.GenAIUsageInputTokens, "12"}, {semconv.GenAIToolCallResult, map[string]any{"a": 1}}}),
		spanOf(f, attributes{{semconv.GenAIOperationName, "chat\xff"}, {semconv.MCPCallRole, "inside"}, {semconv.ErrorType, "\xff"}}),
	} {
		td := ptrace.NewTraces()
		span.CopyTo(td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty())
		data, err := marshaler.MarshalTraces(td)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		td, err := new(ptrace.ProtoUnmarshaler).UnmarshalTraces(data)
		if err != nil {
			return
		}
		for _, rs := range td.ResourceSpans().All() {
			for _, ss := range rs.ScopeSpans().All() {
				for _, span := range ss.Spans().All() {
					checkStable(t, span)
				}
			}
		}
	})
}

func checkStable(t *testing.T, span ptrace.Span) {
	var call mcp.Call
	if !Decode(span, &call) {
		return
	}
	assert.NotEqual(t, mcp.KindOther, call.Kind)
	assert.NotEqual(t, mcp.OutcomeUnknown, call.Outcome)
	assert.GreaterOrEqual(t, call.Duration(), time.Duration(0))
	assert.Equal(t, call.Failed(), call.ErrorType != "")

	encoded := ptrace.NewSpan()
	Encode(&call, encoded)
	var again mcp.Call
	require.True(t, Decode(encoded, &again))
	call.Odd = [mcp.NumOddities]uint8{}
	require.Equal(t, call, again)
}
