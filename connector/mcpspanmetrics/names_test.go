package mcpspanmetrics

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

// TestAMillionNames is a client that asks for as many tools, methods, prompts and
// resources that do not exist, in a session each: series and memory stay within their
// bounds, and no call is lost.
func TestAMillionNames(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const perBatch = 10_000
	batches := 100
	if underRace {
		batches = 12
	}
	for name, outcome := range map[string]string{"that do not exist": "-32602", "that all answer": ""} {
		t.Run(name, func(t *testing.T) {
			sink := new(consumertest.MetricsSink)
			cfg := defaultConfig()
			cfg.MaxSeries = 1000
			c := start(t, cfg, sink)
			var before, after runtime.MemStats
			for b := range batches {
				require.NoError(t, c.ConsumeTraces(t.Context(), hostile(b, perBatch, outcome)))
				if b == batches/4 {
					runtime.GC()
					runtime.ReadMemStats(&before)
				}
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			require.Less(t, int64(after.HeapAlloc)-int64(before.HeapAlloc), int64(16<<20))
			require.NoError(t, c.Shutdown(t.Context()))
			last := sink.AllMetrics()[len(sink.AllMetrics())-1:]
			require.EqualValues(t, batches*perBatch/4, sumOf(last, "mcp.tool.calls"))
			require.EqualValues(t, batches*perBatch/4, sumOf(last, "mcp.resource.reads"))
			require.EqualValues(t, batches*perBatch, sumOf(last, "mcp.server.operation.duration"))
			require.LessOrEqual(t, last[0].DataPointCount(), 1000)
		})
	}
}

// TestVersionsThatPeersMakeUp has a client say another version of the protocol and of
// JSON-RPC each time. A version that no revision has becomes a label once a call is answered
// under it.
func TestVersionsThatPeersMakeUp(t *testing.T) {
	sink := new(consumertest.MetricsSink)
	c := start(t, defaultConfig(), sink)
	call := func(protocol, jsonrpc, failure string) {
		t.Helper()
		if failure != "" {
			failure = " status=error error.type=" + failure
		}
		require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, fmt.Sprintf(
			"resource service.name=a\nspan c server 1s mcp.method.name=tools/list mcp.session.id=s%[1]s mcp.protocol.version=%[1]s jsonrpc.protocol.version=%[2]q%[3]s",
			protocol, jsonrpc, failure))))
	}
	for i := range 200 {
		call(fmt.Sprintf("20%02d-01-%02d", i/28, i%28), fmt.Sprint("9.", i), "timeout")
	}
	call("2025-06-18", "2.0", "timeout")
	call("2031-01-01", "1.0", "")
	call("2031-01-01", "1.0", "timeout")
	require.NoError(t, c.Shutdown(t.Context()))
	last := sink.AllMetrics()[len(sink.AllMetrics())-1:]
	require.EqualValues(t, 203, sumOf(last, "mcp.server.operation.duration"))
	require.Equal(t, map[string]bool{"_other": true, "2025-06-18": true, "2031-01-01": true}, valuesOf(last[0], "mcp.protocol.version"))
	require.Equal(t, map[string]bool{"_OTHER": true, "1.0": true}, valuesOf(last[0], "jsonrpc.protocol.version"))
}

