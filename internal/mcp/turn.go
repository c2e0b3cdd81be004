package mcp

// TurnPart is what a message has to do with the turns of its session.
type TurnPart uint8

// Parts in turns.
const (
	// TurnAttends takes part in a turn that is there: it is what work brings along.
	TurnAttends TurnPart = iota
	// TurnWorks begins a turn if there is none.
	TurnWorks
	// TurnApart is a connection's housekeeping, at whatever time it comes.
	TurnApart
)

// turnParts are the methods that do other than attend (specification, all revisions).
// Keep-alives and notifications would hold a turn open for ever.
var turnParts = map[string]TurnPart{
	MethodToolsCall: TurnWorks, MethodPromptsGet: TurnWorks, MethodResourcesRead: TurnWorks,
	MethodInitialize: TurnApart, MethodDiscover: TurnApart, MethodPing: TurnApart, MethodListen: TurnApart,
	"logging/setLevel": TurnApart,
}

// TurnPart returns what the call has to do with the turns of its session.
func (c *Call) TurnPart() TurnPart {
	switch c.Kind {
	case KindToolCall:
		return TurnWorks
	case KindNotification:
		return TurnApart
	}
	return turnParts[c.Method]
}

// Refused reports whether a call is none to begin a session with: one that was
// rejected by an HTTP status, as those are that name a session that does not exist,
// and a handshake that failed, as a probe for another revision does.
func (c *Call) Refused() bool {
	handshake := c.Method == MethodInitialize || c.Method == MethodDiscover
	return c.Failed() && (handshake || len(c.ErrorType) == len("404") && c.ErrorType[0] == '4')
}
