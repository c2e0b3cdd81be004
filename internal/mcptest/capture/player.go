package capture

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// Epoch is when every recording begins.
var Epoch = time.Date(2026, 7, 28, 12, 0, 0, 0, time.UTC)

// Player plays recordings to a tracker.
type Player struct {
	Tracker *exchange.Tracker
	// Server, Principal and Client say for whom the traffic is; see [exchange.Facts].
	Server, Principal string
	// Begin is when the recording begins; [Epoch] if it is zero.
	Begin time.Time
	// Cut returns text in pieces, in which it is handed on; nil hands it on whole.
	Cut func(text string) []string
	// SessionID stands for a keyed hash; nil numbers sessions.
	SessionID func(secret string) string
	// HideSessions keeps from the tracker that there are sessions.
	HideSessions bool
	// Done is called with every finished exchange, Ended when a session has ended.
	Done  func(e *exchange.Exchange, from Origin)
	Ended func(sessionID string, at int64)

	numbers map[string]string
	http    map[int]*httpExchange
	pipes   *pipes
	begin   int64
}

// Origin is where an exchange was seen, whatever the tracker was told of it.
type Origin struct {
	// Session is what the client and the server call their session, or "pipe".
	Session string
	// UserAgent is the header of that name.
	UserAgent string
}

// httpExchange is one HTTP exchange while it lasts.
type httpExchange struct {
	stream  *exchange.Stream
	facts   exchange.Facts
	events  *transport.Events
	session string // as the tracker was told
	origin  Origin
}

// pipes are those of a process.
type pipes struct {
	stream             *exchange.Stream
	toServer, toClient *transport.Lines
}

// Play plays a whole recording, and what is left at its end as if the connections
// were closed then.
func (p *Player) Play(records []Record) {
	for i := range records {
		p.Step(&records[i])
	}
	if len(records) > 0 {
		p.Stop(records[len(records)-1].At)
	}
}

// Step plays one record.
func (p *Player) Step(r *Record) {
	if p.http == nil {
		p.numbers, p.http = map[string]string{}, map[int]*httpExchange{}
		p.begin = Epoch.UnixNano()
		if !p.Begin.IsZero() {
			p.begin = p.Begin.UnixNano()
		}
	}
	if r.HTTP == nil {
		p.stepPipe(r)
		return
	}
	switch at := p.begin + r.At; r.HTTP.Kind {
	case "request":
		p.request(r, at)
	case "response":
		p.response(r, at)
	case "open":
		x := p.http[r.HTTP.X]
		x.events = transport.NewEvents(0)
		p.headers(x, r, true, at)
	case "event":
		p.event(p.http[r.HTTP.X], r, at)
	case "end":
		p.close(r.HTTP.X, r.HTTP.Err != "", at)
	}
}

// Stop closes what is still open.
func (p *Player) Stop(after int64) {
	at := p.begin + after
	for _, x := range slices.Sorted(maps.Keys(p.http)) {
		p.close(x, false, at)
	}
	if s := p.pipes; s != nil {
		s.toServer.Close(func(m transport.Message) {
			p.done(p.Tracker.Observe(s.stream, exchange.Client, m, at, nil), Origin{Session: "pipe"})
		})
		s.toClient.Close(func(m transport.Message) {
			p.done(p.Tracker.Observe(s.stream, exchange.Server, m, at, nil), Origin{Session: "pipe"})
		})
		p.done(p.Tracker.Close(s.stream, false, at, nil), Origin{Session: "pipe"})
		p.pipes = nil
	}
}

func (p *Player) stepPipe(r *Record) {
	at := p.begin + r.At
	if p.pipes == nil {
		p.pipes = &pipes{toServer: transport.NewLines(0), toClient: transport.NewLines(0)}
		facts := exchange.Facts{Transport: exchange.Stdio, Server: p.Server, Principal: p.Principal}
		p.pipes.stream, _ = p.Tracker.Open(facts, at, nil)
	}
	from, lines := exchange.Client, p.pipes.toServer
	if r.Dir == "s2c" {
		from, lines = exchange.Server, p.pipes.toClient
	}
	for _, piece := range p.pieces(r.Frame) {
		lines.Write([]byte(piece), func(m transport.Message) {
			p.done(p.Tracker.Observe(p.pipes.stream, from, m, at, nil), Origin{Session: "pipe"})
		})
	}
}

