package anomaly

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestOrdinaryTrafficStaysWithinTheBudget lets 30 days of it pass.
func TestOrdinaryTrafficStaysWithinTheBudget(t *testing.T) {
	for seed := range uint64(4) {
		s := simulate(t, nil, seed)
		s.minutes(30 * 24 * 60)
		t.Logf("%d calls, findings: %d %v", s.calls, s.total(), names(s.counts))
		assert.LessOrEqual(t, float64(s.total()), 1.5*30*s.model.options.AlertsPerDay)
	}
}

func names(counts map[Type]int) map[string]int {
	named := map[string]int{}
	for t, n := range counts {
		named[t.String()] = n
	}
	return named
}
