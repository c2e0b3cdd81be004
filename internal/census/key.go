package census

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// evidence is what a call is found by.
type evidence struct {
	// hash is seeded, so that nobody can choose what collides: of ten thousand sessions
	// two do with a chance of one in 10^11. 0 is no evidence.
	hash uint64
	kind kind
}

// kind is one of evidence. Their hashes begin with secrets that have nothing in common, or a byte
// of an id could make up for the kind.
type kind uint8

const (
	byKey kind = iota
	bySession
	byConversation
	byTrace
	numKinds
)

// evidenceOf returns the strongest that a call carries. A trace is evidence where the
// context was propagated; the span of a session is where that begins.
func (c *Census[T]) evidenceOf(call *mcp.Call) evidence {
	switch {
	case call.SessionKey != "":
		return c.found(byKey, call.SessionKey)
	case call.SessionID != "":
		hash := series.Mix(c.secrets[bySession], series.DigestOf(call.SessionDigest, call.SessionID))
		return evidence{hash | 1, bySession}.of(call.SessionScope)
	case call.ConversationID != "":
		return c.found(byConversation, call.ConversationID).of(call.ConversationScope)
	case call.TraceID != [16]byte{} && (hasParent(call) || call.Kind == mcp.KindSession):
		return evidence{series.Mix(c.trace(call), 't') | 1, byTrace}
	}
	return evidence{}
}

func (c *Census[T]) found(by kind, id string) evidence {
	return evidence{series.MixText(c.secrets[by], id) | 1, by}
}

// of is the same by whose the id is, unless that is 0.
func (e evidence) of(scope uint64) evidence {
	if scope != 0 {
		e.hash = series.Mix(e.hash, scope) | 1
	}
	return e
}

// tier names the evidence that a call was found by. Calls of a session with a key may have come to
// it by different evidence: that is not in the hash.
func (e evidence) tier(call *mcp.Call) string {
	switch e.kind {
	case byKey:
		return mcp.KnownEvidence(call.SessionEvidence)
	case bySession:
		return mcp.EvidenceProtocol
	case byConversation:
		return mcp.EvidenceConversation
	}
	return mcp.EvidenceTrace
}

// sort says when what is found by it has been idle for too long.
type sort uint8

const (
	named  sort = iota // somebody has given it an id
	traced             // all that is known is a trace
	numSorts
)

func (e evidence) sort() sort {
	if e.kind == byTrace {
		return traced
	}
	return named
}

func hasParent(call *mcp.Call) bool { return call.ParentID != [8]byte{} }

// key is that of a session: the evidence in a role.
func (e evidence) key(role mcp.Role) uint64 { return series.Mix(e.hash, uint64(role)) }

// roleOf returns the end of its session at which a call was seen. Of what a server asks
// of its client, the server is the sender.
func roleOf(call *mcp.Call) mcp.Role {
	switch {
	case call.Kind == mcp.KindToolCall, !mcp.FromServer(call.Method):
		return call.Role
	case call.Role == mcp.RoleClient:
		return mcp.RoleServer
	case call.Role == mcp.RoleServer:
		return mcp.RoleClient
	}
	return call.Role
}

var (
	gateways   = []mcp.Role{mcp.RoleGateway}
	clientSide = []mcp.Role{mcp.RoleClient, mcp.RoleGateway}
	serverSide = []mcp.Role{mcp.RoleServer, mcp.RoleGateway}
	everyone   = []mcp.Role{mcp.RoleUnknown, mcp.RoleAgent, mcp.RoleClient, mcp.RoleGateway, mcp.RoleServer}
)

const maxRoles = 5

// rolesOf returns whose sessions the span of a session may tell of. The role of such a
// span is what its kind implies, unless it is that of a gateway.
func rolesOf(call *mcp.Call) []mcp.Role {
	switch {
	case call.Role == mcp.RoleGateway:
		return gateways
	case call.Side == mcp.SideClient:
		return clientSide
	case call.Side == mcp.SideServer:
		return serverSide
	}
	return everyone
}

// begins reports whether a call is one to begin a session with. Either end sends
// notifications and pings, so that they do not tell whose session it is. Housekeeping
// has to name it: a client learns a session's id from the answer to its handshake,
// whose own span has at most a trace.
func begins(call *mcp.Call) bool {
	switch {
	case call.Kind == mcp.KindNotification, call.Method == mcp.MethodPing, call.Refused():
		return false
	case call.TurnPart() == mcp.TurnApart:
		return call.SessionKey != "" || call.SessionID != ""
	}
	return true
}

// unseenRoles are those in which the session of a span that nothing was known of has
// ended: that of its side alone, or the span of its other end would seem to be late. Of
// one without a side, any.
func unseenRoles(roles []mcp.Role) []mcp.Role {
	if len(roles) == len(everyone) {
		return roles
	}
	return roles[:1]
}
