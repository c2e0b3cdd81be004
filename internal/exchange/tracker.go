package exchange

import (
	"hash/maphash"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// Tracker pairs messages. Times are Unix nanoseconds. Methods that finish exchanges
// append them to out and return it; those are the caller's.
//
// A process is opened, observed line by line in both directions, and closed when it
// has ended. An HTTP exchange is opened when the request's headers have come, told
// its body, then bound to the session that the answer's headers name, told the status,
// the body or the events, and closed. What has no end is reported by Expire.
//
// A Tracker is not safe for concurrent use; all streams of a session must be told to
// the same one.
type Tracker struct {
	options Options
	seed    maphash.Seed
	counts  Counts

	ids      table
	tokens   index
	tasks    index
	sessions sessions
	servers  introduced
	chains   *bounded.Map[uint64, chain]
	chained  uint64 // the last chain's number

	// Requests wait in one of three queues, by how long they may.
	calls, handedOff, subscriptions queue

	keptArguments int // bytes of arguments of all open requests

	messages []jsonrpc.Message // reused
	text     []byte            // reused
}

// NewTracker returns an empty tracker.
func NewTracker(options Options) *Tracker {
	options.setDefaults()
	return &Tracker{
		options:  options,
		seed:     maphash.MakeSeed(),
		ids:      table{},
		tokens:   index{},
		tasks:    index{},
		sessions: sessions{byKey: map[scopeKey]*scope{}},
		servers:  introduced{},
		chains:   bounded.NewMap[uint64, chain](maxChains, options.ChainIdle),
	}
}

// Open begins a stream.
func (t *Tracker) Open(f Facts, at int64, out []*Exchange) (*Stream, []*Exchange) {
	s := &Stream{facts: f}
	s.scope, out = t.scopeOf(scopeKey{f.Server, f.SessionID}, at, out)
	return s, out
}

// scopeOf returns the scope of a session, or a new one without a session.
func (t *Tracker) scopeOf(k scopeKey, at int64, out []*Exchange) (*scope, []*Exchange) {
	if k.session == "" {
		return &scope{last: at}, out
	}
	if c := t.sessions.byKey[k]; c != nil {
		t.sessions.touch(c, at)
		return c, out
	}
	if len(t.sessions.byKey) >= t.options.MaxSessions {
		t.forget(t.sessions.first)
	}
	c := &scope{key: k, last: at}
	t.sessions.add(c)
	return c, out
}

// forget drops a session that was pushed out.
func (t *Tracker) forget(c *scope) {
	t.counts.Odd[ForgottenSession]++
	for len(c.open) > 0 {
		t.giveUp(c.open[0])
	}
	t.sessions.remove(c)
}

// giveUp drops a request without reporting it.
func (t *Tracker) giveUp(p *pending) {
	t.counts.Odd[GivenUp]++
	t.detach(p)
}

// Bind says that a stream belongs to a session, which became known after the stream
// began: by a response header or by an endpoint event. It does nothing if the stream
// has a session.
func (t *Tracker) Bind(s *Stream, sessionID string, at int64) {
	if s.scope.key.session != "" || sessionID == "" {
		return
	}
	from := s.scope
	s.facts.SessionID = sessionID
	s.scope, _ = t.scopeOf(scopeKey{s.facts.Server, sessionID}, at, nil)
	for len(from.open) > 0 {
		t.move(from.open[0], s.scope)
	}
}

// move puts a request into another scope.
func (t *Tracker) move(p *pending, to *scope) {
	t.ids.remove(p)
	t.tokens.remove(p.token, p)
	p.scope.remove(p)
	p.scope, p.id.scope = to, to
	p.Call.SessionID = to.key.session
	t.ids.add(p)
	if p.token.kind != 0 {
		p.token.scope = to
		t.tokens[p.token] = p
	}
	to.open = append(to.open, p)
}

// Observe takes a message that a peer has sent on a stream, or a batch.
func (t *Tracker) Observe(s *Stream, from Peer, m transport.Message, at int64, out []*Exchange) []*Exchange {
	var fault jsonrpc.Fault
	if m.Cut() {
		t.counts.Odd[Partial]++
		t.messages, fault = jsonrpc.DecodeCut(m.Data, m.Tail, m.Size, t.messages[:0])
	} else {
		t.messages, fault = jsonrpc.Decode(m.Data, t.messages[:0])
	}
	if fault != jsonrpc.OK {
		t.counts.Faults[fault]++
	}
	t.sessions.touch(s.scope, at)
	for i := range t.messages {
		out = t.message(s, from, &t.messages[i], at, out)
	}
	return out
}

func (t *Tracker) message(s *Stream, from Peer, m *jsonrpc.Message, at int64, out []*Exchange) []*Exchange {
	isAnswer := m.Kind == jsonrpc.Result || m.Kind == jsonrpc.Error
	if s.again && !isAnswer {
		t.counts.Odd[Redelivered]++
		return out
	}
	if m.Ambiguous {
		t.counts.Odd[Ambiguous]++
	}
	switch m.Kind {
	case jsonrpc.Request:
		t.request(s, from, m, at)
	case jsonrpc.Notification:
		return t.notification(s, from, m, at, out)
	case jsonrpc.Result, jsonrpc.Error:
		return t.answer(s, from, m, at, out)
	default:
		t.counts.Faults[m.Fault]++
	}
	return out
}

// ObserveEvent takes a server-sent event. What is no message event, or has no data, is
// nothing. A request or notification that was delivered before, on a stream that was
// resumed, is not observed again; an answer ends its request once anyway, and some
// servers give the same id to events of two streams.
func (t *Tracker) ObserveEvent(s *Stream, e transport.Event, at int64, out []*Exchange) []*Exchange {
	s.streaming = true
	if len(e.ID) > 0 && e.HasID {
		hash := maphash.Bytes(t.seed, e.ID)
		s.again = s.facts.Resumes && s.scope.delivered.has(hash)
		if !s.again && s.scope.key.session != "" {
			s.scope.delivered.add(hash, maxDelivered)
		}
	}
	defer func() { s.again = false }()
	if len(e.Data) == 0 || len(e.Name) > 0 && string(e.Name) != "message" {
		return out
	}
	return t.Observe(s, Server, e.Message, at, out)
}

// Status takes the status code of an HTTP exchange, when its headers have come, and
// whether its body is an event stream.
func (t *Tracker) Status(s *Stream, code int, streaming bool, at int64, out []*Exchange) []*Exchange {
	s.status, s.streaming = code, streaming
	if redirects(code) && s.acknowledges() {
		t.redirected(s)
		return out
	}
	for _, e := range s.told {
		e.HTTPStatus = code
		e.Call.End = at
		if code >= 400 {
			e.reject(code)
		}
		e.Call.Outcome = e.outcome()
		out = append(out, e)
	}
	s.told = nil
	gone := code == 404 && !mcp.Modern(s.facts.ProtocolVersion) || s.facts.Verb == "DELETE" && code/100 == 2
	if gone && s.facts.Transport == HTTP && s.facts.SessionID != "" {
		// Of what was sent here the status itself will tell.
		return t.endScope(s.scope, s, at, out)
	}
	return out
}

// Close ends a stream: a process, or an HTTP exchange when its body was read or its
// connection is gone. byClient says that the client closed it before its end.
func (t *Tracker) Close(s *Stream, byClient bool, at int64, out []*Exchange) []*Exchange {
	for _, e := range s.told {
		e.close()
		e.Call.End = at
		e.Call.Outcome = e.outcome()
		out = append(out, e)
	}
	s.told, s.closed = nil, true
	if s.lasts() {
		return t.endScope(s.scope, nil, at, out)
	}
	for i := 0; i < len(s.scope.open); {
		p := s.scope.open[i]
		switch {
		case p.stream != s:
			i++
		case t.endsWith(p, s, byClient):
			out = t.finish(p, at, out)
		default:
			p.left = at
			i++
		}
	}
	return out
}

// Abandon ends a stream of which not everything was seen. How the requests ended that
// came on it cannot be told, so they are given up.
func (t *Tracker) Abandon(s *Stream) {
	s.told = nil
	for i := 0; i < len(s.scope.open); {
		if p := s.scope.open[i]; p.stream == s && p.task.kind == 0 {
			t.giveUp(p)
			continue
		}
		i++
	}
}

// endsWith decides whether a request ends because its stream does, and says how.
func (t *Tracker) endsWith(p *pending, s *Stream, byClient bool) bool {
	session := t.sessions.byKey[s.scope.key] == s.scope
	switch {
	case p.task.kind != 0:
		return false // goes on without a stream
	case s.status >= 400:
		p.HTTPStatus = s.status
		p.reject(s.status)
	case !s.carries() && session:
		return false // the answer comes elsewhere
	case p.modern && byClient:
		p.cancel("")
	case !p.modern && session && (s.streaming || byClient || s.status == 0):
		// Until 2025-11-25 the end of a connection says nothing: the client may ask
		// for the rest (basic/transports, "Resumability and Redelivery").
		return false
	default:
		p.HTTPStatus = s.status
		p.close()
	}
	return true
}

// EndSession ends a session that the observer knows to be over.
func (t *Tracker) EndSession(server, sessionID string, at int64, out []*Exchange) []*Exchange {
	if c := t.sessions.byKey[scopeKey{server, sessionID}]; c != nil && sessionID != "" {
		return t.endScope(c, nil, at, out)
	}
	return out
}

// endScope ends what is open in a scope, except for what was sent on one stream.
func (t *Tracker) endScope(c *scope, except *Stream, at int64, out []*Exchange) []*Exchange {
	for i := 0; i < len(c.open); {
		p := c.open[i]
		if except != nil && p.stream == except {
			i++
			continue
		}
		p.close()
		out = t.finish(p, p.lasted(at), out)
	}
	if t.sessions.byKey[c.key] == c {
		t.sessions.remove(c)
	}
	return out
}

// Expire reports the requests whose time is over, and forgets idle sessions. It is
// to be called now and then; how often decides only how late they are reported.
func (t *Tracker) Expire(now int64, out []*Exchange) []*Exchange {
	out = t.expire(&t.calls, now, t.options.Timeout, out)
	out = t.expire(&t.handedOff, now, t.options.TaskTimeout, out)
	for c := t.sessions.first; c != nil && now-c.last >= int64(t.options.SessionIdle); {
		next := c.next
		if len(c.open) == 0 {
			t.sessions.remove(c)
		}
		c = next
	}
	return out
}

func (t *Tracker) expire(q *queue, now int64, after time.Duration, out []*Exchange) []*Exchange {
	for q.first != nil && now-q.first.active >= int64(after) {
		p := q.first
		if q == &t.calls && p.stream.carries() && !p.stream.closed {
			q.remove(p)
			q.push(p, now)
			continue
		}
		p.Ending, p.Call.ErrorType = Expired, errorTimeout
		p.scope.ended.add(p.id.hash, maxEnded)
		out = t.finish(p, p.lasted(now), out)
	}
	return out
}

// Len returns the number of open requests and of known sessions.
func (t *Tracker) Len() (requests, sessions int) {
	return t.calls.size + t.handedOff.size + t.subscriptions.size, len(t.sessions.byKey)
}

// Counts returns what was counted so far.
func (t *Tracker) Counts() Counts { return t.counts }

// detach takes a request out of everything it is in.
func (t *Tracker) detach(p *pending) {
	t.ids.remove(p)
	t.tokens.remove(p.token, p)
	t.tasks.remove(p.task, p)
	p.scope.remove(p)
	p.queue.remove(p)
	t.keptArguments -= p.kept
}

// finish reports a request.
func (t *Tracker) finish(p *pending, at int64, out []*Exchange) []*Exchange {
	t.detach(p)
	t.counts.Reported++
	p.Call.End = at
	p.Call.Outcome = p.outcome()
	if p.Call.ClientName == "" {
		p.Call.ClientName = p.scope.client
	}
	if p.Call.ServerName == "" {
		p.Call.ServerName = p.scope.server
	}
	if p.ClientVersion == "" {
		p.ClientVersion = p.scope.clientVersion
	}
	if p.ServerVersion == "" {
		p.ServerVersion = p.scope.serverVersion
	}
	if p.Call.ServerName == "" {
		p.Call.ServerName, p.ServerVersion = t.servers.of(p.stream.facts.Server)
	}
	if p.Call.ProtocolVersion == "" {
		p.Call.ProtocolVersion = p.scope.version
	}
	return append(out, &p.Exchange)
}

// hash hashes what is in the tracker's text buffer.
func (t *Tracker) hash() uint64 { return maphash.Bytes(t.seed, t.text) }

// maxID bounds what of an id is read. Longer ones that begin alike are confused.
const maxID = 4 << 10

func (t *Tracker) keyOf(c *scope, from Peer, kind keyKind, raw jsonrpc.Raw) key {
	t.text = jsonrpc.ID{Raw: raw}.AppendKey(t.text[:0], maxID)
	return key{scope: c, from: from, kind: kind, hash: t.hash()}
}

// taskKey is that of a task. Its id is unique among all of a server's tasks, in
// whatever session (2025-11-25, basic/utilities/tasks); every process is a server.
func (t *Tracker) taskKey(s *Stream, id jsonrpc.Raw) key {
	t.text = append(append(t.text[:0], s.facts.Server...), 0)
	t.text = id.AppendText(t.text, maxID)
	k := key{kind: byTask, hash: max(t.hash(), 1)} // 0 is none
	if s.facts.Transport == Stdio {
		k.scope = s.scope
	}
	return k
}
