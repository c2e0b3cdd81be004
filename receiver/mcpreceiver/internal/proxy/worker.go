package proxy

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// worker cuts what passes into messages and shows them to the recorder. It belongs to
// one goroutine, but for the numbers that others read.
type worker struct {
	observer *Observer
	recorder *capture.Recorder
	meter    Meter
	limit    int
	open     map[*passage]struct{}
	// endpoints are the addresses that clients of HTTP+SSE post to.
	endpoints *bounded.Set[string]
	counted   exchange.Counts
	messages  [2]tally         // by exchange.Peer, since the meter was told
	live      *[2]atomic.Int64 // requests, sessions
}

const (
	maxEndpoints   = 10_000
	endpointExpiry = 24 * time.Hour
)

func newWorker(o *Observer) worker {
	return worker{
		observer: o, recorder: capture.NewRecorder(o.options.Capture), meter: o.options.Meter, limit: o.options.MaxMessage,
		open: map[*passage]struct{}{}, endpoints: bounded.NewSet[string](maxEndpoints, endpointExpiry), live: new([2]atomic.Int64),
	}
}

// tally counts messages. Telling the meter of each would cost more than finding it.
type tally struct{ n, bytes int64 }

func (t *tally) add(size int64) { t.n, t.bytes = t.n+1, t.bytes+size }

// passageState is what the worker knows of an exchange.
type passageState struct {
	stream   *exchange.Stream // nil until it is known what transport it is
	facts    exchange.Facts
	request  *transport.Body
	answer   *transport.Body
	events   *transport.Events
	inflater *inflater
	answered bool
	streamed bool
	first    bool // no event has come
}

func (w *worker) handle(e *event) {
	p := e.passage
	if e.kind == began {
		w.begin(p, e)
		return
	}
	if p.state == nil {
		return // given up
	}
	switch e.kind {
	case requested:
		w.requestBytes(p, e.data, e.last, e.at)
	case answered:
		w.answer(p, &e.answer, e.at)
	case passed:
		w.answer(p, &e.answer, e.at)
		w.answerBytes(p, e.data, e.at)
		w.returned(p, e.data)
	case inflated:
		w.inflated(p, e)
	case ended:
		w.end(p, e)
	}
}

// begin opens the stream of an exchange. That of a GET waits until it is clear whether
// it is one of HTTP+SSE, which begins with the event "endpoint".
func (w *worker) begin(p *passage, e *event) {
	if p.lost.Load() {
		return // something that came later has found no room already
	}
	s := &passageState{facts: p.facts(w.observer), first: true}
	p.state = s
	w.open[p] = struct{}{}
	if s.facts.SessionID == "" && p.head.verb == http.MethodPost && w.endpoints.Len() > 0 {
		w.beginPosted(p, e.at)
	}
	if p.head.verb == http.MethodGet {
		return
	}
	w.openStream(s, e.at)
	if e.last && len(e.data) <= w.limit { // as usual: it came in one piece
		w.request(p, transport.Message{Data: e.data, Size: int64(len(e.data))}, e.at)
		return
	}
	s.request = transport.NewBody(w.limit)
	w.requestBytes(p, e.data, e.last, e.at)
}

// beginPosted looks whether a request is posted to an address that HTTP+SSE gave out.
func (w *worker) beginPosted(p *passage, at int64) {
	uri := p.asked.target.RequestURI()
	if w.endpoints.Has(uri, time.Unix(0, at)) {
		p.state.facts.Transport, p.state.facts.SessionID = exchange.SSE, w.observer.hash("endpoint", uri)
	}
}

func (w *worker) openStream(s *passageState, at int64) {
	if s.stream == nil {
		s.stream = w.recorder.Open(s.facts, at)
	}
}

func (w *worker) requestBytes(p *passage, b []byte, last bool, at int64) {
	s := p.state
	if s.request == nil {
		return
	}
	s.request.Write(b)
	if !last {
		return
	}
	s.request.Close(func(m transport.Message) { w.request(p, m, at) })
	s.request = nil
}

