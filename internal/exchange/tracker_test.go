package exchange_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// wire is a tracker and a clock: every step takes a second.
type wire struct {
	*exchange.Tracker
	now  int64
	said []*exchange.Exchange
}

func newWire(o exchange.Options) *wire {
	if o.Side == mcp.SideUnknown {
		o.Role, o.Side = seenByClient.Role, seenByClient.Side
	}
	return &wire{Tracker: exchange.NewTracker(o), now: capture.Epoch.UnixNano()}
}

func (w *wire) tick() int64 {
	w.now += int64(time.Second)
	return w.now
}

// link is a stream on the wire.
type link struct {
	*wire
	s *exchange.Stream
}

func (w *wire) open(f exchange.Facts) link {
	s, out := w.Open(f, w.tick(), nil)
	w.said = append(w.said, out...)
	return link{w, s}
}

func (w *wire) pipe() link { return w.open(exchange.Facts{Transport: exchange.Stdio}) }

// post opens an HTTP exchange with a body.
func (w *wire) post(f exchange.Facts, body string) link {
	f.Transport, f.Verb = exchange.HTTP, "POST"
	return w.open(f).client(body)
}

func (l link) client(message string) link {
	l.said = l.Observe(l.s, exchange.Client, whole(message), l.tick(), l.said)
	return l
}

func (l link) server(message string) link {
	l.said = l.Observe(l.s, exchange.Server, whole(message), l.tick(), l.said)
	return l
}

func (l link) event(id, message string) link {
	e := transport.Event{Message: whole(message), ID: []byte(id), HasID: id != ""}
	l.said = l.ObserveEvent(l.s, e, l.tick(), l.said)
	return l
}

func (l link) status(code int, streaming bool) link {
	l.said = l.Status(l.s, code, streaming, l.tick(), l.said)
	return l
}

func (l link) close(byClient bool) { l.said = l.Close(l.s, byClient, l.tick(), l.said) }

func whole(message string) transport.Message {
	return transport.Message{Data: []byte(message), Size: int64(len(message))}
}

// calls returns what was said of requests since it was asked last, in short:
// "client tools/call #1 2s: answered, success". What notifications were is left out.
func (w *wire) calls() []string {
	var lines []string
	for _, e := range w.said {
		if e.Call.Kind != mcp.KindNotification {
			_, line, _ := strings.Cut(strings.TrimLeft(describe(e), " "), " ")
			lines = append(lines, line)
		}
	}
	w.said = nil
	return lines
}

func (w *wire) odd(o exchange.Oddity) int { return int(w.Counts().Odd[o]) }

func TestAnAnswerIsForTheSameID(t *testing.T) {
	w := newWire(exchange.Options{})
	w.pipe().
		client(`{"id":1,"method":"ping"}`).
		client(`{"id":"1","method":"tools/list"}`).
		server(`{"id":"1","result":{}}`).
		server(`{"id":1.0,"result":{}}`).
		server(`{"id":2,"result":{}}`)
	require.Equal(t, []string{
		"client tools/list #1 1s: answered, success",
		"client ping #1 3s: answered, success",
	}, w.calls())
	require.Equal(t, 1, w.odd(exchange.Orphan))
}

func TestBothSidesUseTheSameID(t *testing.T) {
	w := newWire(exchange.Options{})
	w.pipe().
		client(`{"id":1,"method":"tools/call","params":{"name":"ask"}}`).
		server(`{"id":1,"method":"sampling/createMessage"}`).
		client(`{"id":1,"result":{"role":"assistant"}}`).
		server(`{"id":1,"result":{"content":[]}}`)
	require.Equal(t, []string{
		"server sampling/createMessage #1 1s: answered, success",
		"client tools/call ask #1 3s: answered, success",
	}, w.calls())
}

