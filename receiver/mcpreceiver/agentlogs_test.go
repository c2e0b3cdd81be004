package mcpreceiver

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumererror"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadatatest"
)

// listenWith starts a receiver for the signals that have a consumer.
func listenWith(t *testing.T, traces consumer.Traces, logs consumer.Logs, options ...string) *listening {
	t.Helper()
	r := &listening{http: freeAddress(t), telemetry: componenttest.NewTelemetry()}
	cfg, err := parseYAML(t, fmt.Sprintf("otlp: {protocols: {http: {endpoint: %q}}}\n%s", r.http, strings.Join(options, "\n")))
	require.NoError(t, err)
	set := metadatatest.NewSettings(r.telemetry)
	var parts []component.Component
	if logs != nil {
		part, err := NewFactory().CreateLogs(t.Context(), set, cfg, logs)
		require.NoError(t, err)
		parts = append(parts, part)
	}
	if traces != nil {
		part, err := NewFactory().CreateTraces(t.Context(), set, cfg, traces)
		require.NoError(t, err)
		parts = append(parts, part)
	}
	for _, part := range parts {
		require.NoError(t, part.Start(t.Context(), componenttest.NewNopHost()))
		t.Cleanup(func() { require.NoError(t, part.Shutdown(context.Background())) })
	}
	return r
}

// toolResult is what Claude Code logs of one tool call.
func toolResult(callID string) plog.Logs {
	ld := plog.NewLogs()
	rl := ld.ResourceLogs().AppendEmpty()
	rl.SetSchemaUrl("https://opentelemetry.io/schemas/1.30.0")
	rl.Resource().Attributes().PutStr("service.name", "claude-code")
	rl.Resource().Attributes().PutStr("os.type", "linux")
	sl := rl.ScopeLogs().AppendEmpty()
	sl.Scope().SetName("com.anthropic.claude_code.events")
	prompt := sl.LogRecords().AppendEmpty()
	prompt.Body().SetStr("claude_code.user_prompt")
	prompt.Attributes().PutStr("event.name", "user_prompt")
	r := sl.LogRecords().AppendEmpty()
	r.SetTimestamp(1_800_000_000_000_000_000)
	r.SetTraceID([16]byte{1})
	r.SetSpanID([8]byte{2})
	r.Body().SetStr("claude_code.tool_result")
	for key, value := range map[string]string{
		"event.name": "tool_result", "session.id": "s1", "tool_name": "mcp__weather__get_forecast",
		"success": "false", "error_type": "Error", "duration_ms": "250",
	} {
		r.Attributes().PutStr(key, value)
	}
	if callID != "" {
		r.Attributes().PutStr("tool_use_id", callID)
	}
	return ld
}

// toolSpan is the agent's own span of such a call.
func toolSpan(service, callID string) ptrace.Traces {
	td := ptrace.NewTraces()
	rs := td.ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("service.name", service)
	s := rs.ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	s.SetName("execute_tool get_forecast")
	s.SetKind(ptrace.SpanKindInternal)
	s.SetTraceID([16]byte{1})
	s.SetSpanID([8]byte{2})
	s.Attributes().PutStr("gen_ai.operation.name", "execute_tool")
	s.Attributes().PutStr("gen_ai.tool.name", "get_forecast")
	if callID != "" {
		s.Attributes().PutStr("gen_ai.tool.call.id", callID)
	}
	return td
}

func (r *listening) postLogs(t *testing.T, ld plog.Logs) int {
	t.Helper()
	body, err := plogotlp.NewExportRequestFromLogs(ld).MarshalProto()
	require.NoError(t, err)
	return r.post(t, "/v1/logs", "application/x-protobuf", body)
}

func (r *listening) postSpans(t *testing.T, td ptrace.Traces) int {
	t.Helper()
	body, err := ptraceotlp.NewExportRequestFromTraces(td).MarshalProto()
	require.NoError(t, err)
	return r.post(t, "/v1/traces", "application/x-protobuf", body)
}

// results are the points of the counter of calls; nil if it has none.
func (r *listening) results(t *testing.T) map[string]int64 {
	t.Helper()
	if _, err := r.telemetry.GetMetric("otelcol_receiver_mcp_log_calls"); err != nil {
		return nil
	}
	return r.counter(t, "otelcol_receiver_mcp_log_calls", "result")
}