// request takes the body of a request.
func (w *worker) request(p *passage, m transport.Message, at int64) {
	if m, ok := w.decoded(m, p.head.encoding); ok && m.Size > 0 && p.head.verb == http.MethodPost {
		w.message(p.state, exchange.Client, m, at)
	}
}

func (w *worker) message(s *passageState, from exchange.Peer, m transport.Message, at int64) {
	w.messages[from].add(m.Size)
	w.recorder.Message(s.stream, from, m, at)
}

// decoded undoes the content coding of a whole body.
func (w *worker) decoded(m transport.Message, encoding string) (transport.Message, bool) {
	if encoding == "" || encoding == "identity" {
		return m, true
	}
	if m.Cut() {
		w.meter.Unparsed("encoding", 1)
		return m, false
	}
	reader, err := transport.Decoded(bytes.NewReader(m.Data), encoding, int64(w.limit))
	if err == nil {
		var plain []byte
		if plain, err = io.ReadAll(reader); err == nil {
			return transport.Message{Data: plain, Size: int64(len(plain))}, true
		}
	}
	w.meter.Unparsed("encoding", 1)
	return m, false
}

// answer takes the head of an answer, once.
func (w *worker) answer(p *passage, head *answerHead, at int64) {
	s := p.state
	if s.answered || head.code == 0 {
		return
	}
	s.answered, s.streamed = true, head.streaming
	switch {
	case head.streaming:
		s.events = transport.NewEvents(w.limit)
		if head.encoding != "" && head.encoding != "identity" {
			s.inflater = newInflater(p, head.encoding)
		}
	case head.inspected:
		s.answer = transport.NewBody(w.limit)
	}
	if !head.streaming || p.head.verb != http.MethodGet {
		w.openStream(s, p.head.at)
		w.status(p, head, at)
	}
}

func (w *worker) status(p *passage, head *answerHead, at int64) {
	s := p.state
	if session := w.observer.hash("session", head.session); session != "" && s.facts.SessionID == "" {
		s.facts.SessionID = session
		w.recorder.Bind(s.stream, session, at)
	}
	w.recorder.Status(s.stream, head.code, head.streaming, at)
	gone := p.head.verb == http.MethodDelete && head.code/100 == 2 || head.code == http.StatusNotFound && s.facts.Transport == exchange.HTTP
	if gone && s.facts.SessionID != "" {
		w.recorder.EndSession(s.facts.Server, s.facts.Principal, s.facts.SessionID, at)
	}
}

func (w *worker) answerBytes(p *passage, b []byte, at int64) {
	s := p.state
	switch {
	case s.inflater != nil:
		s.inflater.write(b)
	case s.events != nil:
		w.streamBytes(p, b, at)
	case s.answer != nil:
		s.answer.Write(b)
	}
}

// returned gives a piece of an answer back that was looked at.
func (*worker) returned(p *passage, b []byte) {
	if p.state != nil && p.state.inflater == nil { // which keeps it
		giveBack(b)
	}
}

// inflated takes what an inflater has read, or its end.
func (w *worker) inflated(p *passage, e *event) {
	if e.last {
		w.close(p, e.byClient, e.at)
		return
	}
	w.streamBytes(p, e.data, e.at)
}

// streamBytes takes a piece of an event stream.
func (w *worker) streamBytes(p *passage, b []byte, at int64) {
	s := p.state
	s.events.Write(b, func(e transport.Event) {
		isEndpoint := string(e.Name) == "endpoint"
		if s.first {
			w.firstEvent(p, isEndpoint, e, at)
		}
		if isEndpoint || len(e.Data) == 0 {
			return
		}
		w.messages[exchange.Server].add(e.Size)
		w.recorder.Event(s.stream, e, at)
	})
}

// firstEvent decides what transport a GET is.
func (w *worker) firstEvent(p *passage, isEndpoint bool, e transport.Event, at int64) {
	s := p.state
	s.first = false
	if s.stream != nil {
		return
	}
	if isEndpoint {
		uri := resolve(p.asked.target.RequestURI(), string(e.Data))
		w.endpoints.Add(uri, time.Unix(0, at))
		s.facts.Transport, s.facts.SessionID = exchange.SSE, w.observer.hash("endpoint", uri)
	}
	w.openStream(s, p.head.at)
	w.recorder.Status(s.stream, http.StatusOK, true, at)
}

