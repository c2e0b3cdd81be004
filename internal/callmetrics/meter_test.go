package callmetrics

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

func TestMetricsAreInTheOrderOfTheRulesAndOnce(t *testing.T) {
	var names []string
	for _, m := range Metrics() {
		names = append(names, m.Name)
	}
	assert.Equal(t, []string{clientOperation, serverOperation, clientSession, serverSession, modelOperation, tokenUsage}, names[:6])
	slices.Sort(names)
	assert.Equal(t, slices.Compact(slices.Clone(names)), names)
}

func TestKeys(t *testing.T) {
	assert.Equal(t, []string{semconv.GenAIToolName, semconv.MCPCallOutcome, semconv.MCPCallRole}, Keys(&semconv.MCPToolCalls))
	assert.Nil(t, Keys(&semconv.Metric{Name: "of nobody"}))
	keys := Keys(&semconv.MCPToolCalls)
	keys[0] = "changed"
	assert.NotEqual(t, keys, Keys(&semconv.MCPToolCalls), "they belong to the caller")
}

func TestAMeterRecordsWhatWasChosen(t *testing.T) {
	m := NewMeter([]Choice{
		{Metric: &semconv.MCPToolCalls},
		{Metric: &semconv.MCPClientOperationDuration, Buckets: []float64{3}},
		{Metric: &semconv.GenAIClientTokenUsage},
	}, []string{"team"}, series.Options{MaxSeries: 100})
	require.Len(t, m.Instruments, 3)
	assert.Nil(t, m.Instruments[0].Bounds)
	assert.Equal(t, []float64{3}, m.Instruments[1].Bounds)
	assert.Equal(t, semconv.BucketsTokens, m.Instruments[2].Bounds)
	assert.Equal(t, []string{semconv.GenAIToolName, semconv.MCPCallOutcome, semconv.MCPCallRole, "team"}, m.Instruments[0].Keys)

	r, id := m.NewRecorder(), m.Store.AddResource()
	call := full(mcp.KindToolCall, mcp.SideClient)
	assert.Equal(t, 2, r.Record(id, &call, []series.Value{series.String("blue")}, 1))
	other := full(mcp.KindToolCall, mcp.SideServer)
	assert.Equal(t, 1, r.Record(id, &other, []series.Value{series.Int(7)}, 1), "the server's metric was not chosen")
	points := m.Store.Collect(2)
	require.Len(t, points, 3)
	for _, p := range points {
		require.Len(t, p.Values, len(m.Instruments[p.Instrument].Keys))
		if p.Instrument == 1 {
			assert.Equal(t, []uint64{1, 0}, p.Buckets)
		}
	}
	assert.Len(t, Keys(&semconv.MCPToolCalls), 3, "extra keys are the meter's alone")
}
