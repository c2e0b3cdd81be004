package callmetrics

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// happened returns what an event makes, in all families.
func happened(e Event, call mcp.Call) []observation {
	var choices []Choice
	for _, m := range Metrics() {
		choices = append(choices, Choice{Metric: m, Families: semconv.V141 | semconv.Latest})
	}
	m := NewMeter(choices, nil, series.Options{MaxSeries: 1000})
	r, id := m.NewRecorder(), m.Store.AddResource()
	r.Happened(id, &e, &call, nil, 1)
	return observations(m, r, 2)
}

func TestWhatHappensMakesMetrics(t *testing.T) {
	tool := mcp.Call{
		Kind: mcp.KindToolCall, Role: mcp.RoleServer, Side: mcp.SideServer, Outcome: mcp.OutcomeSuccess, Tool: "tool", ServerName: "server",
		Provider: "provider", RequestModel: "model", Start: 1e9, End: 3e9,
	}
	session := mcp.Call{
		Kind: mcp.KindSession, Role: mcp.RoleServer, Side: mcp.SideServer, SessionEvidence: "protocol", Transport: "tcp", ProtocolVersion: "2025-06-18",
		Tallied: true, Turns: 2, ToolCalls: 3, Start: 1e9, End: 3e9,
	}
	inferred := session
	inferred.SessionEvidence = "trace"
	told := session
	told.Tallied = false
	server := mcp.Call{Kind: mcp.KindRequest, ServerName: "server"}
	live := map[string]any{"network.transport": "tcp", "mcp.protocol.version": "2025-06-18", "mcp.session.evidence": "protocol", "mcp.call.role": "server"}
	of := func(evidence string) map[string]any {
		return map[string]any{"mcp.session.evidence": evidence, "mcp.call.role": "server"}
	}
	context := map[string]any{"mcp.server.name": "server", "gen_ai.tool.name": "tool", "mcp.context.source": "definition", "mcp.call.role": "server"}
	for _, test := range []struct {
		name  string
		event Event
		call  mcp.Call
		want  []observation
	}{
		{"a tool call is over", Event{What: Completed}, tool, []observation{
			{"mcp.tool.call.duration", 1, 2, map[string]any{"gen_ai.tool.name": "tool", "mcp.call.outcome": "success", "mcp.call.role": "server"}},
		}},
		{"a session began", Event{What: SessionBegan}, session, []observation{{"mcp.sessions.active", 1, 1, live}}},
		{"a session of the protocol ended", Event{What: SessionEnded}, session, []observation{
			{serverSession, 1, 2, map[string]any{"network.transport": "tcp", "mcp.protocol.version": "2025-06-18"}},
			{sessionCalls, 1, 3, of("protocol")},
			{sessionTurns, 1, 2, of("protocol")},
		}},
		{"an inferred session ended", Event{What: SessionEnded}, inferred, []observation{
			{sessionCalls, 1, 3, of("trace")}, {sessionTurns, 1, 2, of("trace")},
		}},
		{"a session ended by its span", Event{What: SessionEnded}, told, nil},
		{"a tool was listed", Event{What: Defined, Amount: 700}, tool, []observation{
			{"mcp.tool.definition.size", 1, 700, map[string]any{"mcp.server.name": "server", "gen_ai.tool.name": "tool"}},
		}},
		{"a definition went into the context", Event{What: Carried, Amount: 401}, tool, []observation{
			{"mcp.context.size", 401, 0, context}, {"mcp.context.tokens", 101, 0, union(context, map[string]any{"mcp.context.estimated": true})},
		}},
		{"a server offers prompts", Event{What: Offered, Detail: DetailPrompts, Amount: 4}, server, []observation{
			{"mcp.capabilities", 1, 4, map[string]any{"mcp.server.name": "server", "mcp.capability.kind": "prompts"}},
		}},
		{"tools are unused", Event{What: Unused, Amount: 9}, server, []observation{{"mcp.tools.unused", 1, 9, map[string]any{"mcp.server.name": "server"}}}},
		{"money was spent", Event{What: Charged, Detail: DetailTool, Amount: 0.25}, tool, []observation{
			{"mcp.cost", 1, 0.25, map[string]any{"mcp.cost.source": "tool", "gen_ai.tool.name": "tool", "gen_ai.provider.name": "provider", "gen_ai.request.model": "model", "mcp.call.role": "server"}},
		}},
		{"something was found", Event{What: Found, Detail: "retry_loop", Severity: "high"}, tool, []observation{
			{"mcp.findings", 1, 0, map[string]any{"mcp.finding.type": "retry_loop", "mcp.finding.severity": "high"}},
		}},
		{"content was removed", Event{What: Redacted, Detail: "email", Amount: 3}, tool, []observation{
			{"mcp.redactions", 3, 0, map[string]any{"mcp.redaction.category": "email"}},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, happened(test.event, test.call))
		})
	}
}

