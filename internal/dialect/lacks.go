package dialect

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Lacks is a set of what a call's span does not say, whether its emitter never
// does or was configured not to.
type Lacks uint8

// What a call's span can lack.
const (
	// LacksMethod is the MCP method, of a tool call: it may not be MCP at all.
	LacksMethod Lacks = 1 << iota
	// LacksTool is the name of the tool, of a tool call.
	LacksTool
	// LacksResult is the result of a tool call that did not fail. Without it, an
	// error that the emitter did not see stays invisible.
	LacksResult
	// LacksSession is any id of a session or a conversation, of an MCP message or
	// a tool call.
	LacksSession
)

// NumLacks is the number of members a set can have.
const NumLacks = 4

var lackNames = [NumLacks]string{"method", "tool", "result", "session"}

// LackName returns the n-th member, whose bit is 1<<n, as it appears on metrics.
func LackName(n int) string { return lackNames[n] }

// lacks is lacksOf for a result that may be a structure.
func (s *Span) lacks() Lacks {
	l := lacksOf(&s.glance.call)
	if l&LacksResult != 0 && s.Has(semconv.GenAIToolCallResult) {
		l &^= LacksResult
	}
	return l
}

// lacksOf looks at calls only: of anything else nothing is expected.
func lacksOf(c *mcp.Call) (l Lacks) {
	if !c.Kind.IsCall() {
		return 0
	}
	if c.SessionID == "" && c.ConversationID == "" {
		l |= LacksSession
	}
	if c.Kind != mcp.KindToolCall {
		return l
	}
	if c.Method == "" {
		l |= LacksMethod
	}
	if c.Tool == "" {
		l |= LacksTool
	}
	if c.Result == "" && c.ErrorType == "" {
		l |= LacksResult
	}
	return l
}
