package bench

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

func startRedactor(tb testing.TB, p Processor, next *consumertest.TracesSink) func(ptrace.Traces) {
	tb.Helper()
	running, err := p.Create(tb.Context(), next)
	require.NoError(tb, err)
	require.NoError(tb, running.Start(tb.Context(), componenttest.NewNopHost()))
	tb.Cleanup(func() { require.NoError(tb, running.Shutdown(tb.Context())) })
	return func(traces ptrace.Traces) { require.NoError(tb, running.ConsumeTraces(tb.Context(), traces)) }
}

func BenchmarkRedaction(b *testing.B) {
	for _, p := range Redactors() {
		for name, make := range map[string]func() (ptrace.Traces, int){"clean": clean, "5% dirty": Dirty} {
			b.Run(p.Name+"/"+name, func(b *testing.B) {
				sink := new(consumertest.TracesSink)
				consume := startRedactor(b, p, sink)
				traces, bytes := make()
				b.SetBytes(int64(bytes))
				b.ReportAllocs()
				for b.Loop() {
					b.StopTimer()
					batch := ptrace.NewTraces()
					traces.CopyTo(batch)
					sink.Reset()
					b.StartTimer()
					consume(batch)
				}
			})
		}
	}
}

// clean is the workload without the ids of sessions, which become pseudonyms, and how many bytes of text its attributes have.
func clean() (ptrace.Traces, int) {
	traces, bytes := Normalized(), 0
	for _, rs := range traces.ResourceSpans().All() {
		for _, span := range rs.ScopeSpans().At(0).Spans().All() {
			span.Attributes().Remove(semconv.MCPSessionID)
			for key, value := range span.Attributes().All() {
				bytes += len(key) + len(value.Str())
			}
		}
	}
	return traces, bytes
}

// TestRedactorsFindWhatTheyAreComparedBy: both sides have something to do.
func TestRedactorsFindWhatTheyAreComparedBy(t *testing.T) {
	for _, p := range Redactors() {
		sink := new(consumertest.TracesSink)
		traces, _ := Dirty()
		before := changed(t, traces, traces)
		batch := ptrace.NewTraces()
		traces.CopyTo(batch)
		startRedactor(t, p, sink)(batch)
		require.Len(t, sink.AllTraces(), 1)
		assert.Zero(t, before)
		assert.GreaterOrEqual(t, changed(t, traces, sink.AllTraces()[0]), 50, "%s: a twentieth of the spans", p.Name)
	}
}

// TestOursLeaksNothing, and the same canaries are seen where something leaks.
func TestOursLeaksNothing(t *testing.T) {
	for i, p := range Thorough() {
		places, of, err := p.Leaks(t.Context())
		require.NoError(t, err)
		assert.Greater(t, of, 700)
		if i == 0 {
			assert.Empty(t, places)
		} else {
			assert.NotEmpty(t, places, p.Name)
			assert.Less(t, len(places), of, "%s: it does work", p.Name)
		}
	}
}

// changed counts the spans whose result is not what it was.
func changed(t *testing.T, was, is ptrace.Traces) (n int) {
	for r, rs := range was.ResourceSpans().All() {
		for i, span := range rs.ScopeSpans().At(0).Spans().All() {
			old, ok := span.Attributes().Get("gen_ai.tool.call.result")
			require.True(t, ok)
			now, ok := is.ResourceSpans().At(r).ScopeSpans().At(0).Spans().At(i).Attributes().Get("gen_ai.tool.call.result")
			if !ok || old.Str() != now.Str() {
				n++
			}
		}
	}
	return n
}
