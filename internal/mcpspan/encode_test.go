package mcpspan

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// randomCall returns a call that a span can tell, with each field empty half of
// the time. What is kept from chance, and why:
//
//   - Odd says what was ignored while decoding; a span has no place for it.
//   - Kind is that of the method, of the operation, or one with a span type; of
//     any other there is nothing in a span to tell it by.
//   - Role and Outcome are known: unknown ones come back as what the span
//     implies. TestUnknownRoleAndOutcomeComeBackImplied is about those.
//   - ServerPort, the token counts and the times are in their range.
func randomCall(r *rand.Rand) mcp.Call {
	var c mcp.Call
	for field, value := range reflect.ValueOf(&c).Elem().Fields() {
		if r.IntN(2) == 0 {
			continue
		}
		switch {
		case field.Type.Kind() == reflect.String:
			value.SetString(string(rune('a'+r.IntN(26))) + " ü\x00" + string(rune('a'+r.IntN(26))))
		case field.Type.Kind() == reflect.Array && field.Name != "Odd":
			for i := range value.Len() {
				value.Index(i).SetUint(uint64(r.IntN(256)))
			}
		}
	}
	oneOf := func(texts ...string) string { return texts[r.IntN(len(texts))] }
	c.Method = oneOf("", "tools/call", "prompts/get", "notifications/progress", "vendor/x")
	c.Operation = oneOf("", "execute_tool", "chat", "embeddings", "invoke_agent", "invoke_workflow", "plan", "unheard_of")
	c.Kind = impliedKind(&c)
	if c.Kind == mcp.KindOther || r.IntN(4) == 0 {
		c.Kind = []mcp.Kind{mcp.KindSession, mcp.KindTask, mcp.KindTurn}[r.IntN(3)]
	}
	c.Role = mcp.RoleAgent + mcp.Role(r.IntN(int(mcp.RoleInside)))
	c.Side = mcp.Side(r.IntN(int(mcp.SideServer) + 1))
	c.Outcome = mcp.OutcomeSuccess + mcp.Outcome(r.IntN(int(mcp.OutcomeInputRequired)))
	c.ServerPort = r.Int64N(65536)
	if r.IntN(2) == 0 {
		c.Usage.Input, c.Usage.HasInput = r.Int64N(3), true
	}
	if r.IntN(2) == 0 {
		c.Usage.Output, c.Usage.HasOutput = r.Int64N(math.MaxInt64), true
	}
	c.Start = r.Int64N(math.MaxInt64) * r.Int64N(2)
	c.End = c.Start + r.Int64N(math.MaxInt64-c.Start)
	c.RequestSize, c.ResponseSize, c.ContentSize, c.Turns = r.Int64N(3), r.Int64N(3), r.Int64N(3), r.Int64N(3)
	if c.Tallied = r.IntN(2) == 0; c.Tallied {
		c.ToolCalls = r.Int64N(3)
	}
	c.Usage.CacheRead, c.Usage.CacheWrite, c.Usage.Reasoning = r.Int64N(3), r.Int64N(3), r.Int64N(3)
	c.Accepted, c.Declined, c.Dismissed = r.Int64N(3), r.Int64N(3), r.Int64N(3)
	c.FirstChunk = r.Float64() * float64(r.IntN(2))
	c.Repaired, c.Long = r.IntN(8) == 0, r.IntN(8) == 0
	c.Duplicate = r.IntN(8) == 0
	c.FromLog = r.IntN(8) == 0
	c.Dialect = ""
	return c
}

func TestDecodeUndoesEncode(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		want := randomCall(r)
		span := ptrace.NewSpan()
		Encode(&want, span)
		var got mcp.Call
		require.True(t, Decode(span, &got), "%+v", want)
		require.Equal(t, want, got)
	}
}

// The random calls above must use every field, or a new one would be forgotten.
func TestRandomCallsUseEveryField(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	used := map[string]bool{ // which Encode does not write
		"Odd": true, "Dialect": true, "Inferences": true, "Redacted": true, "SessionScope": true, "SessionDigest": true, "ToolDigest": true, "ConversationScope": true,
	}
	for range 100 {
		call := randomCall(r)
		for field, value := range reflect.ValueOf(call).Fields() {
			used[field.Name] = used[field.Name] || !value.IsZero()
		}
	}
	for field := range reflect.TypeFor[mcp.Call]().Fields() {
		assert.True(t, used[field.Name], field.Name)
	}
}

func TestUnknownRoleAndOutcomeComeBackImplied(t *testing.T) {
	call := mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Side: mcp.SideServer, ErrorType: "timeout"}
	span := ptrace.NewSpan()
	Encode(&call, span)
	_, stated := span.Attributes().Get(semconv.MCPCallRole)
	assert.False(t, stated)
	var got mcp.Call
	require.True(t, Decode(span, &got))
	assert.Equal(t, mcp.RoleServer, got.Role)
	assert.Equal(t, mcp.OutcomeTimeout, got.Outcome)
}

func TestEncodeStatus(t *testing.T) {
	for _, test := range []struct {
		name string
		call mcp.Call
		want ptrace.StatusCode
	}{
		{"a success is unset, never ok", mcp.Call{Outcome: mcp.OutcomeSuccess}, ptrace.StatusCodeUnset},
		{"a failure is an error", mcp.Call{ErrorType: "tool_error"}, ptrace.StatusCodeError},
		{"a code that is no failure is unset", mcp.Call{StatusCode: "-32602"}, ptrace.StatusCodeUnset},
	} {
		t.Run(test.name, func(t *testing.T) {
			span := ptrace.NewSpan()
			Encode(&test.call, span)
			assert.Equal(t, test.want, span.Status().Code())
		})
	}
}

