package proxy

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// plain starts Go's own reverse proxy in front of a URL, to compare with.
func plain(t testing.TB, upstream string) string {
	t.Helper()
	to, err := url.Parse(upstream)
	require.NoError(t, err)
	server := httptest.NewUnstartedServer(&httputil.ReverseProxy{ErrorLog: discard, FlushInterval: -1, Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = r.In.Host
	}})
	server.Config.ErrorLog = discard
	server.Config.Protocols = new(http.Protocols)
	server.Config.Protocols.SetHTTP1(true)
	server.Config.Protocols.SetUnencryptedHTTP2(true)
	server.Start()
	t.Cleanup(server.Close)
	return server.URL
}

func hostOf(t testing.TB, base string) string {
	t.Helper()
	u, err := url.Parse(base)
	require.NoError(t, err)
	return u.Host
}

// TestBadRequestsAreRefusedAsGoRefusesThem sends requests that two servers could read
// differently, and compares with Go's plain reverse proxy: what is answered, and what
// the upstream gets to see.
func TestBadRequestsAreRefusedAsGoRefusesThem(t *testing.T) {
	upstream, upstreamOfPeer := &noting{}, &noting{}
	b, peer := serve(t, upstream), httptest.NewServer(upstreamOfPeer)
	defer peer.Close()
	plain := plain(t, peer.URL)
	for name, request := range map[string]string{
		"two lengths":          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
		"two equal lengths":    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
		"a list of lengths":    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2, 2\r\n\r\n{}",
		"a signed length":      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +2\r\n\r\n{}",
		"a negative length":    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n{}",
		"length and chunked":   "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		"chunked and length":   "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 40\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n",
		"chunked twice":        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"chunked, identity":    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
		"chunked with a tab":   "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:\tchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		"other coding":         "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		"space before a colon": "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
		"folded header":        "POST / HTTP/1.1\r\nHost: h\r\nX-A: 1\r\n Content-Length: 2\r\nContent-Length: 0\r\n\r\n",
		"folded first header":  "POST / HTTP/1.1\r\n Host: h\r\n\r\n",
		"no host":              "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
		"two hosts":            "POST / HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 0\r\n\r\n",
		"bare CR":              "POST / HTTP/1.1\r\nHost: h\r\nX: a\rContent-Length: 2\r\n\r\n{}",
		"NUL in a value":       "POST / HTTP/1.1\r\nHost: h\r\nX: a\x00b\r\nContent-Length: 0\r\n\r\n",
		"bare LF":              "POST / HTTP/1.1\nHost: h\nContent-Length: 2\n\n{}",
		"bad chunk length":     "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
		"chunk extension":      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2;x=\"a\r\nb\"\r\n{}\r\n0\r\n\r\n",
		"chunk ends in LF":     "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n",
		"smuggled trailer":     "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n",
		"connection drops one": "POST / HTTP/1.1\r\nHost: h\r\nConnection: Content-Length, Mcp-Session-Id\r\nMcp-Session-Id: 1\r\nContent-Length: 2\r\n\r\n{}",
		"HTTP/1.0 chunked":     "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		"HTTP/0.9":             "GET /\r\n\r\n",
		"absolute target":      "GET http://other/x HTTP/1.1\r\nHost: h\r\n\r\n",
		"authority target":     "CONNECT other:80 HTTP/1.1\r\nHost: h\r\n\r\n",
		"asterisk":             "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
		"space in the target":  "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n",
		"two requests":         "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}GET /two HTTP/1.1\r\nHost: h\r\n\r\n",
		"get with a body":      "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}",
		"odd upgrade":          "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: \x80\r\n\r\n",
	} {
		want := statuses(raw(t, hostOf(t, plain), request))
		got := statuses(raw(t, hostOf(t, b.url), request))
		assert.Equal(t, want, got, name)
		// A body that is broken before its end does not even begin to reach the upstream.
		wantSeen := slices.DeleteFunc(upstreamOfPeer.take(), func(line string) bool { return strings.HasSuffix(line, "unexpected EOF") })
		assert.ElementsMatch(t, wantSeen, upstream.take(), name)
	}
}

// noting notes what it is asked, and answers nothing.
type noting struct {
	mu   sync.Mutex // covers seen
	seen []string
}

func (n *noting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.seen = append(n.seen, fmt.Sprintf("%s %s %s %d %v %q %v", r.Method, r.RequestURI, r.Host, r.ContentLength, r.TransferEncoding, body, err))
	w.Header()["Date"] = nil
}

func (n *noting) take() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	seen := n.seen
	n.seen = nil
	return seen
}

// statuses are the status lines of answers.
func statuses(answers string) (lines []string) {
	for line := range strings.Lines(answers) {
		if strings.HasPrefix(line, "HTTP/") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

// breaking answers in so many bytes of a stream and then breaks off.
func breaking(t testing.TB, answer string) (base string, at func(int)) {
	t.Helper()
	var position int
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			request, err := http.ReadRequest(bufio.NewReader(conn))
			if err == nil {
				_, _ = io.Copy(io.Discard, request.Body)
				_, _ = io.WriteString(conn, answer[:position])
			}
			_ = conn.Close()
		}
	}()
	return "http://" + listener.Addr().String(), func(n int) { position = n }
}

