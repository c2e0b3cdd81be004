package mcptest

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// TestCanariesThatAreNotRemovedAreSeen: what finds leaks finds all of them.
func TestCanariesThatAreNotRemovedAreSeen(t *testing.T) {
	c := NewCanaries()
	require.Greater(t, len(c.Values), 500)
	unique := map[string]bool{}
	for _, value := range c.Values {
		unique[value] = true
	}
	require.Len(t, unique, len(c.Values))
	traces, err := (&ptrace.JSONMarshaler{}).MarshalTraces(c.Traces)
	require.NoError(t, err)
	metrics, err := (&pmetric.JSONMarshaler{}).MarshalMetrics(c.Metrics)
	require.NoError(t, err)
	logs, err := (&plog.JSONMarshaler{}).MarshalLogs(c.Logs)
	require.NoError(t, err)
	leaked := slices.Concat(c.Leaked(string(traces)), c.Leaked(string(metrics)), c.Leaked(string(logs)))
	assert.ElementsMatch(t, slices.Collect(maps.Keys(c.Values)), leaked)
}
