package anomaly

import (
	"fmt"
	"math"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
	"github.com/otelcol-mcp/otelcol-mcp/internal/sketch"
)

// walk is what one principal asked one tool for, within a window.
type walk struct {
	since   int64
	tool    uint64
	who     uint64
	crowd   bool // of all whom nobody names
	targets sketch.Distinct
}

// usual is how many different things a tool is asked for by one principal within a window:
// the most so far, but never more than half again as many as before, and of one principal or
// session that once a day, so that nobody teaches it alone; it halves while nobody comes near.
type usual struct {
	targets float32
	by, day uint16 // who has raised it last, in a few bits, and when
}

// atOnce is what anybody teaches: less than half of what is told in any case.
const atOnce = 25

func (u *usual) learn(w *walk, at int64) {
	n, by, day := w.targets.Count(), uint16(w.who), uint16(at/int64(24*time.Hour))
	switch {
	case n > float64(u.targets):
		if u.targets >= atOnce && u.by == by && u.day == day {
			return
		}
		u.targets = float32(min(n, max(1.5*float64(u.targets), atOnce)))
		u.by, u.day = by, day
	case n < float64(u.targets)/4:
		u.targets *= 0.98
	}
}

// state is all of it in a word, and of is the inverse.
func (u *usual) state() uint64 {
	return uint64(math.Float32bits(u.targets)) | uint64(u.by)<<32 | uint64(u.day)<<48
}

func (u *usual) of(state uint64) {
	u.targets = float32(finite(float64(math.Float32frombits(uint32(state)))))
	u.by, u.day = uint16(state>>32), uint16(state>>48)
}

// enumeration looks for principals that ask for one thing after the other.
func (x *moment) enumeration(t *tool) {
	what := x.asked()
	if what == 0 || x.who == 0 || !x.options.on(Enumeration) {
		return
	}
	w := x.walk(x.asSeen(x.who))
	w.who = x.who
	x.step(w, t, what)
	n, enough := w.targets.Count(), x.threshold(Enumeration)
	if t != nil {
		enough = max(enough, 2*float64(t.usual.targets))
	}
	if n >= enough {
		x.tell(x.found(Enumeration, x.targets(n), n, enough), series.Mix(x.who, x.tool))
	}
}

func (x *moment) targets(n float64) string {
	return fmt.Sprintf("about %.0f different targets within %s", n, x.window(Enumeration))
}

// walk is that of somebody through the tool of the call.
func (x *moment) walk(of uint64) *walk {
	w, _ := x.walks.Add(series.Mix(of, x.tool), x.at, x.walkEnded)
	w.tool = x.tool
	return w
}

// step adds what was asked for to a walk, which begins anew when its window is over.
func (x *moment) step(w *walk, t *tool, what uint64) {
	if x.at-w.since > int64(x.window(Enumeration)) {
		if w.since != 0 && t != nil {
			t.learn(w, x.at)
		}
		w.since = x.at
		w.targets.Reset()
	}
	w.targets.Add(what)
}

// walkEnded learns from a walk that nobody will continue.
func (m *Model) walkEnded(_ uint64, w *walk) {
	if t := m.tools.Get(w.tool, m.newest); t != nil {
		t.learn(w, m.newest)
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
