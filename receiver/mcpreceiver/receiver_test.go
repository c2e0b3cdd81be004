package mcpreceiver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumererror"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/pmetric/pmetricotlp"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/collector/receiver/receivertest"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadatatest"
)

// freeAddress returns a loopback address that nothing listened on a moment ago.
func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}

// listening is a receiver with both protocols and all signals.
type listening struct {
	grpc, http string
	traces     *consumertest.TracesSink
	metrics    *consumertest.MetricsSink
	logs       *consumertest.LogsSink
	telemetry  *componenttest.Telemetry
}

// listen starts a receiver with further options, in YAML.
func listen(t *testing.T, options ...string) *listening {
	t.Helper()
	r := &listening{
		grpc: freeAddress(t), http: freeAddress(t),
		traces: new(consumertest.TracesSink), metrics: new(consumertest.MetricsSink), logs: new(consumertest.LogsSink),
		telemetry: componenttest.NewTelemetry(),
	}
	cfg, err := parseYAML(t, fmt.Sprintf("otlp: {protocols: {grpc: {endpoint: %q}, http: {endpoint: %q}}}\n%s", r.grpc, r.http, strings.Join(options, "\n")))
	require.NoError(t, err)
	set := metadatatest.NewSettings(r.telemetry)
	f := NewFactory()
	traces, err := f.CreateTraces(t.Context(), set, cfg, r.traces)
	require.NoError(t, err)
	metrics, err := f.CreateMetrics(t.Context(), set, cfg, r.metrics)
	require.NoError(t, err)
	logs, err := f.CreateLogs(t.Context(), set, cfg, r.logs)
	require.NoError(t, err)
	for _, c := range []receiver.Traces{traces, metrics, logs} {
		require.NoError(t, c.Start(t.Context(), componenttest.NewNopHost()))
		t.Cleanup(func() { require.NoError(t, c.Shutdown(context.Background())) })
	}
	return r
}

func (r *listening) post(t *testing.T, path, contentType string, body []byte) int {
	t.Helper()
	resp, err := http.Post("http://"+r.http+path, contentType, bytes.NewReader(body))
	require.NoError(t, err)
	defer resp.Body.Close()
	return resp.StatusCode
}

func openlitCall() ptrace.Traces {
	td := ptrace.NewTraces()
	ss := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty()
	ss.Scope().SetName("@openlit/instrumentation-mcp")
	s := ss.Spans().AppendEmpty()
	s.SetName("mcp tools/call")
	s.SetKind(ptrace.SpanKindClient)
	s.Attributes().PutStr("mcp.operation.name", "tools_call")
	s.Attributes().PutStr("mcp.tool.name", "divide")
	s.Attributes().PutStr("mcp.response.payload", `{"content":[],"isError":true}`)
	return td
}

func TestSpansAreNormalisedOverGRPCAndHTTP(t *testing.T) {
	r := listen(t)
	conn, err := grpc.NewClient(r.grpc, grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	defer conn.Close()
	_, err = ptraceotlp.NewGRPCClient(conn).Export(t.Context(), ptraceotlp.NewExportRequestFromTraces(openlitCall()))
	require.NoError(t, err)
	body, err := ptraceotlp.NewExportRequestFromTraces(openlitCall()).MarshalProto()
	require.NoError(t, err)
	status := r.post(t, "/v1/traces", "application/x-protobuf", body)
	require.Equal(t, http.StatusOK, status)

	require.Len(t, r.traces.AllTraces(), 2)
	for _, td := range r.traces.AllTraces() {
		s := td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0)
		require.Equal(t, "tools/call divide", s.Name())
		require.Equal(t, ptrace.StatusCodeError, s.Status().Code())
		require.Equal(t, map[string]any{
			"mcp.method.name": "tools/call", "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "divide",
			"gen_ai.tool.call.result": `{"content":[],"isError":true}`, "error.type": "tool_error", "mcp.status.repaired": true,
			"mcp.span.type": "tool_call", "mcp.call.role": "client", "mcp.call.outcome": "tool_error",
		}, s.Attributes().AsRaw())
	}
	require.Equal(t, map[string]int64{"openlit": 2}, r.counter(t, "otelcol_receiver_mcp_spans", "dialect"))
	require.Equal(t, map[string]int64{"tool_call": 2}, r.counter(t, "otelcol_receiver_mcp_spans", "kind"))
	require.Equal(t, map[string]int64{"openlit": 2}, r.counter(t, "otelcol_receiver_mcp_status_repairs", "dialect"))
	require.Equal(t, map[string]int64{"session": 2}, r.counter(t, "otelcol_receiver_mcp_spans_lacking", "lacking"))
}

// counter returns the points of a counter by one attribute.
func (r *listening) counter(t *testing.T, name, by string) map[string]int64 {
	t.Helper()
	m, err := r.telemetry.GetMetric(name)
	require.NoError(t, err)
	got := map[string]int64{}
	for _, p := range m.Data.(metricdata.Sum[int64]).DataPoints {
		v, _ := p.Attributes.Value(attribute.Key(by))
		got[v.AsString()] += p.Value
	}
	return got
}

