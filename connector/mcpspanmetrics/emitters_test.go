package mcpspanmetrics

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// teller is one emitter's span of a call.
type teller struct {
	role, method, operation string
	kind                    ptrace.SpanKind
}

var (
	framework  = teller{"agent", "", "execute_tool", ptrace.SpanKindInternal}
	clientSDK  = teller{"client", "tools/call", "execute_tool", ptrace.SpanKindClient}
	secondSDK  = teller{"client", "tools/call", "", ptrace.SpanKindClient}
	gatewayIn  = teller{"gateway", "tools/call", "", ptrace.SpanKindServer}
	serverSDK  = teller{"server", "tools/call", "execute_tool", ptrace.SpanKindServer}
	middleware = teller{"server", "tools/call", "", ptrace.SpanKindServer}
)

// told are spans in the making.
type spans struct {
	random *rand.Rand
	all    []ptrace.Span
}

// tell adds a span below another, or at the root of a trace of its own, and returns it.
func (s *spans) tell(below *ptrace.Span, t teller, tool string, failed bool) *ptrace.Span {
	span := ptrace.NewSpan()
	var trace pcommon.TraceID
	var id pcommon.SpanID
	binary.LittleEndian.PutUint64(id[:], s.random.Uint64()|1)
	if below != nil {
		trace = below.TraceID()
		span.SetParentSpanID(below.SpanID())
	} else {
		binary.LittleEndian.PutUint64(trace[:], s.random.Uint64()|1)
	}
	span.SetTraceID(trace)
	span.SetSpanID(id)
	span.SetKind(t.kind)
	span.SetStartTimestamp(1_000_000_000)
	span.SetEndTimestamp(2_000_000_000)
	put := func(key, value string) {
		if value != "" {
			span.Attributes().PutStr(key, value)
		}
	}
	put("mcp.method.name", t.method)
	put("gen_ai.operation.name", t.operation)
	put("gen_ai.tool.name", tool)
	put("mcp.call.role", t.role)
	if failed {
		put("error.type", "tool_error")
		span.Status().SetCode(ptrace.StatusCodeError)
	}
	s.all = append(s.all, span)
	return &span
}

// totals sends the spans in batches, mixed within a thousand or so, as exporters that
// flush now and then do, and returns mcp.tool.calls by role, tool and outcome.
func (s *spans) totals(t *testing.T) map[string]int64 {
	const near = 1000
	for from := 0; from < len(s.all); from += near {
		some := s.all[from:min(from+near, len(s.all))]
		s.random.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
	}
	cfg := defaultConfig()
	cfg.TrustNames = true
	sink := new(consumertest.MetricsSink)
	c := start(t, cfg, sink)
	for rest := s.all; len(rest) > 0; {
		n := min(1+s.random.IntN(300), len(rest))
		td := ptrace.NewTraces()
		into := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
		for _, span := range rest[:n] {
			span.CopyTo(into.AppendEmpty())
		}
		require.NoError(t, c.ConsumeTraces(t.Context(), td))
		rest = rest[n:]
	}
	require.NoError(t, c.Shutdown(t.Context()))
	totals := map[string]int64{}
	exports := sink.AllMetrics()
	for _, rm := range exports[len(exports)-1].ResourceMetrics().All() {
		for _, m := range rm.ScopeMetrics().At(0).Metrics().All() {
			if m.Name() != "mcp.tool.calls" {
				continue
			}
			for _, p := range m.Sum().DataPoints().All() {
				a := p.Attributes()
				totals[textOf(a, "mcp.call.role")+" "+textOf(a, "gen_ai.tool.name")+" "+textOf(a, "mcp.call.outcome")] += p.IntValue()
			}
		}
	}
	return totals
}

