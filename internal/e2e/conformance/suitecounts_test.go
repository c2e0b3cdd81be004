package conformance

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// tellTale stands between the proxy and a server and counts the requests that clients
// send, by method and name, without any code of ours.
type tellTale struct {
	url string
	mu  sync.Mutex // covers requests
	// requests that have an id, by method, and tool calls by name.
	requests, tools map[string]int
}

func newTellTale(t *testing.T, upstream string) *tellTale {
	t.Helper()
	to, err := url.Parse(upstream)
	require.NoError(t, err)
	tale := &tellTale{requests: map[string]int{}, tools: map[string]int{}}
	reverse := &httputil.ReverseProxy{FlushInterval: -1, Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = r.In.Host
	}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // the client has left
		}
		tale.note(r, body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		reverse.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	tale.url = server.URL
	return tale
}

func (t *tellTale) note(r *http.Request, body []byte) {
	var message struct {
		ID     any
		Method string
		Params struct{ Name string }
	}
	if r.Method != http.MethodPost || json.Unmarshal(body, &message) != nil || message.ID == nil || message.Method == "" {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if message.Method == "unknown/method" {
		message.Method = "_OTHER" // a method that is none is no name for a series
	}
	t.requests[message.Method]++
	if message.Method == "tools/call" {
		t.tools[message.Params.Name]++
	}
}

// TestTheSuitesCallsAreCounted compares the requests that the suite sent, as they came out
// of the proxy, with what the collector counted.
func TestTheSuitesCallsAreCounted(t *testing.T) {
	for _, run := range serverRuns {
		t.Run(run.name+" "+run.upstream.name, func(t *testing.T) {
			tale := newTellTale(t, "http://"+run.upstream.serve(t))
			p := startProxy(t, "/", tale.url)
			found := checks(t, run.suite, nil, append([]string{"server", "--url", "http://" + p.address + run.upstream.path}, run.args...)...)
			require.GreaterOrEqual(t, tally(found)["SUCCESS"], run.success)
			t.Logf("requests: %v", tale.requests)
			if run.left != "" {
				tale.tools[run.left]--
				tale.requests["tools/call"]--
				maps.DeleteFunc(tale.tools, func(_ string, n int) bool { return n == 0 })
			}
			delete(tale.requests, "subscriptions/listen") // has no latency
			tools := p.await(t, "mcp_tool_calls_total", tale.tools, "gen_ai_tool_name")
			requests := p.await(t, "mcp_server_operation_duration_seconds", tale.requests, "mcp_method_name")
			require.Equal(t, tale.tools, tools, "tool calls by name")
			require.Equal(t, tale.requests, requests, "requests by method")
		})
	}
}