func TestAnIDThatIsUsedTwiceAtOnce(t *testing.T) {
	w := newWire(exchange.Options{})
	w.pipe().
		client(`{"id":1,"method":"tools/call","params":{"name":"a"}}`).
		client(`{"id":1,"method":"tools/call","params":{"name":"b"}}`).
		server(`{"id":1,"result":{}}`).
		server(`{"id":1,"result":{}}`)
	require.Equal(t, []string{
		"client tools/call a #1 2s: answered, success",
		"client tools/call b # 2s: answered, success",
	}, w.calls(), "in the order asked")
	require.Equal(t, 1, w.odd(exchange.DuplicateID))

	f := exchange.Facts{SessionID: "s"}
	a := w.post(f, `{"id":1,"method":"tools/call","params":{"name":"a"}}`)
	w.post(f, `{"id":1,"method":"tools/call","params":{"name":"b"}}`).server(`{"id":1,"result":{}}`)
	a.server(`{"id":1,"result":{}}`)
	require.Equal(t, []string{
		"client tools/call b # 1s: answered, success session=s",
		"client tools/call a #1 4s: answered, success session=s",
	}, w.calls(), "over HTTP each where it was asked")
}

func TestABatchIsAnsweredOneByOne(t *testing.T) {
	w := newWire(exchange.Options{})
	w.post(exchange.Facts{}, `[{"id":1,"method":"ping"},{"id":2,"method":"ping"},{"id":3,"method":"ping"}]`).
		server(`[{"id":2,"error":{"code":-32603}},{"id":1,"result":{}}]`).
		status(200, false).close(false)
	require.Equal(t, []string{
		"client ping #2 1s: answered, server_error error=-32603",
		"client ping #1 1s: answered, success",
		"client ping #3 3s: closed, server_error error=connection_closed",
	}, w.calls())
}

func TestCancellation(t *testing.T) {
	const call = `{"id":1,"method":"tools/call","params":{"name":"a"}}`
	const cancel = `{"method":"notifications/cancelled","params":{"requestId":1,"reason":"%s"}}`
	tests := map[string]struct {
		play func(*wire)
		want string
	}{
		"by its sender": {
			func(w *wire) { w.pipe().client(call).client(fmt.Sprintf(cancel, "changed my mind")) },
			"client tools/call a #1 1s: cancelled, cancelled error=cancelled",
		},
		"because its time was over": {
			func(w *wire) {
				w.pipe().client(call).client(fmt.Sprintf(cancel, "McpError: MCP error -32001: Request timed out"))
			},
			"client tools/call a #1 1s: cancelled, timeout error=timeout",
		},
		"in an exchange of its own": {
			func(w *wire) {
				f := exchange.Facts{SessionID: "s"}
				w.post(f, call)
				w.post(f, fmt.Sprintf(cancel, ""))
			},
			"client tools/call a #1 2s: cancelled, cancelled error=cancelled session=s",
		},
		"not by the other side": {
			func(w *wire) { w.pipe().client(call).server(fmt.Sprintf(cancel, "")).server(`{"id":1,"result":{}}`) },
			"client tools/call a #1 2s: answered, success",
		},
		"not in another session": {
			func(w *wire) {
				first := w.post(exchange.Facts{SessionID: "s"}, call)
				w.post(exchange.Facts{SessionID: "t"}, fmt.Sprintf(cancel, ""))
				first.server(`{"id":1,"result":{}}`)
			},
			"client tools/call a #1 3s: answered, success session=s",
		},
		"by the client's leaving, since 2026-07-28": {
			func(w *wire) {
				w.post(exchange.Facts{ProtocolVersion: "2026-07-28"}, call).status(200, true).close(true)
			},
			"client tools/call a #1 2s: cancelled, cancelled error=cancelled version=2026-07-28",
		},
		"not by the server's": {
			func(w *wire) {
				w.post(exchange.Facts{ProtocolVersion: "2026-07-28"}, call).status(200, true).close(false)
			},
			"client tools/call a #1 2s: closed, server_error error=connection_closed version=2026-07-28",
		},
		"nor before without a session": {
			func(w *wire) { w.post(exchange.Facts{}, call).status(200, true).close(true) },
			"client tools/call a #1 2s: closed, server_error error=connection_closed",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWire(exchange.Options{})
			tt.play(w)
			require.Equal(t, []string{tt.want}, w.calls())
		})
	}
}

