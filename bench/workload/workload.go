// Package workload makes the telemetry that benchmarks run on: batches with the shape of real MCP traffic, the same ones
// on every run.
//
// A batch has been through OTLP: every name and text is an allocation of its own. That matters, because comparing two
// strings that share their bytes is free, and code measured on such strings looks faster than it is.
package workload

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// The shape of a batch of [Traces].
const (
	Resources        = 10
	SpansPerResource = 100
	Spans            = Resources * SpansPerResource
	Tools            = 20
	Sessions         = 50         // each belongs to one resource
	Errors           = Spans / 20 // spread over resources and tools
	ArgumentsSize    = 300        // bytes of JSON
	ResultSize       = 1024       // bytes of JSON
	MinDuration      = time.Millisecond
	MaxDuration      = 10 * time.Second
)

// start is when the first span starts; the others follow a millisecond apart.
var start = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// prose fills the texts inside arguments and results. It needs no escape in JSON and can be cut anywhere.
const prose = "The deadline of the caller is shorter than the retry budget, so the last attempt never ends. " +
	"Raising the budget hides this; passing the remaining time on with the request does not. "

// Traces returns a batch of tool calls as their clients saw them: [Resources] resources with [SpansPerResource] CLIENT
// spans each. A span has the twelve attributes that instrumentations following the conventions write, arguments and
// result among them, and error.type as the thirteenth when the tool said that it failed. Durations are spread evenly over
// the orders of magnitude from [MinDuration] to [MaxDuration]. Each call returns a new batch.
func Traces() ptrace.Traces {
	traces := ptrace.NewTraces()
	for r := range Resources {
		rs := traces.ResourceSpans().AppendEmpty()
		fillResource(rs.Resource().Attributes(), r)
		ss := rs.ScopeSpans().AppendEmpty()
		ss.Scope().SetName("mcp-client")
		ss.Scope().SetVersion("1.4.0")
		for i := range SpansPerResource {
			fillSpan(ss.Spans().AppendEmpty(), r, i)
		}
	}
	return received(traces)
}

// Renew makes the calls of a batch that [Traces] returned those of batch b, with ids of their own: a consumer that
// recognises what it has seen before finds nothing of it. Everything else stays.
func Renew(traces ptrace.Traces, b int) {
	for r, rs := range traces.ResourceSpans().All() {
		for i, span := range rs.ScopeSpans().At(0).Spans().All() {
			identify(span, b, r, i)
		}
	}
}

// identify gives call i of resource r its ids in batch b.
func identify(span ptrace.Span, b, r, i int) {
	n := b*Spans + r*SpansPerResource + i
	span.SetTraceID(traceID(n/10 + 1))
	span.SetSpanID(spanID(n + 1))
	span.Attributes().PutStr(semconv.JSONRPCRequestID, strconv.Itoa(b*SpansPerResource+i+1))
}

func fillResource(attributes pcommon.Map, r int) {
	attributes.PutStr(semconv.ServiceName, "assistant")
	attributes.PutStr("service.instance.id", fmt.Sprintf("assistant-%d", r))
	attributes.PutStr("service.version", "2.3.1")
	attributes.PutStr("telemetry.sdk.language", "python")
	attributes.PutStr("telemetry.sdk.name", "opentelemetry")
	attributes.PutStr("telemetry.sdk.version", "1.40.0")
}

// fillSpan makes call i of resource r.
func fillSpan(span ptrace.Span, r, i int) {
	n := r*SpansPerResource + i
	tool := fmt.Sprintf("tool_%02d", i%Tools)
	failed := i%Tools == (4*(i/Tools)+r)%Tools
	begin := start.Add(time.Duration(n) * time.Millisecond)

	span.SetName("tools/call " + tool)
	span.SetKind(ptrace.SpanKindClient)
	span.SetStartTimestamp(pcommon.NewTimestampFromTime(begin))
	span.SetEndTimestamp(pcommon.NewTimestampFromTime(begin.Add(duration(n))))

	a := span.Attributes()
	a.PutStr(semconv.MCPMethodName, "tools/call")
	a.PutStr(semconv.GenAIOperationName, "execute_tool")
	a.PutStr(semconv.GenAIToolName, tool)
	a.PutStr(semconv.MCPSessionID, session(r, i))
	identify(span, 0, r, i)
	a.PutStr(semconv.MCPProtocolVersion, "2025-06-18")
	a.PutStr(semconv.NetworkTransport, "tcp")
	a.PutStr(semconv.NetworkProtocolName, "http")
	a.PutStr(semconv.ServerAddress, "mcp.example.com")
	a.PutInt(semconv.ServerPort, 443)
	a.PutStr(semconv.GenAIToolCallArguments, arguments(n))
	a.PutStr(semconv.GenAIToolCallResult, result(n, failed))
	if failed {
		a.PutStr(semconv.ErrorType, "tool_error")
		span.Status().SetCode(ptrace.StatusCodeError)
	}
}

func traceID(n int) (id pcommon.TraceID) {
	binary.BigEndian.PutUint64(id[8:], uint64(n))
	return id
}

func spanID(n int) (id pcommon.SpanID) {
	binary.BigEndian.PutUint64(id[:], uint64(n))
	return id
}

// duration visits the durations out of order: 617 and the number of spans have no common divisor.
func duration(n int) time.Duration {
	position := float64(n*617%Spans) / (Spans - 1)
	ratio := float64(MaxDuration) / float64(MinDuration)
	return time.Duration(math.Round(float64(MinDuration) * math.Pow(ratio, position)))
}

func session(r, i int) string {
	const perResource = Sessions / Resources
	return fmt.Sprintf("6f1c2a54-0b7e-4d39-9a86-%012x", r*perResource+i%perResource)
}

func arguments(n int) string {
	head := fmt.Sprintf(`{"repository":"acme/service-%02d","path":"internal/handler_%03d.go","limit":25,"tests":true,"query":"`, n%17, n)
	return fill(head, `"}`, ArgumentsSize)
}

func result(n int, failed bool) string {
	head := fmt.Sprintf(`{"content":[{"type":"text","text":"%d matches\n`, n%40)
	tail := fmt.Sprintf(`"}],"structuredContent":{"matches":%d,"files":["a.go","b.go"]},"isError":%t}`, n%40, failed)
	return fill(head, tail, ResultSize)
}

// fill puts so much prose between head and tail that the whole has size bytes.
func fill(head, tail string, size int) string {
	n := size - len(head) - len(tail)
	return head + strings.Repeat(prose, n/len(prose)+1)[:n] + tail
}

// received returns what a receiver makes of traces. It panics if they cannot be encoded, which is a fault of this package.
func received(traces ptrace.Traces) ptrace.Traces {
	encoded, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(traces)
	if err != nil {
		panic(fmt.Errorf("encoding the workload: %w", err))
	}
	decoded, err := (&ptrace.ProtoUnmarshaler{}).UnmarshalTraces(encoded)
	if err != nil {
		panic(fmt.Errorf("decoding the workload: %w", err))
	}
	return decoded
}
