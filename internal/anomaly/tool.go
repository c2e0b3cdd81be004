package anomaly

import (
	"fmt"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// tool is what is known of a tool of a server or, of other requests, a method.
type tool struct {
	called int64 // when last; 0 is never
	usual  usual
	throng throng
}

// learn learns from a walk that is over.
func (t *tool) learn(w *walk, at int64) {
	if w.crowd {
		t.throng.learn(w, at)
		return
	}
	t.usual.learn(w, at)
}

// knownTool is that of the call; nil if it is new and the call has failed, see known.
func (x *moment) knownTool() *tool {
	t := x.tools.Get(x.tool, x.at)
	if t == nil && x.fails() {
		return nil
	}
	if t == nil {
		if t, _ = x.tools.Add(x.tool, x.at, nil); x.warm() {
			x.flooded(ToolFlood, &x.floods.tools, "%d tools or methods that were not known were called within %s")
		}
	}
	x.dormant(t)
	t.called = max(t.called, x.at)
	return t
}

// dormant looks for tools that nobody has called for long.
func (x *moment) dormant(t *tool) {
	if t.called == 0 || x.Call.Kind != mcp.KindToolCall {
		return
	}
	days := float64(x.at-t.called) / float64(24*time.Hour)
	if days >= x.threshold(DormantTool) {
		x.tell(x.found(DormantTool, fmt.Sprintf("the tool was called last %.0f days ago", days), days, x.threshold(DormantTool)), x.tool)
	}
}
