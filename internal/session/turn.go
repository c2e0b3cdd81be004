package session

import "github.com/otelcol-mcp/otelcol-mcp/internal/mcp"

// Tally counts calls. Notifications are none.
type Tally struct {
	Calls, ToolCalls, Failed int
}

func (t *Tally) add(c *mcp.Call) {
	if c.Kind == mcp.KindNotification {
		return
	}
	t.Calls++
	if c.Kind == mcp.KindToolCall {
		t.ToolCalls++
	}
	if c.Failed() {
		t.Failed++
	}
}

// span is a stretch of time in Unix nanoseconds.
type span struct{ start, end int64 }

func (s *span) cover(c *mcp.Call) {
	s.start = min(s.start, c.Start)
	s.end = max(s.end, c.End)
}

// turn is a part of a session that answers one input of the user's: what shares a
// propagated trace or, without one, what comes without a pause.
type turn struct {
	id    ID
	trace [16]byte // zero without one
	span
	Tally
}

// silence is after how long a turn is over.
func (t *turn) silence(o *Options) int64 {
	if t.trace != [16]byte{} {
		return int64(o.TraceGap)
	}
	return int64(o.TurnGap)
}

// turnOf returns the turn that a call belongs to, or nil. Without a trace of its own
// it belongs to whatever turn is busy: instrumentations do not propagate the context
// of every request.
func (s *session) turnOf(start int64, trace [16]byte, o *Options) *turn {
	var busy *turn
	for _, t := range s.turns {
		if t.trace == trace {
			return t
		}
		if start-t.end <= int64(o.TurnGap) {
			busy = t
		}
	}
	if trace != [16]byte{} {
		return nil
	}
	return busy
}
