package census

import "github.com/otelcol-mcp/otelcol-mcp/internal/mcp"

// Session is what was known of a session when it began. It stays as it is, whatever
// later calls say, so that what was counted up at the beginning can be counted down at
// the end.
type Session[T any] struct {
	// Role is that of the emitter in its session, whoever sent the first message.
	Role mcp.Role
	// Evidence is what the first call was found by: one of the constants of package mcp,
	// or empty if the observer that gave the key has not said.
	Evidence string
	// Transport and ProtocolVersion are those of the first call, as far as it said.
	Transport, ProtocolVersion string
	// Payload is the caller's own.
	Payload T
}

// Ended is a session that is over.
type Ended[T any] struct {
	Session[T]
	Tally
	// Start and End are the beginning of the first call and the end of the last one, or
	// those of the session's span where that says more; Unix nanoseconds.
	Start, End int64
	Reason     Reason
}

// Tally is what a session consisted of. Notifications are no calls.
type Tally struct {
	Calls, ToolCalls, Failed int
	// Turns are counted in the order in which calls are shown: one that is shown late
	// joins the latest turn.
	Turns int
}

// Reason is why a session ended.
type Reason uint8

// Reasons.
const (
	// Idle is that nothing came for too long.
	Idle Reason = iota
	// Closed is that the span of the session came, which is sent when it is over.
	Closed
	// PushedOut is that the bound was reached. What comes of it later begins another.
	PushedOut
	// Stopped is that the observer stopped; the session may go on.
	Stopped
)

var reasonNames = [...]string{"idle", "closed", "pushed_out", "stopped"}

// String returns the reason in words.
func (r Reason) String() string { return reasonNames[r] }

// Events are told outside of any lock, by the goroutine that brought them about. Where
// several do, the end of a session may be told before its beginning.
type Events[T any] struct {
	// Payload is asked for where a session begins, and in vain if another goroutine was faster.
	Payload func() T
	Began   func(Session[T])
	Ended   func(Ended[T])
}

// Found is what an observation is to the census.
type Found uint8

// What there is to be found.
const (
	// Nowhere belongs to no session: there is no evidence, or the session is not known
	// and this is nothing to begin it with.
	Nowhere Found = iota
	// Unseen is the span of a session of which no call was seen: nothing was told.
	Unseen
	// Late belongs to a session that has ended, which was told. It is not counted, and
	// the span of a session that says so should not be either.
	Late
	// Over is the span of a session that was alive, and has ended with it.
	Over
	// Alive is a call of a session that is alive.
	Alive
)
