package bench

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/bench/workload"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

func BenchmarkSpanMetrics(b *testing.B) {
	for _, c := range SpanMetrics() {
		b.Run(c.Name, func(b *testing.B) {
			consume := startConnector(b, c, consumertest.NewNop())
			traces := Normalized()
			require.NoError(b, consume.ConsumeTraces(b.Context(), traces)) // makes every series
			b.ReportAllocs()
			for i := 1; b.Loop(); i++ {
				b.StopTimer()
				workload.Renew(traces, i)
				b.StartTimer()
				_ = consume.ConsumeTraces(b.Context(), traces)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*workload.Spans), "ns/span")
		})
	}
}

func TestSpanMetricsOfOursAllocateNothingPerSpan(t *testing.T) {
	consume := startConnector(t, SpanMetrics()[0], consumertest.NewNop())
	batches := make([]ptrace.Traces, 22)
	for b := range batches {
		batches[b] = Normalized()
		workload.Renew(batches[b], b)
	}
	require.NoError(t, consume.ConsumeTraces(t.Context(), batches[0]))

	next := 0
	perBatch := testing.AllocsPerRun(20, func() {
		next++
		_ = consume.ConsumeTraces(t.Context(), batches[next])
	})

	// Now and then the garbage collector takes what a pool keeps, so a batch may allocate. A span must not.
	assert.Less(t, perBatch/workload.Spans, 0.05)
}

// summary is what one metric says in all, and in how many series.
type summary struct {
	Series  int
	Count   uint64
	Buckets []uint64 // by bucket; nil for counters
}

func TestSpanMetricsOfAllCountTheSame(t *testing.T) {
	const seriesPerResource = workload.Tools + workload.Errors/workload.Resources
	counter := summary{Series: workload.Resources * seriesPerResource, Count: workload.Spans}
	histogram := summary{Series: counter.Series, Count: counter.Count}
	names := map[string][2]string{"mcpspanmetrics": {semconv.MCPToolCalls.Name, semconv.MCPClientOperationDuration.Name}}
	peer := [2]string{"traces.span.metrics.calls", "traces.span.metrics.duration"}

	for _, c := range SpanMetrics() {
		t.Run(c.Name, func(t *testing.T) {
			got := summarize(t, flushed(t, c))
			ours, _, _ := strings.Cut(c.Name, ",")
			name, ok := names[ours]
			if !ok {
				name = peer
			}
			if c.Name != ours {
				require.Len(t, got, 2, "a counter and a histogram")
			}
			assert.Equal(t, counter, got[name[0]])
			if histogram.Buckets == nil {
				histogram.Buckets = got[name[1]].Buckets // of ours, which comes first
				assert.Len(t, histogram.Buckets, len(semconv.BucketsMCP)+1)
			}
			assert.Equal(t, histogram, got[name[1]])
		})
	}
}

// flushed returns what the connector exports of one batch: its second export, because in the first one the peer's
// counters are 0 whatever was counted.
func flushed(t *testing.T, c Connector) pmetric.Metrics {
	var out pmetric.Metrics
	synctest.Test(t, func(t *testing.T) {
		sink := &consumertest.MetricsSink{}
		running, err := c.Create(t.Context(), sink)
		require.NoError(t, err)
		require.NoError(t, running.Start(t.Context(), componenttest.NewNopHost()))
		require.NoError(t, running.ConsumeTraces(t.Context(), Normalized()))
		time.Sleep(2 * FlushInterval)
		synctest.Wait()
		exports := sink.AllMetrics()
		require.Len(t, exports, 2)
		out = exports[1]
		require.NoError(t, running.Shutdown(t.Context()))
	})
	return out
}

func summarize(t *testing.T, export pmetric.Metrics) map[string]summary {
	all := map[string]summary{}
	for _, rm := range export.ResourceMetrics().All() {
		for _, sm := range rm.ScopeMetrics().All() {
			for _, m := range sm.Metrics().All() {
				all[m.Name()] = add(t, all[m.Name()], m)
			}
		}
	}
	return all
}

func add(t *testing.T, s summary, m pmetric.Metric) summary {
	switch m.Type() {
	case pmetric.MetricTypeSum:
		for _, point := range m.Sum().DataPoints().All() {
			s.Series++
			s.Count += uint64(point.IntValue())
		}
	case pmetric.MetricTypeHistogram:
		for _, point := range m.Histogram().DataPoints().All() {
			if s.Buckets == nil {
				s.Buckets = make([]uint64, point.BucketCounts().Len())
			}
			s.Series++
			s.Count += point.Count()
			for i, n := range point.BucketCounts().All() {
				s.Buckets[i] += n
			}
		}
	case pmetric.MetricTypeGauge: // of ours, with everything on
	default:
		require.Fail(t, "neither a counter nor a histogram", "%s is a %s", m.Name(), m.Type())
	}
	return s
}

func startConnector(tb testing.TB, c Connector, next consumer.Metrics) connector.Traces {
	tb.Helper()
	running, err := c.Create(tb.Context(), next)
	require.NoError(tb, err)
	require.NoError(tb, running.Start(tb.Context(), componenttest.NewNopHost()))
	tb.Cleanup(func() { require.NoError(tb, running.Shutdown(context.WithoutCancel(tb.Context()))) })
	return running
}
