package anomaly

import (
	"math"

	"github.com/otelcol-mcp/otelcol-mcp/internal/baseline"
)

// budgets share the findings that ordinary traffic may cause a day: one for each measure,
// since their scores are not distributed alike, and one for sequences.
type budgets struct {
	measures  [numMeasures]*baseline.Budget
	sequences *baseline.Budget
}

func newBudgets(alertsPerDay float64) (b budgets) {
	const shares = float64(numMeasures) + 1
	for m := range b.measures {
		b.measures[m] = baseline.NewBudget(alertsPerDay / shares)
	}
	b.sequences = baseline.NewBudget(alertsPerDay / shares)
	return b
}

// each calls a function with every budget, in an order that stays.
func (b *budgets) each(f func(*baseline.Budget)) {
	for _, m := range b.measures {
		f(m)
	}
	f(b.sequences)
}

// sureness is the score of a finding that is expected so often a day: from a half, if that
// is just what is allowed, to 1.
func sureness(perDay, allowed float64) float64 {
	if math.IsNaN(perDay) || perDay >= allowed {
		return enough
	}
	return 1 - perDay/allowed/2
}