func TestAResultGoesIntoTheContext(t *testing.T) {
	for name, call := range map[string]mcp.Call{
		"the message": {Kind: mcp.KindToolCall, Tool: "tool", Role: mcp.RoleServer, ResponseSize: 401, Result: "x"},
		"the result":  {Kind: mcp.KindToolCall, Tool: "tool", Role: mcp.RoleServer, Result: strings.Repeat("x", 401)},
	} {
		got := record(call)
		labels := map[string]any{"gen_ai.tool.name": "tool", "mcp.context.source": "result", "mcp.call.role": "server"}
		assert.Contains(t, got, observation{"mcp.context.size", 401, 0, labels}, name)
		assert.Contains(t, got, observation{"mcp.context.tokens", 101, 0, union(labels, map[string]any{"mcp.context.estimated": true})}, name)
	}
	assert.NotContains(t, metricsOf(mcp.Call{Kind: mcp.KindToolCall}), "mcp.context.size")
}

// A part of a tool call is not one.
func TestOnlyWholeCallsHaveADuration(t *testing.T) {
	part := happened(Event{}, mcp.Call{Kind: mcp.KindToolCall})
	assert.Len(t, part, 1, "it is counted")
	whole := happened(Event{Whole: true}, mcp.Call{Kind: mcp.KindToolCall})
	assert.Len(t, whole, 2)
	assert.Equal(t, "mcp.tool.call.duration", whole[0].metric)
}

func TestMessages(t *testing.T) {
	for _, test := range []struct {
		name string
		call mcp.Call
		want map[string]uint64 // by type and direction
	}{
		{"a server answers", mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Side: mcp.SideServer, Outcome: mcp.OutcomeToolError}, map[string]uint64{"request received": 1, "response sent": 1}},
		{"a client is refused", mcp.Call{Kind: mcp.KindRequest, Method: "ping", Side: mcp.SideClient, StatusCode: "-32601", Outcome: mcp.OutcomeServerError}, map[string]uint64{"request sent": 1, "error received": 1}},
		{"nobody answers", mcp.Call{Kind: mcp.KindRequest, Method: "ping", Side: mcp.SideClient, ErrorType: "timeout", Outcome: mcp.OutcomeTimeout}, map[string]uint64{"request sent": 1}},
		{"nobody answers a notification", mcp.Call{Kind: mcp.KindNotification, Method: "notifications/progress", Side: mcp.SideClient, Outcome: mcp.OutcomeSuccess}, map[string]uint64{"notification sent": 1}},
		{"a framework that sends", mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Role: mcp.RoleAgent, Outcome: mcp.OutcomeSuccess}, map[string]uint64{"request sent": 1, "response received": 1}},
		{"a view from inside", mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Side: mcp.SideServer, Role: mcp.RoleInside, Outcome: mcp.OutcomeSuccess}, nil},
		{"no message", mcp.Call{Kind: mcp.KindToolCall, Operation: "execute_tool", Role: mcp.RoleAgent, Outcome: mcp.OutcomeSuccess}, nil},
		{"a subscription's messages are some", mcp.Call{Kind: mcp.KindRequest, Method: mcp.MethodListen, Side: mcp.SideServer, Outcome: mcp.OutcomeSuccess}, map[string]uint64{"request received": 1, "response sent": 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got map[string]uint64
			for _, o := range record(test.call) {
				if o.metric == semconv.MCPMessages.Name {
					if got == nil {
						got = map[string]uint64{}
					}
					got[o.labels["mcp.message.type"].(string)+" "+o.labels["mcp.message.direction"].(string)] = o.count
				}
			}
			assert.Equal(t, test.want, got)
		})
	}
}