func TestTheReasonsOfSDKsWhenTheTimeIsOver(t *testing.T) {
	for reason, want := range map[string]string{
		"McpError: MCP error -32001: Request timed out": "timeout",
		"McpError: MCP error -2: Request timed out":     "timeout", // TypeScript 1.0
		"SdkError: Request timed out":                   "timeout", // TypeScript 2
		"SdkError: Maximum total timeout exceeded":      "timeout",
		"context deadline exceeded":                     "timeout", // Go
		"request timeout":                               "timeout", // Rust
		"maximum total timeout exceeded":                "timeout", // Rust
		"timed out after 15s":                           "timeout", // Python 2
		"timed out after 0.001s":                        "timeout",
		"timed out after all the waiting":               "cancelled",
		"timed out after s":                             "cancelled",
		"the request timeout was too long for me":       "cancelled",
	} {
		w := newWire(exchange.Options{})
		w.pipe().client(`{"id":1,"method":"ping"}`).client(fmt.Sprintf(`{"method":"notifications/cancelled","params":{"requestId":1,"reason":%q}}`, reason))
		require.Equal(t, []string{fmt.Sprintf("client ping #1 1s: cancelled, %s error=%[1]s", want)}, w.calls(), reason)
	}
}

func TestAnAnswerAfterTheEndIsLate(t *testing.T) {
	w := newWire(exchange.Options{Timeout: time.Minute})
	l := w.pipe().
		client(`{"id":1,"method":"ping"}`).
		client(`{"method":"notifications/cancelled","params":{"requestId":1}}`).
		server(`{"id":1,"result":{}}`).
		client(`{"id":2,"method":"ping"}`)
	w.now += int64(time.Hour)
	w.said = w.Expire(w.now, w.said)
	l.server(`{"id":2,"result":{}}`)
	require.Equal(t, []string{
		"client ping #1 1s: cancelled, cancelled error=cancelled",
		"client ping #2 1h0m0s: expired, timeout error=timeout",
	}, w.calls())
	require.Equal(t, 2, w.odd(exchange.Late))
	require.Zero(t, w.odd(exchange.Orphan))
}

func TestProgressProlongs(t *testing.T) {
	w := newWire(exchange.Options{Timeout: 10 * time.Second})
	l := w.pipe().
		client(`{"id":1,"method":"ping"}`).
		client(`{"id":2,"method":"tools/call","params":{"name":"slow","_meta":{"progressToken":"p"}}}`)
	for range 3 {
		w.now += int64(8 * time.Second)
		l.server(`{"method":"notifications/progress","params":{"progressToken":"p","progress":1}}`)
		w.said = w.Expire(w.now, w.said)
	}
	l.server(`{"id":2,"result":{}}`)
	require.Equal(t, []string{
		"client ping #1 10s: expired, timeout error=timeout",
		"client tools/call slow #2 28s: answered, success progress=3",
	}, w.calls())
}

func TestHTTPAnswersByStatus(t *testing.T) {
	const call = `{"id":1,"method":"tools/call","params":{"name":"a"}}`
	tests := map[int]string{
		401: "client tools/call a #1 2s: rejected, auth_denied error=401 http=401",
		403: "client tools/call a #1 2s: rejected, auth_denied error=403 http=403",
		404: "client tools/call a #1 2s: rejected, server_error error=404 http=404",
		503: "client tools/call a #1 2s: rejected, server_error error=503 http=503",
		202: "client tools/call a #1 2s: closed, server_error error=connection_closed http=202",
	}
	for code, want := range tests {
		w := newWire(exchange.Options{})
		w.post(exchange.Facts{}, call).status(code, false).close(false)
		require.Equal(t, []string{want}, w.calls())
	}
	w := newWire(exchange.Options{})
	w.post(exchange.Facts{}, call).status(400, false).server(`{"error":{"code":-32000},"id":null}`).close(false)
	require.Equal(t, []string{"client tools/call a #1 2s: answered, server_error error=-32000 http=400"}, w.calls(),
		"an error that could not read the id is for what was sent")
	w.post(exchange.Facts{}, call).close(false)
	require.Equal(t, []string{"client tools/call a #1 1s: closed, server_error error=connection_closed"}, w.calls())
	w.post(exchange.Facts{}, `{"method":"notifications/initialized"}`).status(401, false).server(`{"error":{"code":-32000},"id":null}`).close(false)
	require.Len(t, w.said, 1)
	require.Equal(t, mcp.OutcomeAuthDenied, w.said[0].Call.Outcome, "a notification is accepted or not")
	require.Zero(t, w.odd(exchange.Orphan))
}