func onlySpan(t *testing.T, td ptrace.Traces) ptrace.Span {
	t.Helper()
	require.Equal(t, 1, td.SpanCount())
	return td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0)
}

func TestALogRecordMakesASpanAndPassesByteForByte(t *testing.T) {
	traces, logs := new(consumertest.TracesSink), new(consumertest.LogsSink)
	r := listenWith(t, traces, logs)
	sent, err := plogotlp.NewExportRequestFromLogs(toolResult("toolu_1")).MarshalProto()
	require.NoError(t, err)
	status := r.post(t, "/v1/logs", "application/x-protobuf", sent)
	require.Equal(t, http.StatusOK, status)

	got, err := new(plog.ProtoMarshaler).MarshalLogs(logs.AllLogs()[0])
	require.NoError(t, err)
	require.Equal(t, sent, got)

	require.Len(t, traces.AllTraces(), 1)
	rs := traces.AllTraces()[0].ResourceSpans().At(0)
	require.Equal(t, map[string]any{"service.name": "claude-code", "os.type": "linux"}, rs.Resource().Attributes().AsRaw())
	require.Equal(t, "https://opentelemetry.io/schemas/1.30.0", rs.SchemaUrl())
	require.Equal(t, metadata.ScopeName, rs.ScopeSpans().At(0).Scope().Name())
	s := onlySpan(t, traces.AllTraces()[0])
	require.Equal(t, "execute_tool get_forecast", s.Name())
	require.Equal(t, ptrace.SpanKindInternal, s.Kind())
	require.Equal(t, ptrace.StatusCodeError, s.Status().Code())
	require.Equal(t, 250*time.Millisecond, s.EndTimestamp().AsTime().Sub(s.StartTimestamp().AsTime()))
	require.EqualValues(t, [16]byte{1}, s.TraceID())
	require.EqualValues(t, [8]byte{2}, s.ParentSpanID())
	require.Equal(t, map[string]any{
		"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "get_forecast", "gen_ai.tool.call.id": "toolu_1",
		"gen_ai.conversation.id": "s1", "mcp.server.name": "weather", "error.type": "Error",
		"mcp.call.outcome": "server_error", "mcp.call.role": "agent", "mcp.call.source": "log", "mcp.span.type": "tool_call",
	}, s.Attributes().AsRaw())
	require.Equal(t, map[string]int64{"made": 1}, r.results(t))
}

func TestOtherLogRecordsMakeNothing(t *testing.T) {
	traces, logs := new(consumertest.TracesSink), new(consumertest.LogsSink)
	r := listenWith(t, traces, logs)
	ld := toolResult("toolu_1")
	ld.ResourceLogs().At(0).ScopeLogs().At(0).Scope().SetName("app")
	ld.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(1).Body().SetStr("tool_result")
	require.Equal(t, http.StatusOK, r.postLogs(t, ld))
	require.Equal(t, http.StatusOK, r.postLogs(t, plog.NewLogs()))
	require.Equal(t, 2, logs.LogRecordCount())
	require.Empty(t, traces.AllTraces())
	require.Empty(t, r.results(t))
}

func TestMakingSpansCanBeSwitchedOff(t *testing.T) {
	traces, logs := new(consumertest.TracesSink), new(consumertest.LogsSink)
	r := listenWith(t, traces, logs, "calls_from_logs: false")
	r.postLogs(t, toolResult("toolu_1"))
	require.Zero(t, traces.SpanCount())
	require.Equal(t, 2, logs.LogRecordCount())
}

func TestOneOfTheTwoPipelinesAloneMakesNothing(t *testing.T) {
	logs := new(consumertest.LogsSink)
	r := listenWith(t, nil, logs)
	require.Equal(t, http.StatusOK, r.postLogs(t, toolResult("toolu_1")))
	require.Equal(t, 2, logs.LogRecordCount())
	require.Empty(t, r.results(t))

	traces := new(consumertest.TracesSink)
	r = listenWith(t, traces, nil)
	require.Equal(t, http.StatusOK, r.postSpans(t, toolSpan("claude-code", "toolu_1")))
	require.Equal(t, 1, traces.SpanCount())
	require.Equal(t, http.StatusNotFound, r.postLogs(t, toolResult("toolu_1")))
}

