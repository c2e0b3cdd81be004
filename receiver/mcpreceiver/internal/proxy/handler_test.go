package proxy

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHeadersBeforeTheAnswer(t *testing.T) {
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Date"] = nil
		w.Header().Set("Link", "</style.css>; rel=preload")
		w.WriteHeader(http.StatusEarlyHints)
		w.Header()["Content-Type"] = nil
		w.Header().Del("Link")
		_, _ = io.WriteString(w, "<html>")
	}))
	defer upstream.Close()
	b := front(t, upstream.URL)
	require.Equal(t, http.Header{"Content-Length": {"6"}}, headerAfterHints(t, upstream.URL))
	require.Equal(t, http.Header{"Content-Length": {"6"}}, headerAfterHints(t, b.url))
}

func headerAfterHints(t *testing.T, url string) http.Header {
	t.Helper()
	response, err := http.Get(url)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.Header
}

const modernCall = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{},` +
	`"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}`

func TestAClientThatLeavesBeforeTheAnswer(t *testing.T) {
	arrived := make(chan struct{})
	b := serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		close(arrived)
		<-r.Context().Done()
	}))
	ctx, cancel := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, b.url, strings.NewReader(modernCall))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Mcp-Protocol-Version", "2026-07-28")
	go func() {
		<-arrived
		cancel()
	}()
	_, err = http.DefaultClient.Do(request) //nolint:bodyclose // there is none
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, []string{"tools/call add server cancelled -"}, b.calls(t))
}

func TestTargetsStayAsTheyAre(t *testing.T) {
	var seen []string
	b := serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = append(seen, r.RequestURI) }))
	u, err := url.Parse(b.url)
	require.NoError(t, err)
	targets := []string{"/a|b", "/a\"b", "/ä", "/a#b", "/a[1]?x=|", "/a%7cb", "/a%7Cb", "//a", "/a//b/../c", "/?", "/a?#"}
	for _, target := range targets {
		raw(t, u.Host, "GET "+target+" HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
	}
	require.Equal(t, targets, seen)
}

// TestACallThatWaitsForItsStreamIsRecordedAtTheEnd stops while the client might still ask for
// the rest of a stream that the upstream ended early (2025-11-25, basic/transports).
func TestACallThatWaitsForItsStreamIsRecordedAtTheEnd(t *testing.T) {
	b := serve(t, answering("text/event-stream", "id: 1\ndata: \n\n"))
	post(t, b.url, call, "Mcp-Session-Id", "s-1")
	require.Equal(t, []string{"tools/call add server server_error protocol"}, b.calls(t))
}
