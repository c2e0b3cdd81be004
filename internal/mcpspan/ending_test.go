package mcpspan

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

func TestStatus(t *testing.T) {
	const (
		unset  = ptrace.StatusCodeUnset
		ok     = ptrace.StatusCodeOk
		failed = ptrace.StatusCodeError
	)
	for _, test := range []struct {
		name       string
		status     ptrace.StatusCode
		message    string
		errorType  string
		code       string
		wantType   string
		wantResult mcp.Outcome
	}{
		{name: "unset is a success", status: unset, wantResult: mcp.OutcomeSuccess},
		{name: "ok is a success", status: ok, wantResult: mcp.OutcomeSuccess},
		{name: "an error without anything else is other", status: failed, wantType: "_OTHER", wantResult: mcp.OutcomeServerError},
		{name: "an error with a code is of its type", status: failed, code: "-32603", wantType: "-32603", wantResult: mcp.OutcomeServerError},
		{name: "an error type makes a failure of unset", status: unset, errorType: "timeout", wantType: "timeout", wantResult: mcp.OutcomeTimeout},
		{name: "an error type makes a failure of ok", status: ok, errorType: "tool_error", wantType: "tool_error", wantResult: mcp.OutcomeToolError},
		{name: "an error type comes before the code", status: failed, errorType: "tool_error", code: "-32603", wantType: "tool_error", wantResult: mcp.OutcomeToolError},
		{name: "a code under unset is no failure", status: unset, code: "-32602", wantResult: mcp.OutcomeValidationError},
		{name: "a message under unset is no failure", status: unset, message: "all good", wantResult: mcp.OutcomeSuccess},
		{name: "a message helps to classify", status: failed, message: "Unknown tool: a", errorType: "tool_error", wantType: "tool_error", wantResult: mcp.OutcomeUnknownTool},
		{name: "a status code of nobody is as unset", status: ptrace.StatusCode(9), wantResult: mcp.OutcomeSuccess},
	} {
		t.Run(test.name, func(t *testing.T) {
			span := spanOf(t, attributes{
				{semconv.MCPMethodName, "tools/call"},
				{semconv.ErrorType, test.errorType},
				{semconv.RPCResponseStatusCode, test.code},
			})
			span.Status().SetCode(test.status)
			span.Status().SetMessage(test.message)
			var call mcp.Call
			require.True(t, Decode(span, &call))
			assert.Equal(t, test.wantType, call.ErrorType)
			assert.Equal(t, test.wantType != "", call.Failed())
			assert.Equal(t, test.code, call.StatusCode)
			assert.Equal(t, test.message, call.StatusMessage)
			assert.Equal(t, test.wantResult, call.Outcome)
			assert.Zero(t, call.Odd)
		})
	}
}

func TestTimes(t *testing.T) {
	const largest = math.MaxInt64
	for _, test := range []struct {
		name       string
		start, end pcommon.Timestamp
		wantStart  int64
		wantEnd    int64
		duration   time.Duration
		odd        [mcp.NumOddities]uint8
	}{
		{"an ordinary span", 1000, 4000, 1000, 4000, 3000, [mcp.NumOddities]uint8{}},
		{"no duration", 1000, 1000, 1000, 1000, 0, [mcp.NumOddities]uint8{}},
		{"no times", 0, 0, 0, 0, 0, [mcp.NumOddities]uint8{}},
		{"an unknown start", 0, 4000, 0, 4000, 0, [mcp.NumOddities]uint8{}},
		{"an end before the start", 4000, 1000, 0, 0, 0, [mcp.NumOddities]uint8{mcp.EndBeforeStart: 1}},
		{"an unknown end", 4000, 0, 0, 0, 0, [mcp.NumOddities]uint8{mcp.EndBeforeStart: 1}},
		{"the largest end", 1000, largest, 1000, largest, largest - 1000, [mcp.NumOddities]uint8{}},
		{"an end beyond it", 1000, largest + 1, 0, 0, 0, [mcp.NumOddities]uint8{mcp.OutOfRange: 1}},
		{"both beyond it", math.MaxUint64 - 1, math.MaxUint64, 0, 0, 0, [mcp.NumOddities]uint8{mcp.OutOfRange: 1}},
		{"a start beyond it", math.MaxUint64, 1000, 0, 0, 0, [mcp.NumOddities]uint8{mcp.EndBeforeStart: 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			span := spanOf(t, attributes{{semconv.MCPMethodName, "ping"}})
			span.SetStartTimestamp(test.start)
			span.SetEndTimestamp(test.end)
			var call mcp.Call
			require.True(t, Decode(span, &call))
			assert.Equal(t, test.wantStart, call.Start)
			assert.Equal(t, test.wantEnd, call.End)
			assert.Equal(t, test.duration, call.Duration())
			assert.Equal(t, test.odd, call.Odd)
		})
	}
}

func TestIdentity(t *testing.T) {
	span := spanOf(t, attributes{{semconv.MCPMethodName, "ping"}})
	span.SetTraceID([16]byte{1, 15: 2})
	span.SetSpanID([8]byte{3, 7: 4})
	span.SetParentSpanID([8]byte{5, 7: 6})
	var call mcp.Call
	require.True(t, Decode(span, &call))
	assert.Equal(t, [16]byte{1, 15: 2}, call.TraceID)
	assert.Equal(t, [8]byte{3, 7: 4}, call.SpanID)
	assert.Equal(t, [8]byte{5, 7: 6}, call.ParentID)
}