// TestWhatIsSeenFirstCounts sends spans and log records of calls in both orders.
func TestWhatIsSeenFirstCounts(t *testing.T) {
	client := toolSpan("claude-code", "toolu_1")
	span := onlySpan(t, client)
	span.SetKind(ptrace.SpanKindClient)
	span.SetName("tools/call get_forecast")
	span.Attributes().PutStr("mcp.method.name", "tools/call")
	modelSpan := toolSpan("claude-code", "")
	onlySpan(t, modelSpan).SetName("chat m")
	onlySpan(t, modelSpan).Attributes().PutStr("gen_ai.operation.name", "chat")
	modelLog := toolResult("")
	record := modelLog.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(1)
	record.Body().SetStr("claude_code.api_request")
	record.Attributes().PutStr("event.name", "api_request")

	for name, test := range map[string]struct {
		span ptrace.Traces
		log  plog.Logs
		same bool
	}{
		"the same call id":                      {toolSpan("claude-code", "toolu_1"), toolResult("toolu_1"), true},
		"another call id":                       {toolSpan("claude-code", "toolu_2"), toolResult("toolu_1"), false},
		"the same call id of another service":   {toolSpan("codex", "toolu_1"), toolResult("toolu_1"), false},
		"the client's view of the same call":    {client, toolResult("toolu_1"), false},
		"no call id, written in the span":       {toolSpan("claude-code", ""), toolResult(""), true},
		"no call id in the log only":            {toolSpan("claude-code", "toolu_1"), toolResult(""), true},
		"a model call written in its span":      {modelSpan, modelLog, true},
		"a model call written in a tool's span": {toolSpan("claude-code", ""), modelLog, false},
	} {
		t.Run(name+"/span first", func(t *testing.T) {
			traces, logs := new(consumertest.TracesSink), new(consumertest.LogsSink)
			r := listenWith(t, traces, logs)
			r.postSpans(t, test.span)
			r.postLogs(t, test.log)
			want, result := 2, "made"
			if test.same {
				want, result = 1, "joined"
			}
			require.Equal(t, want, traces.SpanCount())
			require.Equal(t, map[string]int64{result: 1}, r.results(t))
			require.Equal(t, 2, logs.LogRecordCount())
			require.NotContains(t, onlySpan(t, traces.AllTraces()[0]).Attributes().AsRaw(), "mcp.duplicate")
		})
		t.Run(name+"/log first", func(t *testing.T) {
			traces, logs := new(consumertest.TracesSink), new(consumertest.LogsSink)
			r := listenWith(t, traces, logs)
			r.postLogs(t, test.log)
			r.postSpans(t, test.span)
			require.Len(t, traces.AllTraces(), 2)
			require.Equal(t, map[string]int64{"made": 1}, r.results(t))
			require.NotContains(t, onlySpan(t, traces.AllTraces()[0]).Attributes().AsRaw(), "mcp.duplicate")
			_, marked := onlySpan(t, traces.AllTraces()[1]).Attributes().Get("mcp.duplicate")
			require.Equal(t, test.same, marked)
		})
	}
}

func TestARecordThatIsSentAgainIsJoined(t *testing.T) {
	for _, id := range []string{"toolu_1", ""} {
		traces, logs := new(consumertest.TracesSink), new(consumertest.LogsSink)
		r := listenWith(t, traces, logs)
		r.postLogs(t, toolResult(id))
		r.postLogs(t, toolResult(id))
		require.Equal(t, 1, traces.SpanCount())
		require.Equal(t, 4, logs.LogRecordCount())
		require.Equal(t, map[string]int64{"made": 1, "joined": 1}, r.results(t))
	}
}

// TestSpansOfAnotherCollectorAreJoined gives the spans that a Collector made of
// log records to the next one, together with those records.
func TestSpansOfAnotherCollectorAreJoined(t *testing.T) {
	for _, id := range []string{"toolu_1", ""} {
		traces, logs := new(consumertest.TracesSink), new(consumertest.LogsSink)
		agent := listenWith(t, traces, logs)
		agent.postLogs(t, toolResult(id))

		next := new(consumertest.TracesSink)
		gateway := listenWith(t, next, new(consumertest.LogsSink))
		gateway.postSpans(t, traces.AllTraces()[0])
		gateway.postLogs(t, logs.AllLogs()[0])
		require.Equal(t, 1, next.SpanCount())
		require.Equal(t, map[string]int64{"joined": 1}, gateway.results(t))
	}
}