// TestTextsOfAHostilePeer has a peer make up every text that a label can have, in the resource
// of others and in its own: what others tell keeps series of its own, and totals stay exact.
func TestTextsOfAHostilePeer(t *testing.T) {
	const rounds = 3000
	const texts = `error.type=e%[1]d rpc.response.status_code=c%[1]d network.transport=t%[1]d network.protocol.name=n%[1]d ` +
		`network.protocol.version=v%[1]d server.address=a%[1]d server.port=%[1]d mcp.server.name=s%[1]d mcp.session.evidence=x%[1]d ` +
		`gen_ai.provider.name=p%[1]d gen_ai.request.model=r%[1]d gen_ai.response.model=m%[1]d gen_ai.agent.name=g%[1]d ` +
		`gen_ai.workflow.name=w%[1]d gen_ai.tool.type=y%[1]d`
	for _, resource := range []string{"good", "evil"} {
		t.Run(resource, func(t *testing.T) {
			sink := new(consumertest.MetricsSink)
			c := start(t, defaultConfig(), sink)
			for i := range rounds {
				made := fmt.Sprintf(texts, i+1)
				require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, fmt.Sprintf(`
resource service.name=%[1]s
span a%[3]d client 1s mcp.method.name=ping %[2]s
span b%[3]d server 1s mcp.method.name=ping %[2]s
span c%[3]d client 1s gen_ai.operation.name=chat %[2]s
event mcp.finding mcp.finding.type=f%[3]d mcp.finding.severity=h%[3]d
span d%[3]d internal 1s gen_ai.operation.name=invoke_workflow %[2]s
span e%[3]d client 1s mcp.method.name=initialize mcp.protocol.version=v%[3]d mcp.session.id=s%[3]d`, resource, made, i))))
			}
			for i := range 50 {
				require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, fmt.Sprintf(`
resource service.name=good
span ok%[1]d client 1s mcp.method.name=tools/call gen_ai.tool.name=tool%[1]d
span no%[1]d client 1s mcp.method.name=tools/call gen_ai.tool.name=tool%[1]d error.type=timeout
span rpc%[1]d server 1s mcp.method.name=tools/call gen_ai.tool.name=tool%[1]d error.type=-32603 rpc.response.status_code=-32603`, i))))
			}
			require.NoError(t, c.Shutdown(t.Context()))
			last := sink.AllMetrics()[len(sink.AllMetrics())-1:]
			require.Zero(t, c.meter.Store.Stats().Overflowed)
			require.EqualValues(t, 2*rounds+100, sumOf(last, "mcp.client.operation.duration"))
			require.EqualValues(t, rounds, sumOf(last, "gen_ai.client.operation.duration"))
			require.EqualValues(t, rounds, sumOf(last, "mcp.findings"))
			require.Contains(t, valuesOf(last[0], "error.type"), "timeout")
			require.Contains(t, valuesOf(last[0], "error.type"), "_OTHER")
			require.Contains(t, valuesOf(last[0], "rpc.response.status_code"), "-32603")
			for _, free := range callmetrics.FreeLabels() {
				require.LessOrEqual(t, len(valuesOf(last[0], free.Key)), free.Most+3, "besides what is known: %s", free.Key)
			}
		})
	}
}

// TestAServerThatListsToolsWithoutEnd has a server list and carry out more tools than there is
// room for: what others begin to do afterwards has series of its own nevertheless.
func TestAServerThatListsToolsWithoutEnd(t *testing.T) {
	sink := new(consumertest.MetricsSink)
	c := start(t, defaultConfig(), sink)
	call := func(resource, tool string) {
		t.Helper()
		require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, fmt.Sprintf(`
resource service.name=%[1]s
span l server 1s mcp.method.name=tools/list mcp.session.id=%[2]s
event mcp.tool.definition gen_ai.tool.name=%[2]s mcp.tool.definition.size=100
span c server 1s mcp.method.name=tools/call gen_ai.tool.name=%[2]s mcp.response.size=10 mcp.session.id=%[2]s`, resource, tool))))
	}
	call("early", "known")
	for i := range 3000 {
		call("greedy", fmt.Sprint("made-", i))
	}
	require.NotZero(t, c.meter.Store.Stats().Overflowed)
	for i := range 10 {
		call("early", fmt.Sprint("new-", i))
		call("late", fmt.Sprint("own-", i))
	}
	require.NoError(t, c.Shutdown(t.Context()))
	last := sink.AllMetrics()[len(sink.AllMetrics())-1]
	require.EqualValues(t, 3021, sumOf([]pmetric.Metrics{last}, "mcp.tool.calls"))
	tools := valuesOf(last, "gen_ai.tool.name")
	for i := range 10 {
		require.True(t, tools[fmt.Sprint("new-", i)], i)
		require.True(t, tools[fmt.Sprint("own-", i)], i)
	}
	for _, rm := range last.ResourceMetrics().All() {
		name, _ := rm.Resource().Attributes().Get("service.name")
		for _, m := range rm.ScopeMetrics().At(0).Metrics().All() {
			if m.Type() == pmetric.MetricTypeHistogram && name.Str() != "greedy" {
				for _, p := range m.Histogram().DataPoints().All() {
					require.NotContains(t, p.Attributes().AsRaw(), "otel.metric.overflow", m.Name())
				}
			}
		}
	}
}

// valuesOf are the values that a label of histograms has.
func valuesOf(md pmetric.Metrics, key string) map[string]bool {
	values := map[string]bool{}
	for _, rm := range md.ResourceMetrics().All() {
		for _, m := range rm.ScopeMetrics().At(0).Metrics().All() {
			if m.Type() != pmetric.MetricTypeHistogram {
				continue
			}
			for _, p := range m.Histogram().DataPoints().All() {
				if v, ok := p.Attributes().Get(key); ok {
					values[v.Str()] = true
				}
			}
		}
	}
	return values
}