func TestEncodeWritesOnlyWhatThereIs(t *testing.T) {
	span := ptrace.NewSpan()
	Encode(&mcp.Call{Kind: mcp.KindRequest, Method: "ping"}, span)
	assert.Equal(t, map[string]any{semconv.MCPMethodName: "ping", semconv.MCPSpanType: "request"}, span.Attributes().AsRaw())
	assert.Equal(t, ptrace.SpanKindInternal, span.Kind())
}

func TestName(t *testing.T) {
	for _, test := range []struct {
		want string
		call mcp.Call
	}{
		{"tools/call get_weather", mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleClient, Method: "tools/call", Operation: "execute_tool", Tool: "get_weather"}},
		{"tools/call", mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call"}},
		{"prompts/get review", mcp.Call{Kind: mcp.KindRequest, Method: "prompts/get", Prompt: "review"}},
		{"resources/read", mcp.Call{Kind: mcp.KindRequest, Method: "resources/read", ResourceURI: "file:///home/user/report.pdf"}},
		{"initialize", mcp.Call{Kind: mcp.KindRequest, Method: "initialize", RequestModel: "gpt-5", Agent: "a"}},
		{"execute_tool get_weather", mcp.Call{Kind: mcp.KindToolCall, Operation: "execute_tool", Tool: "get_weather", RequestModel: "gpt-5"}},
		{"execute_tool get_weather", mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleAgent, Method: "tools/call", Operation: "execute_tool", Tool: "get_weather"}},
		{"execute_tool", mcp.Call{Kind: mcp.KindToolCall, Operation: "execute_tool"}},
		{"chat gpt-5", mcp.Call{Kind: mcp.KindInference, Operation: "chat", RequestModel: "gpt-5", Agent: "a"}},
		{"embeddings small-3", mcp.Call{Kind: mcp.KindInference, Operation: "embeddings", RequestModel: "small-3"}},
		{"invoke_agent Travel Agent", mcp.Call{Kind: mcp.KindAgent, Operation: "invoke_agent", RequestModel: "gpt-5", Agent: "Travel Agent"}},
		{"invoke_agent", mcp.Call{Kind: mcp.KindAgent, Operation: "invoke_agent", RequestModel: "gpt-5"}},
		{"create_agent Travel Agent", mcp.Call{Kind: mcp.KindOperation, Operation: "create_agent", RequestModel: "gpt-5", Agent: "Travel Agent"}},
		{"plan Travel Agent", mcp.Call{Kind: mcp.KindOperation, Operation: "plan", RequestModel: "gpt-5", Agent: "Travel Agent"}},
		{"invoke_workflow", mcp.Call{Kind: mcp.KindTask, Operation: "invoke_workflow", RequestModel: "gpt-5", Agent: "a"}},
		{"invoke_workflow travel", mcp.Call{Kind: mcp.KindTask, Operation: "invoke_workflow", Workflow: "travel"}},
		{"retrieval", mcp.Call{Kind: mcp.KindOperation, Operation: "retrieval", RequestModel: "gpt-5"}},
		{"fetch_response", mcp.Call{Kind: mcp.KindOperation, Operation: "fetch_response", RequestModel: "gpt-5"}},
		{"search_memory", mcp.Call{Kind: mcp.KindOperation, Operation: "search_memory", Agent: "a"}},
		{"session", mcp.Call{Kind: mcp.KindSession, ServerName: "weather"}},
		{"task", mcp.Call{Kind: mcp.KindTask}},
		{"turn", mcp.Call{Kind: mcp.KindTurn, Agent: "a"}},
		{"", mcp.Call{}},
	} {
		assert.Equal(t, test.want, Name(&test.call))
	}
}

// everyCall has a value in every field that Encode writes.
func everyCall() mcp.Call {
	c := mcp.Call{
		Kind: mcp.KindTurn, Role: mcp.RoleClient, Side: mcp.SideClient, Outcome: mcp.OutcomeServerError, Duplicate: true, FromLog: true,
		StatusMessage: "x", Arguments: "{}", Result: "{}", ServerPort: 443,
		RequestSize: 1, ResponseSize: 2, ContentSize: 6, Turns: 3, ToolCalls: 4, Tallied: true,
		Usage:    mcp.Usage{Input: 1, Output: 2, CacheRead: 3, CacheWrite: 4, Reasoning: 5, HasInput: true, HasOutput: true},
		Accepted: 1, Declined: 2, Dismissed: 3, Repaired: true, Long: true, FirstChunk: 1,
		Start: 1_000, End: 2_000, TraceID: [16]byte{1}, SpanID: [8]byte{2}, ParentID: [8]byte{3},
	}
	for _, text := range c.Texts() {
		*text = "x"
	}
	return c
}

func everySpan() ptrace.Span {
	call, span := everyCall(), ptrace.NewSpan()
	Encode(&call, span)
	return span
}

func TestEncodeReservesWhatItCanWrite(t *testing.T) {
	assert.Equal(t, maxAttributes, everySpan().Attributes().Len())
}

// Encode allocates the list, one value for each attribute, which the span
// needs, and the name.
func TestEncodeAllocatesOnlyTheSpan(t *testing.T) {
	call := everyCall()
	span := ptrace.NewSpan()
	allocations := testing.AllocsPerRun(100, func() {
		span = ptrace.NewSpan()
		Encode(&call, span)
	})
	empty := testing.AllocsPerRun(100, func() { span = ptrace.NewSpan() })
	assert.LessOrEqual(t, allocations-empty, float64(maxAttributes+2))
}