// TestARefusalOverAPipeIsForNothingKnown tells that only an HTTP exchange says what an answer
// without an id is for.
func TestARefusalOverAPipeIsForNothingKnown(t *testing.T) {
	w := newWire(exchange.Options{})
	l := w.pipe().client(`{"id":1,"method":"ping"}`).server(`{"error":{"code":-32700},"id":null}`)
	require.Empty(t, w.calls())
	require.Equal(t, 1, w.odd(exchange.Orphan))
	l.server(`{"id":1,"result":{}}`)
	require.Equal(t, []string{"client ping #1 2s: answered, success"}, w.calls())
}

// TestWhatIsRedirectedIsWhatWasSentThere leaves alone what waits elsewhere in the session.
func TestWhatIsRedirectedIsWhatWasSentThere(t *testing.T) {
	w := newWire(exchange.Options{})
	f := exchange.Facts{SessionID: "s"}
	waits := w.post(f, `{"id":1,"method":"ping"}`)
	asks := w.open(exchange.Facts{SessionID: "s", Transport: exchange.HTTP, Verb: "GET"}).server(`{"id":1,"method":"roots/list"}`)
	w.post(f, `{"id":2,"method":"tools/list"}`).status(307, false).close(false)
	require.Equal(t, 1, w.odd(exchange.Redirected))
	waits.status(200, false).server(`{"id":1,"result":{}}`).close(false)
	w.post(f, `{"id":1,"result":{"roots":[]}}`).status(202, false).close(false)
	asks.close(true)
	require.Equal(t, []string{
		"client ping #1 8s: answered, success session=s",
		"server roots/list #1 9s: answered, success session=s",
	}, w.calls())
}

// TestARequestBeforeTheHandshakeIsOverHasItsNames is what a client is that does not wait.
func TestARequestBeforeTheHandshakeIsOverHasItsNames(t *testing.T) {
	w := newWire(exchange.Options{})
	w.pipe().
		client(`{"id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","clientInfo":{"name":"c","version":"1"}}}`).
		client(`{"id":1,"method":"ping"}`).
		server(`{"id":0,"result":{"protocolVersion":"2025-06-18","serverInfo":{"name":"v","version":"2"}}}`).
		server(`{"id":1,"result":{}}`)
	require.Len(t, w.said, 2)
	require.Equal(t, "v", w.said[1].Call.ServerName)
	require.Equal(t, "2", w.said[1].ServerVersion)
	require.Equal(t, "2025-06-18", w.said[1].Call.ProtocolVersion)

	w = newWire(exchange.Options{})
	w.pipe().client(`{"id":1,"method":"ping"}`).client(`{"id":2,"method":"ping"}`).
		server(`{"id":1,"result":{"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"v"}}}}`).
		server(`{"id":2,"result":{}}`)
	require.Len(t, w.said, 2)
	require.Equal(t, "v", w.said[1].Call.ServerName, "without a handshake, too")
}

// TestAnIDThatWasUsedBeforeNamesNothing repeats requests as clients do after 401, and those that
// number nothing. By session and id, two spans would be taken for one call.
func TestAnIDThatWasUsedBeforeNamesNothing(t *testing.T) {
	const call = `{"id":%d,"method":"tools/call","params":{"name":"a"}}`
	ids := func(w *wire) (ids []string) {
		for _, e := range w.said {
			ids = append(ids, e.Call.RequestID)
		}
		return ids
	}
	w := newWire(exchange.Options{})
	f := exchange.Facts{SessionID: "s"}
	w.post(f, fmt.Sprintf(call, 1)).status(401, false).close(false)
	for _, id := range []int{1, 2, 2, 3} {
		w.post(f, fmt.Sprintf(call, id)).status(200, false).server(pong(id)).close(false)
	}
	require.Equal(t, []string{"1", "", "2", "", "3"}, ids(w))
	require.Equal(t, 2, w.odd(exchange.ReusedID))

	w = newWire(exchange.Options{})
	w.post(f, fmt.Sprintf(call, 1)).status(307, false).close(false)
	w.post(f, fmt.Sprintf(call, 1)).status(200, false).server(pong(1)).close(false)
	w.post(exchange.Facts{SessionID: "t"}, fmt.Sprintf(call, 1)).status(200, false).server(pong(1)).close(false)
	w.open(exchange.Facts{SessionID: "t", Transport: exchange.HTTP, Verb: "GET"}).server(`{"id":1,"method":"ping"}`).client(pong(1))
	w.post(exchange.Facts{}, fmt.Sprintf(call, 1)).status(200, false).server(pong(1)).close(false)
	w.post(exchange.Facts{}, fmt.Sprintf(call, 1)).status(200, false).server(pong(1)).close(false)
	require.Equal(t, []string{"1", "1", "1", "1", "1"}, ids(w), "sent elsewhere, in another session, by the other side, without a session")
	require.Zero(t, w.odd(exchange.ReusedID))
}

