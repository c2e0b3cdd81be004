package proxy

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
)

// sse speaks HTTP+SSE of 2024-11-05: posts are answered on the stream, by name.
func sse(name string) http.Handler {
	answers := make(chan string, 10)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/sse", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "event: endpoint\ndata: /v1/messages?s="+name+"\n\n")
		w.(http.Flusher).Flush()
		for {
			select {
			case answer := <-answers:
				fmt.Fprintf(w, "event: message\ndata: %s\n\n", answer)
				w.(http.Flusher).Flush()
			case <-r.Context().Done():
				return
			}
		}
	})
	mux.HandleFunc("POST /v1/messages", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusAccepted)
		answers <- `{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"` + name + `"}]}}`
	})
	return mux
}

// TestTwoServersBehindTwoPaths speaks HTTP+SSE with two servers that have the same paths. Each
// client is sent back to its own.
func TestTwoServersBehindTwoPaths(t *testing.T) {
	var routes []Route
	var observers []*Observer
	sinks := map[string]*sink{}
	for _, name := range []string{"weather", "desk"} {
		upstream := httptest.NewServer(sse(name))
		defer upstream.Close()
		u, err := url.Parse(upstream.URL + "/v1")
		require.NoError(t, err)
		routes = append(routes, Route{Name: name, Path: "/" + name, Upstream: u, Transport: &http.Transport{DisableCompression: true}})
		sinks[name] = &sink{}
		o := NewObserver(ObserverOptions{
			Server: name, Hasher: session.NewHasher([]byte("key")), QueueSize: 100, QueueBytes: 1 << 20, Sink: sinks[name], Meter: &meter{},
			Capture: capture.Options{Exchange: exchange.Options{Role: mcp.RoleGateway, Side: mcp.SideServer}, Resource: func(pcommon.Resource) {}, Random: counter(), Session: session.Options{Key: []byte("key")}},
		})
		o.Start()
		observers = append(observers, o)
	}
	front := httptest.NewServer(NewHandler(Options{Errors: discard}, routes, observers))
	for name := range sinks {
		response, err := http.Get(front.URL + "/" + name + "/sse")
		require.NoError(t, err)
		stream := bufio.NewReader(response.Body)
		require.Equal(t, "event: endpoint\ndata: /"+name+"/messages?s="+name+"\n\n", nextEvent(t, stream))
		posted, err := http.Post(front.URL+"/"+name+"/messages?s="+name, "application/json", strings.NewReader(call))
		require.NoError(t, err)
		require.Equal(t, http.StatusAccepted, posted.StatusCode)
		require.NoError(t, posted.Body.Close())
		require.Contains(t, nextEvent(t, stream), `"text":"`+name+`"`)
		require.NoError(t, response.Body.Close())
	}
	front.Close()
	for i, o := range observers {
		o.Stop()
		b := &behind{sink: sinks[routes[i].Name], stopped: true}
		require.Equal(t, []string{"tools/call add server success protocol"}, b.calls(t))
	}
}

// nextEvent reads one event.
func nextEvent(t testing.TB, stream *bufio.Reader) string {
	t.Helper()
	var text strings.Builder
	for {
		line, err := stream.ReadString('\n')
		require.NoError(t, err)
		text.WriteString(line)
		if line == "\n" {
			return text.String()
		}
	}
}
