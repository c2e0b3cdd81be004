package proxy

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest/capture"
)

// captures are recordings of what real clients and servers sent.
const captures = "../../../../testdata/captures/wire"

// recorded is one HTTP exchange of a recording.
type recorded struct {
	request capture.Record
	answer  []capture.Record
}

// exchanges are those of a recording that have an answer, in the order of requests.
func exchanges(t *testing.T, file string) []*recorded {
	t.Helper()
	byNumber := map[int]*recorded{}
	for _, r := range capture.Read(t, file) {
		switch {
		case r.HTTP == nil:
		case r.HTTP.Kind == "request":
			byNumber[r.HTTP.X] = &recorded{request: r}
		case byNumber[r.HTTP.X] != nil:
			byNumber[r.HTTP.X].answer = append(byNumber[r.HTTP.X].answer, r)
		}
	}
	var all []*recorded
	for _, x := range slices.Sorted(maps.Keys(byNumber)) {
		if len(byNumber[x].answer) > 0 {
			all = append(all, byNumber[x])
		}
	}
	return all
}

// player answers with one exchange after the other, and notes what it was asked.
type player struct {
	mu   sync.Mutex // covers both
	next *recorded
	seen []string
}

func (p *player) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	p.mu.Lock()
	next := p.next
	p.seen = append(p.seen, fmt.Sprintf("%s %s %s %d %v %v\n%s%x", r.Method, r.RequestURI, r.Host, r.ContentLength, r.TransferEncoding, err,
		head(r.Header, "Connection"), sha256.Sum256(body)))
	p.mu.Unlock()
	w.Header()["Date"], w.Header()["Content-Type"] = nil, nil
	for _, a := range next.answer {
		p.play(w, a)
	}
}

func (*player) play(w http.ResponseWriter, a capture.Record) {
	switch a.HTTP.Kind {
	case "response", "open":
		for name, values := range a.HTTP.Headers {
			if name != "Connection" && name != "Transfer-Encoding" && name != "Keep-Alive" {
				w.Header()[name] = values
			}
		}
		w.WriteHeader(a.HTTP.Status)
		_, _ = io.WriteString(w, a.Frame)
	case "event":
		_, _ = io.WriteString(w, a.Frame)
	case "end":
		if a.HTTP.Err != "" {
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}
	}
	if a.HTTP.Kind != "response" {
		w.(http.Flusher).Flush()
	}
}

// head renders header fields except some.
func head(h http.Header, without ...string) string {
	skip := map[string]bool{}
	for _, name := range without {
		skip[name] = true
	}
	var b bytes.Buffer
	_ = h.WriteSubset(&b, skip)
	return b.String()
}

// ask sends a recorded request over a connection of its own and renders all that came
// back, Date included.
func (e *recorded) ask(t *testing.T, base string) string {
	t.Helper()
	u, err := url.Parse(base)
	require.NoError(t, err)
	conn, err := net.Dial("tcp", u.Host)
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(30*time.Second)))
	var b bytes.Buffer
	h := e.request.HTTP
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", h.Method, h.Path, strings.Join(h.Headers["Host"], ""))
	for _, name := range slices.Sorted(maps.Keys(h.Headers)) {
		for _, value := range h.Headers[name] {
			if name != "Host" && name != "Content-Length" && name != "Connection" {
				fmt.Fprintf(&b, "%s: %s\r\n", name, value)
			}
		}
	}
	if e.request.Frame != "" || h.Method == http.MethodPost {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(e.request.Frame))
	}
	b.WriteString("\r\n" + e.request.Frame)
	go conn.Write(b.Bytes()) //nolint:errcheck // the answer tells
	response, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: h.Method})
	require.NoError(t, err)
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	return fmt.Sprintf("%s %d %v\n%s%d %x %v\n%s", response.Status, response.ContentLength, response.TransferEncoding,
		head(response.Header, "Connection"), len(data), sha256.Sum256(data), err, head(response.Trailer))
}

// TestRecordingsPassUnchanged replays what real clients and servers said to each other,
// directly and through the proxy, and compares every header and byte on both sides.
func TestRecordingsPassUnchanged(t *testing.T) {
	total := 0
	for _, file := range capture.Files(t, captures) {
		all := exchanges(t, file)
		if len(all) == 0 {
			continue // stdio
		}
		t.Run(capture.Name(file), func(t *testing.T) {
			upstream := &player{}
			server := httptest.NewUnstartedServer(upstream)
			server.Config.ErrorLog = discard
			server.Start()
			defer server.Close()
			b := front(t, server.URL)
			for i, e := range all {
				upstream.next, upstream.seen = e, nil
				require.Equal(t, e.ask(t, server.URL), e.ask(t, b.url), "exchange %d", i)
				require.Len(t, upstream.seen, 2)
				require.Equal(t, upstream.seen[0], upstream.seen[1], "exchange %d", i)
			}
			b.stop()
			require.Zero(t, b.meter.unseen.Load())
		})
		total += len(all)
	}
	require.Greater(t, total, 600)
}
