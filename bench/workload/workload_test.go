package workload

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

func TestTracesHaveTheStatedShape(t *testing.T) {
	traces := Traces()
	tools, sessions, ids := map[string]int{}, map[string]string{}, map[pcommon.SpanID]bool{}
	errorsByResource := map[string]int{}
	var failed int

	require.Equal(t, Resources, traces.ResourceSpans().Len())
	require.Equal(t, Spans, traces.SpanCount())
	each(traces, func(resource pcommon.Map, span ptrace.Span) {
		instance := str(t, resource, "service.instance.id")
		tools[str(t, span.Attributes(), semconv.GenAIToolName)]++
		session := str(t, span.Attributes(), semconv.MCPSessionID)
		if owner, ok := sessions[session]; ok {
			assert.Equal(t, owner, instance, "a session belongs to one resource")
		}
		sessions[session] = instance
		ids[span.SpanID()] = true
		assert.Equal(t, ptrace.SpanKindClient, span.Kind())
		if span.Status().Code() == ptrace.StatusCodeError {
			failed++
			errorsByResource[instance]++
		}
	})

	assert.Len(t, tools, Tools)
	for _, calls := range tools {
		assert.Equal(t, Spans/Tools, calls)
	}
	assert.Len(t, sessions, Sessions)
	assert.Len(t, ids, Spans)
	assert.Equal(t, Errors, failed)
	assert.Equal(t, Spans*5/100, failed)
	assert.Len(t, errorsByResource, Resources)
}

func TestSpansHaveTheAttributesOfTheConventions(t *testing.T) {
	always := []string{
		semconv.MCPMethodName, semconv.GenAIOperationName, semconv.GenAIToolName, semconv.MCPSessionID,
		semconv.JSONRPCRequestID, semconv.MCPProtocolVersion, semconv.NetworkTransport, semconv.NetworkProtocolName,
		semconv.ServerAddress, semconv.ServerPort, semconv.GenAIToolCallArguments, semconv.GenAIToolCallResult,
	}
	each(Traces(), func(_ pcommon.Map, span ptrace.Span) {
		want := always
		if span.Status().Code() == ptrace.StatusCodeError {
			assert.Equal(t, "tool_error", str(t, span.Attributes(), semconv.ErrorType))
			want = append(slices.Clip(want), semconv.ErrorType)
		}
		var got []string
		for key := range span.Attributes().All() {
			got = append(got, key)
		}
		assert.Equal(t, want, got)
	})
}

func TestPayloadsAreJSONOfTheStatedSize(t *testing.T) {
	each(Traces(), func(_ pcommon.Map, span ptrace.Span) {
		arguments := str(t, span.Attributes(), semconv.GenAIToolCallArguments)
		assert.Len(t, arguments, ArgumentsSize)
		assert.True(t, json.Valid([]byte(arguments)))

		result := str(t, span.Attributes(), semconv.GenAIToolCallResult)
		assert.Len(t, result, ResultSize)
		var said struct {
			IsError bool `json:"isError"`
		}
		require.NoError(t, json.Unmarshal([]byte(result), &said))
		assert.Equal(t, span.Status().Code() == ptrace.StatusCodeError, said.IsError, "status and result agree")
	})
}

func TestDurationsAreSpreadOverTheirOrdersOfMagnitude(t *testing.T) {
	var decades [4]int // from 1 ms, 10 ms, 100 ms, 1 s
	shortest, longest := time.Hour, time.Duration(0)
	each(Traces(), func(_ pcommon.Map, span ptrace.Span) {
		d := time.Duration(span.EndTimestamp() - span.StartTimestamp())
		shortest, longest = min(shortest, d), max(longest, d)
		decade := 0
		for bound := 10 * time.Millisecond; bound < MaxDuration && d >= bound; bound *= 10 {
			decade++
		}
		decades[decade]++
	})
	assert.Equal(t, MinDuration, shortest)
	assert.Equal(t, MaxDuration, longest)
	for _, spans := range decades {
		assert.InDelta(t, Spans/4, spans, 1)
	}
}

func TestStringsShareNoBytes(t *testing.T) {
	seen := map[*byte]bool{}
	each(Traces(), func(_ pcommon.Map, span ptrace.Span) {
		texts := []string{span.Name()}
		for key, value := range span.Attributes().All() {
			texts = append(texts, key)
			if value.Type() == pcommon.ValueTypeStr {
				texts = append(texts, value.Str())
			}
		}
		for _, text := range texts {
			if len(text) == 1 {
				continue // the runtime has one copy of every single byte
			}
			data := unsafe.StringData(text)
			assert.False(t, seen[data], "a text occurs in two places")
			seen[data] = true
		}
	})
}

func TestTracesAreTheSameEveryTime(t *testing.T) {
	first, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(Traces())
	require.NoError(t, err)
	second, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(Traces())
	require.NoError(t, err)
	assert.Equal(t, first, second)
}

func each(traces ptrace.Traces, visit func(resource pcommon.Map, span ptrace.Span)) {
	for _, rs := range traces.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			for _, span := range ss.Spans().All() {
				visit(rs.Resource().Attributes(), span)
			}
		}
	}
}

func str(t *testing.T, attributes pcommon.Map, key string) string {
	t.Helper()
	value, ok := attributes.Get(key)
	require.True(t, ok, "%s is missing", key)
	return value.Str()
}

func TestRecordsAreNewEachTime(t *testing.T) {
	traces, seen, bytes := Traces(), map[string]bool{}, 0
	for b := range 2 {
		Records(traces, b)
		each(traces, func(_ pcommon.Map, span ptrace.Span) {
			for key, size := range map[string]int{semconv.GenAIToolCallArguments: ArgumentsSize, semconv.GenAIToolCallResult: ResultSize} {
				text := str(t, span.Attributes(), key)
				require.True(t, json.Valid([]byte(text)), text)
				require.LessOrEqual(t, len(text), size*3/2)
				require.False(t, seen[text])
				seen[text] = true
				bytes += len(text)
			}
		})
	}
	require.InDelta(t, ArgumentsSize+ResultSize, float64(bytes)/(2*Spans), 300)
}
