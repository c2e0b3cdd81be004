package mcpanomalyprocessor

import "github.com/otelcol-mcp/otelcol-mcp/internal/anomaly"

// skip is why a call or a finding did not count.
type skip uint8

const (
	twin skip = iota
	tooMany
	late
	repeated
	numSkips
)

var skipNames = [numSkips]string{"twin", "too_many", "late", "repeated"}

// kind is what findings are counted by.
type kind struct {
	Type     anomaly.Type
	Severity anomaly.Severity
	Mode     anomaly.Mode
}

// tally counts what was done to a batch.
type tally struct {
	calls   int64
	skipped [numSkips]int64
	found   map[kind]int64 // nil if there is none
}

func (t *tally) judged(o *anomaly.Observation, found []anomaly.Finding) {
	if !o.Call.Kind.IsCall() && len(found) == 0 {
		return
	}
	t.calls++
	if o.Twin {
		t.skipped[twin]++
	}
	for i := range found {
		if t.found == nil {
			t.found = map[kind]int64{}
		}
		t.found[kind{found[i].Type, found[i].Severity, found[i].Mode}]++
	}
}
