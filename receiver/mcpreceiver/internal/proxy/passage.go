package proxy

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
)

// passage is one HTTP exchange on its way through. The fields of the first part are
// set before it is shown to the worker and not changed then; those of the second are
// the relaying goroutine's, those of the third the worker's.
type passage struct {
	observer *Observer
	asked    asked
	head     requestHead
	whole    []byte // the request body, if it was read as a whole
	inject   string // the traceparent to be added, or ""

	relaying sync.Mutex // covers relayed
	relayed  bool       // nobody reads whole any more, but for the worker

	writer   *plainWriter
	answer   answerHead
	buffered []byte // of the answer, not shown yet
	parted   bool   // some of it was shown before
	held     bool   // buffered is the answer's whole body, not delivered yet
	broken   bool   // or what came of it
	reached  bool   // the end of the answer was reached
	empty    bool   // nothing has come of an answer of unknown length
	shown    bool   // the worker knows of it
	lost     atomic.Bool

	state *passageState
}

// requestHead is what is taken from a request line and its header fields. It holds
// credentials, which the worker only hashes.
type requestHead struct {
	at                       int64
	verb                     string
	session, authorization   string
	protocol, method, name   string
	parent, state, baggage   string
	encoding, version, agent string
	resumes                  bool
}

// answerHead is what is taken from the head of an answer.
type answerHead struct {
	code      int
	streaming bool // it is an event stream
	inspected bool // its body holds messages
	whole     bool // the body comes in one piece
	session   string
	encoding  string
}

// begin makes the passage of a request.
func (o *Observer) begin(h *Handler, to *route, r *http.Request) *passage {
	get := r.Header.Get
	p := &passage{observer: o, asked: asked{target: to.aim(r), path: pathOf(r), host: r.Host, secure: r.TLS != nil}, head: requestHead{
		at: time.Now().UnixNano(), verb: r.Method,
		session: get("Mcp-Session-Id"), authorization: get("Authorization"),
		protocol: get("Mcp-Protocol-Version"), method: get("Mcp-Method"), name: get("Mcp-Name"),
		parent: get("Traceparent"), state: get("Tracestate"), baggage: get("Baggage"),
		encoding: get("Content-Encoding"), version: httpVersion(r), agent: get("User-Agent"),
		resumes: get("Last-Event-Id") != "",
	}}
	if h.options.InjectTraceparent && p.head.parent == "" {
		p.inject = newTraceparent()
		p.head.parent, p.head.state = p.inject, capture.Injected
	}
	return p
}

// httpVersion is network.protocol.version.
func httpVersion(r *http.Request) string {
	if r.ProtoMajor >= 2 {
		return "2"
	}
	return strings.TrimPrefix(r.Proto, "HTTP/")
}

// newTraceparent begins a trace (W3C Trace Context, section 3.2).
func newTraceparent() string {
	var ids [24]byte
	_, _ = rand.Read(ids[:]) // never fails
	text := hex.EncodeToString(ids[:])
	return "00-" + text[:32] + "-" + text[32:] + "-01"
}

// request shows the request, with its body or the beginning of it. The body is shared
// with the transport; neither changes it.
func (p *passage) request(body []byte, whole bool) {
	if whole {
		p.whole = body
	}
	p.shown = p.show(event{kind: began, at: p.head.at, data: body, last: whole})
}

// body returns a reader of a request body that was read as a whole. A transport may go on
// reading after it has returned an answer; memory that is lent, which others may use then,
// is not to be seen through it any more.
func (p *passage) body() (io.ReadCloser, error) {
	if classOf(cap(p.whole)) < 0 {
		return io.NopCloser(bytes.NewReader(p.whole)), nil
	}
	return &lentBody{p: p, rest: p.whole}, nil
}

// requestTail shows more of a long body.
func (p *passage) requestTail(b []byte, last bool) {
	if len(b) > 0 || last {
		p.show(event{kind: requested, at: time.Now().UnixNano(), data: clone(b), last: last})
	}
}

