package capture

import (
	"encoding/binary"
	"hash/maphash"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// Recorder records the traffic of one server. Times are Unix nanoseconds. It is not
// safe for concurrent use.
type Recorder struct {
	options Options
	tracker *exchange.Tracker
	groups  *session.Groups

	traces ptrace.Traces
	spans  ptrace.SpanSlice
	logs   plog.Logs
	lines  plog.LogRecordSlice

	finished []*exchange.Exchange // scratch
	ended    []session.Ended      // scratch
}

// seed is that of the process: what several recorders see can be compared.
var seed = maphash.MakeSeed()

// NewRecorder returns a recorder that has seen nothing.
func NewRecorder(o Options) *Recorder {
	o = o.withDefaults()
	r := &Recorder{options: o, tracker: exchange.NewTracker(o.Exchange), groups: session.New(o.Session)}
	r.begin()
	return r
}

// begin makes room for what is recorded until the next Take.
func (r *Recorder) begin() {
	r.traces, r.logs = ptrace.NewTraces(), plog.NewLogs()
	rs := r.traces.ResourceSpans().AppendEmpty()
	r.options.Resource(rs.Resource())
	ss := rs.ScopeSpans().AppendEmpty()
	ss.Scope().SetName(r.options.Scope)
	ss.Scope().SetVersion(r.options.Version)
	r.spans = ss.Spans()
	rl := r.logs.ResourceLogs().AppendEmpty()
	r.options.Resource(rl.Resource())
	sl := rl.ScopeLogs().AppendEmpty()
	sl.Scope().SetName(r.options.Scope)
	sl.Scope().SetVersion(r.options.Version)
	r.lines = sl.LogRecords()
}

// Recorded returns how many spans and log records have come together.
func (r *Recorder) Recorded() (spans, logs int) { return r.spans.Len(), r.lines.Len() }

// Take hands out what has come together.
func (r *Recorder) Take() (ptrace.Traces, plog.Logs) {
	traces, logs := r.traces, r.logs
	r.begin()
	return traces, logs
}

// Open begins a stream.
func (r *Recorder) Open(f exchange.Facts, at int64) *exchange.Stream {
	s, out := r.tracker.Open(f, at, r.finished[:0])
	r.finish(out)
	return s
}

// Message takes a message that a peer has sent on a stream.
func (r *Recorder) Message(s *exchange.Stream, from exchange.Peer, m transport.Message, at int64) {
	r.finish(r.tracker.Observe(s, from, m, at, r.finished[:0]))
}

// Event takes a server-sent event.
func (r *Recorder) Event(s *exchange.Stream, e transport.Event, at int64) {
	r.finish(r.tracker.ObserveEvent(s, e, at, r.finished[:0]))
}

// Status takes the status code of an HTTP exchange.
func (r *Recorder) Status(s *exchange.Stream, code int, streaming bool, at int64) {
	r.finish(r.tracker.Status(s, code, streaming, at, r.finished[:0]))
}

// Bind says that a stream belongs to a session, by the hash of its id.
func (r *Recorder) Bind(s *exchange.Stream, sessionID string, at int64) {
	r.tracker.Bind(s, sessionID, at)
}

// Close ends a stream; byClient says that the client closed it before its end.
func (r *Recorder) Close(s *exchange.Stream, byClient bool, at int64) {
	r.finish(r.tracker.Close(s, byClient, at, r.finished[:0]))
}

// Abandon ends a stream of which not everything was seen.
func (r *Recorder) Abandon(s *exchange.Stream) { r.tracker.Abandon(s) }

// EndSession ends a session that the protocol says is over, by the hash of its id.
func (r *Recorder) EndSession(server, principal, sessionID string, at int64) {
	r.finish(r.tracker.EndSession(server, sessionID, at, r.finished[:0]))
	r.end(r.groups.End(session.Evidence{Server: server, Principal: principal, Process: r.options.Process}, sessionID, at, r.ended[:0]))
}

// Expire records what is over because nothing more came.
func (r *Recorder) Expire(now int64) {
	r.finish(r.tracker.Expire(now, r.finished[:0]))
	r.end(r.groups.Expire(now, r.ended[:0]))
}

// Stop records everything that is still open, streams aside: those are to be closed.
func (r *Recorder) Stop() { r.end(r.groups.Stop(r.ended[:0])) }

// Counts returns what could not be made a call of.
func (r *Recorder) Counts() exchange.Counts { return r.tracker.Counts() }

// Live returns the number of open requests and of sessions that have not ended.
func (r *Recorder) Live() (requests, sessions int) {
	requests, _ = r.tracker.Len()
	return requests, r.groups.Len()
}

func (r *Recorder) finish(out []*exchange.Exchange) {
	for _, e := range out {
		r.exchange(e)
	}
	clear(out)
	r.finished = out
}

func (r *Recorder) end(out []session.Ended) {
	for i := range out {
		r.structure(&out[i])
	}
	clear(out)
	r.ended = out
}

// spanID is random and never zero, which would be none.
func (r *Recorder) spanID() (id [8]byte) {
	binary.BigEndian.PutUint64(id[:], max(r.options.Random(), 1))
	return id
}
