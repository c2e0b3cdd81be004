package anomaly

import (
	"math"

	"github.com/otelcol-mcp/otelcol-mcp/internal/baseline"
)

// budgets share the findings that ordinary traffic may cause a day: five of six are for all
// measures together, whose scores are distributed alike, and one is for sequences.
type budgets struct{ measures, sequences *baseline.Budget }

func newBudgets(alertsPerDay float64) budgets {
	return budgets{baseline.NewBudget(alertsPerDay * 5 / 6), baseline.NewBudget(alertsPerDay / 6)}
}

func (b *budgets) all() [2]*baseline.Budget { return [...]*baseline.Budget{b.measures, b.sequences} }

// sureness is the score of a finding that is expected so often a day: from a half, if that
// is just what is allowed, to 1.
func sureness(perDay, allowed float64) float64 {
	if math.IsNaN(perDay) || perDay >= allowed {
		return enough
	}
	return 1 - perDay/allowed/2
}
