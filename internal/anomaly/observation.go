package anomaly

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Observation is a call and what is around it.
type Observation struct {
	Call *mcp.Call
	// Server names who answers; empty if unknown.
	Server string
	// Principal is on whose behalf the call is made; empty if unknown.
	Principal string
	// Peer is from where the call is made, by its address; empty if unknown.
	Peer string
	// Service is whose telemetry the call is in; 0 if unknown.
	Service uint64
	// Observer tells apart who has seen the call.
	Observer uint64
	// Definitions are what the server listed, if the call is a list.
	Definitions []Definition
	// Now is when the call was received, in Unix nanoseconds.
	Now int64
	// Twin says that the call was told before: only its texts count.
	Twin bool
	// Evidence is what [Inspector.Inspect] has found.
	Evidence Evidence
}

// Kinds of definitions.
const (
	KindTool             = "tool"
	KindPrompt           = "prompt"
	KindResourceTemplate = "resource_template"
)

// Definition is one that a server has listed.
type Definition struct {
	Kind, Name string
	// JSON is the definition itself; without it, Digest is what it was told to be.
	JSON, Digest string
}

// Clocks of emitters are believed as far as the observer's confirms them.
const (
	maxAhead = 5 * time.Minute  // beyond it, a time counts as now
	maxLate  = 10 * time.Minute // behind the newest, a call teaches no baseline
)

// keys are the hashes by which a model finds what it knows of an observation. 0 stands
// for what the observation does not say.
type keys struct {
	server    uint64
	tool      uint64 // of the server
	view      uint64 // of the tool, in the role of the observer
	serverAt  uint64 // the server, in the role of the observer
	session   uint64 // in the role of the observer
	anyone    uint64 // the session, whoever sees it
	flow      uint64
	principal uint64
	who       uint64 // the principal or, of an unknown one, the session
}

// target is what a call is of: a tool or, of any other request, the method.
func target(c *mcp.Call) string {
	if c.Kind == mcp.KindToolCall {
		return c.Tool
	}
	return c.Method
}

func (m *Model) keysOf(o *Observation) (k keys) {
	c := o.Call
	k.server = series.MixText(m.secret+'s', o.Server)
	k.tool = series.MixText(series.Mix(k.server, uint64(c.Kind)), target(c))
	k.view = series.Mix(k.tool, uint64(c.Role)+1)
	k.serverAt = series.Mix(k.server, uint64(c.Role)+1)
	k.anyone = m.sessionOf(o)
	if k.anyone != 0 {
		k.session = series.Mix(k.anyone, uint64(c.Role)+1)
	}
	if o.Principal != "" {
		k.principal = series.MixText(m.secret+'p', o.Principal)
	}
	k.who = k.principal
	if k.who == 0 {
		k.who = k.anyone
	}
	k.flow = m.flowOf(o, k.anyone)
	return k
}

// sessionOf is by the strongest evidence of a session that a call carries.
func (m *Model) sessionOf(o *Observation) uint64 {
	c := o.Call
	switch {
	case c.SessionKey != "":
		return series.MixText(m.secret+'k', c.SessionKey)
	case c.SessionID != "":
		return o.scoped(series.MixText(m.secret+'i', c.SessionID), c.SessionScope)
	case c.ConversationID != "":
		return m.conversation(o)
	}
	return m.trace(c)
}

// flowOf is what calls of several servers may have in common: an agent's conversation or
// a trace that is propagated.
func (m *Model) flowOf(o *Observation, session uint64) uint64 {
	if o.Call.ConversationID != "" {
		return m.conversation(o)
	}
	if trace := m.trace(o.Call); trace != 0 {
		return trace
	}
	return session
}

func (m *Model) conversation(o *Observation) uint64 {
	return o.scoped(series.MixText(m.secret+'c', o.Call.ConversationID), o.Call.ConversationScope)
}

// scoped is what is found by an id, by whose that is: of a service, and of whom it makes the
// call for, since it may number the conversations of each. An id that is unique by itself, whose
// scope is 0, says the same wherever it is stated, or data could not be followed from one service
// to another.
func (o *Observation) scoped(hash, scope uint64) uint64 {
	if scope == 0 {
		return hash
	}
	return series.MixText(series.Mix(hash, scope), o.Principal)
}

// trace is 0 for a span that begins its trace: each request may have one of its own.
func (m *Model) trace(c *mcp.Call) uint64 {
	if c.ParentID == ([8]byte{}) {
		return 0
	}
	return m.traceID(c)
}

func (m *Model) traceID(c *mcp.Call) uint64 {
	if c.TraceID == ([16]byte{}) {
		return 0
	}
	return series.MixText(m.secret+'t', string(c.TraceID[:]))
}

// when returns the time of a call, and whether it is late: behind others by so much that
// it does not belong to what is going on.
func (m *Model) when(o *Observation) (at int64, late bool) {
	at = o.Call.End
	if at <= 0 || at > o.Now+int64(maxAhead) {
		at = o.Now
	}
	late = at < m.newest-int64(maxLate)
	if m.began == 0 {
		m.began = o.Now
	}
	m.newest = max(m.newest, at)
	return at, late
}
