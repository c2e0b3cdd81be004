package census

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// turns is what is remembered of a session's turns to tell when another begins.
type turns struct {
	end int64 // of the latest; 0 before the first
	// traces are hashes of those of the last turns, of which there may be several at a
	// time; 0 is none. Two are taken for one with a chance of one in 2^32.
	traces [4]uint32
	next   uint8
}

// begin notes a call and reports whether a turn begins with it. A propagated trace says
// which turn it belongs to; without one, 0, it belongs to what went on lately.
func (t *turns) begin(part mcp.TurnPart, trace uint32, o *observed, gap int64) bool {
	if part == mcp.TurnApart {
		return false
	}
	known := t.end != 0 && o.start-t.end <= gap
	if trace != 0 {
		known = slices.Contains(t.traces[:], trace)
	}
	if !known && part != mcp.TurnWorks {
		return false
	}
	t.end = max(t.end, o.end)
	if !known && trace != 0 {
		t.traces[t.next%uint8(len(t.traces))] = trace
		t.next++
	}
	return !known
}