// response taps an answer.
func (p *passage) response(to *route, r *http.Response) {
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	p.answer = answerHead{
		code: r.StatusCode, streaming: kind == "text/event-stream", session: r.Header.Get("Mcp-Session-Id"),
		encoding: r.Header.Get("Content-Encoding"),
	}
	p.answer.inspected = p.answer.streaming || kind == "application/json"
	to.redirect(r, &p.asked)
	if r.StatusCode == http.StatusSwitchingProtocols {
		return
	}
	if p.answer.streaming {
		p.show(event{kind: answered, at: time.Now().UnixNano(), answer: p.answer})
	}
	if p.hold(r) {
		return
	}
	p.empty = r.ContentLength < 0
	t := newTap(r, p, p.writer)
	r.Body = t
	if t.head {
		r.ContentLength = 0 // else ReverseProxy would flush the head, too, in a goroutine that it starts by a timer
	}
	if p.answer.streaming && to.moves() && p.head.verb == http.MethodGet && p.answer.encoding == "" && p.empty {
		t.to = nil
		r.Body = newEndpointReader(r.Body, to, &p.asked)
	}
}

// maxHeld is the length of an answer that is read as a whole before it is delivered: in
// one piece it costs half of what it does in many. It has no use to the client before
// its end.
const maxHeld = 256 << 10

// hold reads an answer that is one message of a known length.
func (p *passage) hold(r *http.Response) bool {
	if !p.answer.inspected || p.answer.streaming || r.ContentLength <= 0 || r.ContentLength > maxHeld || r.Body == http.NoBody {
		return false
	}
	p.buffered = lend(int(r.ContentLength))
	n, err := io.ReadFull(r.Body, p.buffered)
	p.buffered, p.held, p.broken, p.reached = p.buffered[:n], true, err != nil, err == nil
	_ = r.Body.Close() // its end was read, or cannot be
	r.Body = http.NoBody
	return true
}

// deliver writes an answer that was held. If the upstream broke off, so does it.
func (p *passage) deliver(w http.ResponseWriter) {
	if !p.held {
		return
	}
	if _, err := w.Write(p.buffered); err != nil || p.broken {
		panic(http.ErrAbortHandler)
	}
}

// answerBytes shows a small piece of an event stream.
func (p *passage) answerBytes(b []byte) {
	if p.answer.streaming {
		p.show(event{kind: passed, at: time.Now().UnixNano(), data: clone(b)})
	}
}

// failed notes the answer that the proxy itself gave.
func (p *passage) failed(code int) {
	p.answer, p.reached = answerHead{code: code}, true
}

// end shows that the exchange is over.
func (p *passage) end(r *http.Request) {
	p.relaying.Lock()
	p.relayed = true
	p.relaying.Unlock()
	p.answer.whole = !p.parted
	p.show(event{
		kind: ended, at: time.Now().UnixNano(), data: p.buffered, answer: p.answer,
		byClient: !p.reached && r.Context().Err() != nil,
	})
	p.buffered = nil
}

// brokeOff reports whether the upstream began an answer and did not end it.
func (p *passage) brokeOff(r *http.Request) bool {
	return !p.reached && p.answer.code != 0 && r.Context().Err() == nil
}

// show hands an event to the worker and reports whether there was room. Once there was
// not, the rest of the exchange is not shown either: half of it could only mislead.
func (p *passage) show(e event) bool {
	if p.lost.Load() {
		return false
	}
	e.passage = p
	if p.observer.put(e) {
		return true
	}
	if p.lost.CompareAndSwap(false, true) { // a long request is shown while the answer is
		p.observer.lose(p)
	}
	return false
}

func clone(b []byte) []byte { return append([]byte(nil), b...) }

// facts are what the recorder is told of the exchange.
func (p *passage) facts(o *Observer) exchange.Facts {
	h := &p.head
	return exchange.Facts{
		Transport: exchange.HTTP, Verb: h.verb, Server: o.options.Server,
		Principal: o.hash("authorization", h.authorization), SessionID: o.hash("session", h.session),
		ProtocolVersion: h.protocol, Method: h.method, Name: h.name, Resumes: h.resumes,
		TraceParent: h.parent, TraceState: h.state, Baggage: h.baggage,
		ServerAddress: o.options.Address, ServerPort: o.options.Port, NetworkProtocolVersion: h.version,
	}
}