// TestCallsAreCountedOnceWhoeverTells has the same ten thousand calls told by one emitter
// and by several at once, two of a role among them. Each role counts every call once.
func TestCallsAreCountedOnceWhoeverTells(t *testing.T) {
	calls := 10_000
	if underRace {
		calls = 1000
	}
	for name, chain := range map[string][]teller{
		"a client":                     {clientSDK},
		"a server":                     {serverSDK},
		"client and server":            {clientSDK, serverSDK},
		"two of a client":              {clientSDK, secondSDK},
		"framework, client and server": {framework, clientSDK, serverSDK},
		"one of each":                  {framework, clientSDK, gatewayIn, serverSDK},
		"two of client and server":     {framework, clientSDK, secondSDK, gatewayIn, serverSDK, middleware},
	} {
		t.Run(name, func(t *testing.T) {
			s := &spans{random: rand.New(rand.NewPCG(1, uint64(len(chain))))}
			want := map[string]int64{}
			for i := range calls {
				tool, failed, outcome := fmt.Sprintf("tool-%d", i%7), i%10 == 0, "success"
				if failed {
					outcome = "tool_error"
				}
				var above *ptrace.Span
				roles := map[string]bool{}
				for _, teller := range chain {
					above = s.tell(above, teller, tool, failed)
					if !roles[teller.role] {
						want[teller.role+" "+tool+" "+outcome]++
						roles[teller.role] = true
					}
				}
			}
			require.Equal(t, want, s.totals(t))
		})
	}
}

// TestCallsWithinCallsAreCountedInFull has tools that call themselves through their
// server, agents used as tools, and gateways one behind the other.
func TestCallsWithinCallsAreCountedInFull(t *testing.T) {
	run := teller{"agent", "", "invoke_agent", ptrace.SpanKindInternal}
	gatewayOut := teller{"gateway", "tools/call", "", ptrace.SpanKindClient}
	for name, test := range map[string]struct {
		chain []teller
		want  map[string]int64
	}{
		"recursion through the server": {
			[]teller{clientSDK, serverSDK, clientSDK, serverSDK, clientSDK, serverSDK},
			map[string]int64{"client": 3, "server": 3},
		},
		"an agent as a tool": {
			[]teller{framework, run, framework, run, framework},
			map[string]int64{"agent": 3},
		},
		"an agent behind a server": {
			[]teller{framework, clientSDK, serverSDK, run, framework, clientSDK, serverSDK},
			map[string]int64{"agent": 2, "client": 2, "server": 2},
		},
		"a gateway that tells as client and server": {
			[]teller{clientSDK, serverSDK, clientSDK, serverSDK},
			map[string]int64{"client": 2, "server": 2},
		},
		"a gateway that tells what it received": {
			[]teller{clientSDK, gatewayIn, serverSDK},
			map[string]int64{"client": 1, "gateway": 1, "server": 1},
		},
		"a gateway that tells both": {
			[]teller{clientSDK, gatewayIn, gatewayOut, serverSDK},
			map[string]int64{"client": 1, "gateway": 1, "server": 1},
		},
		"gateways one behind the other that tell both": {
			[]teller{clientSDK, gatewayIn, gatewayOut, gatewayIn, gatewayOut, gatewayIn, gatewayOut, serverSDK},
			map[string]int64{"client": 1, "gateway": 3, "server": 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			const times = 1000
			s := &spans{random: rand.New(rand.NewPCG(2, uint64(len(test.chain))))}
			for range times {
				var above *ptrace.Span
				for _, teller := range test.chain {
					above = s.tell(above, teller, "x", false)
				}
			}
			want := map[string]int64{}
			for role, n := range test.want {
				want[role+" x success"] = n * times
			}
			require.Equal(t, want, s.totals(t))
		})
	}
}

// TestRetriesAreCalls has siblings of one tool below one span.
func TestRetriesAreCalls(t *testing.T) {
	s := &spans{random: rand.New(rand.NewPCG(3, 1))}
	for range 1000 {
		root := s.tell(nil, framework, "x", false)
		for range 3 {
			client := s.tell(root, clientSDK, "x", false)
			s.tell(client, serverSDK, "x", false)
		}
	}
	require.Equal(t, map[string]int64{"agent x success": 1000, "client x success": 3000, "server x success": 3000}, s.totals(t))
}
