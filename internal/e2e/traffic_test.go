package e2e

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

// spansOfRound is what a server and an agent tell in the i-th of many rounds: their tool calls, now and then of each outcome,
// sessions, turns, models, findings, and content that has to be redacted.
func spansOfRound(i int) string {
	var b strings.Builder
	deskServer(&b, i)
	supportAgent(&b, i)
	return b.String()
}

// deskServer is an instrumented server.
func deskServer(b *strings.Builder, i int) {
	fmt.Fprintln(b, `resource service.name=desk-server service.instance.id=desk-1`)
	session := fmt.Sprintf("desk-%d", i/6)
	if i%6 == 5 {
		fmt.Fprintf(b, "span session server %ds mcp.span.type=session mcp.session.id=%s mcp.session.turn_count=%d mcp.session.tool_call_count=%d %s\n",
			60+i%50, session, 2+i%4, 8+i%9, overHTTP)
	}
	if i%3 == 0 {
		outcome := `mcp.call.outcome=success`
		if i%30 == 0 {
			outcome = `status=error error.type=-32603 mcp.call.outcome=server_error`
		}
		fmt.Fprintf(b, "span initialize server 20ms mcp.method.name=initialize mcp.session.id=%s %s %s\n", session, outcome, overHTTP)
		fmt.Fprintf(b, "span notifications/initialized server 1ms mcp.method.name=notifications/initialized mcp.session.id=%s %s\n", session, overHTTP)
		fmt.Fprintf(b, "span tools/list server 9ms mcp.method.name=tools/list mcp.server.name=desk mcp.session.id=%s mcp.response.size=1200 mcp.capability.count=4 %s\n", session, overHTTP)
		for _, tool := range []string{"search", "lookup", "refund", "export", "archive"} {
			fmt.Fprintf(b, "event mcp.tool.definition gen_ai.tool.name=%s mcp.tool.definition.size=%d mcp.tool.definition.digest=%s\n", tool, 150+40*len(tool), tool)
		}
		fmt.Fprintf(b, "span resources/read server 5ms mcp.method.name=resources/read mcp.server.name=desk mcp.resource.uri=\"file:///notes/%d\" mcp.session.id=%s mcp.response.size=%d %s\n", i, session, 300+7*i, overHTTP)
		fmt.Fprintf(b, "span resources/read server 5ms mcp.method.name=resources/read mcp.server.name=desk mcp.resource.uri=\"file:///gone\" mcp.session.id=%s status=error error.type=-32002 mcp.call.outcome=tool_error %s\n", session, overHTTP)
	}
	deskCalls(b, i, "server", session, overHTTP+" mcp.server.name=desk")
	for n, finding := range findings {
		if i%len(findings) == n {
			fmt.Fprintf(b, "event mcp.finding mcp.finding.type=%s\n", finding)
		}
	}
}

const overHTTP = `mcp.protocol.version="2025-11-25" network.transport=tcp network.protocol.name=http`

// findings are types and severities of what the processor mcpanomaly writes on spans.
var findings = []string{
	"retry_loop mcp.finding.severity=medium", "definition_changed mcp.finding.severity=low",
	"poisoned_definition mcp.finding.severity=high", "value_flow mcp.finding.severity=high",
	"denial_burst mcp.finding.severity=high", "latency_anomaly mcp.finding.severity=medium",
	"injected_instruction mcp.finding.severity=high", "tool_shadowing mcp.finding.severity=medium",
}

