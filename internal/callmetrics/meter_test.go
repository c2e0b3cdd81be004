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
	assert.Equal(t, []string{clientOperation, serverOperation, "mcp.messages", messageSize, clientSession, serverSession}, names[:6])
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
	points := collect(m, r, 2)
	require.Len(t, points, 3)
	for _, p := range points {
		require.Len(t, p.Values, len(m.Instruments[p.Instrument].Keys))
		if p.Instrument == 1 {
			assert.Equal(t, []uint64{1, 0}, p.Buckets)
		}
	}
	assert.Len(t, Keys(&semconv.MCPToolCalls), 3, "extra keys are the meter's alone")
}

func TestAHistogramMayBeExponential(t *testing.T) {
	m := NewMeter([]Choice{{Metric: &semconv.MCPClientOperationDuration, MaxSize: 20}}, nil, series.Options{MaxSeries: 100})
	assert.Equal(t, series.Exponential, m.Instruments[0].Shape)
	assert.Nil(t, m.Instruments[0].Bounds)
	call := full(mcp.KindToolCall, mcp.SideClient)
	r := m.NewRecorder()
	r.Record(m.Store.AddResource(), &call, nil, 1)
	points := collect(m, r, 2)
	require.Len(t, points, 1)
	assert.EqualValues(t, 1, points[0].Count)
	assert.Equal(t, []uint64{1}, points[0].Exponential.Counts)
}

// Calls that differ only in what a metric does not take are in one of its series.
func TestAMetricTakesSomeOfTheExtraLabels(t *testing.T) {
	m := NewMeter([]Choice{
		{Metric: &semconv.MCPToolCalls, Extra: []int{2, 0}},
		{Metric: &semconv.MCPClientOperationDuration, Extra: []int{}},
		{Metric: &semconv.MCPToolResultSize},
	}, []string{"team", "shard", "tenant"}, series.Options{MaxSeries: 100})
	assert.Equal(t, []string{semconv.GenAIToolName, semconv.MCPCallOutcome, semconv.MCPCallRole, "tenant", "team"}, m.Instruments[0].Keys)
	assert.Equal(t, Keys(&semconv.MCPClientOperationDuration), m.Instruments[1].Keys)
	assert.Equal(t, []string{semconv.GenAIToolName, semconv.MCPCallRole, "team", "shard", "tenant"}, m.Instruments[2].Keys)

	r, id := m.NewRecorder(), m.Store.AddResource()
	call := full(mcp.KindToolCall, mcp.SideClient)
	call.ResponseSize = 10
	for _, extra := range [][]series.Value{
		{series.String("blue"), series.Int(1), series.String("a")},
		{series.String("blue"), series.Int(2), series.String("a")},
		{series.String("blue"), series.Int(2), series.String("b")},
	} {
		for range 2 {
			require.Equal(t, 3, r.Record(id, &call, extra, 1))
		}
	}
	counts := [3][]uint64{}
	for _, p := range collect(m, r, 2) {
		require.Len(t, p.Values, len(m.Instruments[p.Instrument].Keys))
		counts[p.Instrument] = append(counts[p.Instrument], p.Count)
		if p.Instrument == 0 {
			assert.Equal(t, "blue", p.Values[4].Str())
		}
	}
	assert.ElementsMatch(t, []uint64{4, 2}, counts[0])
	assert.Equal(t, []uint64{6}, counts[1])
	assert.Equal(t, []uint64{2, 2, 2}, counts[2])
}
