package capture

import (
	"encoding/binary"
	"encoding/hex"
	"hash/maphash"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcpspan"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
)

// exchange records one finished request or notification.
func (r *Recorder) exchange(e *exchange.Exchange) {
	c := &e.Call
	c.DropBadText()
	c.CutTexts()
	place, ended := r.groups.Assign(c, r.evidence(e), r.ended[:0])
	r.end(ended)
	links := r.context(e, place)
	if c.SpanID == ([8]byte{}) {
		c.SpanID = r.spanID()
	}
	if r.options.Results && len(e.Result) <= r.options.MaxContent {
		c.Result = string(e.Result)
	}
	c.RequestSize, c.ResponseSize, c.ContentSize, c.SessionEvidence = e.RequestSize, e.ResponseSize, e.ContentSize, place.Evidence.String()
	c.Accepted, c.Declined, c.Dismissed = int64(e.Actions.Accept), int64(e.Actions.Decline), int64(e.Actions.Cancel)
	c.Long = e.Long
	c.ResultDigest = digest(e)
	if place.Session != (session.ID{}) {
		c.SessionKey = place.Session.String()
	}
	span := r.spans.AppendEmpty()
	mcpspan.Encode(c, span)
	for _, l := range links {
		link := span.Links().AppendEmpty()
		link.SetTraceID(l.trace)
		link.SetSpanID(l.span)
	}
	span.TraceState().FromRaw(e.Trace.State)
	r.attributes(span.Attributes(), e, place)
	r.lists(span, e)
	r.log(e, span)
}

// digest tells equal results of tools, to those who do not know the key nothing else.
func digest(e *exchange.Exchange) string {
	if e.Call.Kind != mcp.KindToolCall || e.Result == nil {
		return ""
	}
	var sum [8]byte
	binary.BigEndian.PutUint64(sum[:], maphash.Bytes(seed, e.Result))
	return hex.EncodeToString(sum[:])
}

func (r *Recorder) evidence(e *exchange.Exchange) session.Evidence {
	return session.Evidence{
		Server: e.Server, Principal: e.Principal, Process: r.options.Process, Client: e.Call.ClientName,
		WeakTrace: e.Trace.Found == exchange.TraceInHeader, Task: e.Task, Chain: e.Chain,
	}
}

// spanRef names a span.
type spanRef struct {
	trace [16]byte
	span  [8]byte
}

// context gives the call its place in a trace. The context that the message itself
// carries is the parent; one of its HTTP request is only a link, because that is
// another operation (conventions 1.6). Without one in the message, the call is below
// its turn and session; with one, it links to the session.
func (r *Recorder) context(e *exchange.Exchange, place session.Place) (links []spanRef) {
	c := &e.Call
	propagated := spanRef{c.TraceID, c.ParentID}
	above, known := placeOf(place)
	switch {
	case e.Trace.Found == exchange.TraceInHeader && e.Trace.State == Injected:
		e.Trace.State = ""
		c.SpanID, c.ParentID = c.ParentID, [8]byte{}
		if known {
			links = append(links, sessionRef(place.Session))
		}
		return links
	case e.Trace.Found == exchange.TraceInMeta:
		if known {
			links = append(links, sessionRef(place.Session))
		}
		return links
	case e.Trace.Found == exchange.TraceInHeader:
		links = append(links, propagated)
	}
	if known {
		c.TraceID, c.ParentID = above.trace, above.span
		return links
	}
	c.TraceID, c.ParentID = [16]byte{}, [8]byte{}
	high, low := r.spanID(), r.spanID()
	copy(c.TraceID[:8], high[:])
	copy(c.TraceID[8:], low[:])
	return links
}

// Injected is, as the trace state of a stream, how the observer says that the context
// in the header is its own: the span of the call is what it names.
const Injected = "otelcol-mcp=injected"

// sessionRef is the span that a session will be: its ids follow from the session's,
// so that calls can refer to it before it exists.
func sessionRef(id session.ID) spanRef { return spanRef{[16]byte(id), [8]byte(id[:8])} }

// placeOf is the span above a call, its turn's or else its session's.
func placeOf(p session.Place) (ref spanRef, known bool) {
	if p.Session == (session.ID{}) {
		return spanRef{}, false
	}
	ref = sessionRef(p.Session)
	if p.Turn != (session.ID{}) {
		ref.span = [8]byte(p.Turn[:8])
	}
	return ref, true
}