// TestARedirectedRequestComesAgain is what servers do that are mounted at "/mcp/" when a
// client posts to "/mcp": of the two HTTP exchanges only the second has the answer.
func TestARedirectedRequestComesAgain(t *testing.T) {
	const call = `{"id":1,"method":"tools/call","params":{"name":"a","_meta":{"progressToken":1}}}`
	for _, session := range []string{"", "s"} {
		for _, code := range []int{307, 308} {
			w := newWire(exchange.Options{})
			f := exchange.Facts{SessionID: session}
			w.post(f, call).status(code, false).close(false)
			w.post(f, call).status(200, true).event("", `{"id":1,"result":{}}`).close(false)
			require.Len(t, w.said, 1)
			require.Equal(t, mcp.OutcomeSuccess, w.said[0].Call.Outcome)
			w.said = nil
			w.post(f, `{"method":"notifications/initialized"}`).status(code, false).close(false)
			w.post(f, `{"method":"notifications/initialized"}`).status(202, false).close(false)
			require.Len(t, w.said, 1, "a notification is told once")
			require.Equal(t, []int{1, 0}, []int{w.odd(exchange.Redirected), w.odd(exchange.DuplicateID)})
			open, _ := w.Len()
			require.Zero(t, open)
		}
	}
	w := newWire(exchange.Options{})
	w.post(exchange.Facts{}, call).status(302, false).close(false)
	require.Equal(t, []string{"client tools/call a #1 2s: closed, server_error error=connection_closed http=302"}, w.calls(),
		"what follows another redirection is a GET without the message")
}

func TestAStreamIsResumed(t *testing.T) {
	w := newWire(exchange.Options{})
	f := exchange.Facts{SessionID: "s", ProtocolVersion: "2025-11-25"}
	w.post(f, `{"id":1,"method":"tools/call","params":{"name":"a","_meta":{"progressToken":1}}}`).status(200, true).
		event("e1", "").
		event("e2", `{"method":"notifications/progress","params":{"progressToken":1}}`).
		close(true)
	require.Empty(t, w.calls(), "a client that leaves may come back")
	get := f
	get.Transport, get.Verb, get.Resumes = exchange.HTTP, "GET", true
	l := w.open(get).status(200, true).
		event("e2", `{"method":"notifications/progress","params":{"progressToken":1}}`).
		event("e3", `{"id":1,"result":{}}`)
	require.Equal(t, []string{
		"client tools/call a #1 8s: answered, success progress=1 version=2025-11-25 session=s",
	}, w.calls())
	l.close(false)
	w.open(get).event("e3", `{"id":1,"result":{}}`).event("e9", `{"id":1,"result":{}}`)
	require.Empty(t, w.calls())
	require.Equal(t, 3, w.odd(exchange.Redelivered), "e9 is one too: nothing waits for it")
}

// Servers should number the events of a session, and some number those of a stream.
func TestAnEventIDThatAnotherStreamHadBringsAnAnswer(t *testing.T) {
	w := newWire(exchange.Options{})
	f := exchange.Facts{SessionID: "s"}
	w.post(f, ping(1)).status(200, true).event("1", pong(1)).close(false)
	w.post(f, ping(2)).status(200, true).event("0", "").close(false)
	f.Transport, f.Verb, f.Resumes = exchange.HTTP, "GET", true
	w.open(f).status(200, true).event("1", pong(2)).event("1", pong(2)).event("1", `{"id":1,"method":"ping"}`)
	require.Equal(t, []string{
		"client ping #1 2s: answered, success session=s",
		"client ping #2 6s: answered, success session=s",
	}, w.calls())
	require.Equal(t, 2, w.odd(exchange.Redelivered))
}

