package mcpredactprocessor

import "github.com/otelcol-mcp/otelcol-mcp/internal/each"

// reason says why a value was replaced that could not be processed.
type reason uint8

const (
	unreadable reason = iota
	tooDeep
	panicked
	numReasons
)

var reasons = [numReasons]string{unreadable: "unreadable", tooDeep: "too_deep", panicked: "panic"}

// tally is what was done to a batch.
type tally struct {
	redactions [each.NumPlaces]map[string]int64 // by category; made when first needed
	failures   [numReasons]int64
	bytes      int64
}

func (t *tally) redacted(place each.Place, category string, times int) {
	if t.redactions[place] == nil {
		t.redactions[place] = map[string]int64{}
	}
	t.redactions[place][category] += int64(times)
}

func (t *tally) reset() {
	for _, counts := range t.redactions {
		clear(counts)
	}
	t.failures = [numReasons]int64{}
	t.bytes = 0
}