// TestOtherSpansPassByteForByte posts spans that are neither MCP nor GenAI and
// compares the bytes that leave with those that came.
func TestOtherSpansPassByteForByte(t *testing.T) {
	r := listen(t)
	line, err := os.ReadFile("../../testdata/captures/otlp/otelhttp-http.traces.jsonl")
	require.NoError(t, err)
	spans := 0
	for request := range bytes.Lines(line) {
		td, err := new(ptrace.JSONUnmarshaler).UnmarshalTraces(request)
		require.NoError(t, err)
		spans += td.SpanCount()
		sent, err := ptraceotlp.NewExportRequestFromTraces(td).MarshalProto()
		require.NoError(t, err)
		r.traces.Reset()
		status := r.post(t, "/v1/traces", "application/x-protobuf", sent)
		require.Equal(t, http.StatusOK, status)
		got, err := new(ptrace.ProtoMarshaler).MarshalTraces(r.traces.AllTraces()[0])
		require.NoError(t, err)
		require.Equal(t, sent, got)
	}
	require.Equal(t, map[string]int64{"none": int64(spans)}, r.counter(t, "otelcol_receiver_mcp_spans", "dialect"))
}

func TestMetricsAndLogsPassAsTheyCame(t *testing.T) {
	r := listen(t)
	metrics := receivertest.CreateGaugeMetricWithID("m")
	body, err := pmetricotlp.NewExportRequestFromMetrics(metrics).MarshalProto()
	require.NoError(t, err)
	status := r.post(t, "/v1/metrics", "application/x-protobuf", body)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, []pmetric.Metrics{metrics}, r.metrics.AllMetrics())

	logs := receivertest.CreateOneLogWithID("l")
	body, err = plogotlp.NewExportRequestFromLogs(logs).MarshalProto()
	require.NoError(t, err)
	status = r.post(t, "/v1/logs", "application/x-protobuf", body)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, logs, r.logs.AllLogs()[0])
}

// TestUnitsAreMendedIfToldTo posts what Shinzo measures, in milliseconds.
func TestUnitsAreMendedIfToldTo(t *testing.T) {
	line, err := os.ReadFile("../../testdata/captures/otlp/shinzo-http.metrics.jsonl")
	require.NoError(t, err)
	line, _, _ = bytes.Cut(line, []byte("\n"))
	units := func(r *listening) map[string]int {
		require.Equal(t, http.StatusOK, r.post(t, "/v1/metrics", "application/json", line))
		got := map[string]int{}
		for _, m := range r.metrics.AllMetrics()[0].ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics().All() {
			got[m.Unit()]++
		}
		return got
	}
	as, mended := listen(t), listen(t, "normalize: {metric_units: true}")
	require.Equal(t, map[string]int{"ms": 1, "calls": 7}, units(as))
	require.Equal(t, map[string]int{"s": 1, "{call}": 7}, units(mended))
	require.Equal(t, map[string]int64{"mended": 8}, mended.counter(t, "otelcol_receiver_mcp_metric_units", "result"))
}

// TestOddSpansGoOn posts what no emitter should send: the answer is success and
// every span arrives.
func TestOddSpansGoOn(t *testing.T) {
	r := listen(t)
	td := ptrace.NewTraces()
	td.ResourceSpans().AppendEmpty() // no scope
	ss := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty()
	wrongType := ss.Spans().AppendEmpty()
	wrongType.Attributes().PutStr("mcp.method.name", "tools/call")
	wrongType.Attributes().PutBool("mcp.tool.name", true)
	backwards := ss.Spans().AppendEmpty()
	backwards.SetStartTimestamp(2)
	backwards.SetEndTimestamp(1)
	backwards.Attributes().PutInt("mcp.method.name", 7)
	badText := ss.Spans().AppendEmpty()
	badText.Attributes().PutStr("mcp.method.name", "tools/call")
	badText.Attributes().PutStr("mcp.tool.name", "a\xff")
	body, err := ptraceotlp.NewExportRequestFromTraces(td).MarshalProto()
	require.NoError(t, err)

	status := r.post(t, "/v1/traces", "application/x-protobuf", body)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, 3, r.traces.SpanCount())
	require.Equal(t, map[string]int64{"wrong_type": 2, "bad_utf8": 1}, r.counter(t, "otelcol_receiver_mcp_values_ignored", "reason"))

	empty, err := ptraceotlp.NewExportRequest().MarshalProto()
	require.NoError(t, err)
	status = r.post(t, "/v1/traces", "application/x-protobuf", empty)
	require.Equal(t, http.StatusOK, status)
}

func TestTheNextConsumersAnswerIsTheAnswer(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		want int
	}{
		"retryable": {errors.New("full"), http.StatusServiceUnavailable},
		"permanent": {consumererror.NewPermanent(errors.New("no")), http.StatusInternalServerError},
	} {
		t.Run(name, func(t *testing.T) {
			at := freeAddress(t)
			cfg, err := parseYAML(t, fmt.Sprintf("otlp: {protocols: {http: {endpoint: %q}}}", at))
			require.NoError(t, err)
			c, err := NewFactory().CreateTraces(t.Context(), receivertest.NewNopSettings(metadata.Type), cfg, consumertest.NewErr(test.err))
			require.NoError(t, err)
			require.NoError(t, c.Start(t.Context(), componenttest.NewNopHost()))
			defer func() { require.NoError(t, c.Shutdown(context.Background())) }()
			body, err := ptraceotlp.NewExportRequestFromTraces(openlitCall()).MarshalProto()
			require.NoError(t, err)
			status := (&listening{http: at}).post(t, "/v1/traces", "application/x-protobuf", body)
			require.Equal(t, test.want, status)
		})
	}
}
