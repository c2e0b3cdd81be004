package callmetrics

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// route leads from the calls of one identity to their series.
type route struct {
	calls identity
	// times is how many observations a call makes.
	times int
	// targets are series that are told of each call at once, and cells what is told to
	// the others now and then.
	targets []target
	cells   []shared
	full    int // the place in Recorder.full, counted from 1, if a cell is not empty
}

type target struct {
	rule   *boundRule
	series *series.Series
}

// shared is what several series are told in common: most calls that count in one metric
// count in others, with the same number.
type shared struct {
	quantity *Quantity
	bounds   []float64 // of histograms
	cell     series.Cell
	series   []*series.Series
}

// share moves the targets that can be told later to cells.
func (way *route) share(m *Meter) {
	rest := way.targets[:0]
	for _, t := range way.targets {
		in := &m.Instruments[t.rule.instrument]
		if !in.Shape.Cells() {
			rest = append(rest, t)
			continue
		}
		x := way.sharing(t.rule.Value, in.Bounds)
		x.series = append(x.series, t.series)
	}
	way.targets = slices.Clip(rest)
}

// sharing returns what collects a quantity, a new one if nothing does.
func (way *route) sharing(q *Quantity, bounds []float64) *shared {
	for i := range way.cells {
		if x := &way.cells[i]; x.quantity == q && slices.Equal(x.bounds, bounds) {
			return x
		}
	}
	way.cells = append(way.cells, shared{quantity: q, bounds: bounds, cell: series.NewCell(bounds)})
	return &way.cells[len(way.cells)-1]
}