// TestAnUpstreamThatBreaksOffAnywhere does so after every byte of an answer. What came
// of the body comes out, and the end is as broken as it was.
func TestAnUpstreamThatBreaksOffAnywhere(t *testing.T) {
	for name, answer := range map[string]string{
		"a stream": "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" +
			"9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n0\r\n\r\n",
		"a body": "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 36\r\n\r\n" +
			`{"jsonrpc":"2.0","id":1,"result":{}}`,
	} {
		t.Run(name, func(t *testing.T) {
			upstream, at := breaking(t, answer)
			b := front(t, upstream)
			head := strings.Index(answer, "\r\n\r\n") + 4
			for position := range len(answer) + 1 {
				at(position)
				got, gotErr := fetched(t, b.url)
				if position < head {
					require.Equal(t, "502 ", got, "after %d bytes", position)
					continue
				}
				want, wantErr := fetched(t, upstream)
				require.Equal(t, want, got, "after %d bytes", position)
				require.Equal(t, wantErr != nil, gotErr != nil, "after %d bytes", position)
			}
		})
	}
}

// fetched posts a call and returns status and body, and how that ended.
func fetched(t testing.TB, base string) (string, error) {
	t.Helper()
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	response, err := client.Post(base, "application/json", strings.NewReader(call))
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return fmt.Sprintf("%d %s", response.StatusCode, body), err
}

// TestAClientThatLeavesAnywhere does so after each of many positions of its request and of
// the answer; the upstream never waits for it, and others are served.
func TestAClientThatLeavesAnywhere(t *testing.T) {
	entered, left := make(chan struct{}, 1000), make(chan struct{}, 1000)
	b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		entered <- struct{}{}
		defer func() { left <- struct{}{} }()
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, strings.Repeat("data: 1\n\n", 20))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}))
	request := fmt.Sprintf("POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(call), call)
	for n := 0; n <= len(request); n += 3 {
		conn, err := net.Dial("tcp", hostOf(t, b.url))
		require.NoError(t, err)
		_, err = io.WriteString(conn, request[:n])
		require.NoError(t, err)
		require.NoError(t, conn.Close())
	}
	for n := range 100 {
		conn, err := net.Dial("tcp", hostOf(t, b.url))
		require.NoError(t, err)
		_, err = io.WriteString(conn, request)
		require.NoError(t, err)
		_, err = io.CopyN(io.Discard, conn, int64(1+2*n))
		require.NoError(t, err)
		require.NoError(t, conn.Close())
	}
	require.Eventually(t, func() bool { return len(entered) >= 100 && len(left) == len(entered) }, 5*time.Second, time.Millisecond)
	b.stop()
	require.Zero(t, b.observer.waiting.Load())
}

// TestAHalfClosedClientIsNotLeftWaiting ends what it sends and reads on. To Go's server
// that may be a client that has left, as to other proxies: which of the two is a race, in
// the plain proxy too. Either way there is an answer, and the call is recorded once.
func TestAHalfClosedClientIsNotLeftWaiting(t *testing.T) {
	b := serve(t, answering("application/json", `{"jsonrpc":"2.0","id":1,"result":{}}`))
	const rounds = 50
	for range rounds {
		conn, err := net.Dial("tcp", hostOf(t, b.url))
		require.NoError(t, err)
		fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(call), call)
		require.NoError(t, conn.(*net.TCPConn).CloseWrite())
		require.NoError(t, conn.SetReadDeadline(time.Now().Add(5*time.Second)))
		answer, err := io.ReadAll(conn)
		require.NoError(t, err)
		require.Len(t, statuses(string(answer)), 1)
		require.Contains(t, []string{"HTTP/1.1 200 OK", "HTTP/1.1 502 Bad Gateway"}, statuses(string(answer))[0])
		require.NoError(t, conn.Close())
	}
	require.Len(t, b.calls(t), rounds)
}

// TestALoopEndsWithItsClient has the proxy in front of itself. The client's time ends
// every round of it.
func TestALoopEndsWithItsClient(t *testing.T) {
	var handler http.Handler
	rounds := make(chan struct{}, 1_000_000)
	self := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rounds <- struct{}{}
		time.Sleep(5 * time.Millisecond) // or it would have all file descriptors
		handler.ServeHTTP(w, r)
	}))
	self.Config.ErrorLog = discard
	self.Start()
	defer self.Close()
	b := front(t, self.URL)
	handler = b.server.Handler
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, b.url, strings.NewReader(call))
	require.NoError(t, err)
	_, err = http.DefaultClient.Do(request) //nolint:bodyclose // there is none
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.Eventually(t, func() bool {
		before := len(rounds)
		time.Sleep(50 * time.Millisecond)
		return before > 2 && len(rounds) == before
	}, 5*time.Second, time.Millisecond, "it goes on")
}

// TestTrailersPass sends one that was announced and one that was not.
func TestTrailersPass(t *testing.T) {
	var seen http.Header
	b := serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		seen = r.Trailer
	}))
	answer := raw(t, hostOf(t, b.url), "POST / HTTP/1.1\r\nHost: h\r\nTrailer: X-A\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-A: 1\r\nX-B: 2\r\nContent-Length: 9\r\n\r\n")
	require.Contains(t, answer, "200 OK")
	require.Equal(t, http.Header{"X-A": {"1"}, "X-B": {"2"}}, seen)
}
