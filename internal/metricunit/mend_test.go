package metricunit

import (
	"bufio"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

func TestMend(t *testing.T) {
	for _, test := range []struct {
		emitter, name, unit string
		result              Result
		newName, newUnit    string
	}{
		{"Shinzo", "mcp.server.operation.duration", "ms", Mended, "mcp.server.operation.duration", "s"},
		{"Shinzo", "tools/call get_weather", "calls", Mended, "tools/call get_weather", "{call}"},
		{"Docker", "mcp.tool.duration", "ms", Mended, "mcp.tool.duration", "s"},
		{"Gemini CLI", "gemini_cli.tool.call.latency", "ms", Mended, "gemini_cli.tool.call.latency", "s"},
		{"Codex", "codex.tool.call.duration_ms", "ms", Mended, "codex.tool.call.duration", "s"},
		{"Codex", "codex.mcp.call.duration_ms", "", Mended, "codex.mcp.call.duration", "s"},
		{"Strands", "strands.event_loop.latency", "ms", Mended, "strands.event_loop.latency", "s"},
		{"Envoy AI Gateway", "mcp.request.duration", "", Mended, "mcp.request.duration", "s"},
		{"Envoy AI Gateway", "mcp.initialization.duration", "token", Mended, "mcp.initialization.duration", "s"},
		{"the conventions", "mcp.client.operation.duration", "s", Untouched, "mcp.client.operation.duration", "s"},
		{"the conventions", "gen_ai.client.token.usage", "{token}", Untouched, "gen_ai.client.token.usage", "{token}"},
		{"OpenLIT", "mcp.requests", "1", Untouched, "mcp.requests", "1"},
		{"Claude Code", "claude_code.cost.usage", "USD", Untouched, "claude_code.cost.usage", "USD"},
		{"Codex", "codex.tool.call", "", Untouched, "codex.tool.call", ""},
		{"other software", "http.server.duration", "ms", Untouched, "http.server.duration", "ms"},
		{"other software", "latency_ms", "", Untouched, "latency_ms", ""},
		{"other software", "phone", "calls", Untouched, "phone", "calls"},
	} {
		t.Run(test.emitter+" "+test.name, func(t *testing.T) {
			m := pmetric.NewMetric()
			m.SetName(test.name)
			m.SetUnit(test.unit)
			p := m.SetEmptyGauge().DataPoints().AppendEmpty()
			p.SetIntValue(1500)
			assert.Equal(t, test.result, Mend(m))
			assert.Equal(t, test.newName, m.Name())
			assert.Equal(t, test.newUnit, m.Unit())
			assert.Equal(t, Untouched, Mend(m), "twice is more than once")
		})
	}
}

func TestValuesChangeWithTheUnit(t *testing.T) {
	milliseconds := func() pmetric.Metric {
		m := pmetric.NewMetric()
		m.SetName("mcp.tool.duration")
		m.SetUnit("ms")
		return m
	}

	gauge := milliseconds()
	gauge.SetEmptyGauge().DataPoints().AppendEmpty().SetIntValue(1500)
	gauge.Gauge().DataPoints().AppendEmpty().SetDoubleValue(2.5)
	gauge.Gauge().DataPoints().AppendEmpty() // no value
	require.Equal(t, Mended, Mend(gauge))
	assert.InDelta(t, 1.5, gauge.Gauge().DataPoints().At(0).DoubleValue(), 0)
	assert.InDelta(t, 0.0025, gauge.Gauge().DataPoints().At(1).DoubleValue(), 0)
	assert.Equal(t, pmetric.NumberDataPointValueTypeEmpty, gauge.Gauge().DataPoints().At(2).ValueType())

	sum := milliseconds()
	sum.SetEmptySum().DataPoints().AppendEmpty().SetIntValue(3)
	sum.Sum().DataPoints().At(0).Exemplars().AppendEmpty().SetIntValue(2)
	require.Equal(t, Mended, Mend(sum))
	assert.InDelta(t, 0.003, sum.Sum().DataPoints().At(0).DoubleValue(), 0)
	assert.InDelta(t, 0.002, sum.Sum().DataPoints().At(0).Exemplars().At(0).DoubleValue(), 0)

	summary := milliseconds()
	q := summary.SetEmptySummary().DataPoints().AppendEmpty()
	q.SetSum(2000)
	q.SetCount(2)
	q.QuantileValues().AppendEmpty().SetValue(900)
	require.Equal(t, Mended, Mend(summary))
	assert.InDelta(t, 2.0, q.Sum(), 0)
	assert.EqualValues(t, 2, q.Count())
	assert.InDelta(t, 0.9, q.QuantileValues().At(0).Value(), 0)

	histogram := milliseconds()
	h := histogram.SetEmptyHistogram().DataPoints().AppendEmpty()
	h.ExplicitBounds().FromRaw([]float64{0, 5, 75, 7500})
	h.BucketCounts().FromRaw([]uint64{1, 0, 2, 0, 0})
	h.SetCount(3)
	h.SetSum(81)
	h.SetMin(0)
	h.SetMax(60)
	h.Exemplars().AppendEmpty().SetDoubleValue(60)
	require.Equal(t, Mended, Mend(histogram))
	assert.Equal(t, []float64{0, 0.005, 0.075, 7.5}, h.ExplicitBounds().AsRaw())
	assert.Equal(t, []uint64{1, 0, 2, 0, 0}, h.BucketCounts().AsRaw())
	assert.InDelta(t, 0.081, h.Sum(), 0)
	assert.InDelta(t, 0.06, h.Max(), 0)
	assert.InDelta(t, 0.06, h.Exemplars().At(0).DoubleValue(), 0)

	bare := milliseconds()
	bare.SetEmptyHistogram().DataPoints().AppendEmpty()
	require.Equal(t, Mended, Mend(bare))
	assert.False(t, bare.Histogram().DataPoints().At(0).HasSum())
}

func TestWhatDoesNotScaleIsLeft(t *testing.T) {
	m := pmetric.NewMetric()
	m.SetName("mcp.tool.duration")
	m.SetUnit("ms")
	m.SetEmptyExponentialHistogram().DataPoints().AppendEmpty().SetSum(5)
	assert.Equal(t, Left, Mend(m))
	assert.Equal(t, "ms", m.Unit())
	assert.InDelta(t, 5.0, m.ExponentialHistogram().DataPoints().At(0).Sum(), 0)
}

// TestCaptures mends what real emitters sent: a person has looked which of them
// state a wrong unit.
func TestCaptures(t *testing.T) {
	for file, want := range map[string]map[string]string{
		"shinzo-http": {
			"mcp.server.operation.duration": "s", "tools/call get_weather": "{call}", "tools/call lookup_customer": "{call}",
			"tools/call charge_card": "{call}", "tools/call deploy": "{call}", "tools/call run_report": "{call}",
			"tools/call fetch_page": "{call}", "tools/call ask_model": "{call}",
		},
		"openlit-http":  {},
		"toolhive-http": {},
	} {
		f, err := os.Open("../../testdata/captures/otlp/" + file + ".metrics.jsonl")
		require.NoError(t, err)
		defer f.Close()
		lines, seen, got := bufio.NewScanner(f), 0, map[string]string{}
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			md, err := new(pmetric.JSONUnmarshaler).UnmarshalMetrics(lines.Bytes())
			require.NoError(t, err)
			for _, rm := range md.ResourceMetrics().All() {
				for _, sm := range rm.ScopeMetrics().All() {
					for _, m := range sm.Metrics().All() {
						seen++
						if Mend(m) == Mended {
							got[m.Name()] = m.Unit()
						}
					}
				}
			}
		}
		require.NoError(t, lines.Err())
		require.NotZero(t, seen)
		assert.Equal(t, want, got, file)
	}
}

func FuzzMend(f *testing.F) {
	f.Add("mcp.tool.duration", "ms", []byte{})
	f.Add("codex.x_ms", "", []byte{1})
	f.Fuzz(func(t *testing.T, name, unit string, data []byte) {
		md, err := new(pmetric.ProtoUnmarshaler).UnmarshalMetrics(data)
		if err != nil {
			md = pmetric.NewMetrics()
		}
		m := pmetric.NewMetric()
		for _, rm := range md.ResourceMetrics().All() {
			for _, sm := range rm.ScopeMetrics().All() {
				for _, one := range sm.Metrics().All() {
					one.CopyTo(m)
				}
			}
		}
		m.SetName(name)
		m.SetUnit(unit)
		if Mend(m) != Mended {
			return
		}
		if Mend(m) == Mended {
			t.Errorf("mended twice: %q %q", name, unit)
		}
	})
}
