package callmetrics

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// sentMessage is true for messages seen by their sender. The framework's
// execute_tool span that an MCP client enriched is one too: no other span tells
// of that message (conventions 1.7, "merged"). A view from inside the server is
// none, whatever its span kind: the call was already seen at its edge. What stays
// open by design, as a subscription does, lasts as long as somebody listens, which is
// no latency.
func sentMessage(c *Subject) bool { return onASide(c) && c.Side != mcp.SideServer && !staysOpen(c) }

func receivedMessage(c *Subject) bool {
	return onASide(c) && c.Side == mcp.SideServer && !staysOpen(c)
}

// onASide is true for messages that were seen at an end of theirs.
func onASide(c *Subject) bool {
	if c.Method == "" || c.Role == mcp.RoleInside {
		return false
	}
	return c.Side != mcp.SideUnknown || c.Role == mcp.RoleAgent
}

func staysOpen(c *Subject) bool { return c.Long || c.Method == mcp.MethodListen }

// answered is true for requests that were answered by a message, and not by an HTTP
// status, a closed connection or nothing.
func answered(c *Subject) bool {
	if !onASide(c) {
		return false
	}
	switch c.Outcome {
	case mcp.OutcomeSuccess, mcp.OutcomeToolError, mcp.OutcomeInputRequired:
		return true
	}
	return c.StatusCode != "" || c.ResponseSize > 0
}

// notReceived is false for what a model's server tells: the client's metrics
// are of what clients saw.
func notReceived(c *Subject) bool { return c.Side != mcp.SideServer }

func timed(c *Subject) bool            { return c.Timed() }
func whole(c *Subject) bool            { return c.Whole && c.Timed() }
func timedNotReceived(c *Subject) bool { return c.Timed() && notReceived(c) }
func timedReceived(c *Subject) bool    { return c.Timed() && !notReceived(c) }
func timedByAgent(c *Subject) bool     { return c.Timed() && c.Role == mcp.RoleAgent }

func onClient(c *Subject) bool { return c.Side == mcp.SideClient }
func onServer(c *Subject) bool { return c.Side == mcp.SideServer }

// protocolOnClient and protocolOnServer are true for sessions that the protocol has
// and of which no span has told: the conventions measure no others.
func protocolOnClient(c *Subject) bool { return onClient(c) && ofProtocol(c) }
func protocolOnServer(c *Subject) bool { return onServer(c) && ofProtocol(c) }
func ofProtocol(c *Subject) bool {
	return c.Tallied && c.SessionEvidence == mcp.EvidenceProtocol
}

func requestSized(c *Subject) bool  { return c.RequestSize > 0 }
func responseSized(c *Subject) bool { return c.ResponseSize > 0 }
func tallied(c *Subject) bool       { return c.Tallied }
func handshake(c *Subject) bool     { return c.Method == mcp.MethodInitialize && onASide(c) }
func reads(c *Subject) bool         { return c.Method == mcp.MethodResourcesRead && onASide(c) }
func readsSized(c *Subject) bool    { return reads(c) && responseSized(c) }
func again(c *Subject) bool         { return c.Again }
func repaired(c *Subject) bool      { return c.Repaired }
func isWorkflow(c *Subject) bool    { return c.Operation == semconv.OperationInvokeWorkflow }
func accepted(c *Subject) bool      { return c.Accepted > 0 }
func declined(c *Subject) bool      { return c.Declined > 0 }
func dismissed(c *Subject) bool     { return c.Dismissed > 0 }
func hasInput(c *Subject) bool      { return c.Usage.HasInput && notReceived(c) }
func hasOutput(c *Subject) bool     { return c.Usage.HasOutput && notReceived(c) }
func readCache(c *Subject) bool     { return c.Usage.CacheRead > 0 && notReceived(c) }
func wroteCache(c *Subject) bool    { return c.Usage.CacheWrite > 0 && notReceived(c) }
func reasoned(c *Subject) bool      { return c.Usage.Reasoning > 0 && notReceived(c) }
func streamed(c *Subject) bool      { return c.FirstChunk > 0 && notReceived(c) }

// hasResult is true for calls that gave a model something to read.
func hasResult(c *Subject) bool { return c.ContentSize > 0 || c.ResponseSize > 0 || c.Result != "" }
