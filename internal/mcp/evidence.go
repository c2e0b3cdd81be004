package mcp

// Kinds of evidence that put a call into its session, strongest first, as they appear
// in mcp.session.evidence. What they mean is in package session.
const (
	EvidenceProtocol     = "protocol"
	EvidenceConversation = "conversation"
	EvidenceTrace        = "trace"
	EvidenceTask         = "task"
	EvidencePrincipal    = "principal"
)

// KnownEvidence returns the constant for a text that is one of the above, and nothing
// for any other: emitters may write what they like.
func KnownEvidence(text string) string {
	for _, known := range [...]string{
		EvidenceProtocol, EvidenceConversation, EvidenceTrace, EvidenceTask, EvidencePrincipal,
	} {
		if text == known {
			return known
		}
	}
	return ""
}
