package session

import (
	"encoding/binary"
	"hash/maphash"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// Evidence is what speaks for a call's belonging besides what is in the call itself:
// there it is the session id, the conversation id, and the trace id, which must be
// one that the client propagated. Texts should be hashes where they are secret.
type Evidence struct {
	// Server and Principal are the scope. An unknown principal is the empty one.
	Server, Principal string
	// Process stands for a stdio process: what it carries is one session.
	Process string
	// Client tells clients of a principal apart, as far as all requests of one say
	// the same: its name in 2026-07-28, the user agent or address before.
	Client string
	// WeakTrace says that the call's trace came in a header of its HTTP request.
	// Instrumentation of HTTP clients puts one there for each request, so that by
	// itself it is no sign of where a session or a turn begins.
	WeakTrace bool
	// Task is a hash of a task's id, Chain the number of a chain of requests for
	// input; 0 for none.
	Task, Chain uint64
}

// handle is one piece of evidence, hashed together with its scope.
type handle struct {
	tier Tier
	// links says that it tells what calls have in common, and not that a session
	// begins where it is new.
	links bool
	hash  uint64
}

// maxEvidence is how many pieces a call can carry.
const maxEvidence = 6

// handles appends what a call carries, strongest first.
func (g *Groups) handles(c *mcp.Call, e *Evidence, to []handle) []handle {
	links := false
	add := func(tier Tier, kind byte, value string) {
		if value != "" {
			to = append(to, handle{tier: tier, links: links, hash: g.hash(e, kind, value)})
		}
	}
	add(Protocol, 's', c.SessionID)
	if c.SessionID == "" {
		add(Protocol, 'p', e.Process)
	}
	add(Conversation, 'c', c.ConversationID)
	links = e.WeakTrace
	if c.TraceID != [16]byte{} {
		add(Trace, 't', string(c.TraceID[:]))
	}
	links = true
	add(Task, 'k', number(e.Task))
	add(Task, 'r', number(e.Chain))
	if e.Principal != "" || e.Client != "" {
		to = append(to, handle{tier: Principal, hash: g.hash(e, 'u', e.Client)})
	}
	return to
}

func number(n uint64) string {
	if n == 0 {
		return ""
	}
	return string(binary.BigEndian.AppendUint64(nil, n))
}

// hash hashes texts so that none can run into the next.
func (g *Groups) hash(e *Evidence, kind byte, value string) uint64 {
	g.text = append(g.text[:0], kind)
	for _, text := range [...]string{e.Server, e.Principal, value} {
		g.text = binary.AppendUvarint(g.text, uint64(len(text)))
		g.text = append(g.text, text...)
	}
	return maphash.Bytes(g.seed, g.text)
}
