package main

import (
	"bufio"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

const initialize = `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",` +
	`"capabilities":{},"clientInfo":{"name":"desk","version":"1"}}}`

func call(id int, tool string) string {
	return fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":%q,"arguments":{"size":8,"key":"hunter2"}}}`, id, tool)
}

// day is what a client does in a short life: every way in which a call can end.
func day(p *tap) {
	p.ask(initialize)
	p.say(`{"jsonrpc":"2.0","method":"notifications/initialized"}` + "\n")
	p.ask(call(1, "sun"))
	p.ask(call(2, "fail"))
	p.ask(call(3, "nonsense"))
	p.ask(call(4, "log"))
	p.line() // after the notification, the answer
	p.say(call(5, "silent") + "\n")
	p.say(`{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}` + "\n")
	p.say(call(6, "silent") + "\n")
	p.ask(call(7, "sun"))
	require.NoError(p.t, p.stdin.Close())
	require.Zero(p.t, p.end())
	require.Empty(p.t, p.stderr.String())
}

// dayTold is what is told of it. Calls are below their turn, and the turn below the
// session.
const dayTold = `SERVER initialize success < session
SERVER notifications/initialized success < session
SERVER tools/call sun success < turn
SERVER tools/call fail tool_error < turn
SERVER tools/call nonsense unknown_tool < turn
CLIENT notifications/message success < session
SERVER tools/call log success < turn
SERVER tools/call silent cancelled < turn
SERVER notifications/cancelled success < session
SERVER tools/call sun success < turn
SERVER tools/call silent server_error < turn
INTERNAL turn < session
SERVER session
`

// told writes spans as lines.
func told(t *testing.T, spans []ptrace.Span) string {
	t.Helper()
	names := map[string]string{}
	for _, s := range spans {
		names[s.SpanID().String()] = s.Name()
	}
	var b strings.Builder
	for _, s := range spans {
		assert.Equal(t, spans[0].TraceID(), s.TraceID(), "one trace")
		words := []string{strings.ToUpper(s.Kind().String()), attribute(s, "mcp.method.name"), attribute(s, "gen_ai.tool.name"), attribute(s, "mcp.call.outcome")}
		if attribute(s, "mcp.method.name") == "" {
			words[1] = s.Name()
		}
		words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
		b.WriteString(strings.Join(words, " "))
		if !s.ParentSpanID().IsEmpty() {
			b.WriteString(" < " + names[s.ParentSpanID().String()])
		}
		b.WriteString("\n")
	}
	return b.String()
}

func attribute(s ptrace.Span, key string) string {
	v, ok := s.Attributes().Get(key)
	if !ok {
		return ""
	}
	return v.AsString()
}

// TestADay holds what arrives to what was done, over both protocols.
func TestADay(t *testing.T) {
	for protocol, serve := range map[string]func(*testing.T) (*endpoint, string){"http/protobuf": serveHTTP, "grpc": serveGRPC} {
		t.Run(protocol, func(t *testing.T) {
			e, address := serve(t)
			day(start(t, []string{
				"OTEL_EXPORTER_OTLP_ENDPOINT=" + address, "OTEL_EXPORTER_OTLP_PROTOCOL=" + protocol,
				"OTEL_SERVICE_NAME=weather", "OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=test,host.name=desk%201",
			}, nil, "server"))
			spans := e.spans()
			require.Equal(t, dayTold, told(t, spans))
			for _, s := range spans {
				for key, value := range s.Attributes().All() {
					require.NotContains(t, value.AsString(), "hunter2", key)
				}
				require.LessOrEqual(t, s.StartTimestamp(), s.EndTimestamp())
			}
			first := spans[0].Attributes().AsRaw()
			assert.Equal(t, "pipe", first["network.transport"])
			assert.Equal(t, "gateway", first["mcp.call.role"])
			assert.Equal(t, "desk", first["mcp.client.name"])
			assert.Equal(t, "weather", first["mcp.server.name"])
			assert.Equal(t, "2025-11-25", first["mcp.protocol.version"])
			assert.Equal(t, "protocol", first["mcp.session.evidence"])
			assert.NotContains(t, first, "mcp.session.id")
			resource := map[string]any{"service.name": "weather", "deployment.environment.name": "test", "host.name": "desk 1"}
			assert.Equal(t, resource, e.traces[0].ResourceSpans().At(0).Resource().Attributes().AsRaw())
			assert.Equal(t, scope, e.traces[0].ResourceSpans().At(0).ScopeSpans().At(0).Scope().Name())

			records := e.records()
			require.Len(t, records, 1)
			assert.Equal(t, "it rains", records[0].Body().AsString())
			assert.Equal(t, "warning", records[0].SeverityText())
			assert.EqualValues(t, 13, records[0].SeverityNumber())
			assert.Equal(t, spans[5].SpanID(), records[0].SpanID())
			assert.Equal(t, spans[5].TraceID(), records[0].TraceID())
			assert.Equal(t, spans[5].StartTimestamp(), records[0].Timestamp())
			assert.Equal(t, map[string]any{
				"mcp.method.name": "notifications/message", "mcp.logger": "sky", "mcp.server.name": "weather",
			}, records[0].Attributes().AsRaw())
			assert.Equal(t, resource, e.logs[0].ResourceLogs().At(0).Resource().Attributes().AsRaw())
			assert.Equal(t, scope, e.logs[0].ResourceLogs().At(0).ScopeLogs().At(0).Scope().Name())
			assert.Equal(t, version, e.logs[0].ResourceLogs().At(0).ScopeLogs().At(0).Scope().Version())
		})
	}
}

// TestContent is recorded if it is wanted, up to a length.
func TestContent(t *testing.T) {
	e, address := serveHTTP(t)
	p := start(t, []string{"OTEL_EXPORTER_OTLP_ENDPOINT=" + address}, []string{"-arguments", "-results", "-max-content-size=60"}, "server")
	p.ask(call(1, "sun"))
	p.ask(strings.Replace(call(2, "sun"), `"size":8`, `"size":80000`, 1))
	p.ask(strings.Replace(call(3, "sun"), "hunter2", strings.Repeat("x", 60), 1))
	require.NoError(t, p.stdin.Close())
	require.Zero(t, p.end())
	spans := e.spans()
	assert.JSONEq(t, `{"size":8,"key":"hunter2"}`, attribute(spans[0], "gen_ai.tool.call.arguments"))
	assert.JSONEq(t, `{"content":[{"type":"text","text":"sun sun "}]}`, attribute(spans[0], "gen_ai.tool.call.result"))
	assert.Empty(t, attribute(spans[1], "gen_ai.tool.call.result"))
	assert.NotEmpty(t, attribute(spans[1], "gen_ai.tool.call.arguments"))
	assert.Empty(t, attribute(spans[2], "gen_ai.tool.call.arguments"))
	assert.NotEmpty(t, attribute(spans[2], "gen_ai.tool.call.result"))
}

// TestLargeResult is beyond what is looked at, but not beyond what may wait for it.
func TestLargeResult(t *testing.T) {
	e, address := serveHTTP(t)
	p := start(t, []string{"OTEL_EXPORTER_OTLP_ENDPOINT=" + address}, nil, "server")
	answer := p.longLine(strings.Replace(call(1, "sun"), `"size":8`, `"size":20000000`, 1))
	require.NoError(t, p.stdin.Close())
	require.Zero(t, p.end())
	require.Equal(t, "SERVER tools/call sun success < turn\nINTERNAL turn < session\nSERVER session\n", told(t, e.spans()))
	require.Equal(t, strconv.Itoa(answer), attribute(e.spans()[0], "mcp.response.size"))
}

// longLine says a line and returns the length of the one that comes.
func (p *tap) longLine(line string) int {
	p.t.Helper()
	p.say(line + "\n")
	answer, err := bufio.NewReader(p.stdout).ReadString('\n')
	require.NoError(p.t, err)
	return len(answer) - 1
}

// TestPropagatedContext is the parent of a call's span.
func TestPropagatedContext(t *testing.T) {
	e, address := serveHTTP(t)
	p := start(t, []string{"OTEL_EXPORTER_OTLP_ENDPOINT=" + address}, nil, "server")
	p.ask(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"sun","arguments":{},"_meta":` +
		`{"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}}}`)
	require.NoError(t, p.stdin.Close())
	require.Zero(t, p.end())
	s := e.spans()[0]
	require.Equal(t, "0af7651916cd43dd8448eb211c80319c", s.TraceID().String())
	require.Equal(t, "b7ad6b7169203331", s.ParentSpanID().String())
	require.Equal(t, 1, s.Links().Len(), "the session's")
}

// once starts a server, pings it and ends.
func once(t *testing.T, env, flags []string) *tap {
	t.Helper()
	p := start(t, env, flags, "server")
	p.ask(call(1, "log"))
	p.line()
	require.NoError(t, p.stdin.Close())
	require.Zero(t, p.end())
	return p
}

// TestEnvironment sends where and how the variables say.
func TestEnvironment(t *testing.T) {
	e, address := serveHTTP(t)
	both := []string{"/v1/logs", "/v1/traces"}
	for _, test := range []struct {
		name  string
		env   []string
		flags []string
		paths []string
		check func(t *testing.T)
	}{
		{name: "the endpoint of all signals", env: []string{"ENDPOINT=" + address}, paths: both},
		{name: "one with a path", env: []string{"ENDPOINT=" + address + "/otel/"}, paths: []string{"/otel/v1/logs", "/otel/v1/traces"}},
		{name: "one for each signal", env: []string{"TRACES_ENDPOINT=" + address + "/my/spans", "LOGS_ENDPOINT=" + address + "/logs"}, paths: []string{"/logs", "/my/spans"}},
		{name: "headers", env: []string{"ENDPOINT=" + address, "HEADERS=authorization=Bearer%20x,a=b"}, paths: both, check: func(t *testing.T) {
			assert.Equal(t, "Bearer x", e.headers[0].Get("Authorization"))
			assert.Equal(t, "b", e.headers[1].Get("A"))
		}},
		{name: "headers of one signal", env: []string{"ENDPOINT=" + address, "TRACES_HEADERS=a=b"}, paths: both, check: func(t *testing.T) {
			assert.Equal(t, "b", e.headers[slices.Index(e.paths, "/v1/traces")].Get("A"))
			assert.Empty(t, e.headers[slices.Index(e.paths, "/v1/logs")].Get("A"))
		}},
		{name: "compression", env: []string{"ENDPOINT=" + address, "COMPRESSION=gzip"}, paths: both, check: func(t *testing.T) {
			assert.Equal(t, "gzip", e.headers[0].Get("Content-Encoding"))
			assert.Equal(t, "gzip", e.headers[1].Get("Content-Encoding"))
		}},
		{name: "only spans", env: []string{"ENDPOINT=" + address, "=OTEL_LOGS_EXPORTER=none"}, paths: both[1:]},
		{name: "only log records", env: []string{"ENDPOINT=" + address, "=OTEL_TRACES_EXPORTER=none"}, paths: both[:1]},
		{name: "switched off", env: []string{"ENDPOINT=" + address, "=OTEL_SDK_DISABLED=true"}},
		{name: "switched off, in capitals", env: []string{"ENDPOINT=" + address, "=OTEL_SDK_DISABLED=TRUE"}},
		{name: "a name in the resource", env: []string{"ENDPOINT=" + address, "=OTEL_RESOURCE_ATTRIBUTES=service.name=sky"}, paths: both, check: func(t *testing.T) {
			assert.Equal(t, "sky", e.service())
		}},
		{name: "a name by flag", env: []string{"ENDPOINT=" + address, "=OTEL_SERVICE_NAME=sky"}, flags: []string{"-name=sea"}, paths: both, check: func(t *testing.T) {
			assert.Equal(t, "sea", e.service())
		}},
		{name: "no name", env: []string{"ENDPOINT=" + address}, paths: both, check: func(t *testing.T) {
			assert.Equal(t, "mcptap", e.service(), "this test's binary without its ending")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			e.mu.Lock()
			e.traces, e.logs, e.headers, e.paths = nil, nil, nil, nil
			e.mu.Unlock()
			var env []string
			for _, v := range test.env {
				name, other := strings.CutPrefix(v, "=")
				if !other {
					name = "OTEL_EXPORTER_OTLP_" + name
				}
				env = append(env, name)
			}
			p := once(t, env, test.flags)
			require.Equal(t, test.paths, slices.Compact(slices.Sorted(slices.Values(e.paths))))
			if test.check != nil {
				test.check(t)
			}
			require.Empty(t, p.stderr.String())
		})
	}
}

func (e *endpoint) service() string {
	name, _ := e.traces[0].ResourceSpans().At(0).Resource().Attributes().Get("service.name")
	return name.AsString()
}

func TestTLS(t *testing.T) {
	e, address, certificate := serveTLS(t)
	file := filepath.Join(t.TempDir(), "ca.pem")
	block := &pem.Block{Type: "CERTIFICATE", Bytes: certificate.Certificate[0]}
	require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(block), 0o600))
	endpoint := "OTEL_EXPORTER_OTLP_ENDPOINT=" + strings.Replace(address, "127.0.0.1", "localhost", 1)
	endpoint = strings.Replace(endpoint, "localhost", "127.0.0.1", 1)
	once(t, []string{endpoint, "OTEL_EXPORTER_OTLP_CERTIFICATE=" + file}, nil)
	require.NotEmpty(t, e.spans())
	require.NotEmpty(t, e.records())
	before := len(e.spans())
	p := once(t, []string{endpoint}, []string{"-verbose"})
	require.Len(t, e.spans(), before, "nobody vouches for the certificate")
	require.Contains(t, p.stderr.String(), "certificate")
}

// TestEndpointComesLate: what was recorded before there was an endpoint arrives.
func TestEndpointComesLate(t *testing.T) {
	l, address := freeAddress(t)
	require.NoError(t, l.Close())
	p := start(t, []string{"OTEL_EXPORTER_OTLP_ENDPOINT=http://" + address}, nil, "server")
	p.ask(call(1, "sun"))
	time.Sleep(1500 * time.Millisecond) // long enough for attempts in vain
	e := serveAt(t, address)
	require.Eventually(t, func() bool { return len(e.spans()) == 1 }, patience, 20*time.Millisecond)
	p.ask(call(2, "sun"))
	require.NoError(t, p.stdin.Close())
	require.Zero(t, p.end())
	require.Len(t, e.spans(), 4, "two calls, a turn and a session")
}

// TestBusyEndpoint is asked again; one that refuses is not.
func TestBusyEndpoint(t *testing.T) {
	for code, tries := range map[int]bool{503: true, 429: true, 400: false, 404: false} {
		e, address := serveHTTP(t)
		e.setRefuse(code)
		p := start(t, []string{"OTEL_EXPORTER_OTLP_ENDPOINT=" + address}, []string{"-verbose"}, "server")
		p.ask(call(1, "sun"))
		require.Eventually(t, func() bool { return e.requests() > 0 }, patience, 10*time.Millisecond)
		e.setRefuse(0)
		if tries {
			require.Eventually(t, func() bool { return len(e.spans()) > 0 }, patience, 10*time.Millisecond)
		}
		require.NoError(t, p.stdin.Close())
		require.Zero(t, p.end())
		want := "spans: 3 sent, 0 refused, 0 dropped"
		if !tries {
			want = "spans: 2 sent, 1 refused, 0 dropped"
		}
		require.Contains(t, p.stderr.String(), want, "%d", code)
	}
}

func (e *endpoint) requests() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.headers)
}

// TestVerbose says what became of telemetry, and nothing of what was said.
func TestVerbose(t *testing.T) {
	p := once(t, nil, []string{"-verbose"})
	assert.Contains(t, p.stderr.String(), "mcptap: spans: 0 sent, 0 refused, 4 dropped\n")
	assert.Contains(t, p.stderr.String(), "mcptap: log records: 0 sent, 0 refused, 1 dropped\n")
	assert.Contains(t, p.stderr.String(), "requests: 1 seen, 1 reported; not looked at: 0 bytes in 0 pieces")
	assert.Contains(t, p.stderr.String(), "connection refused")
	assert.NotContains(t, p.stderr.String(), "rains")
	assert.NotContains(t, p.stderr.String(), "hunter2")
}