func (p *Player) pieces(text string) []string {
	if p.Cut == nil {
		return []string{text}
	}
	return p.Cut(text)
}

func (p *Player) request(r *Record, at int64) {
	h := r.HTTP.Headers
	x := &httpExchange{origin: Origin{Session: h.Get("Mcp-Session-Id"), UserAgent: h.Get("User-Agent")}}
	x.facts = exchange.Facts{
		Transport: exchange.HTTP, Verb: r.HTTP.Method, Server: p.Server, Principal: p.Principal,
		ProtocolVersion: h.Get("Mcp-Protocol-Version"), Method: h.Get("Mcp-Method"), Name: h.Get("Mcp-Name"),
		Resumes:     h.Get("Last-Event-Id") != "",
		TraceParent: h.Get("Traceparent"), TraceState: h.Get("Tracestate"), Baggage: h.Get("Baggage"),
	}
	if r.Transport == "sse" {
		x.facts.Transport = exchange.SSE
		if r.HTTP.Method == http.MethodPost {
			x.origin.Session = r.HTTP.Path
		}
	}
	x.session = p.sessionID(x.origin.Session)
	x.facts.SessionID = x.session
	var out []*exchange.Exchange
	x.stream, out = p.Tracker.Open(x.facts, at, nil)
	p.http[r.HTTP.X] = x
	body := transport.NewBody(0)
	for _, piece := range p.pieces(r.Frame) {
		body.Write([]byte(piece))
	}
	if r.HTTP.Method == http.MethodPost {
		body.Close(func(m transport.Message) {
			out = p.Tracker.Observe(x.stream, exchange.Client, m, at, out)
		})
	}
	p.done(out, x.origin)
}

// sessionID returns what the tracker is told.
func (p *Player) sessionID(secret string) string {
	switch {
	case secret == "" || p.HideSessions:
		return ""
	case p.SessionID != nil:
		return p.SessionID(secret)
	}
	if p.numbers[secret] == "" {
		p.numbers[secret] = "session-" + strconv.Itoa(len(p.numbers)+1)
	}
	return p.numbers[secret]
}

func (p *Player) headers(x *httpExchange, r *Record, streaming bool, at int64) {
	if secret := r.HTTP.Headers.Get("Mcp-Session-Id"); secret != "" {
		p.bind(x, secret, at)
	}
	p.done(p.Tracker.Status(x.stream, r.HTTP.Status, streaming, at, nil), x.origin)
	if x.facts.Verb == http.MethodDelete && r.HTTP.Status/100 == 2 && p.Ended != nil {
		p.Ended(x.session, at)
	}
}

func (p *Player) bind(x *httpExchange, secret string, at int64) {
	if x.origin.Session == "" {
		x.origin.Session, x.session = secret, p.sessionID(secret)
		p.Tracker.Bind(x.stream, x.session, at)
	}
}

func (p *Player) response(r *Record, at int64) {
	x := p.http[r.HTTP.X]
	p.headers(x, r, false, at)
	body := transport.NewBody(0)
	for _, piece := range p.pieces(r.Frame) {
		body.Write([]byte(piece))
	}
	if strings.HasPrefix(r.HTTP.Headers.Get("Content-Type"), "application/json") {
		body.Close(func(m transport.Message) {
			p.done(p.Tracker.Observe(x.stream, exchange.Server, m, at, nil), x.origin)
		})
	}
	p.close(r.HTTP.X, false, at)
}

func (p *Player) event(x *httpExchange, r *Record, at int64) {
	for _, piece := range p.pieces(r.Frame) {
		x.events.Write([]byte(piece), func(e transport.Event) {
			if string(e.Name) == "endpoint" {
				p.bind(x, string(e.Data), at)
			}
			p.done(p.Tracker.ObserveEvent(x.stream, e, at, nil), x.origin)
		})
	}
}

func (p *Player) close(number int, byClient bool, at int64) {
	x := p.http[number]
	delete(p.http, number)
	p.done(p.Tracker.Close(x.stream, byClient, at, nil), x.origin)
	if x.facts.Transport == exchange.SSE && x.facts.Verb == http.MethodGet && p.Ended != nil {
		p.Ended(x.session, at)
	}
}

func (p *Player) done(exchanges []*exchange.Exchange, from Origin) {
	for _, e := range exchanges {
		p.Done(e, from)
	}
}
