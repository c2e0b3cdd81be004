package callmetrics

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// levels are the numbers of what exists, by evidence; that of overflow is "".
func levels(m *Meter, now int64) map[string]int64 {
	got := map[string]int64{}
	for _, p := range m.Store.Collect(now) {
		name := ""
		if !p.Overflow {
			name = p.Values[2].Str()
		}
		got[name] = p.Level
	}
	return got
}

// beginOf makes what begins sessions of a meter that has room for two series.
func beginOf(evidence func(i int) string) (m *Meter, begin func(i int, s *Standing)) {
	m = NewMeter([]Choice{{Metric: &semconv.MCPSessionsActive}}, nil, series.Options{MaxSeries: series.MinSeries(1), Expiry: 100})
	r, id := m.NewRecorder(), m.Store.AddResource()
	return m, func(i int, s *Standing) {
		call := mcp.Call{Kind: mcp.KindSession, SessionEvidence: evidence(i)}
		r.Begin(s, id, &Event{What: SessionBegan}, &call, nil, 10)
	}
}

// What began in the overflow series ends there, even if there is room meanwhile.
func TestWhatBeganInOverflowEndsThere(t *testing.T) {
	m, begin := beginOf(strconv.Itoa)
	sessions := make([]Standing, 4)
	for i := range sessions {
		begin(i, &sessions[i])
	}
	require.Equal(t, map[string]int64{"0": 1, "1": 1, "": 2}, levels(m, 20))
	sessions[0].End(30)
	m.Store.Commit(m.Store.Collect(31))
	require.Equal(t, map[string]int64{"1": 1, "": 2}, levels(m, 200))
	sessions[2].End(210)
	sessions[2].End(211)
	require.Equal(t, map[string]int64{"1": 1, "": 1}, levels(m, 220))
	sessions[3].End(230)
	sessions[1].End(230)
	require.Equal(t, map[string]int64{"1": 0, "": 0}, levels(m, 240))
}

func TestAnEndThatIsToldBeforeTheBeginning(t *testing.T) {
	m, begin := beginOf(func(int) string { return "one" })
	var s Standing
	s.End(5)
	begin(0, &s)
	assert.Equal(t, map[string]int64{"one": 0}, levels(m, 20))
}

func TestABeginningThatMakesNoMetric(t *testing.T) {
	m := NewMeter([]Choice{{Metric: &semconv.MCPToolCalls}}, nil, series.Options{MaxSeries: 10})
	var s Standing
	m.NewRecorder().Begin(&s, 0, &Event{What: SessionBegan}, &mcp.Call{Kind: mcp.KindSession}, nil, 1)
	s.End(2)
	assert.Empty(t, m.Store.Collect(3))
}

// Text that is no label, or too long, is none here either.
func TestABeginningOfBadText(t *testing.T) {
	m, begin := beginOf(func(int) string { return "\xff" })
	var s Standing
	begin(0, &s)
	points := m.Store.Collect(20)
	require.Len(t, points, 1)
	assert.Equal(t, make([]series.Value, 4), points[0].Values)
}
