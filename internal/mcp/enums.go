package mcp

// Kind says what an observation is.
type Kind uint8

// Kinds of observation.
const (
	// KindOther is anything that is neither MCP nor GenAI.
	KindOther Kind = iota
	// KindToolCall is the execution of one tool, seen from any side.
	KindToolCall
	// KindRequest is an MCP request other than tools/call.
	KindRequest
	// KindNotification is an MCP notification.
	KindNotification
	// KindInference is one call of a model: the only kind whose token usage
	// counts, since agents repeat the sums of their children.
	KindInference
	// KindAgent is one run of an agent.
	KindAgent
	// KindSession, KindTask and KindTurn are the structure above calls.
	KindSession
	KindTask
	KindTurn
	// KindOperation is any other GenAI operation.
	KindOperation
	// KindTransport is what carries messages: a connection, a stream, a read or a
	// write. It is never a call.
	KindTransport
	// KindStructure is a part of a call or a wrapper around one or several: it is
	// never a call itself.
	KindStructure
	// NumKinds is the number of kinds.
	NumKinds
)

var kindNames = [NumKinds]string{
	"", "tool_call", "request", "notification", "inference", "agent", "session", "task", "turn",
	"operation", "transport", "structure",
}

// String returns the kind as it appears in mcp.span.type; empty for other.
func (k Kind) String() string { return kindNames[k] }

// ParseKind is the inverse of [Kind.String]; ok is false for other text.
func ParseKind(s string) (k Kind, ok bool) {
	// A switch, since spans are read by it: the compiler compares words instead of texts.
	switch s {
	case "tool_call":
		k = KindToolCall
	case "request":
		k = KindRequest
	case "notification":
		k = KindNotification
	case "inference":
		k = KindInference
	case "agent":
		k = KindAgent
	case "session":
		k = KindSession
	case "task":
		k = KindTask
	case "turn":
		k = KindTurn
	case "operation":
		k = KindOperation
	case "transport":
		k = KindTransport
	case "structure":
		k = KindStructure
	}
	return k, k != KindOther
}

// Stated reports whether a span can be of the kind only by saying so: no method
// and no operation implies it, and where one is stated as well, it is overruled.
func (k Kind) Stated() bool {
	const stated = 1<<KindSession | 1<<KindTask | 1<<KindTurn | 1<<KindTransport | 1<<KindStructure
	return uint32(stated)>>(k&31)&1 != 0
}

// IsCall reports whether a kind is an MCP message or the execution of a tool.
func (k Kind) IsCall() bool {
	return k == KindToolCall || k == KindRequest || k == KindNotification
}

// Role says from where an observation was made.
type Role uint8

// Roles, outermost first.
const (
	RoleUnknown Role = iota
	// RoleAgent is the framework that executes a tool for a model.
	RoleAgent
	// RoleClient is the sender of an MCP message.
	RoleClient
	// RoleGateway is a proxy between client and server.
	RoleGateway
	// RoleServer is the receiver of an MCP message.
	RoleServer
	// RoleInside is a nested view inside the server.
	RoleInside
)

var roleNames = [...]string{"", "agent", "client", "gateway", "server", "inside"}

// String returns the role as it appears in mcp.call.role; empty for unknown.
func (r Role) String() string { return roleNames[r] }

// ParseRole is the inverse of [Role.String]; ok is false for other text.
func ParseRole(s string) (r Role, ok bool) {
	switch s {
	case "agent":
		r = RoleAgent
	case "client":
		r = RoleClient
	case "gateway":
		r = RoleGateway
	case "server":
		r = RoleServer
	case "inside":
		r = RoleInside
	}
	return r, r != RoleUnknown
}

// Side says at which end of a message the observer stood. It decides which of
// a pair of metrics a call belongs to, and whether a code is a failure.
type Side uint8

// Sides. A gateway stands on both, one call at a time.
const (
	SideUnknown Side = iota
	// SideClient is the sender of a request or notification, which may be the
	// server where it initiates.
	SideClient
	// SideServer is the receiver.
	SideServer
)

// Outcome says how a call ended.
type Outcome uint8

// Outcomes.
const (
	OutcomeUnknown Outcome = iota
	OutcomeSuccess
	// OutcomeToolError is a result with isError.
	OutcomeToolError
	// OutcomeValidationError is a refusal of the arguments or parameters.
	OutcomeValidationError
	// OutcomeUnknownTool is a call of a tool that the server does not have.
	OutcomeUnknownTool
	OutcomeAuthDenied
	OutcomeTimeout
	OutcomeCancelled
	// OutcomeServerError is every other failure.
	OutcomeServerError
	// OutcomeInputRequired is a result that asks for more input (2026-07-28), or
	// the error that did so before (2025-11-25): neither success nor failure.
	OutcomeInputRequired
)

var outcomeNames = [...]string{
	"", "success", "tool_error", "validation_error", "unknown_tool", "auth_denied",
	"timeout", "cancelled", "server_error", "input_required",
}

// String returns the outcome as it appears in mcp.call.outcome; empty for unknown.
func (o Outcome) String() string { return outcomeNames[o] }

// ParseOutcome is the inverse of [Outcome.String]; ok is false for other text.
func ParseOutcome(s string) (o Outcome, ok bool) {
	switch s {
	case "success":
		o = OutcomeSuccess
	case "tool_error":
		o = OutcomeToolError
	case "validation_error":
		o = OutcomeValidationError
	case "unknown_tool":
		o = OutcomeUnknownTool
	case "auth_denied":
		o = OutcomeAuthDenied
	case "timeout":
		o = OutcomeTimeout
	case "cancelled":
		o = OutcomeCancelled
	case "server_error":
		o = OutcomeServerError
	case "input_required":
		o = OutcomeInputRequired
	}
	return o, o != OutcomeUnknown
}
