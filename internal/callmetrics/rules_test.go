package callmetrics

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// everything is a meter of all metrics that v1.41 has and those of our own.
func everything(extra []string, options series.Options) *Meter {
	var choices []Choice
	for _, m := range Metrics() {
		if m.Family != semconv.Latest {
			choices = append(choices, Choice{Metric: m, Families: semconv.V141})
		}
	}
	if options.MaxSeries == 0 {
		options.MaxSeries = 10_000
	}
	return NewMeter(choices, extra, options)
}

// observation is a point in a form that is good to compare.
type observation struct {
	metric string
	count  uint64
	sum    float64 // or what else the instrument has
	labels map[string]any
}

// collect returns the points of a meter with all that was recorded.
func collect(m *Meter, r *Recorder, now int64) []series.Point {
	r.Drain(math.MaxInt)
	return m.Store.Collect(now)
}

// observations collects what a meter has.
func observations(m *Meter, r *Recorder, now int64) []observation {
	var all []observation
	for _, p := range collect(m, r, now) {
		in := m.Instruments[p.Instrument]
		labels := map[string]any{}
		if p.Overflow {
			labels[semconv.OverflowAttribute] = true
		}
		for i, v := range p.Values {
			switch v.Kind {
			case series.StringKind:
				labels[in.Keys[i]] = v.Str()
			case series.IntKind:
				labels[in.Keys[i]] = v.Int()
			case series.BoolKind:
				labels[in.Keys[i]] = v.Bool()
			}
		}
		all = append(all, observation{in.Name, p.Count, p.Sum + p.Value + float64(p.Level), labels})
	}
	slices.SortFunc(all, func(a, b observation) int {
		return slices.Compare([]string{a.metric, fmt.Sprint(a.labels)}, []string{b.metric, fmt.Sprint(b.labels)})
	})
	return all
}

// record returns what calls make.
func record(calls ...mcp.Call) []observation {
	m := everything(nil, series.Options{})
	r, id := m.NewRecorder(), m.Store.AddResource()
	for i := range calls {
		r.Record(id, &calls[i], nil, 1)
	}
	return observations(m, r, 2)
}

// metricsOf returns the metrics that calls make. Messages have a test of their own.
func metricsOf(calls ...mcp.Call) []string {
	var names []string
	for _, o := range record(calls...) {
		if o.metric != semconv.MCPMessages.Name {
			names = append(names, o.metric)
		}
	}
	return names
}

const (
	clientOperation = "mcp.client.operation.duration"
	serverOperation = "mcp.server.operation.duration"
	clientSession   = "mcp.client.session.duration"
	serverSession   = "mcp.server.session.duration"
	modelOperation  = "gen_ai.client.operation.duration"
	tokenUsage      = "gen_ai.client.token.usage"
	executeTool     = "gen_ai.execute_tool.duration"
	invokeAgent     = "gen_ai.invoke_agent.duration"
	callCount       = "mcp.tool.calls"
	duplicateCount  = "mcp.calls.deduplicated"
	messageSize     = "mcp.message.size"
	toolResultSize  = "mcp.tool.result.size"
	sessionTurns    = "mcp.session.turns"
	sessionCalls    = "mcp.session.tool_calls"
	turnDuration    = "mcp.turn.duration"
	turnCalls       = "mcp.turn.tool_calls"
)

