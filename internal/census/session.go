package census

import (
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// session is one that is alive.
type session[T any] struct {
	Session[T]
	Tally
	key        uint64
	prev, next *session[T] // in the queue of its sort

	active     int64 // when it was shown last, by the observer's clock
	start, end int64 // of its calls, by their own
	// after is the end of the last session that had this key; 0 if there was none.
	after int64

	turns turns
	lists lists
	sort  sort
}

// maxLists is how many lists of tools, or pages of one, are known of a session.
const maxLists = 8

// lists are the digests of those that it got last.
type lists struct {
	digests [maxLists]uint32 // a ring, of half of each
	n       uint32           // how many there were
}

// add reports whether a list is not among them. Then it is, for the oldest.
func (l *lists) add(digest uint64) bool {
	half := uint32(digest)
	if slices.Contains(l.digests[:min(l.n, maxLists)], half) {
		return false
	}
	l.digests[l.n%maxLists] = half
	l.n++
	return true
}

// introduce keeps what a call says of its session.
func introduce[T any](role mcp.Role, e evidence, call *mcp.Call, payload T) Session[T] {
	return Session[T]{
		Role: role, Evidence: e.tier(call), Payload: payload,
		Transport:       strings.Clone(mcp.Cut(call.Transport)),
		ProtocolVersion: strings.Clone(mcp.Cut(call.ProtocolVersion)),
	}
}

func (x *session[T]) count(call *mcp.Call, o *observed, trace uint32, turnGap int64) {
	x.start, x.end = min(x.start, o.start), max(x.end, o.end)
	if call.Kind == mcp.KindNotification {
		return
	}
	x.Calls++
	if call.Kind == mcp.KindToolCall {
		x.ToolCalls++
	}
	if call.Failed() {
		x.Failed++
	}
	if x.turns.begin(call.TurnPart(), trace, o, turnGap) {
		x.Turns++
	}
}

// follows reports whether the span of a session tells of the last one that had the same
// key, and not of this.
func (x *session[T]) follows(o *observed) bool { return o.start <= x.after && o.end < x.start }

func (x *session[T]) ended(why Reason) Ended[T] {
	return Ended[T]{Session: x.Session, Tally: x.Tally, Start: x.start, End: x.end, Reason: why}
}