func TestNobodyWaitsForWhatIsNotResumed(t *testing.T) {
	w := newWire(exchange.Options{Timeout: time.Hour})
	f := exchange.Facts{SessionID: "s"}
	w.post(f, `{"id":1,"method":"tools/call","params":{"name":"a"}}`).status(200, true).close(true)
	w.now += int64(time.Hour)
	w.said = w.Expire(w.now, w.said)
	require.Equal(t, []string{"client tools/call a #1 2s: expired, timeout error=timeout session=s"}, w.calls(),
		"the call lasted as long as its stream")
}

func TestACallIsNotOverWhileItsStreamIsOpen(t *testing.T) {
	w := newWire(exchange.Options{Timeout: time.Minute})
	l := w.post(exchange.Facts{SessionID: "s"}, ping(1)).status(200, true)
	w.now += int64(time.Hour)
	w.said = w.Expire(w.now, w.said)
	require.Empty(t, w.calls())
	l.server(pong(1))
	require.Equal(t, []string{"client ping #1 1h0m2s: answered, success session=s"}, w.calls())
}

func TestAnAnswerBelongsToItsOwnHTTPExchange(t *testing.T) {
	w := newWire(exchange.Options{})
	f := exchange.Facts{SessionID: "s"}
	a := w.post(f, ping(1)).status(200, true)
	b := w.post(f, ping(2)).status(200, true)
	b.server(pong(2)).server(pong(1))
	require.Equal(t, 1, w.odd(exchange.Orphan))
	a.server(pong(1))
	require.Equal(t, []string{
		"client ping #2 2s: answered, success session=s",
		"client ping #1 7s: answered, success session=s",
	}, w.calls())
}

func TestASessionEnds(t *testing.T) {
	const call = `{"id":1,"method":"tools/call","params":{"name":"a"}}`
	f := exchange.Facts{SessionID: "s"}
	ends := map[string]func(w *wire){
		"by DELETE": func(w *wire) {
			d := f
			d.Transport, d.Verb = exchange.HTTP, "DELETE"
			w.open(d).status(204, false).close(false)
		},
		"because the server forgot it": func(w *wire) { w.post(f, `{"id":2,"method":"ping"}`).status(404, false) },
		"as the observer knows":        func(w *wire) { w.said = w.EndSession("", "s", w.tick(), w.said) },
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			w := newWire(exchange.Options{})
			w.post(f, call).status(200, true)
			end(w)
			require.Contains(t, w.calls()[0], "client tools/call a #1")
			_, sessions := w.Len()
			require.Zero(t, sessions)
		})
	}
}

func TestBothEndpointsOfHTTPAndSSE(t *testing.T) {
	w := newWire(exchange.Options{})
	get := w.open(exchange.Facts{Transport: exchange.SSE, Verb: "GET"}).status(200, true)
	w.Bind(get.s, "s", w.tick())
	post := exchange.Facts{Transport: exchange.SSE, Verb: "POST", SessionID: "s"}
	w.open(post).client(`{"id":1,"method":"ping"}`).status(202, false).close(false)
	require.Empty(t, w.calls(), "accepted is not answered")
	get.event("", `{"id":1,"result":{}}`)
	w.open(post).client(`{"id":2,"method":"ping"}`).status(500, false).close(false)
	w.open(post).client(`{"id":3,"method":"ping"}`).status(202, false).close(false)
	get.close(true)
	require.Equal(t, []string{
		"client ping #1 3s: answered, success session=s",
		"client ping #2 2s: rejected, server_error error=500 http=500 session=s",
		"client ping #3 3s: closed, server_error error=connection_closed session=s",
	}, w.calls())
}

func TestASessionKnownLateIsTheSame(t *testing.T) {
	w := newWire(exchange.Options{})
	l := w.post(exchange.Facts{}, `{"id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","clientInfo":{"name":"c"}}}`)
	w.Bind(l.s, "s", w.tick())
	l.status(200, true).event("", `{"id":0,"result":{"protocolVersion":"2025-06-18","serverInfo":{"name":"v"}}}`).close(false)
	w.post(exchange.Facts{SessionID: "s"}, `{"id":1,"method":"ping"}`).server(`{"id":1,"result":{}}`)
	require.Equal(t, []string{
		"client initialize #0 3s: answered, success version=2025-06-18 session=s client=c server=v",
		"client ping #1 1s: answered, success version=2025-06-18 session=s client=c server=v",
	}, w.calls(), "what was negotiated holds for the session")
}

