package bench

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/bench/workload"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// minutes returns functions that make the next minute of calls and hand it to a processor.
func minutes(tb testing.TB, p Processor, next *consumertest.TracesSink, of func(ptrace.Traces, int)) (renew, consume func()) {
	tb.Helper()
	running, err := p.Create(tb.Context(), next)
	require.NoError(tb, err)
	require.NoError(tb, running.Start(tb.Context(), componenttest.NewNopHost()))
	tb.Cleanup(func() { require.NoError(tb, running.Shutdown(tb.Context())) })
	traces, batch, minute := Normalized(), ptrace.Traces{}, 0
	return func() {
			batch = ptrace.NewTraces()
			traces.CopyTo(batch)
			of(batch, minute)
			minute++
		}, func() {
			require.NoError(tb, running.ConsumeTraces(tb.Context(), batch))
			next.Reset()
		}
}

func BenchmarkAnomaly(b *testing.B) { benchmarkAnomaly(b, Minute) }

func BenchmarkAnomalyInRecords(b *testing.B) {
	benchmarkAnomaly(b, func(batch ptrace.Traces, minute int) {
		Minute(batch, minute)
		workload.Records(batch, minute)
	})
}

func benchmarkAnomaly(b *testing.B, of func(ptrace.Traces, int)) {
	for _, p := range Detectors() {
		b.Run(p.Name, func(b *testing.B) {
			renew, consume := minutes(b, p, new(consumertest.TracesSink), of)
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				renew()
				b.StartTimer()
				consume()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*workload.Spans), "ns/span")
		})
	}
}

// TestDetectorsJudgeEverySpan: both sides look at every span; the peer says so on each, ours on those with which something
// is wrong.
func TestDetectorsJudgeEverySpan(t *testing.T) {
	for _, p := range Detectors() {
		t.Run(p.Name, func(t *testing.T) {
			sink := new(consumertest.TracesSink)
			running, err := p.Create(t.Context(), sink)
			require.NoError(t, err)
			require.NoError(t, running.Start(t.Context(), componenttest.NewNopHost()))
			defer func() { require.NoError(t, running.Shutdown(t.Context())) }()
			for minute := range 5 { // the peer says nothing before it has seen 1000
				batch := Normalized()
				Minute(batch, minute)
				poison(batch)
				require.NoError(t, running.ConsumeTraces(t.Context(), batch))
			}
			marked := 0
			all := sink.AllTraces()
			for _, rs := range all[len(all)-1].ResourceSpans().All() {
				for _, span := range rs.ScopeSpans().At(0).Spans().All() {
					_, ours := span.Attributes().Get(semconv.MCPFindingCount)
					_, theirs := span.Attributes().Get("anomaly.isolation_score")
					if ours || theirs {
						marked++
					}
				}
			}
			require.GreaterOrEqual(t, marked, workload.Resources)
		})
	}
}

// poison makes the first call of each resource one that everybody would be told of.
func poison(traces ptrace.Traces) {
	for _, rs := range traces.ResourceSpans().All() {
		rs.ScopeSpans().At(0).Spans().At(0).Attributes().PutStr(semconv.GenAIToolCallArguments, `{"path":"../../../../etc/passwd"}`)
	}
}
