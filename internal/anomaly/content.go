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
		x.tell(f, x.about(c))
	}
}

// about is what a finding is told about once. Commands and paths are told once for a tool,
// however many there are.
func (x *moment) about(c *clue) uint64 {
	if c.Type == ShellInjection || c.Type == PathTraversal {
		return series.Mix(x.within(), x.tool)
	}
	return series.Mix(x.within(), c.text)
}

// within is what the views of one call have in common.
func (x *moment) within() uint64 {
	if trace := x.traceID(x.Call); trace != 0 {
		return trace
	}
	return x.anyone
}