func TestASubscriptionIsNoLatency(t *testing.T) {
	const listen = `{"id":"l","method":"subscriptions/listen","params":{"notifications":{}}}`
	const ended = `{"method":"notifications/cancelled","params":{"requestId":"l"}}`
	for name, end := range map[string]func(link){
		"by the client": func(l link) { l.client(ended) },
		"by the server": func(l link) { l.server(ended) },
		"by an answer":  func(l link) { l.server(`{"id":"l","result":{"resultType":"complete"}}`) },
		"by a close":    func(l link) { l.close(true) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWire(exchange.Options{})
			l := w.pipe().client(listen).
				server(`{"method":"notifications/resources/updated","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":"l"}}}`)
			w.now += int64(24 * time.Hour)
			w.said = w.Expire(w.now, w.said)
			require.Empty(t, w.calls())
			end(l)
			last := w.said[len(w.said)-1]
			if last.Call.Kind == mcp.KindNotification {
				last = w.said[len(w.said)-2]
			}
			require.True(t, last.Long)
			require.Equal(t, mcp.OutcomeSuccess, last.Call.Outcome)
			require.Equal(t, 1, last.Progress)
			require.Greater(t, last.Call.Duration(), 24*time.Hour)
		})
	}
}

func TestWhatSideAFailureIsOn(t *testing.T) {
	const call, answer = `{"id":1,"method":"tools/call","params":{"name":"a"}}`, `{"id":1,"error":{"code":%d,"message":"m"}}`
	tests := []struct {
		side    mcp.Side
		version string
		code    int
		failure bool
		outcome mcp.Outcome
	}{
		{mcp.SideClient, "2026-07-28", -32602, true, mcp.OutcomeValidationError},
		{mcp.SideServer, "2026-07-28", -32602, false, mcp.OutcomeValidationError},
		{mcp.SideServer, "2025-11-25", -32602, true, mcp.OutcomeValidationError},
		{mcp.SideServer, "2026-07-28", -32603, true, mcp.OutcomeServerError},
		{mcp.SideClient, "2025-11-25", -32042, false, mcp.OutcomeInputRequired},
	}
	for _, tt := range tests {
		w := newWire(exchange.Options{Role: mcp.RoleGateway, Side: tt.side})
		w.post(exchange.Facts{ProtocolVersion: tt.version}, call).server(fmt.Sprintf(answer, tt.code))
		c := w.said[0].Call
		require.Equal(t, tt.failure, c.Failed(), tt)
		require.Equal(t, strconv.Itoa(tt.code), c.StatusCode)
		require.Equal(t, tt.outcome, c.Outcome, tt)
		require.Equal(t, "m", c.StatusMessage)
	}
}

func TestTheServersOwnRequestsAreSeenFromTheOtherSide(t *testing.T) {
	w := newWire(exchange.Options{Role: mcp.RoleClient, Side: mcp.SideClient})
	w.pipe().client(`{"id":1,"method":"ping"}`).server(`{"id":1,"method":"ping"}`).
		client(`{"id":1,"result":{}}`).server(`{"id":1,"result":{}}`)
	require.Equal(t, mcp.RoleServer, w.said[0].Call.Role)
	require.Equal(t, mcp.SideServer, w.said[0].Call.Side)
	require.Equal(t, mcp.RoleClient, w.said[1].Call.Role)
	require.Equal(t, mcp.SideClient, w.said[1].Call.Side)
}

func TestAMessageThatWasCut(t *testing.T) {
	w := newWire(exchange.Options{})
	l := w.pipe().client(`{"id":1,"method":"tools/call","params":{"name":"a"}}`)
	lines := transport.NewLines(200)
	lines.Write([]byte(`{"result":{"content":[{"type":"text","text":"`+strings.Repeat("x", 5000)+`"}],"isError":true},"jsonrpc":"2.0","id":1}`+"\n"),
		func(m transport.Message) { w.said = w.Observe(l.s, exchange.Server, m, w.tick(), w.said) })
	e := w.said[0]
	require.True(t, e.ResponseCut)
	require.Greater(t, e.ResponseSize, int64(5000))
	require.Equal(t, mcp.OutcomeToolError, e.Call.Outcome)
	require.Nil(t, e.Result)
}
