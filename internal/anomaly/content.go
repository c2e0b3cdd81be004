package anomaly

import "github.com/otelcol-mcp/otelcol-mcp/internal/series"

// evidence tells what the texts of a call have shown. The same text is told once in a
// trace or session, whoever has seen it.
func (x *moment) evidence() {
	for i := range x.Evidence.clues {
		c := &x.Evidence.clues[i]
		f := x.found(c.Type, c.Reason, none, none)
		f.Score = c.Score
		if c.weak {
			f.Severity = Low
		}
		x.tell(f, series.Mix(x.within(), c.text))
	}
}

// within is what the views of one call have in common.
func (x *moment) within() uint64 {
	if trace := x.traceID(x.Call); trace != 0 {
		return trace
	}
	return x.anyone
}