// deskCalls are the tool calls of a round, as one side sees them. The last one carries what has to be redacted.
func deskCalls(b *strings.Builder, i int, side, session, more string) {
	call := func(tool string, took time.Duration, rest string) {
		fmt.Fprintf(b, "span \"tools/call %s\" %s %s mcp.method.name=tools/call gen_ai.tool.name=%s mcp.session.id=%s jsonrpc.request.id=\"%d-%d\" %s %s\n",
			tool, side, took, tool, session, i, b.Len(), rest, more)
	}
	for n := range 3 + i%3 {
		call("search", time.Duration(20+(i*37+n*53)%180)*time.Millisecond,
			fmt.Sprintf("mcp.request.size=%d mcp.response.size=%d mcp.tool.result.digest=d%d", 80+n, 900+(i*131)%4000, i%2))
	}
	call("lookup", time.Duration(110+(i*29)%260)*time.Millisecond, fmt.Sprintf("mcp.request.size=70 mcp.response.size=%d", 300+i))
	call("export", time.Duration(1200+(i*171)%2600)*time.Millisecond, fmt.Sprintf("mcp.request.size=60 mcp.response.size=%d", 40_000+900*(i%20)))
	refund := "mcp.request.size=90 mcp.response.size=120"
	if i%4 == 3 { // hidden behind a status that says success
		refund += ` status=ok gen_ai.tool.call.result="{\"isError\":true,\"content\":[]}"`
	}
	call("refund", 240*time.Millisecond, refund)
	for _, odd := range oddCalls {
		if i%odd.every == odd.every/2 {
			call(odd.tool, odd.took, "status=error "+odd.rest)
		}
	}
	if i%60 == 1 { // more than the redactor goes into
		call("search", 90*time.Millisecond, "gen_ai.tool.call.arguments=json:"+strings.Repeat("[", 80)+strings.Repeat("]", 80))
	}
	call("search", 90*time.Millisecond, `mcp.response.size=600 mcp.elicitation.accept=1 gen_ai.tool.call.arguments="{\"to\":\"jane.roe@corp.test\",\"card\":\"4111111111111111\"}"`)
}

// oddCalls fail in the ways that are rare.
var oddCalls = []struct {
	every int
	tool  string
	took  time.Duration
	rest  string
}{
	{10, "serach", 2 * time.Millisecond, "error.type=-32602 mcp.call.outcome=unknown_tool"},
	{8, "lookup", 3 * time.Millisecond, "error.type=-32602 mcp.call.outcome=validation_error"},
	{12, "export", 4 * time.Millisecond, "error.type=403 mcp.call.outcome=auth_denied"},
	{14, "export", 30 * time.Second, "error.type=timeout mcp.call.outcome=timeout"},
	{16, "lookup", 2 * time.Second, "error.type=cancelled mcp.call.outcome=cancelled"},
	{9, "refund", 50 * time.Millisecond, "error.type=-32603 mcp.call.outcome=server_error"},
}

// supportAgent calls the tools of the server, and models.
func supportAgent(b *strings.Builder, i int) {
	fmt.Fprintln(b, `resource service.name=support-agent service.instance.id=agent-1`)
	session := fmt.Sprintf("desk-%d", i/6)
	at := overHTTP + ` server.address=desk.example.com server.port=443`
	if i%6 == 5 {
		fmt.Fprintf(b, "span session client %ds mcp.span.type=session mcp.session.id=%s %s\n", 60+i%50, session, at)
		fmt.Fprintf(b, "span turn internal %ds mcp.span.type=turn gen_ai.agent.name=support mcp.session.id=%s mcp.session.tool_call_count=%d\n", 3+i%7, session, 2+i%5)
	}
	fmt.Fprintf(b, "span invoke_agent internal %ds id=run gen_ai.operation.name=invoke_agent gen_ai.agent.name=support gen_ai.request.model=gpt-4.1\n", 2+i%5)
	for n, model := range []string{"gpt-4.1", "claude-sonnet-4"} {
		fmt.Fprintf(b, "span chat client %dms parent=run gen_ai.operation.name=chat gen_ai.provider.name=%s gen_ai.request.model=%s gen_ai.response.model=%s"+
			" gen_ai.usage.input_tokens=%d gen_ai.usage.output_tokens=%d gen_ai.usage.cache_read.input_tokens=%d gen_ai.response.time_to_first_chunk=0.%d%s\n",
			800+(i*97+n*211)%1500, []string{"openai", "anthropic"}[n], model, model, 900+13*i, 120+3*i, 300+i, 2+i%6,
			map[bool]string{true: " status=error error.type=rate_limited"}[i%20 == 10])
	}
	fmt.Fprintf(b, "span chat server %dms gen_ai.operation.name=chat gen_ai.provider.name=local gen_ai.request.model=llama\n", 300+i)
	fmt.Fprintf(b, "span \"execute_tool search\" internal %dms parent=run gen_ai.operation.name=execute_tool gen_ai.tool.name=search gen_ai.agent.name=support\n", 40+i)
	fmt.Fprintln(b, `span other internal 1s gen_ai.operation.name=chat gen_ai.request.model=gpt-4.1-mini gen_ai.system=json:[1]`)
	fmt.Fprintln(b, `span flow internal 5s gen_ai.operation.name=invoke_workflow gen_ai.workflow.name=triage`)
	deskCalls(b, i, "client", session, at)
}