func TestWhichMetricsACallMakes(t *testing.T) {
	tokens := mcp.Usage{Input: 1, Output: 2, HasInput: true, HasOutput: true}
	for _, test := range []struct {
		name string
		call mcp.Call
		want []string
	}{
		{
			"a tool call seen by its client",
			mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Operation: "execute_tool", Role: mcp.RoleClient, Side: mcp.SideClient},
			[]string{clientOperation, callCount},
		},
		{
			"a tool call seen by its server",
			mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Operation: "execute_tool", Role: mcp.RoleServer, Side: mcp.SideServer},
			[]string{serverOperation, callCount},
		},
		{
			"a tool call that a gateway received",
			mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Role: mcp.RoleGateway, Side: mcp.SideServer},
			[]string{serverOperation, callCount},
		},
		{
			"a tool call that a gateway sent on",
			mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Role: mcp.RoleGateway, Side: mcp.SideClient},
			[]string{clientOperation, callCount},
		},
		{
			"a tool call in a gateway on neither side",
			mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Role: mcp.RoleGateway},
			[]string{callCount},
		},
		{
			"a view from inside the server",
			mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Role: mcp.RoleInside, Side: mcp.SideServer},
			[]string{callCount},
		},
		{
			"a view from inside the server by a client span",
			mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Role: mcp.RoleInside, Side: mcp.SideClient},
			[]string{callCount},
		},
		{
			"the framework's execution of a tool",
			mcp.Call{Kind: mcp.KindToolCall, Operation: "execute_tool", Role: mcp.RoleAgent},
			[]string{executeTool, callCount},
		},
		{
			"the framework's execution that an MCP client enriched",
			mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Operation: "execute_tool", Role: mcp.RoleAgent},
			[]string{executeTool, clientOperation, callCount},
		},
		{
			"a framework's view of a message it sent",
			mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Role: mcp.RoleAgent, Side: mcp.SideClient},
			[]string{executeTool, clientOperation, callCount},
		},
		{
			"a framework's view of a message it received is never one it sent",
			mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Role: mcp.RoleAgent, Side: mcp.SideServer},
			[]string{executeTool, serverOperation, callCount},
		},
		{
			"a tool call on neither side by nobody",
			mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call"},
			[]string{callCount},
		},
		{
			"a tool call on the client's side that is no message",
			mcp.Call{Kind: mcp.KindToolCall, Operation: "execute_tool", Role: mcp.RoleClient, Side: mcp.SideClient},
			[]string{callCount},
		},
		{
			"a request that was sent",
			mcp.Call{Kind: mcp.KindRequest, Method: "tools/list", Role: mcp.RoleClient, Side: mcp.SideClient},
			[]string{clientOperation},
		},
		{
			"a request that was received",
			mcp.Call{Kind: mcp.KindRequest, Method: "tools/list", Role: mcp.RoleServer, Side: mcp.SideServer},
			[]string{serverOperation},
		},
		{
			"a notification that was sent",
			mcp.Call{Kind: mcp.KindNotification, Method: "notifications/progress", Role: mcp.RoleClient, Side: mcp.SideClient},
			[]string{clientOperation},
		},
		{
			"a notification that was received",
			mcp.Call{Kind: mcp.KindNotification, Method: "notifications/progress", Role: mcp.RoleServer, Side: mcp.SideServer},
			[]string{serverOperation},
		},
		{
			"a session seen by its client",
			mcp.Call{Kind: mcp.KindSession, Role: mcp.RoleClient, Side: mcp.SideClient},
			[]string{clientSession},
		},
		{
			"a session seen by its server",
			mcp.Call{Kind: mcp.KindSession, Role: mcp.RoleServer, Side: mcp.SideServer},
			[]string{serverSession},
		},
		{"a session on neither side", mcp.Call{Kind: mcp.KindSession}, nil},
		{
			"a model call with tokens",
			mcp.Call{Kind: mcp.KindInference, Operation: "chat", Role: mcp.RoleClient, Side: mcp.SideClient, Usage: tokens},
			[]string{modelOperation, tokenUsage, tokenUsage},
		},
		{
			"a model call with input alone",
			mcp.Call{Kind: mcp.KindInference, Operation: "embeddings", Side: mcp.SideClient, Usage: mcp.Usage{Input: 1, HasInput: true}},
			[]string{modelOperation, tokenUsage},
		},
		{
			"a model call without tokens",
			mcp.Call{Kind: mcp.KindInference, Operation: "chat", Side: mcp.SideClient},
			[]string{modelOperation},
		},
		{
			"a model in the process",
			mcp.Call{Kind: mcp.KindInference, Operation: "chat", Role: mcp.RoleAgent, Usage: tokens},
			[]string{modelOperation, tokenUsage, tokenUsage},
		},
		{
			"a model call seen by the model's server",
			mcp.Call{Kind: mcp.KindInference, Operation: "chat", Role: mcp.RoleServer, Side: mcp.SideServer, Usage: tokens},
			[]string{semconv.GenAIServerRequestDuration.Name},
		},
		{
			"an agent run, whose tokens are the sum of its model calls",
			mcp.Call{Kind: mcp.KindAgent, Operation: "invoke_agent", Role: mcp.RoleAgent, Usage: tokens},
			[]string{invokeAgent},
		},
		{
			"a remote agent run",
			mcp.Call{Kind: mcp.KindAgent, Operation: "invoke_agent", Role: mcp.RoleClient, Side: mcp.SideClient, Usage: tokens},
			[]string{invokeAgent},
		},
		{
			"another operation, whose tokens are not its own",
			mcp.Call{Kind: mcp.KindOperation, Operation: "fetch_response", Side: mcp.SideClient, Usage: tokens},
			[]string{modelOperation},
		},
		{
			"a tool call has no tokens",
			mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Side: mcp.SideClient, Usage: tokens},
			[]string{clientOperation, callCount},
		},
		{"a task", mcp.Call{Kind: mcp.KindTask, Side: mcp.SideClient, Usage: tokens}, nil},
		{"a turn", mcp.Call{Kind: mcp.KindTurn, Side: mcp.SideClient, Usage: tokens}, []string{turnDuration}},
		{"nothing of interest", mcp.Call{}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			slices.Sort(test.want)
			assert.Equal(t, test.want, metricsOf(test.call))
		})
	}
}