func TestFamiliesOfConventions(t *testing.T) {
	call := full(mcp.KindInference, mcp.SideClient)
	call.FirstChunk, call.Usage.CacheRead, call.Usage.CacheWrite, call.Usage.Reasoning = 0.5, 60, 30, 7
	operation := full(mcp.KindOperation, mcp.SideClient)
	record := func(families semconv.Family) map[string]float64 {
		var choices []Choice
		for _, m := range Metrics() {
			if m.Family == 0 || m.Family&families != 0 {
				choices = append(choices, Choice{Metric: m, Families: families})
			}
		}
		m := NewMeter(choices, nil, series.Options{MaxSeries: 1000})
		r, id := m.NewRecorder(), m.Store.AddResource()
		require.NotZero(t, r.Record(id, &call, nil, 1))
		require.NotZero(t, r.Record(id, &operation, nil, 1))
		sums := map[string]float64{}
		for _, o := range observations(m, r, 2) {
			if o.sum == 0 {
				o.sum = float64(o.count)
			}
			sums[o.metric] += o.sum
		}
		return sums
	}
	old := map[string]float64{modelOperation: 5, tokenUsage: 120, "gen_ai.client.operation.time_to_first_chunk": 0.5}
	latest := map[string]float64{
		modelOperation: 2.5, "gen_ai.client.inference.duration": 2.5, "gen_ai.client.inference.time_to_first_chunk": 0.5,
		"gen_ai.client.inference.usage.input_tokens": 100, "gen_ai.client.inference.usage.output_tokens": 20,
		"gen_ai.client.inference.usage.cache_read.input_tokens": 60, "gen_ai.client.inference.usage.cache_write.input_tokens": 30,
		"gen_ai.client.inference.usage.reasoning.output_tokens": 7,
		"gen_ai.client.inference.operation.input_tokens":        100, "gen_ai.client.inference.operation.output_tokens": 20,
	}
	assert.Equal(t, old, record(semconv.V141))
	assert.Equal(t, latest, record(semconv.Latest), "model calls are no operation any more")
	both := record(semconv.V141 | semconv.Latest)
	assert.InDelta(t, 5.0, both[modelOperation], 0)
	assert.Len(t, both, len(old)+len(latest)-1)
}

// What a tool has given adds up as the quantities say, however much it claims to be.
func TestWhatToolsGiveAddsUp(t *testing.T) {
	m := NewMeter([]Choice{{Metric: &semconv.MCPContextSize}, {Metric: &semconv.MCPContextTokens}}, nil, series.Options{MaxSeries: 100})
	r, id := m.NewRecorder(), m.Store.AddResource()
	var size, tokens uint64
	for _, n := range []int64{1, 2, 3, 4, 5, 1023, 1<<53 - 1, 1 << 53, 1<<53 + 1, 1<<55 + 5, 1<<63 - 1} {
		call := mcp.Call{Kind: mcp.KindToolCall, Tool: "tool", ContentSize: n}
		size, tokens = series.Increase(size, givenSize.of(&call, nil)), series.Increase(tokens, givenTokens.of(&call, nil))
		require.Equal(t, 2, r.Record(id, &call, nil, 1))
	}
	got := map[string]uint64{}
	for _, o := range observations(m, r, 2) {
		got[o.metric] = o.count
	}
	assert.Equal(t, map[string]uint64{semconv.MCPContextSize.Name: size, semconv.MCPContextTokens.Name: tokens}, got)
}
