package mcpspanmetrics

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// toolCall counts what follows from a request to call a tool, and reports whether it is
// a whole call.
func (n *counter) toolCall(id series.ResourceID, call *mcp.Call, now int64) (whole bool) {
	n.connector.catalog.Call(serverOf(id, call), call.Tool)
	if n.connector.results.repeats(call, now) {
		n.recorder.Happened(id, &callmetrics.Event{What: callmetrics.ResultRepeated}, call, n.extra, now)
	}
	return true
}
