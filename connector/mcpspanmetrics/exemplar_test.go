package mcpspanmetrics

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pmetric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

// exemplarsOf are those of the one histogram that is enabled.
func exemplarsOf(t *testing.T, sink *consumertest.MetricsSink) pmetric.ExemplarSlice {
	t.Helper()
	last := sink.AllMetrics()[len(sink.AllMetrics())-1]
	m := last.ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics().At(0)
	require.Equal(t, "mcp.client.operation.duration", m.Name())
	return m.Histogram().DataPoints().At(0).Exemplars()
}

func TestTheSlowestCallIsTheExemplar(t *testing.T) {
	const calls = `
resource service.name=a
span c client 1s mcp.method.name=ping
span c client 3s id=slow mcp.method.name=ping
span c client 2s mcp.method.name=ping`
	for _, wanted := range []bool{true, false} {
		sink := new(consumertest.MetricsSink)
		cfg := defaultConfig()
		for name := range cfg.Metrics {
			cfg.Metrics[name] = MetricConfig{Enabled: name == "mcp.client.operation.duration"}
		}
		cfg.Exemplars = wanted
		c := start(t, cfg, sink)
		td := mcptest.Spans(t, calls)
		slow := td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(1)
		require.NoError(t, c.ConsumeTraces(t.Context(), td))
		c.flushOnce(t.Context(), false)
		exemplars := exemplarsOf(t, sink)
		if !wanted {
			require.Zero(t, exemplars.Len())
			require.NoError(t, c.Shutdown(t.Context()))
			continue
		}
		require.Equal(t, 1, exemplars.Len())
		require.InDelta(t, 3.0, exemplars.At(0).DoubleValue(), 0)
		require.Equal(t, slow.TraceID(), exemplars.At(0).TraceID())
		require.Equal(t, slow.SpanID(), exemplars.At(0).SpanID())
		c.flushOnce(t.Context(), false)
		require.Zero(t, exemplarsOf(t, sink).Len(), "it is that of the time since the last export")
		require.NoError(t, c.Shutdown(t.Context()))
	}
}

// A flush that is refused takes no exemplar along.
func TestAnExemplarIsToldUntilItIsTaken(t *testing.T) {
	for _, temporality := range []string{temporalityCumulative, temporalityDelta} {
		next := &flaky{errs: []error{errors.New("full")}}
		cfg := defaultConfig()
		cfg.AggregationTemporality = temporality
		for name := range cfg.Metrics {
			cfg.Metrics[name] = MetricConfig{Enabled: name == "mcp.client.operation.duration"}
		}
		c := start(t, cfg, next)
		for _, took := range []string{"3s", "2s"} {
			require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, "resource service.name=a\nspan c client "+took+" mcp.method.name=ping")))
			c.flushOnce(t.Context(), false)
		}
		exemplars := exemplarsOf(t, &next.MetricsSink)
		require.Equal(t, 1, exemplars.Len())
		require.InDelta(t, 3.0, exemplars.At(0).DoubleValue(), 0)
		require.NoError(t, c.Shutdown(t.Context()))
	}
}

// Exemplars are on by default, and an exponential histogram has them as well.
func TestAnExponentialHistogramHasExemplars(t *testing.T) {
	sink := new(consumertest.MetricsSink)
	cfg, err := parseConfig(`metrics: {mcp.client.operation.duration: {histogram: exponential}}`)
	require.NoError(t, err)
	c := start(t, cfg.(*Config), sink)
	td := mcptest.Spans(t, "resource service.name=a\nspan c client 1s mcp.method.name=ping\nspan c client 3s mcp.method.name=ping")
	slow := td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(1)
	require.NoError(t, c.ConsumeTraces(t.Context(), td))
	require.NoError(t, c.Shutdown(t.Context()))
	for _, m := range sink.AllMetrics()[0].ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics().All() {
		require.NotEmpty(t, m.Description(), m.Name())
		if m.Name() != "mcp.client.operation.duration" {
			continue
		}
		exemplars := m.ExponentialHistogram().DataPoints().At(0).Exemplars()
		require.Equal(t, 1, exemplars.Len())
		require.InDelta(t, 3.0, exemplars.At(0).DoubleValue(), 0)
		require.Equal(t, slow.TraceID(), exemplars.At(0).TraceID())
		require.Equal(t, slow.SpanID(), exemplars.At(0).SpanID())
		return
	}
	t.Fatal("the metric is missing")
}
