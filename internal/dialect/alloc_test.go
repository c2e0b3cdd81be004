//go:build !race

package dialect_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
)

// The race detector makes sync.Pool forget at random, so this is not for it.
func TestASpanThatNeedsNothingCostsNoAllocation(t *testing.T) {
	n := dialect.New(dialect.Options{})
	for _, g := range []given{plainCall, {scope: "http", name: "POST", attrs: attrs{"http.request.method": "POST", "error.type": "500"}}} {
		td, ss, span := g.build(t)
		scope := n.Scope(ss.Scope())
		n.Normalize(scope, span) // says what it is
		before := marshal(t, td)
		require.Zero(t, testing.AllocsPerRun(1000, func() { n.Normalize(scope, span) }))
		require.Equal(t, before, marshal(t, td))
	}
}
