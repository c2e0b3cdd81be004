package examples

import (
	"bytes"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// private is what no backend may see.
const private = "jane.doe@mail-0001.org"

// oneCall is what the metrics page says after one call of get_weather.
const oneCall = `mcp_tool_calls_total\{.*gen_ai_tool_name="get_weather".*mcp_call_outcome="success".*\} 1\b`

// eventually repeats the check until nothing is wrong.
func eventually(t *testing.T, check func(t require.TestingT)) {
	t.Helper()
	require.EventuallyWithT(t, func(c *assert.CollectT) { check(c) }, harness.StartWithin, harness.PollEvery)
}

// trace makes one with a single tool call, which holds something private.
func trace(number byte, edit ...func(ptrace.Span)) ptrace.Traces {
	td := ptrace.NewTraces()
	rs := td.ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("service.name", "weather-agent")
	span := rs.ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	span.SetName("tools/call get_weather")
	span.SetKind(ptrace.SpanKindClient)
	span.SetTraceID(pcommon.TraceID{15: number, 0: 1})
	span.SetSpanID(pcommon.SpanID{7: number, 0: 1})
	end := time.Now()
	span.SetStartTimestamp(pcommon.NewTimestampFromTime(end.Add(-time.Millisecond)))
	span.SetEndTimestamp(pcommon.NewTimestampFromTime(end))
	span.Attributes().PutStr("mcp.method.name", "tools/call")
	span.Attributes().PutStr("gen_ai.tool.name", "get_weather")
	span.Attributes().PutStr("gen_ai.tool.call.arguments", `{"for":"`+private+`"}`)
	for _, e := range edit {
		e(span)
	}
	return td
}

// post sends a request as an SDK does over OTLP/HTTP, and returns the status.
func post(t *testing.T, client *http.Client, url string, body []byte, header ...string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-protobuf")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := client.Do(r)
	require.NoError(t, err)
	defer resp.Body.Close()
	return resp.StatusCode
}

func protobuf(t *testing.T, td ptrace.Traces) []byte {
	t.Helper()
	body, err := ptraceotlp.NewExportRequestFromTraces(td).MarshalProto()
	require.NoError(t, err)
	return body
}

// send sends a trace to what has port 4318 in the example.
func (e *example) send(t *testing.T, td ptrace.Traces, header ...string) {
	t.Helper()
	url := "http://" + e.at(t, "4318") + "/v1/traces"
	require.Equal(t, http.StatusOK, post(t, http.DefaultClient, url, protobuf(t, td), header...))
}

// sendLog sends one log record.
func (e *example) sendLog(t *testing.T, scope, body string, attributes map[string]any) {
	t.Helper()
	ld := plog.NewLogs()
	sl := ld.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty()
	sl.Scope().SetName(scope)
	record := sl.LogRecords().AppendEmpty()
	record.SetTimestamp(pcommon.NewTimestampFromTime(time.Now()))
	record.Body().SetStr(body)
	require.NoError(t, record.Attributes().FromRaw(attributes))
	request, err := plogotlp.NewExportRequestFromLogs(ld).MarshalProto()
	require.NoError(t, err)
	url := "http://" + e.at(t, "4318") + "/v1/logs"
	require.Equal(t, http.StatusOK, post(t, http.DefaultClient, url, request))
}

// shows waits until the page of metrics at the port has a line for each pattern.
func (e *example) shows(t *testing.T, port string, patterns ...string) {
	t.Helper()
	pageShows(t, http.DefaultClient, "http://"+e.at(t, port)+"/metrics", patterns...)
}

func pageShows(t *testing.T, client *http.Client, url string, patterns ...string) {
	t.Helper()
	eventually(t, func(c require.TestingT) {
		page := get(c, client, url)
		for _, p := range patterns {
			assert.Regexp(c, p, page)
		}
	})
}

func get(t require.TestingT, client *http.Client, url string) string {
	resp, err := client.Get(url)
	require.NoError(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return string(body)
}
