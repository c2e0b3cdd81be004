package mcpspanmetrics

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/logical"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// piece is what is kept of a tool call that has asked for input: the labels of the
// whole, should nobody continue it.
type piece struct {
	resource *resource
	extra    []series.Value
	tool     string
	role     mcp.Role
}

// newTracker returns nil if nothing is made of whole calls.
func newTracker(meter *callmetrics.Meter) *logical.Tracker[piece] {
	if !meter.Observes(callmetrics.Completed) {
		return nil
	}
	return logical.New[piece](logical.Options{})
}

// isWhole reports whether a request to call a tool that may be one of several is a whole call by itself,
// and counts the whole if it is the last of them.
func (n *counter) isWhole(call *mcp.Call) bool {
	if call.Role == mcp.RoleInside {
		return true
	}
	all, done := n.connector.tracker.Observe(call, n.now, n.firstPiece, n.abandon)
	if !done || all.Rounds == 1 {
		return done
	}
	start := call.Start
	call.Start = all.Start
	n.happened(&callmetrics.Event{What: callmetrics.Completed}, call)
	call.Start = start
	return false
}

func (n *counter) pieceOf() piece {
	return piece{n.connector.resources.known(n.origin.id), series.Clone(n.extra), strings.Clone(mcp.Cut(n.joining.Tool)), n.joining.Role}
}

// abandoned counts a tool call that has asked for input and was not continued.
func (n *counter) abandoned(all logical.Whole, p piece) {
	n.session = mcp.Call{
		Kind: mcp.KindToolCall, Role: p.role, Tool: p.tool, Outcome: mcp.OutcomeInputRequired, Start: all.Start, End: all.End,
	}
	id := n.connector.resources.again(p.resource, n.now)
	n.recorder.Happened(id, &callmetrics.Event{What: callmetrics.Completed}, &n.session, p.extra, n.now)
}

// expireCalls counts the tool calls that nobody has continued for too long or, at the
// end, all that wait.
func (n *counter) expireCalls(now int64, all bool) {
	if n.connector.tracker == nil {
		return
	}
	n.now = now
	if all {
		n.connector.tracker.Stop(n.abandon)
		return
	}
	n.connector.tracker.Expire(now, n.abandon)
}