// The four shapes in which one tool call is told (conventions 1.7): each metric
// counts it once at most.
func TestACallIsCountedOnceInEachMetric(t *testing.T) {
	agent := mcp.Call{Kind: mcp.KindToolCall, Operation: "execute_tool", Role: mcp.RoleAgent}
	merged := mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Operation: "execute_tool", Role: mcp.RoleAgent}
	client := mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Operation: "execute_tool", Role: mcp.RoleClient, Side: mcp.SideClient}
	server := mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Operation: "execute_tool", Role: mcp.RoleServer, Side: mcp.SideServer}
	for name, calls := range map[string][]mcp.Call{
		"merged":    {merged, server},
		"nested":    {agent, client, server},
		"MCP only":  {client},
		"both ends": {client, server},
	} {
		for _, o := range record(calls...) {
			if o.metric == callCount {
				assert.NotEmpty(t, o.labels[semconv.MCPCallRole], "told apart by role")
			}
			assert.EqualValues(t, 1, o.count, "%s: %s", name, o.metric)
		}
	}
}

// full is a call with every label there is.
func full(kind mcp.Kind, side mcp.Side) mcp.Call {
	return mcp.Call{
		Kind: kind, Role: mcp.RoleClient, Side: side, Outcome: mcp.OutcomeServerError,
		Method: "tools/call", Operation: "op", Tool: "tool", ToolType: "type", ToolCallID: "call-id", Prompt: "prompt",
		ResourceURI: "file:///secret", RequestID: "request", SessionID: "session", ConversationID: "conversation",
		ProtocolVersion: "2025-06-18", JSONRPCVersion: "1.0",
		Transport: "tcp", NetworkProtocol: "http", NetworkProtocolVersion: "2", ServerAddress: "example.com", ServerPort: 443,
		ServerName: "server", ClientName: "client", Agent: "agent",
		Provider: "provider", RequestModel: "asked", ResponseModel: "answered",
		Usage:     mcp.Usage{Input: 100, Output: 20, HasInput: true, HasOutput: true},
		ErrorType: "error", StatusCode: "-32603", StatusMessage: "secret", Arguments: "secret", Result: "secret",
		Start: int64(10 * time.Second), End: int64(12500 * time.Millisecond),
	}
}

