package proxy

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const call = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"a":1}}}`

// answering answers every request with a body of a type.
func answering(contentType, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body)
	})
}

func TestACallBecomesASpan(t *testing.T) {
	b := serve(t, answering("application/json", `{"jsonrpc":"2.0","id":1,"result":{"content":[]}}`))
	response, body := post(t, b.url+"/mcp", call)
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.JSONEq(t, `{"jsonrpc":"2.0","id":1,"result":{"content":[]}}`, body)
	require.Equal(t, []string{"tools/call add server success -"}, b.calls(t))
	require.Equal(t, [2]int{1, 1}, b.meter.messages)
}

func TestAnErrorUnderHTTP200IsOne(t *testing.T) {
	b := serve(t, answering("application/json; charset=utf-8", `{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"no"}],"isError":true}}`))
	post(t, b.url, call)
	require.Equal(t, []string{"tools/call add server tool_error -"}, b.calls(t))
}

func TestAnswersInAnEventStream(t *testing.T) {
	b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, ": hello\r\n\r\nevent: message\r\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"error\",\"logger\":\"db\",\"data\":{\"x\":1}}}\r\n\r\n")
		w.(http.Flusher).Flush()
		_, _ = io.WriteString(w, "data: {\"jsonrpc\":\"2.0\",\n")
		w.(http.Flusher).Flush()
		_, _ = io.WriteString(w, "data: \"id\":1,\"result\":{}}\n\n")
	}))
	_, body := post(t, b.url, call)
	require.True(t, strings.HasPrefix(body, ": hello\r\n"), body)
	require.Equal(t, []string{"notifications/message client success -", "tools/call add server success -"}, b.calls(t))
	record := b.sink.logs[0].ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
	require.Equal(t, "error", record.SeverityText())
	require.EqualValues(t, 17, record.SeverityNumber())
	require.Equal(t, `{"x":1}`, record.Body().Str())
	require.Equal(t, map[string]any{"mcp.method.name": "notifications/message", "mcp.logger": "db"}, record.Attributes().AsRaw())
}

func TestAGzippedStreamIsReadToo(t *testing.T) {
	for _, contentType := range []string{"text/event-stream", "application/json"} {
		var plain string
		if contentType == "application/json" {
			plain = `{"jsonrpc":"2.0","id":1,"result":{}}`
		} else {
			plain = "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\n"
		}
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		_, _ = io.WriteString(z, plain)
		require.NoError(t, z.Close())
		b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(zipped.Bytes())
		}))
		response, body := post(t, b.url, call, "Accept-Encoding", "gzip")
		require.Equal(t, "gzip", response.Header.Get("Content-Encoding"))
		require.Equal(t, zipped.String(), body)
		require.Eventually(t, func() bool { return b.observer.waiting.Load() == 0 }, time.Second, time.Millisecond)
		time.Sleep(20 * time.Millisecond) // the inflater's goroutine
		require.Equal(t, []string{"tools/call add server success -"}, b.calls(t), contentType)
	}
}

// TestNothingIsChanged compares what an upstream gets and what a client gets with and
// without the proxy between.
func TestNothingIsChanged(t *testing.T) {
	var seen []string
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var head bytes.Buffer
		_ = r.Header.WriteSubset(&head, map[string]bool{"Connection": true})
		seen = append(seen, fmt.Sprintf("%s %s %s %d %s\n%s\n%x", r.Method, r.RequestURI, r.Host, r.ContentLength, r.TransferEncoding, head.String(), sha256.Sum256(body)))
		switch r.URL.Query().Get("answer") {
		case "bare":
			w.Header()["Content-Type"], w.Header()["Date"] = nil, nil
			_, _ = io.WriteString(w, "<html>")
		case "status":
			w.Header().Set("Mcp-Session-Id", "s-1")
			w.Header().Add("Set-Cookie", "a=1")
			w.Header().Add("Set-Cookie", "b=2")
			w.WriteHeader(http.StatusAccepted)
		case "trailer":
			w.Header().Set("Trailer", "X-Sum")
			_, _ = io.WriteString(w, "data")
			w.Header().Set("X-Sum", "1")
		case "long":
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.Copy(w, io.LimitReader(zeros{}, 8<<20))
		default:
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(body)
		}
	}))
	defer upstream.Close()
	b := front(t, upstream.URL)
	long := strings.Repeat("x", 3<<20)
	for _, request := range []struct {
		method, target, body string
		headers              http.Header
		chunked              bool
	}{
		{method: "POST", target: "/mcp", body: call},
		{method: "POST", target: "/mcp?a=1;b=2&c=%zz&answer=status", body: call, headers: http.Header{"X-Forwarded-For": {"10.0.0.1"}, "Forwarded": {"for=1"}, "X-Forwarded-Host": {"h"}}},
		{method: "POST", target: "/a%2Fb//c/../d", body: call, chunked: true},
		{method: "POST", target: "/mcp", body: long},
		{method: "POST", target: "/mcp", body: long, chunked: true},
		{method: "GET", target: "/?answer=bare", headers: http.Header{"Accept": {"text/event-stream"}, "Last-Event-Id": {"7"}}},
		{method: "GET", target: "/?answer=trailer", headers: http.Header{"Te": {"trailers"}}},
		{method: "GET", target: "/?answer=long"},
		{method: "DELETE", target: "/mcp", headers: http.Header{"Mcp-Session-Id": {"s-1"}, "Authorization": {"Bearer x"}, "Origin": {"http://evil"}}},
		{method: "OPTIONS", target: "/mcp", headers: http.Header{"Origin": {"http://a"}}},
		{method: "HEAD", target: "/mcp"},
		{method: "POST", target: "/mcp", body: "{}", headers: http.Header{"User-Agent": {"desk/1"}, "Accept-Encoding": {"br"}}},
	} {
		t.Run(request.method+" "+request.target, func(t *testing.T) {
			seen = nil
			direct := exchanged(t, upstream.URL, "mcp.example", request.method, request.target, request.body, request.headers, request.chunked)
			relayed := exchanged(t, b.url, "mcp.example", request.method, request.target, request.body, request.headers, request.chunked)
			assert.Equal(t, direct, relayed)
			require.Len(t, seen, 2)
			assert.Equal(t, seen[0], seen[1])
		})
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// exchanged sends a request over a connection of its own and renders the whole answer:
// status, header, body, trailer.
func exchanged(t *testing.T, base, host, method, target, body string, headers http.Header, chunked bool) string {
	t.Helper()
	u, err := url.Parse(base)
	require.NoError(t, err)
	conn, err := net.Dial("tcp", u.Host)
	require.NoError(t, err)
	defer conn.Close()
	var request bytes.Buffer
	fmt.Fprintf(&request, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, target, host)
	for name, values := range headers {
		for _, value := range values {
			fmt.Fprintf(&request, "%s: %s\r\n", name, value)
		}
	}
	switch {
	case chunked:
		fmt.Fprintf(&request, "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(body), body)
	case body != "":
		fmt.Fprintf(&request, "Content-Length: %d\r\n\r\n%s", len(body), body)
	default:
		request.WriteString("\r\n")
	}
	go conn.Write(request.Bytes()) //nolint:errcheck // the answer tells
	response, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	require.NoError(t, err)
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	response.Header.Del("Date")
	var head, trailer bytes.Buffer
	_ = response.Header.Write(&head)
	_ = response.Trailer.Write(&trailer)
	return fmt.Sprintf("%s %d %v\n%s\n%d %x\n%s", response.Status, response.ContentLength, response.TransferEncoding, head.String(), len(data), sha256.Sum256(data), trailer.String())
}

// TestStreamsAreFlushedAtOnce answers with events that come one by one, each after the
// client has read the one before.
func TestStreamsAreFlushedAtOnce(t *testing.T) {
	next := make(chan struct{})
	b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for i := range 5 {
			fmt.Fprintf(w, "data: %d\n\n", i)
			w.(http.Flusher).Flush()
			<-next
		}
	}))
	response, err := http.Get(b.url)
	require.NoError(t, err)
	defer response.Body.Close()
	lines := bufio.NewReader(response.Body)
	for i := range 5 {
		text, err := lines.ReadString('\n')
		require.NoError(t, err)
		require.Equal(t, fmt.Sprintf("data: %d\n", i), text)
		_, _ = lines.ReadString('\n')
		next <- struct{}{}
	}
}

// TestAClientThatLeavesEndsTheUpstreamsRequest does so at many positions of the answer.
func TestAClientThatLeavesEndsTheUpstreamsRequest(t *testing.T) {
	left := make(chan struct{}, 1)
	b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, strings.Repeat("data: x\n\n", 100))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
		left <- struct{}{}
	}))
	for range 20 {
		response, err := http.Post(b.url, "application/json", strings.NewReader(call))
		require.NoError(t, err)
		_, _ = io.CopyN(io.Discard, response.Body, rand.Int64N(900))
		require.NoError(t, response.Body.Close())
		select {
		case <-left:
		case <-time.After(5 * time.Second):
			t.Fatal("the upstream goes on")
		}
	}
}

func TestAnUpstreamThatIsNotThere(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	b := front(t, "http://"+listener.Addr().String())
	response, body := post(t, b.url, call)
	require.Equal(t, http.StatusBadGateway, response.StatusCode)
	require.Empty(t, body)
	require.Equal(t, []string{"tools/call add server server_error -"}, b.calls(t))
}

func TestTheClosedQueueHoldsUpNobody(t *testing.T) {
	block := make(chan struct{})
	b := serve(t, answering("application/json", `{"jsonrpc":"2.0","id":1,"result":{}}`), func(_ *Options, _ *Route, o *ObserverOptions) {
		o.QueueSize = 4
		o.Sink.(*sink).block = block
	})
	for range 2000 {
		response, _ := post(t, b.url, call)
		require.Equal(t, http.StatusOK, response.StatusCode)
	}
	require.Positive(t, b.meter.unseen.Load())
	close(block)
	seen := len(b.calls(t))
	require.Equal(t, 2000, seen+int(b.meter.unseen.Load()), "an exchange is either recorded or counted")
}