// refusing answers with an error for as long as there is one.
type refusing struct {
	consumertest.TracesSink
	consumertest.LogsSink
	err error
}

func (*refusing) Capabilities() consumer.Capabilities { return consumer.Capabilities{} }

func (r *refusing) ConsumeTraces(ctx context.Context, td ptrace.Traces) error {
	return errors.Join(r.err, r.TracesSink.ConsumeTraces(ctx, td))
}

func (r *refusing) ConsumeLogs(ctx context.Context, ld plog.Logs) error {
	return errors.Join(r.err, r.LogsSink.ConsumeLogs(ctx, ld))
}

func TestLogsThatAreRefusedMakeNoSpans(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		want int
	}{
		"for now": {errors.New("full"), http.StatusServiceUnavailable},
		"forever": {consumererror.NewPermanent(errors.New("no")), http.StatusInternalServerError},
	} {
		t.Run(name, func(t *testing.T) {
			traces, logs := new(consumertest.TracesSink), &refusing{err: test.err}
			r := listenWith(t, traces, logs)
			require.Equal(t, test.want, r.postLogs(t, toolResult("toolu_1")))
			require.Empty(t, traces.AllTraces())
			require.Empty(t, r.results(t))

			logs.err = nil
			require.Equal(t, http.StatusOK, r.postLogs(t, toolResult("toolu_1")))
			require.Equal(t, 1, traces.SpanCount())
			require.Equal(t, map[string]int64{"made": 1}, r.results(t))
		})
	}
}

func TestSpansThatAreRefusedAreLost(t *testing.T) {
	traces, logs := &refusing{err: errors.New("full")}, new(consumertest.LogsSink)
	r := listenWith(t, traces, logs)
	require.Equal(t, http.StatusOK, r.postLogs(t, toolResult("toolu_1")))
	require.Equal(t, 2, logs.LogRecordCount())
	require.Equal(t, map[string]int64{"made": 1}, r.results(t))
	require.Equal(t, map[string]int64{"": 1}, r.counter(t, "otelcol_receiver_mcp_log_calls_lost", ""))

	traces.err = nil
	traces.TracesSink.Reset()
	require.Equal(t, http.StatusOK, r.postSpans(t, toolSpan("claude-code", "toolu_1")))
	require.NotContains(t, onlySpan(t, traces.AllTraces()[0]).Attributes().AsRaw(), "mcp.duplicate", "nothing else tells of the call")
}

func TestOddValuesInLogsAreCounted(t *testing.T) {
	traces, logs := new(consumertest.TracesSink), new(consumertest.LogsSink)
	r := listenWith(t, traces, logs)
	ld := toolResult("toolu_1")
	ld.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(1).Attributes().PutStr("duration_ms", "fast")
	require.Equal(t, http.StatusOK, r.postLogs(t, ld))
	require.Equal(t, map[string]int64{"wrong_type": 1}, r.counter(t, "otelcol_receiver_mcp_values_ignored", "reason"))
	s := onlySpan(t, traces.AllTraces()[0])
	require.Equal(t, s.EndTimestamp(), s.StartTimestamp())
}

// TestEveryCallIsToldOnce posts spans and records of the same calls at once: of
// each call one is left that is not marked.
func TestEveryCallIsToldOnce(t *testing.T) {
	const callers, each = 8, 20
	traces, logs := new(consumertest.TracesSink), new(consumertest.LogsSink)
	r := listenWith(t, traces, logs)
	var spans, records atomic.Int64
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			for range each {
				if i%2 == 0 {
					r.postSpans(t, toolSpan("claude-code", strconv.FormatInt(spans.Add(1), 10)))
				} else {
					r.postLogs(t, toolResult(strconv.FormatInt(records.Add(1), 10)))
				}
			}
		})
	}
	wg.Wait()
	told := map[string]int{}
	for _, td := range traces.AllTraces() {
		attrs := onlySpan(t, td).Attributes()
		if _, duplicate := attrs.Get("mcp.duplicate"); !duplicate {
			id, _ := attrs.Get("gen_ai.tool.call.id")
			told[id.Str()]++
		}
	}
	require.Len(t, told, callers/2*each)
	for id, times := range told {
		require.Equal(t, 1, times, "call %s", id)
	}
	require.Equal(t, callers/2*each*2, logs.LogRecordCount())
}
