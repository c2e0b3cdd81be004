package session

import "github.com/otelcol-mcp/otelcol-mcp/internal/mcp"

// Tier is the kind of evidence that put a call into a session.
type Tier uint8

// Tiers, strongest first.
const (
	// None is no evidence; such a call belongs to no session.
	None Tier = iota
	// Protocol is a session id of the protocol (2025-03-26 to 2025-11-25), or the
	// process on stdio.
	Protocol
	// Conversation is the id of the agent's conversation.
	Conversation
	// Trace is the trace whose context the client propagated. Agents often begin one
	// for each turn, so this may be a part of a conversation.
	Trace
	// Task is a task's id, or a chain of requests for input.
	Task
	// Principal is that the same principal used the same client without a long
	// pause. Whatever one user does at the same time is then one session.
	Principal
	// NumTiers is the number of tiers.
	NumTiers
)

var tierNames = [NumTiers]string{
	"", mcp.EvidenceProtocol, mcp.EvidenceConversation, mcp.EvidenceTrace, mcp.EvidenceTask, mcp.EvidencePrincipal,
}

// String returns the tier as it appears in mcp.session.evidence; empty for none.
func (t Tier) String() string { return tierNames[t] }