func TestLabelsAndValues(t *testing.T) {
	network := map[string]any{
		"mcp.protocol.version": "2025-06-18", "jsonrpc.protocol.version": "1.0",
		"network.transport": "tcp", "network.protocol.name": "http", "network.protocol.version": "2",
	}
	address := map[string]any{"server.address": "example.com", "server.port": int64(443)}
	message := map[string]any{
		"mcp.method.name": "tools/call", "error.type": "error", "rpc.response.status_code": "-32603",
		"gen_ai.tool.name": "tool", "gen_ai.prompt.name": "prompt", "gen_ai.operation.name": "execute_tool",
	}
	model := map[string]any{
		"gen_ai.operation.name": "op", "gen_ai.provider.name": "provider",
		"gen_ai.request.model": "asked", "gen_ai.response.model": "answered",
	}
	failed := map[string]any{"error.type": "error"}
	agent := full(mcp.KindToolCall, mcp.SideUnknown)
	agent.Role = mcp.RoleAgent
	for _, test := range []struct {
		name string
		call mcp.Call
		want observation
	}{
		{"client operation", full(mcp.KindToolCall, mcp.SideClient), observation{clientOperation, 1, 2.5, union(message, network, address)}},
		{"server operation", full(mcp.KindToolCall, mcp.SideServer), observation{serverOperation, 1, 2.5, union(message, network)}},
		{"client session", full(mcp.KindSession, mcp.SideClient), observation{clientSession, 1, 2.5, union(failed, network, address)}},
		{"server session", full(mcp.KindSession, mcp.SideServer), observation{serverSession, 1, 2.5, union(failed, network)}},
		{"model operation", full(mcp.KindInference, mcp.SideClient), observation{modelOperation, 1, 2.5, union(model, address, failed)}},
		{"input tokens", full(mcp.KindInference, mcp.SideClient), observation{tokenUsage, 1, 100, union(model, address, map[string]any{"gen_ai.token.type": "input"})}},
		{"output tokens", full(mcp.KindInference, mcp.SideClient), observation{tokenUsage, 1, 20, union(model, address, map[string]any{"gen_ai.token.type": "output"})}},
		{"tool execution", agent, observation{executeTool, 1, 2.5, union(failed, map[string]any{"gen_ai.tool.name": "tool", "gen_ai.tool.type": "type", "gen_ai.agent.name": "agent"})}},
		{"agent run", full(mcp.KindAgent, mcp.SideUnknown), observation{invokeAgent, 1, 2.5, union(failed, map[string]any{"gen_ai.agent.name": "agent", "gen_ai.request.model": "asked"})}},
		{"call count", full(mcp.KindToolCall, mcp.SideClient), observation{callCount, 1, 0, map[string]any{"gen_ai.tool.name": "tool", "mcp.call.outcome": "server_error", "mcp.call.role": "client"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Contains(t, record(test.call), test.want)
		})
	}
}

func union(parts ...map[string]any) map[string]any {
	all := map[string]any{}
	for _, m := range parts {
		maps.Copy(all, m)
	}
	return all
}

func TestWhatACallLacksIsAnAbsentLabel(t *testing.T) {
	got := record(mcp.Call{Kind: mcp.KindRequest, Method: "ping", Side: mcp.SideClient})
	assert.Contains(t, got, observation{clientOperation, 1, 0, map[string]any{"mcp.method.name": "ping"}})
}

func TestConditionsOfLabels(t *testing.T) {
	base := mcp.Call{Kind: mcp.KindRequest, Method: "ping", Role: mcp.RoleClient, Side: mcp.SideClient}
	for _, test := range []struct {
		name   string
		change func(*mcp.Call)
		key    string
		want   any
	}{
		{"a method of the specification is told", func(c *mcp.Call) { c.Method = "prompts/get" }, semconv.MCPMethodName, "prompts/get"},
		{"any other method is folded", func(c *mcp.Call) { c.Method = "vendor/search" }, semconv.MCPMethodName, "_OTHER"},
		{"so is a notification of nobody", func(c *mcp.Call) { c.Method = "notifications/vendor" }, semconv.MCPMethodName, "_OTHER"},
		{"the operation of a tool call is execute_tool", func(c *mcp.Call) { c.Kind = mcp.KindToolCall }, semconv.GenAIOperationName, "execute_tool"},
		{"whatever the emitter wrote", func(c *mcp.Call) { c.Kind, c.Operation = mcp.KindToolCall, "chat" }, semconv.GenAIOperationName, "execute_tool"},
		{"other messages have none", func(c *mcp.Call) { c.Operation = "execute_tool" }, semconv.GenAIOperationName, nil},
		{"JSON-RPC 2.0 goes without saying", func(c *mcp.Call) { c.JSONRPCVersion = "2.0" }, semconv.JSONRPCVersion, nil},
		{"another version does not", func(c *mcp.Call) { c.JSONRPCVersion = "1.0" }, semconv.JSONRPCVersion, "1.0"},
		{"a port comes with an address", func(c *mcp.Call) { c.ServerAddress, c.ServerPort = "a", 80 }, semconv.ServerPort, int64(80)},
		{"a port alone says nothing", func(c *mcp.Call) { c.ServerPort = 80 }, semconv.ServerPort, nil},
		{"an address may come alone", func(c *mcp.Call) { c.ServerAddress = "a" }, semconv.ServerAddress, "a"},
		{"a code that is no failure is told", func(c *mcp.Call) { c.StatusCode = "-32602" }, semconv.RPCResponseStatusCode, "-32602"},
		{"and does not make one", func(c *mcp.Call) { c.StatusCode = "-32602" }, semconv.ErrorType, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			call := base
			test.change(&call)
			for _, o := range record(call) {
				if o.metric == clientOperation {
					assert.Equal(t, test.want, o.labels[test.key])
					return
				}
			}
			t.Fatal("the call was not counted")
		})
	}
}

