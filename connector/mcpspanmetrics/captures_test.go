package mcpspanmetrics

import (
	"bufio"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
)

// seen is what a person counts in a capture: tool calls by role, those that did
// not succeed, and tokens of model calls. Where an emitter hides a failure (the
// span has neither status nor result), the person cannot see it either.
type seen struct {
	calls, failed map[string]int64
	tools         int // distinct names, "_other" among them: tools that had not succeeded when they failed
	tokens        int64
}

// captured was counted by hand from the files. The wire recordings of the same
// runs say that every desk client made 13 calls of 9 tools, of which 5 answered
// isError and one was cancelled.
var captured = map[string]seen{
	// Client side only; all six failures show.
	"openlit-http": {calls: n("client", 13), failed: n("client", 6), tools: 9},
	// Client side; the server only tells of the request it sends.
	"traceloop-http": {calls: n("client", 13), failed: n("client", 6), tools: 9},
	// Framework spans of agent and server in one role, the server's below the
	// agent's, so that each call counts once; the agent's cancelled call is a CHAIN
	// span. 12 calls, 5 failed.
	"openinference-stdio": {calls: n("agent", 12), failed: n("agent", 5), tools: 8},
	// The same over HTTP, where the agent's session end is a TOOL span "delete"
	// and the server finished the cancelled report.
	"openinference-jsonresp-http": {calls: n("agent", 14), failed: n("agent", 5), tools: 10},
	// Server side; all six failures show.
	"sentry10-http": {calls: n("server", 13), failed: n("server", 6), tools: 9},
	// Server side, around the handler: 9 of the calls reach one (the two of
	// divide are not instrumented, the unknown tool and the refused arguments
	// never get there), isError is not recorded, a handler that threw is.
	"shinzo-http":      {calls: n("server", 9), failed: n("server", 1), tools: 7},
	"shinzo-args-http": {calls: n("server", 9), failed: n("server", 1), tools: 7},
	// Gateway; it records no result and says Ok to everything.
	"toolhive-http": {calls: n("gateway", 13), failed: n("gateway", 0), tools: 9},
	// Server side; the unknown tool leaves no span.
	"grafana-http": {calls: n("server", 7), failed: n("server", 4), tools: 4},
	// Frameworks with a mock model of 10 tokens in and 20 out a call: 8 calls,
	// and one streamed by ai 5.
	"ai7-http": {calls: n("agent", 7), failed: n("agent", 4), tools: 6, tokens: 8 * 30},
	"ai5-http": {calls: n("agent", 7), failed: n("agent", 4), tools: 6, tokens: 9 * 30},
	// HTTP spans only.
	"otelhttp-http": {calls: map[string]int64{}, failed: map[string]int64{}},
}

func n(role string, count int64) map[string]int64 {
	if count == 0 {
		return map[string]int64{}
	}
	return map[string]int64{role: count}
}

// TestCapturesCountAsAPersonCounts counts what real emitters sent, with and without
// the receiver's normalising before.
func TestCapturesCountAsAPersonCounts(t *testing.T) {
	files, err := filepath.Glob("../../testdata/captures/otlp/*.traces.jsonl")
	require.NoError(t, err)
	require.Len(t, files, len(captured))
	for name, want := range captured {
		t.Run(name, func(t *testing.T) {
			batches := readCapture(t, name)
			require.Equal(t, want, tallyMetrics(counted(t, batches)), "as the emitter sent them")
			normalize(batches)
			require.Equal(t, want, tallyMetrics(counted(t, batches)), "normalised")
		})
	}
}

func counted(t *testing.T, batches []ptrace.Traces) []pmetric.Metrics {
	sink := new(consumertest.MetricsSink)
	c := start(t, defaultConfig(), sink)
	for _, td := range batches {
		require.NoError(t, c.ConsumeTraces(t.Context(), td))
	}
	require.NoError(t, c.Shutdown(t.Context()))
	return sink.AllMetrics()
}

func normalize(batches []ptrace.Traces) {
	normalizer := dialect.New(dialect.Options{})
	for _, td := range batches {
		for _, rs := range td.ResourceSpans().All() {
			for _, ss := range rs.ScopeSpans().All() {
				scope := normalizer.Scope(ss.Scope())
				for _, span := range ss.Spans().All() {
					normalizer.Normalize(scope, span)
				}
			}
		}
	}
}

func readCapture(t *testing.T, name string) []ptrace.Traces {
	f, err := os.Open(filepath.Join("../../testdata/captures/otlp", name+".traces.jsonl"))
	require.NoError(t, err)
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	var batches []ptrace.Traces
	for lines.Scan() {
		td, err := new(ptrace.JSONUnmarshaler).UnmarshalTraces(lines.Bytes())
		require.NoError(t, err)
		batches = append(batches, td)
	}
	require.NoError(t, lines.Err())
	return batches
}

func tallyMetrics(batches []pmetric.Metrics) seen {
	s := seen{calls: map[string]int64{}, failed: map[string]int64{}}
	tools := map[string]bool{}
	for _, md := range batches {
		for _, rm := range md.ResourceMetrics().All() {
			for _, m := range rm.ScopeMetrics().At(0).Metrics().All() {
				switch m.Name() {
				case "mcp.tool.calls":
					for _, p := range m.Sum().DataPoints().All() {
						s.add(p, tools)
					}
				case "gen_ai.client.token.usage":
					for _, p := range m.Histogram().DataPoints().All() {
						s.tokens += int64(p.Sum())
					}
				}
			}
		}
	}
	s.tools = len(tools)
	return s
}

func (s *seen) add(p pmetric.NumberDataPoint, tools map[string]bool) {
	tool, _ := p.Attributes().Get("gen_ai.tool.name")
	role, _ := p.Attributes().Get("mcp.call.role")
	outcome, _ := p.Attributes().Get("mcp.call.outcome")
	tools[tool.Str()] = true
	s.calls[role.Str()] += p.IntValue()
	if outcome.Str() != "success" {
		s.failed[role.Str()] += p.IntValue()
	}
}
