package exchange

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// Options are the bounds of a tracker and its point of view. A zero bound stands for
// its default.
type Options struct {
	// Role is from where calls are seen. Where it is client or server it says at
	// which end of the connection the observer stands: of what the other side begins
	// the role is the opposite one.
	Role mcp.Role
	// Side is the side of calls that the client begins, and the opposite one of
	// those that the server begins.
	Side mcp.Side

	// MaxOpen is the number of requests that may be without an answer, and MaxOpenPerScope
	// that of one process, session or sessionless HTTP exchange; 20 000 and 1 000.
	// Beyond it the oldest is given up and counted.
	MaxOpen         int
	MaxOpenPerScope int
	// MaxSessions is the number of sessions of which the negotiated version, the
	// names and the last 512 delivered events are remembered, in up to 6 KiB each;
	// 10 000. The one that was silent
	// longest is forgotten, and its open requests are given up.
	MaxSessions int

	// Timeout is after how long without an answer or progress a request is reported
	// as timed out; 30 minutes. Subscriptions never are, nor is what was sent in an
	// HTTP exchange that has not ended: somebody waits for it.
	Timeout time.Duration
	// TaskTimeout is the same for a request that was handed off as a task; 6 hours.
	TaskTimeout time.Duration
	// SessionIdle is after how long without messages a session is forgotten; 1 hour.
	SessionIdle time.Duration
	// ChainIdle is how long after a result that asks for input its retry is still
	// recognised; 1 hour, for up to 10 000 of them.
	ChainIdle time.Duration

	// MaxArguments is the length of tool arguments that are kept, in bytes of JSON,
	// and MaxArgumentsTotal that of all open requests; 16 KiB and 16 MiB. Longer
	// ones, and those beyond, are left out of the call and counted. Negative keeps
	// none.
	MaxArguments      int
	MaxArgumentsTotal int
}

const maxChains = 10_000

func (o *Options) setDefaults() {
	setDefault(&o.MaxOpen, 20_000)
	setDefault(&o.MaxOpenPerScope, 1_000)
	setDefault(&o.MaxSessions, 10_000)
	setDefault(&o.Timeout, 30*time.Minute)
	setDefault(&o.TaskTimeout, 6*time.Hour)
	setDefault(&o.SessionIdle, time.Hour)
	setDefault(&o.ChainIdle, time.Hour)
	setDefault(&o.MaxArguments, 16<<10)
	setDefault(&o.MaxArgumentsTotal, 16<<20)
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// view returns the role and side of what a peer begins.
func (o *Options) view(from Peer) (mcp.Role, mcp.Side) {
	if from == Client {
		return o.Role, o.Side
	}
	role, side := o.Role, o.Side
	switch role {
	case mcp.RoleClient:
		role = mcp.RoleServer
	case mcp.RoleServer:
		role = mcp.RoleClient
	}
	switch side {
	case mcp.SideClient:
		side = mcp.SideServer
	case mcp.SideServer:
		side = mcp.SideClient
	}
	return role, side
}