// resolve returns path and query of an address as seen from another one.
func resolve(base, reference string) string {
	b, err := url.Parse(base)
	if err != nil {
		return reference
	}
	r, err := b.Parse(reference)
	if err != nil {
		return reference
	}
	return r.RequestURI()
}

// end takes the rest of an answer and closes the stream.
func (w *worker) end(p *passage, e *event) {
	s := p.state
	w.answer(p, &e.answer, e.at)
	switch {
	case e.answer.whole && s.answer != nil && len(e.data) <= w.limit:
		s.answer = nil
		w.answered(p, transport.Message{Data: e.data, Size: int64(len(e.data))}, e.at)
		giveBack(e.data)
	case len(e.data) > 0:
		w.answerBytes(p, e.data, e.at)
		w.returned(p, e.data)
	}
	giveBack(p.whole) // the relay has ended before
	p.whole = nil
	if s.inflater != nil {
		s.inflater.close(e.byClient) // ends the passage when it has caught up
		return
	}
	w.close(p, e.byClient, e.at)
}

func (w *worker) close(p *passage, byClient bool, at int64) {
	s := p.state
	if s.answer != nil {
		s.answer.Close(func(m transport.Message) { w.answered(p, m, at) })
	}
	if s.stream == nil && s.streamed {
		w.openStream(s, p.head.at)
		w.recorder.Status(s.stream, http.StatusOK, true, at)
	}
	w.openStream(s, p.head.at)
	w.recorder.Close(s.stream, byClient, at)
	if s.facts.Transport == exchange.SSE && p.head.verb == http.MethodGet {
		w.recorder.EndSession(s.facts.Server, s.facts.Principal, s.facts.SessionID, at)
	}
	w.drop(p)
}

// answered takes the body of an answer that is no stream.
func (w *worker) answered(p *passage, m transport.Message, at int64) {
	if m, ok := w.decoded(m, p.answer.encoding); ok && m.Size > 0 {
		w.message(p.state, exchange.Server, m, at)
	}
}

func (w *worker) drop(p *passage) {
	delete(w.open, p)
	p.state = nil
}

// forget drops exchanges of which something was not seen.
func (w *worker) forget(list []*passage) {
	for _, p := range list {
		if s := p.state; s != nil {
			if s.stream != nil {
				w.recorder.Abandon(s.stream)
			}
			if s.inflater != nil {
				s.inflater.close(false)
			}
			w.drop(p)
		}
	}
}

// closeAll ends what is open when the proxy stops.
func (w *worker) closeAll(at int64) {
	for p := range w.open {
		s := p.state
		if s.inflater != nil {
			s.inflater.close(false)
		}
		if s.stream != nil {
			w.recorder.Close(s.stream, false, at)
		}
		w.drop(p)
	}
	w.recorder.CloseAll(at)
}

// flush hands on what was recorded, and what was counted.
func (w *worker) flush() {
	requests, sessions := w.recorder.Live()
	w.live[0].Store(int64(requests))
	w.live[1].Store(int64(sessions))
	w.count()
	if spans, logs := w.recorder.Recorded(); spans+logs > 0 {
		w.observer.options.Sink.Record(w.recorder.Take())
	}
}

// count tells the meter what was counted since the last time.
func (w *worker) count() {
	for from, t := range w.messages {
		if t.n > 0 {
			w.meter.Messages(exchange.Peer(from), t.n, t.bytes)
		}
	}
	w.messages = [2]tally{}
	now := w.recorder.Counts()
	for fault, n := range now.Faults {
		if d := n - w.counted.Faults[fault]; d > 0 {
			w.meter.Unparsed(jsonrpc.Fault(fault).String(), int64(d))
		}
	}
	for odd, n := range now.Odd {
		if d := n - w.counted.Odd[odd]; d > 0 {
			w.meter.Unparsed(exchange.Oddity(odd).String(), int64(d))
		}
	}
	w.counted = now
}
