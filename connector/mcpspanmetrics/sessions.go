package mcpspanmetrics

import (
	"cmp"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/census"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// member is what is kept of the call that a session began with: the labels of its
// metrics that a census knows nothing of.
type member struct {
	resource *resource
	alive    *callmetrics.Standing
	extra    []series.Value
	side     mcp.Side

	networkProtocol, networkProtocolVersion, serverAddress string
	serverPort                                             int64
}

// newCensus returns nil if no metric is made of sessions.
func newCensus(cfg *SessionsConfig, meter *callmetrics.Meter) *census.Census[member] {
	if !meter.Observes(callmetrics.SessionBegan) && !meter.Observes(callmetrics.SessionEnded) && !meter.Observes(callmetrics.Carried) {
		return nil
	}
	return census.New[member](census.Options{Idle: cfg.Idle, TurnGap: cfg.TurnGap, MaxSessions: cfg.Max})
}

// isLate reports whether what a census has found is not to be counted: the span of a session that has
// been told already, which takes an id, since there may be several in a trace.
func isLate(found census.Found, call *mcp.Call) bool {
	if found != census.Late || call.Kind != mcp.KindSession {
		return false
	}
	handle, _ := call.SessionHandle()
	return handle != ""
}

func (n *counter) memberOf() member {
	c := n.joining
	return member{
		resource: n.connector.resources.known(n.origin.id), alive: &callmetrics.Standing{}, extra: series.Clone(n.extra), side: sideOf(c),
		networkProtocol:        strings.Clone(mcp.Cut(c.NetworkProtocol)),
		networkProtocolVersion: strings.Clone(mcp.Cut(c.NetworkProtocolVersion)),
		serverAddress:          strings.Clone(mcp.Cut(c.ServerAddress)),
		serverPort:             c.ServerPort,
	}
}

// sideOf is the end of its session at which a call was seen, whoever began it.
func sideOf(c *mcp.Call) mcp.Side {
	switch {
	case !mcp.FromServer(c.Method):
		return c.Side
	case c.Side == mcp.SideClient:
		return mcp.SideServer
	case c.Side == mcp.SideServer:
		return mcp.SideClient
	}
	return c.Side
}

func (n *counter) sessionBegan(s census.Session[member]) {
	n.session = sessionCall(&s)
	n.recorder.Begin(s.Payload.alive, s.Payload.resource.id, &callmetrics.Event{What: callmetrics.SessionBegan}, &n.session, s.Payload.extra, n.now)
}

// sessionEnded counts what the session consisted of, unless its span does.
func (n *counter) sessionEnded(s census.Ended[member]) {
	n.session = sessionCall(&s.Session)
	if s.Reason != census.Closed {
		n.session.Start, n.session.End = s.Start, s.End
		n.session.Turns, n.session.ToolCalls, n.session.Tallied = int64(s.Turns), int64(s.ToolCalls), true
	} else {
		complete(n.joining, &n.session, s.Tally)
	}
	s.Payload.alive.End(n.now)
	id := n.connector.resources.again(s.Payload.resource, n.now)
	n.recorder.Happened(id, &callmetrics.Event{What: callmetrics.SessionEnded}, &n.session, s.Payload.extra, n.now)
}

// complete adds to the span of a session what only its calls have said.
func complete(span, session *mcp.Call, tally census.Tally) {
	if !span.Tallied {
		span.Turns, span.ToolCalls, span.Tallied = int64(tally.Turns), int64(tally.ToolCalls), true
	}
	span.SessionEvidence = cmp.Or(span.SessionEvidence, session.SessionEvidence)
	span.ProtocolVersion = cmp.Or(span.ProtocolVersion, session.ProtocolVersion)
	span.Transport = cmp.Or(span.Transport, session.Transport)
	span.NetworkProtocol = cmp.Or(span.NetworkProtocol, session.NetworkProtocol)
	span.NetworkProtocolVersion = cmp.Or(span.NetworkProtocolVersion, session.NetworkProtocolVersion)
}

func sessionCall(s *census.Session[member]) mcp.Call {
	m := &s.Payload
	return mcp.Call{
		Kind: mcp.KindSession, Role: s.Role, Side: m.side, SessionEvidence: s.Evidence,
		Transport: s.Transport, ProtocolVersion: s.ProtocolVersion,
		NetworkProtocol: m.networkProtocol, NetworkProtocolVersion: m.networkProtocolVersion,
		ServerAddress: m.serverAddress, ServerPort: m.serverPort,
	}
}

// expireSessions tells of the sessions that nothing came of for too long or, at the end,
// of all.
func (n *counter) expireSessions(now int64, all bool) {
	if n.connector.census == nil {
		return
	}
	n.now = now
	if all {
		n.connector.census.Stop(now, n.sessionEnded)
		return
	}
	n.connector.census.Expire(now, n.sessionEnded)
}

// isStructure reports whether a span tells of what other spans are part of, and is
// counted after them.
func isStructure(call *mcp.Call) bool { return structures>>(call.Kind&31)&1 != 0 }

const structures = uint32(1<<mcp.KindSession | 1<<mcp.KindAgent | 1<<mcp.KindTurn | 1<<mcp.KindTask)
