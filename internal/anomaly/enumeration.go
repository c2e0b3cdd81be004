package anomaly

import (
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
	"github.com/otelcol-mcp/otelcol-mcp/internal/sketch"
)

// walk is what one principal asked one tool for, within a window.
type walk struct {
	since   int64
	tool    uint64
	targets sketch.Distinct
}

// usual is how many different things a tool is asked for by one principal within a
// window: the most so far, but never more than half again as many as before, so that
// nobody teaches it all at once; it halves while nobody comes near.
type usual struct{ targets float32 }

func (u *usual) learn(n float64) {
	switch {
	case n > float64(u.targets):
		u.targets = float32(min(n, max(1.5*float64(u.targets), 10)))
	case n < float64(u.targets)/4:
		u.targets *= 0.98
	}
}

// enumeration looks for principals that ask for one thing after the other.
func (x *moment) enumeration(t *tool) {
	what := x.asked()
	if what == 0 || x.who == 0 || !x.options.on(Enumeration) {
		return
	}
	w, _ := x.walks.Add(series.Mix(x.asSeen(x.who), x.tool), x.at, x.walkEnded)
	w.tool = x.tool
	if x.at-w.since > int64(x.window(Enumeration)) {
		if w.since != 0 && t != nil {
			t.usual.learn(w.targets.Count())
		}
		w.since = x.at
		w.targets.Reset()
	}
	w.targets.Add(what)
	n, enough := w.targets.Count(), x.threshold(Enumeration)
	if t != nil {
		enough = max(enough, 2*float64(t.usual.targets))
	}
	if n >= enough {
		x.tell(x.found(Enumeration, fmt.Sprintf("about %.0f different targets within %s", n, x.window(Enumeration)), n, enough), series.Mix(x.who, x.tool))
	}
}

// walkEnded learns from a walk that nobody will continue.
func (m *Model) walkEnded(_ uint64, w *walk) {
	if t := m.tools.Get(w.tool, m.newest); t != nil {
		t.usual.learn(w.targets.Count())
	}
}

// asked stands for what a call is about; 0 if nothing is known of it.
func (x *moment) asked() uint64 {
	switch {
	case x.Call.Kind == mcp.KindToolCall:
		return x.Evidence.Arguments
	case x.Call.ResourceURI != "":
		return series.MixText(x.secret+'u', x.Call.ResourceURI)
	}
	return 0
}