// hostile is a batch of calls, a fourth of them of tools, that all differ in what they call.
func hostile(batch, n int, code string) ptrace.Traces {
	td := ptrace.NewTraces()
	spans := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
	spans.EnsureCapacity(n)
	for i := range n {
		s := spans.AppendEmpty()
		s.SetKind(ptrace.SpanKindServer)
		var id [8]byte
		binary.BigEndian.PutUint64(id[:], uint64(batch*n+i+1))
		s.SetSpanID(id)
		s.SetTraceID([16]byte{1})
		a := s.Attributes()
		made := fmt.Sprintf("made-up-%d-%d", batch, i)
		a.PutStr("mcp.session.id", made)
		switch i % 4 {
		case 0:
			a.PutStr("mcp.method.name", "tools/call")
			a.PutStr("gen_ai.tool.name", made)
		case 2:
			a.PutStr("mcp.method.name", "resources/read")
			a.PutStr("mcp.resource.uri", made+"://"+made)
		case 1:
			a.PutStr("mcp.method.name", made)
		case 3:
			a.PutStr("mcp.method.name", "prompts/get")
			a.PutStr("gen_ai.prompt.name", made)
		}
		if code != "" {
			s.Status().SetCode(ptrace.StatusCodeError)
			a.PutStr("error.type", code)
			a.PutStr("rpc.response.status_code", code)
		}
	}
	return td
}

// sumOf adds up the points of a counter or the counts of a histogram.
func sumOf(batches []pmetric.Metrics, name string) (total int64) {
	for _, md := range batches {
		for _, rm := range md.ResourceMetrics().All() {
			for _, sm := range rm.ScopeMetrics().All() {
				for _, m := range sm.Metrics().All() {
					switch {
					case m.Name() != name:
					case m.Type() == pmetric.MetricTypeSum:
						for _, p := range m.Sum().DataPoints().All() {
							total += p.IntValue()
						}
					case m.Type() == pmetric.MetricTypeHistogram:
						for _, p := range m.Histogram().DataPoints().All() {
							total += int64(p.Count())
						}
					}
				}
			}
		}
	}
	return total
}

// labelsOf are the tools that mcp.tool.calls names.
func labelsOf(md pmetric.Metrics) map[string]int64 {
	tools := map[string]int64{}
	for _, m := range md.ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics().All() {
		if m.Name() != "mcp.tool.calls" {
			continue
		}
		for _, p := range m.Sum().DataPoints().All() {
			tool, _ := p.Attributes().Get("gen_ai.tool.name")
			tools[tool.Str()] += p.IntValue()
		}
	}
	return tools
}

// What vouches for a name may come later in the same request, as far as it is of the
// same resource.
func TestNamesHaveToBeProven(t *testing.T) {
	call := func(spans ptrace.SpanSlice, tool, errorType string) {
		s := spans.AppendEmpty()
		s.SetKind(ptrace.SpanKindServer)
		s.Attributes().PutStr("mcp.method.name", "tools/call")
		s.Attributes().PutStr("gen_ai.tool.name", tool)
		if errorType != "" {
			s.Attributes().PutStr("error.type", errorType)
		}
	}
	td := ptrace.NewTraces()
	spans := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
	call(spans, "works", "timeout")
	call(spans, "works", "")
	call(spans, "works", "timeout")
	call(spans, "says no", "tool_error")
	call(spans, "made up", "-32602")
	list := spans.AppendEmpty()
	list.SetKind(ptrace.SpanKindServer)
	list.Attributes().PutStr("mcp.method.name", "tools/list")
	event := list.Events().AppendEmpty()
	event.SetName("mcp.tool.definition")
	event.Attributes().PutStr("gen_ai.tool.name", "listed")
	call(spans, "listed", "timeout")

	for trust, want := range map[bool]map[string]int64{
		false: {"_other": 1, "works": 3, "says no": 1, "listed": 1},
		true:  {"made up": 1, "works": 3, "says no": 1, "listed": 1},
	} {
		sink := new(consumertest.MetricsSink)
		c := start(t, toolCallsOnly(func(cfg *Config) { cfg.TrustNames = trust }), sink)
		require.NoError(t, c.ConsumeTraces(t.Context(), td))
		require.NoError(t, c.Shutdown(t.Context()))
		require.Equal(t, want, labelsOf(sink.AllMetrics()[0]))
	}
}