// attributes adds what a call has no field for.
func (r *Recorder) attributes(attrs pcommon.Map, e *exchange.Exchange, place session.Place) {
	put := func(key, value string) {
		if value != "" {
			attrs.PutStr(key, value)
		}
	}
	count := func(key string, n int64) {
		if n > 0 {
			attrs.PutInt(key, n)
		}
	}
	put(semconv.MCPClientVersion, e.ClientVersion)
	put(semconv.MCPServerVersion, e.ServerVersion)
	capabilities(attrs, e)
	if place.Turn != (session.ID{}) {
		put(semconv.MCPTurnID, place.Turn.String())
	}
	count(semconv.HTTPResponseStatusCode, int64(e.HTTPStatus))
	count(semconv.MCPProgressCount, int64(e.Progress))
	if e.Round > 1 {
		count(semconv.MCPCallRound, int64(e.Round))
	}
	if e.HandedOff > 0 {
		attrs.PutBool(semconv.MCPCallTask, true)
	}
	if e.HeaderMismatch {
		attrs.PutBool(semconv.MCPHeaderMismatch, true)
	}
}

// maxCapabilities bounds the capabilities that are recorded of one server.
const maxCapabilities = 32

// capabilities lists what the server said it can do.
func capabilities(attrs pcommon.Map, e *exchange.Exchange) {
	if !e.Capabilities.IsObject() {
		return
	}
	list := attrs.PutEmptySlice(semconv.MCPServerCapabilities)
	for name := range e.Capabilities.Members {
		if list.Len() == maxCapabilities {
			return
		}
		list.AppendEmpty().SetStr(mcp.Cut(name.Text()))
	}
}

// structure records a session or a turn that is over.
func (r *Recorder) structure(e *session.Ended) {
	span := r.spans.AppendEmpty()
	ref := sessionRef(e.Session)
	span.SetTraceID(ref.trace)
	span.SetStartTimestamp(pcommon.Timestamp(e.Start))
	span.SetEndTimestamp(pcommon.Timestamp(e.End))
	span.SetKind(ptrace.SpanKindInternal)
	attrs := span.Attributes()
	if e.Turn == (session.ID{}) {
		r.session(span, e, ref)
	} else {
		span.SetName(turnName)
		span.SetSpanID([8]byte(e.Turn[:8]))
		span.SetParentSpanID(ref.span)
		attrs.PutStr(semconv.MCPSpanType, turnName)
		attrs.PutStr(semconv.MCPTurnID, e.Turn.String())
	}
	attrs.PutStr(semconv.MCPSessionEvidence, e.Evidence.String())
	attrs.PutStr(semconv.MCPSessionKey, e.Session.String())
	if role := r.options.Exchange.Role; role != mcp.RoleUnknown {
		attrs.PutStr(semconv.MCPCallRole, role.String())
	}
	attrs.PutInt(semconv.MCPSessionCallCount, int64(e.Calls))
	attrs.PutInt(semconv.MCPSessionToolCallCount, int64(e.ToolCalls))
	attrs.PutInt(semconv.MCPSessionFailedCallCount, int64(e.Failed))
	for key, value := range map[string]string{
		semconv.MCPSessionID: e.SessionID, semconv.MCPClientName: e.ClientName, semconv.MCPServerName: e.ServerName,
	} {
		if value != "" {
			attrs.PutStr(key, value)
		}
	}
}

const (
	sessionName = "session"
	turnName    = "turn"
)

// session completes the span of a session. Only one that the protocol has counts for
// the conventions' session duration: others have no side.
func (r *Recorder) session(span ptrace.Span, e *session.Ended, ref spanRef) {
	span.SetName(sessionName)
	span.SetSpanID(ref.span)
	if e.Evidence == session.Protocol {
		span.SetKind(ptrace.SpanKindServer)
	}
	span.Attributes().PutStr(semconv.MCPSpanType, sessionName)
	span.Attributes().PutInt(semconv.MCPSessionTurnCount, int64(e.Turns))
	span.Attributes().PutStr(semconv.MCPSessionEnd, e.Reason.String())
}