// exportOfRound is an export request with the spans of a round as if they had begun just now, in a trace of their own.
func exportOfRound(t *testing.T, i int) []byte {
	t.Helper()
	traces := mcptest.Spans(t, spansOfRound(i))
	moved := time.Since(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC))
	for _, rs := range traces.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			for _, s := range ss.Spans().All() {
				move(s, moved, i)
			}
		}
	}
	body, err := ptraceotlp.NewExportRequestFromTraces(traces).MarshalProto()
	require.NoError(t, err)
	return body
}

func move(s ptrace.Span, by time.Duration, round int) {
	s.SetStartTimestamp(pcommon.NewTimestampFromTime(s.StartTimestamp().AsTime().Add(by)))
	s.SetEndTimestamp(pcommon.NewTimestampFromTime(s.EndTimestamp().AsTime().Add(by)))
	id := pcommon.TraceID{0: 1}
	binary.BigEndian.PutUint32(id[12:], uint32(round))
	s.SetTraceID(id)
}

// logOfRound is a tool call that Claude Code tells of in a log record.
func logOfRound(i int) []byte {
	return fmt.Appendf(nil, `{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"claude-code"}}]},
		"scopeLogs":[{"scope":{"name":"com.anthropic.claude_code.events"},"logRecords":[{"timeUnixNano":"%d","body":{"stringValue":"claude_code.tool_result"},"attributes":[
		{"key":"event.name","value":{"stringValue":"tool_result"}},{"key":"session.id","value":{"stringValue":"s"}},{"key":"event.sequence","value":{"intValue":"%d"}},
		{"key":"tool_name","value":{"stringValue":"Bash"}},{"key":"success","value":{"stringValue":"true"}},{"key":"duration_ms","value":{"stringValue":"12"}}]}]}]}]}`,
		time.Now().UnixNano(), i)
}

// metricOfRound has the unit that it should not have.
func metricOfRound(i int) []byte {
	return fmt.Appendf(nil, `{"resourceMetrics":[{"resource":{},"scopeMetrics":[{"metrics":[{"name":"mcp.request.duration","unit":"ms",
		"gauge":{"dataPoints":[{"timeUnixNano":"%d","asDouble":%d}]}}]}]}]}`, time.Now().UnixNano(), i)
}

// silentServer is an MCP server that emits no telemetry: the proxy stands in front of it.
func silentServer(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		var request struct {
			ID     int
			Method string
		}
		if json.Unmarshal(body, &request) != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		result := fmt.Sprintf(`{"content":[{"type":"text","text":%q}]}`, strings.Repeat("line ", 40))
		switch request.Method {
		case "initialize":
			w.Header().Set("Mcp-Session-Id", fmt.Sprint("files-", request.ID/10))
			result = `{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"files","version":"1"}}`
		case "tools/list":
			result = `{"tools":[{"name":"read_file","inputSchema":{"type":"object"}},{"name":"drop","inputSchema":{"type":"object"}}]}`
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"jsonrpc":"2.0","id":%d,"result":%s}`, request.ID, result)
	}))
	t.Cleanup(server.Close)
	return server
}

// callThroughProxy opens the i-th session, lists tools and calls one.
func callThroughProxy(t *testing.T, url string, i int) {
	t.Helper()
	for n, rest := range []string{
		`"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"e2e","version":"1"}}}`,
		`"tools/list"}`,
		`"tools/call","params":{"name":"read_file","arguments":{"path":"notes"}}}`,
		`{"jsonrpc":"2.0"`, // is broken, but relayed
	} {
		message, want := rest, http.StatusBadRequest
		if strings.HasSuffix(rest, "}") {
			message, want = fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":%s`, 10*i+n, rest), http.StatusOK
		}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(message))
		require.NoError(t, err)
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Accept", "application/json, text/event-stream")
		if !strings.Contains(message, "initialize") {
			request.Header.Set("Mcp-Session-Id", fmt.Sprint("files-", i))
		}
		response, err := harness.Client.Do(request)
		require.NoError(t, err)
		_, err = io.Copy(io.Discard, response.Body)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, want, response.StatusCode)
	}
}
