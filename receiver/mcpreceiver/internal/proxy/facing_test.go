package proxy

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func under(path, upstreamPath string) setting {
	return func(_ *Options, r *Route, _ *ObserverOptions) { r.Path, r.Upstream.Path = path, upstreamPath }
}

// mounted answers as a server does that is mounted at "/mcp/": the official Python SDK and
// FastMCP write the address that the client has called into the redirection.
func mounted(absolute bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/mcp", func(w http.ResponseWriter, r *http.Request) {
		location := "/mcp/"
		if absolute {
			location = "http://" + r.Host + location
		}
		w.Header().Set("Location", location)
		w.WriteHeader(http.StatusTemporaryRedirect)
	})
	mux.HandleFunc("/mcp/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"jsonrpc":"2.0","id":1,"result":{"content":[]}}`)
	})
	return mux
}

// TestARedirectionLeadsBackToTheProxy follows one as clients do.
func TestARedirectionLeadsBackToTheProxy(t *testing.T) {
	for _, path := range []string{"/weather", "/mcp"} {
		for _, absolute := range []bool{true, false} {
			b := serve(t, mounted(absolute), under(path, "/mcp"))
			response, body := post(t, b.url+path, call)
			require.Equal(t, http.StatusOK, response.StatusCode, "%s %v", path, absolute)
			require.Equal(t, path+"/", response.Request.URL.Path)
			require.Contains(t, body, `"result"`)
			require.Equal(t, []string{"tools/call add server success -"}, b.calls(t))
		}
	}
}

func TestARedirectionKeepsTheTLSOfTheProxy(t *testing.T) {
	front := httptest.NewTLSServer(serve(t, mounted(true), under("/mcp", "/mcp")).server.Handler)
	defer front.Close()
	response, err := front.Client().Post(front.URL+"/mcp", "application/json", strings.NewReader(call))
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.Equal(t, "https", response.Request.URL.Scheme)
}

// TestAnEndpointBesideTheStream is what most servers of HTTP+SSE have: the stream at "/sse", and
// messages at "/messages". A route that names the stream does for both.
func TestAnEndpointBesideTheStream(t *testing.T) {
	for _, path := range []string{"/weather", "/v1/sse"} {
		b := serve(t, sse("weather"), under(path, "/v1/sse"))
		response, err := http.Get(b.url + path)
		require.NoError(t, err)
		stream := bufio.NewReader(response.Body)
		require.Equal(t, fmt.Sprintf("event: endpoint\ndata: %s/v1/messages?s=weather\n\n", path), nextEvent(t, stream))
		answer, _ := post(t, b.url+path+"/v1/messages?s=weather", call)
		require.Equal(t, http.StatusAccepted, answer.StatusCode)
		require.Contains(t, nextEvent(t, stream), `"text":"weather"`)
		answer, _ = post(t, b.url+path+"/v1/other", call)
		require.Equal(t, http.StatusNotFound, answer.StatusCode, "no other path of the server is opened")
		require.NoError(t, response.Body.Close())
		require.Contains(t, b.calls(t), "tools/call add server success protocol")
	}
}