func TestDurationsAreSecondsAndNeverNegative(t *testing.T) {
	base := mcp.Call{Kind: mcp.KindRequest, Method: "ping", Side: mcp.SideClient}
	for want, times := range map[float64][2]int64{
		0.0000015: {1000, 2500},
		300:       {int64(time.Second), int64(301 * time.Second)},
		0:         {5000, 1000},
	} {
		call := base
		call.Start, call.End = times[0], times[1]
		for _, o := range record(call) {
			if o.metric == clientOperation {
				assert.InDelta(t, want, o.sum, 1e-12)
			}
		}
	}
}

func TestRulesOfOneMetricHaveTheSameKeys(t *testing.T) {
	for i := range Rules {
		var keys []string
		for _, label := range Rules[i].Labels {
			keys = append(keys, label.Key)
		}
		assert.Equal(t, Keys(Rules[i].Metric), keys, "rule %d of %s", i, Rules[i].Metric.Name)
		slices.Sort(keys)
		assert.Equal(t, slices.Compact(slices.Clone(keys)), keys, "%s has a key twice", Rules[i].Metric.Name)
		counts := Rules[i].Metric.Instrument == semconv.Counter || Rules[i].Metric.Instrument == semconv.UpDownCounter
		assert.True(t, Rules[i].Value != one || counts, "%s: only counters count events", Rules[i].Metric.Name)
		assert.NotEmpty(t, Rules[i].Kinds)
		assert.True(t, len(Rules[i].Kinds) == int(mcp.NumKinds) || happens(Rules[i].On, Rules[i].Kinds[0]))
	}
}
