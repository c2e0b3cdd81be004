package mcpspanmetrics

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// TestServicesThatUseTheSameIDs has two services give their sessions, conversations and
// requests the same ids, at random: together they have the same metrics as each by itself.
func TestServicesThatUseTheSameIDs(t *testing.T) {
	var all strings.Builder
	for seed := range uint64(15) {
		var together string
		synctest.Test(t, func(t *testing.T) { together = exportsOf(t, seed, "alpha", "beta") })
		for _, service := range []string{"alpha", "beta"} {
			var alone string
			synctest.Test(t, func(t *testing.T) { alone = exportsOf(t, seed, service) })
			require.Equal(t, alone, linesOf(together, service), "seed %d, %s", seed, service)
			all.WriteString(alone)
		}
	}
	for _, metric := range []string{
		"mcp.sessions.active", "mcp.client.session.duration", "mcp.session.turns", "mcp.calls.deduplicated",
		"mcp.tool.call.duration", "mcp.tool.results.repeated", "mcp.context.size",
	} {
		require.Greater(t, strings.Count(all.String(), " "+metric+"{"), 20, metric)
	}
}

// exportsOf returns what a connector exports of some of the services.
func exportsOf(t *testing.T, seed uint64, services ...string) string {
	cfg := defaultConfig()
	for name, m := range cfg.Metrics {
		m.Enabled = true
		cfg.Metrics[name] = m
	}
	cfg.AggregationTemporality, cfg.FlushInterval, cfg.Sessions.Idle = temporalityDelta, 10*time.Second, time.Minute
	cfg.TrustNames = true // or one service vouches for the names of the other
	began, sink := time.Now(), new(consumertest.MetricsSink)
	c := start(t, cfg, sink)
	random := rand.New(rand.NewPCG(seed, 7))
	for step := range 120 {
		time.Sleep(time.Duration(random.IntN(2000)) * time.Millisecond)
		if random.IntN(20) == 0 {
			time.Sleep(time.Minute)
		}
		synctest.Wait()
		for _, service := range []string{"alpha", "beta"} {
			td := spansOf(random, service, step)
			if slices.Contains(services, service) {
				require.NoError(t, c.ConsumeTraces(t.Context(), td))
			}
		}
	}
	require.NoError(t, c.Shutdown(t.Context()))
	var lines strings.Builder
	for _, md := range sink.AllMetrics() {
		lines.WriteString(mcptest.Metrics(began, md))
	}
	return lines.String()
}

// linesOf returns the lines of a service.
func linesOf(lines, service string) string {
	var of strings.Builder
	for line := range strings.Lines(lines) {
		if strings.Contains(line, fmt.Sprintf("service.name=%q", service)) {
			of.WriteString(line)
		}
	}
	return of.String()
}

// spansOf returns some spans of one of the replicas of a service, which count their requests
// alike.
func spansOf(random *rand.Rand, service string, step int) ptrace.Traces {
	td := ptrace.NewTraces()
	rs := td.ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("service.name", service)
	rs.Resource().Attributes().PutStr("service.instance.id", fmt.Sprint(service, random.IntN(2)))
	for range random.IntN(5) {
		randomSpan(random, 2*step+random.IntN(2), rs.ScopeSpans().AppendEmpty().Spans().AppendEmpty())
	}
	return td
}

func randomSpan(random *rand.Rand, request int, span ptrace.Span) {
	oneOf := func(texts ...string) string { return texts[random.IntN(len(texts))] }
	var id [16]byte
	binary.LittleEndian.PutUint64(id[:], random.Uint64())
	binary.LittleEndian.PutUint64(id[8:], random.Uint64())
	span.SetTraceID(id)
	span.SetSpanID([8]byte(id[4:]))
	took := time.Duration(random.IntN(8)) * time.Second / 8
	span.SetStartTimestamp(pcommon.NewTimestampFromTime(time.Now().Add(-took)))
	span.SetEndTimestamp(pcommon.NewTimestampFromTime(time.Now()))
	span.SetKind([]ptrace.SpanKind{ptrace.SpanKindClient, ptrace.SpanKindServer, ptrace.SpanKindInternal}[random.IntN(3)])
	put := func(key, value string) {
		if value != "" {
			span.Attributes().PutStr(key, value)
		}
	}
	put("mcp.session.id", oneOf("", "1", "default"))
	put("gen_ai.conversation.id", oneOf("", "1", "customer-support-chat-42"))
	switch what := random.IntN(12); what {
	case 0:
		put("mcp.span.type", "session")
		return
	case 1:
		put("mcp.method.name", "tools/list")
		event := span.Events().AppendEmpty()
		event.SetName(semconv.EventToolDefinition)
		event.Attributes().PutStr(semconv.GenAIToolName, oneOf("x", "y"))
		event.Attributes().PutInt(semconv.MCPDefinitionSize, int64(100+random.IntN(2)))
	case 2:
		put("mcp.method.name", "initialize")
	default:
		put("mcp.method.name", "tools/call")
		put("gen_ai.operation.name", "execute_tool")
		put("gen_ai.tool.name", oneOf("x", "y"))
		put("gen_ai.tool.call.result", oneOf("", "a", "b"))
		put("mcp.call.outcome", oneOf("", "", "input_required"))
	}
	put("jsonrpc.request.id", oneOf("", strconv.Itoa(request), strconv.Itoa(request)))
}
