package callmetrics

import (
	"sync/atomic"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Standing is something that exists: it was counted up when it began, and is to be counted
// down in the same series. By its labels that could not be found again: what began beyond the
// bound ends where there is room meanwhile, and neither series would ever be right.
// The zero value has not begun. It is safe for concurrent use.
type Standing struct{ in atomic.Pointer[series.Series] }

// ended stands for the series of what has ended.
var ended series.Series

// Begin counts up what has begun, unless its end was told first.
func (r *Recorder) Begin(s *Standing, id series.ResourceID, e *Event, c *mcp.Call, extra []series.Value, now int64) {
	rules := r.meter.rules[e.What][c.Kind]
	if len(rules) == 0 {
		return
	}
	c.DropBadText()
	c.CutTexts()
	r.name(id, e, c, now)
	rule := &rules[0] // there is one
	in := r.series(rule, id, &r.subject, extra, now)
	for !in.Observe(rule.Value.of(c, e), now, series.Span{}) {
		in = r.series(rule, id, &r.subject, extra, now)
	}
	r.subject = Subject{}
	if !s.in.CompareAndSwap(nil, in) {
		in.Observe(-1, now, series.Span{})
	}
}

// End counts down what has ended. A series that counts what exists does not expire.
func (s *Standing) End(now int64) {
	if in := s.in.Swap(&ended); in != nil && in != &ended {
		in.Observe(-1, now, series.Span{})
	}
}
