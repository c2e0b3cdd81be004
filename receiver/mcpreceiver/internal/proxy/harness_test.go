package proxy

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
)

// behind is a proxy in front of an upstream, and what it recorded.
type behind struct {
	url      string // of the proxy
	server   *http.Server
	observer *Observer
	sink     *sink
	meter    *meter
	stopped  bool
}

// sink keeps what was recorded.
type sink struct {
	mu     sync.Mutex
	traces []ptrace.Traces
	logs   []plog.Logs
	block  chan struct{} // not nil: Record waits for it
}

func (s *sink) Record(traces ptrace.Traces, logs plog.Logs) {
	if s.block != nil {
		<-s.block
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.traces, s.logs = append(s.traces, traces), append(s.logs, logs)
}

// meter counts.
type meter struct {
	mu       sync.Mutex
	messages [2]int
	unparsed map[string]int64
	unseen   atomic.Int64
}

func (m *meter) Messages(from exchange.Peer, n, _ int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.messages[from] += int(n)
}

func (m *meter) Unparsed(reason string, n int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.unparsed == nil {
		m.unparsed = map[string]int64{}
	}
	m.unparsed[reason] += n
}

func (m *meter) Unseen() { m.unseen.Add(1) }

// setting changes what a test's proxy is made of.
type setting func(*Options, *Route, *ObserverOptions)

// serve starts a proxy in front of a handler, both on loopback.
func serve(t testing.TB, upstream http.Handler, settings ...setting) *behind {
	t.Helper()
	server := httptest.NewServer(upstream)
	t.Cleanup(server.Close)
	return front(t, server.URL, settings...)
}

// front starts a proxy in front of a URL.
func front(t testing.TB, upstream string, settings ...setting) *behind {
	t.Helper()
	to, err := url.Parse(upstream)
	require.NoError(t, err)
	b := &behind{sink: &sink{}, meter: &meter{}}
	options := Options{MaxBody: 1 << 20, Errors: discard}
	route := Route{Name: "server", Path: "/", Upstream: to, Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 64, DialContext: Dialing(new(net.Dialer))}}
	observing := ObserverOptions{
		Server: "server", Address: to.Hostname(), Port: port(to.Port()), Hasher: session.NewHasher([]byte("key")),
		MaxMessage: 1 << 20, QueueSize: 4096, QueueBytes: 64 << 20, Sink: b.sink, Meter: b.meter,
		Capture: capture.Options{
			Exchange: exchange.Options{Role: mcp.RoleGateway, Side: mcp.SideServer}, Session: session.Options{Key: []byte("key")},
			Arguments: true, Results: true, Definitions: true, Logs: true,
			Resource: func(r pcommon.Resource) { r.Attributes().PutStr("service.name", "server") }, Scope: "proxy", Random: counter(),
		},
	}
	for _, set := range settings {
		set(&options, &route, &observing)
	}
	b.observer = NewObserver(observing)
	b.observer.Start()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	b.server = &http.Server{Handler: NewHandler(options, []Route{route}, []*Observer{b.observer}), Protocols: new(http.Protocols)}
	b.server.Protocols.SetHTTP1(true)
	b.server.Protocols.SetUnencryptedHTTP2(true)
	go b.server.Serve(listener) //nolint:errcheck // it is closed
	b.url = "http://" + listener.Addr().String()
	t.Cleanup(b.stop)
	return b
}

func counter() func() uint64 {
	var n atomic.Uint64
	return func() uint64 { return n.Add(1) }
}

// stop ends the proxy; what it recorded is complete then.
func (b *behind) stop() {
	if b.stopped {
		return
	}
	b.stopped = true
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if b.server.Shutdown(ctx) != nil {
		_ = b.server.Close()
	}
	b.observer.Stop()
}

// spans stops the proxy and renders the calls it recorded, one line each.
func (b *behind) spans(t testing.TB) []string {
	t.Helper()
	b.stop()
	var lines []string
	for _, td := range b.sink.traces {
		for _, span := range td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().All() {
			lines = append(lines, line(span))
		}
	}
	return lines
}

// calls are the spans without sessions and turns.
func (b *behind) calls(t testing.TB) []string {
	t.Helper()
	return slices.DeleteFunc(b.spans(t), func(line string) bool {
		return strings.HasPrefix(line, "session ") || strings.HasPrefix(line, "turn ")
	})
}

func line(span ptrace.Span) string {
	get := func(key string) string {
		if v, ok := span.Attributes().Get(key); ok {
			return v.AsString()
		}
		return "-"
	}
	return fmt.Sprintf("%s %s %s %s", span.Name(), strings.ToLower(span.Kind().String()), get("mcp.call.outcome"), get("mcp.session.evidence"))
}

// post sends one message and returns the answer and its body.
func post(t testing.TB, url, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json, text/event-stream")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(text)
}
