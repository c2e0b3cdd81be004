package mcpspan

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// attributes is a list and not a map: a key may occur twice.
type attributes []keyValue

type keyValue struct {
	key   string
	value any
}

// spanOf returns a client span with these attributes.
func spanOf(t testing.TB, list attributes) ptrace.Span {
	td := ptrace.NewTraces()
	span := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	span.SetKind(ptrace.SpanKindClient)
	span.SetStartTimestamp(1_000)
	span.SetEndTimestamp(3_000)
	for _, a := range list {
		key := a.key
		if _, twice := span.Attributes().Get(key); twice {
			key = disguised(key)
		}
		require.NoError(t, span.Attributes().PutEmpty(key).FromRaw(a.value))
	}
	// A Map has no key twice until it is read from OTLP.
	data, err := new(ptrace.ProtoMarshaler).MarshalTraces(td)
	require.NoError(t, err)
	for _, a := range list {
		data = bytes.ReplaceAll(data, []byte(disguised(a.key)), []byte(a.key))
	}
	td, err = new(ptrace.ProtoUnmarshaler).UnmarshalTraces(data)
	require.NoError(t, err)
	span = td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0)
	require.Equal(t, len(list), span.Attributes().Len())
	return span
}

// disguised is another key of the same length.
func disguised(key string) string { return "~" + key[1:] }

func decoded(t testing.TB, list attributes) mcp.Call {
	var call mcp.Call
	require.True(t, Decode(spanOf(t, list), &call))
	return call
}

// texts are the attributes that are text and become a field as they are.
var texts = map[string]func(*mcp.Call) *string{
	semconv.MCPMethodName:          func(c *mcp.Call) *string { return &c.Method },
	semconv.GenAIOperationName:     func(c *mcp.Call) *string { return &c.Operation },
	semconv.GenAIToolName:          func(c *mcp.Call) *string { return &c.Tool },
	semconv.GenAIToolType:          func(c *mcp.Call) *string { return &c.ToolType },
	semconv.GenAIToolCallID:        func(c *mcp.Call) *string { return &c.ToolCallID },
	semconv.GenAIPromptName:        func(c *mcp.Call) *string { return &c.Prompt },
	semconv.MCPResourceURI:         func(c *mcp.Call) *string { return &c.ResourceURI },
	semconv.JSONRPCRequestID:       func(c *mcp.Call) *string { return &c.RequestID },
	semconv.MCPSessionID:           func(c *mcp.Call) *string { return &c.SessionID },
	semconv.GenAIConversationID:    func(c *mcp.Call) *string { return &c.ConversationID },
	semconv.MCPProtocolVersion:     func(c *mcp.Call) *string { return &c.ProtocolVersion },
	semconv.JSONRPCVersion:         func(c *mcp.Call) *string { return &c.JSONRPCVersion },
	semconv.NetworkTransport:       func(c *mcp.Call) *string { return &c.Transport },
	semconv.NetworkProtocolName:    func(c *mcp.Call) *string { return &c.NetworkProtocol },
	semconv.NetworkProtocolVersion: func(c *mcp.Call) *string { return &c.NetworkProtocolVersion },
	semconv.ServerAddress:          func(c *mcp.Call) *string { return &c.ServerAddress },
	semconv.MCPServerName:          func(c *mcp.Call) *string { return &c.ServerName },
	semconv.MCPClientName:          func(c *mcp.Call) *string { return &c.ClientName },
	semconv.GenAIAgentName:         func(c *mcp.Call) *string { return &c.Agent },
	semconv.GenAIProviderName:      func(c *mcp.Call) *string { return &c.Provider },
	semconv.GenAIRequestModel:      func(c *mcp.Call) *string { return &c.RequestModel },
	semconv.GenAIResponseModel:     func(c *mcp.Call) *string { return &c.ResponseModel },
	semconv.ErrorType:              func(c *mcp.Call) *string { return &c.ErrorType },
	semconv.RPCResponseStatusCode:  func(c *mcp.Call) *string { return &c.StatusCode },
	semconv.RPCStatusCode:          func(c *mcp.Call) *string { return &c.StatusCode },
}

func TestTextAttributes(t *testing.T) {
	for key, fieldOf := range texts {
		t.Run(key, func(t *testing.T) {
			// Either of the two makes it a call whose kind the key cannot change.
			base := attributes{{semconv.MCPSpanType, mcp.KindTurn.String()}}
			without := decoded(t, base)
			assert.Empty(t, *fieldOf(&without))

			right := decoded(t, append(base, keyValue{key, "a"}))
			assert.Equal(t, "a", *fieldOf(&right))
			assert.Zero(t, right.Odd)

			twice := decoded(t, append(base, keyValue{key, "a"}, keyValue{key, "b"}))
			assert.Equal(t, "b", *fieldOf(&twice), "the last counts")
			emptyLast := decoded(t, append(base, keyValue{key, "a"}, keyValue{key, ""}))
			assert.Equal(t, right, emptyLast, "empty text is no value")

			for _, wrong := range []any{int64(7), 7.5, true, []any{"a"}, map[string]any{"a": "b"}, []byte("a"), nil} {
				got := decoded(t, append(base, keyValue{key, wrong}))
				want := without
				want.Odd[mcp.WrongType] = 1
				assert.Equal(t, want, got, "%T", wrong)
				got = decoded(t, append(base, keyValue{key, "a"}, keyValue{key, wrong}))
				want = right
				want.Odd[mcp.WrongType] = 1
				assert.Equal(t, want, got, "%T after a text", wrong)
			}
		})
	}
}

func TestContentAttributes(t *testing.T) {
	contents := map[string]func(*mcp.Call) *string{
		semconv.GenAIToolCallArguments: func(c *mcp.Call) *string { return &c.Arguments },
		semconv.GenAIToolCallResult:    func(c *mcp.Call) *string { return &c.Result },
	}
	for key, fieldOf := range contents {
		base := attributes{{semconv.MCPMethodName, "tools/call"}}
		without := decoded(t, base)
		call := decoded(t, append(base, keyValue{key, `{"city":"Rome"}`}, keyValue{key, `{"city":"Oslo"}`}))
		assert.Equal(t, `{"city":"Oslo"}`, *fieldOf(&call), key)
		for _, structured := range []any{map[string]any{"city": "Rome"}, []any{"Rome"}, int64(7), true, nil} {
			assert.Equal(t, without, decoded(t, append(base, keyValue{key, structured})), "%s: structured content is left where it is", key)
		}
	}
}

func TestServerPort(t *testing.T) {
	for _, test := range []struct {
		name  string
		value any
		want  int64
		odd   [mcp.NumOddities]uint8
	}{
		{"an ordinary port", int64(8443), 8443, [mcp.NumOddities]uint8{}},
		{"the first", int64(1), 1, [mcp.NumOddities]uint8{}},
		{"the last", int64(65535), 65535, [mcp.NumOddities]uint8{}},
		{"zero is none", int64(0), 0, [mcp.NumOddities]uint8{mcp.OutOfRange: 1}},
		{"beyond the last", int64(65536), 0, [mcp.NumOddities]uint8{mcp.OutOfRange: 1}},
		{"negative", int64(-1), 0, [mcp.NumOddities]uint8{mcp.OutOfRange: 1}},
		{"text", "443", 0, [mcp.NumOddities]uint8{mcp.WrongType: 1}},
		{"a fraction", 443.0, 0, [mcp.NumOddities]uint8{mcp.WrongType: 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			base := attributes{{semconv.MCPMethodName, "ping"}}
			call := decoded(t, append(base, keyValue{semconv.ServerPort, test.value}))
			assert.Equal(t, test.want, call.ServerPort)
			assert.Equal(t, test.odd, call.Odd)
			if test.want == 0 {
				call = decoded(t, append(base, keyValue{semconv.ServerPort, int64(80)}, keyValue{semconv.ServerPort, test.value}))
				assert.EqualValues(t, 80, call.ServerPort, "what is ignored undoes nothing")
			}
		})
	}
}

func TestTokenCounts(t *testing.T) {
	keys := map[string]func(*mcp.Usage) (int64, bool){
		semconv.GenAIUsageInputTokens:  func(u *mcp.Usage) (int64, bool) { return u.Input, u.HasInput },
		semconv.GenAIUsageOutputTokens: func(u *mcp.Usage) (int64, bool) { return u.Output, u.HasOutput },
	}
	for key, of := range keys {
		for _, test := range []struct {
			name string
			list attributes
			want int64
			has  bool
			odd  [mcp.NumOddities]uint8
		}{
			{"a number", attributes{{key, int64(12)}}, 12, true, [mcp.NumOddities]uint8{}},
			{"zero is a number", attributes{{key, int64(0)}}, 0, true, [mcp.NumOddities]uint8{}},
			{"none", nil, 0, false, [mcp.NumOddities]uint8{}},
			{"a negative number", attributes{{key, int64(-12)}}, 0, false, [mcp.NumOddities]uint8{mcp.OutOfRange: 1}},
			{"text", attributes{{key, "12"}}, 0, false, [mcp.NumOddities]uint8{mcp.WrongType: 1}},
			{"a fraction", attributes{{key, 12.0}}, 0, false, [mcp.NumOddities]uint8{mcp.WrongType: 1}},
			{"two numbers", attributes{{key, int64(12)}, {key, int64(13)}}, 13, true, [mcp.NumOddities]uint8{}},
			{"a number and text", attributes{{key, int64(12)}, {key, "13"}}, 12, true, [mcp.NumOddities]uint8{mcp.WrongType: 1}},
			{"a number and a negative one", attributes{{key, int64(12)}, {key, int64(-1)}}, 12, true, [mcp.NumOddities]uint8{mcp.OutOfRange: 1}},
		} {
			t.Run(key+" "+test.name, func(t *testing.T) {
				call := decoded(t, append(attributes{{semconv.GenAIOperationName, "chat"}}, test.list...))
				n, has := of(&call.Usage)
				assert.Equal(t, test.want, n)
				assert.Equal(t, test.has, has)
				assert.Equal(t, test.odd, call.Odd)
			})
		}
	}
}

func TestStatedRoleAndOutcome(t *testing.T) {
	base := attributes{{semconv.MCPMethodName, "tools/call"}}
	for role := mcp.RoleAgent; role <= mcp.RoleInside; role++ {
		call := decoded(t, append(base, keyValue{semconv.MCPCallRole, role.String()}))
		assert.Equal(t, role, call.Role, "%s against the span kind", role)
		assert.Equal(t, mcp.SideClient, call.Side, "a role does not move the side")
	}
	for outcome := mcp.OutcomeSuccess; outcome <= mcp.OutcomeInputRequired; outcome++ {
		call := decoded(t, append(base, keyValue{semconv.MCPCallOutcome, outcome.String()}, keyValue{semconv.ErrorType, "tool_error"}))
		assert.Equal(t, outcome, call.Outcome, "%s against the error type", outcome)
	}
	implied := decoded(t, base)
	for _, key := range []string{semconv.MCPCallRole, semconv.MCPCallOutcome} {
		for value, oddity := range map[any]mcp.Oddity{"nonsense": mcp.OutOfRange, int64(1): mcp.WrongType, true: mcp.WrongType} {
			want := implied
			want.Odd[oddity] = 1
			assert.Equal(t, want, decoded(t, append(base, keyValue{key, value})), "%s %v", key, value)
		}
		assert.Equal(t, implied, decoded(t, append(base, keyValue{key, ""})), key)
	}
	call := decoded(t, append(base, keyValue{semconv.MCPCallRole, "gateway"}, keyValue{semconv.MCPCallRole, "nonsense"}))
	assert.Equal(t, mcp.RoleGateway, call.Role, "what is ignored undoes nothing")
}

func TestKindRoleAndSide(t *testing.T) {
	const (
		method    = semconv.MCPMethodName
		operation = semconv.GenAIOperationName
		spanType  = semconv.MCPSpanType
		client    = ptrace.SpanKindClient
		server    = ptrace.SpanKindServer
		internal  = ptrace.SpanKindInternal
	)
	for _, test := range []struct {
		name string
		span ptrace.SpanKind
		list attributes
		kind mcp.Kind
		role mcp.Role
		side mcp.Side
	}{
		{"a tool call seen by its client", client, attributes{{method, "tools/call"}, {operation, "execute_tool"}}, mcp.KindToolCall, mcp.RoleClient, mcp.SideClient},
		{"a tool call seen by its server", server, attributes{{method, "tools/call"}, {operation, "execute_tool"}}, mcp.KindToolCall, mcp.RoleServer, mcp.SideServer},
		{"a tool call that a client sent to a queue", ptrace.SpanKindProducer, attributes{{method, "tools/call"}}, mcp.KindToolCall, mcp.RoleClient, mcp.SideClient},
		{"a tool call that a server took from a queue", ptrace.SpanKindConsumer, attributes{{method, "tools/call"}}, mcp.KindToolCall, mcp.RoleServer, mcp.SideServer},
		{"the framework's span", internal, attributes{{operation, "execute_tool"}}, mcp.KindToolCall, mcp.RoleAgent, mcp.SideUnknown},
		{"the framework's span that a client enriched", internal, attributes{{operation, "execute_tool"}, {method, "tools/call"}}, mcp.KindToolCall, mcp.RoleAgent, mcp.SideUnknown},
		{"a message on neither side", internal, attributes{{method, "tools/call"}}, mcp.KindToolCall, mcp.RoleUnknown, mcp.SideUnknown},
		{"a span without a kind", ptrace.SpanKindUnspecified, attributes{{operation, "execute_tool"}}, mcp.KindToolCall, mcp.RoleAgent, mcp.SideUnknown},
		{"a request", client, attributes{{method, "resources/read"}}, mcp.KindRequest, mcp.RoleClient, mcp.SideClient},
		{"a request of no revision", server, attributes{{method, "vendor/search"}}, mcp.KindRequest, mcp.RoleServer, mcp.SideServer},
		{"a notification", client, attributes{{method, "notifications/progress"}}, mcp.KindNotification, mcp.RoleClient, mcp.SideClient},
		{"a model call", client, attributes{{operation, "chat"}}, mcp.KindInference, mcp.RoleClient, mcp.SideClient},
		{"embeddings", client, attributes{{operation, "embeddings"}}, mcp.KindInference, mcp.RoleClient, mcp.SideClient},
		{"a model in the process", internal, attributes{{operation, "chat"}}, mcp.KindInference, mcp.RoleAgent, mcp.SideUnknown},
		{"an agent run", internal, attributes{{operation, "invoke_agent"}}, mcp.KindAgent, mcp.RoleAgent, mcp.SideUnknown},
		{"a remote agent run", client, attributes{{operation, "invoke_agent"}}, mcp.KindAgent, mcp.RoleClient, mcp.SideClient},
		{"a workflow", internal, attributes{{operation, "invoke_workflow"}}, mcp.KindTask, mcp.RoleAgent, mcp.SideUnknown},
		{"another operation", client, attributes{{operation, "retrieval"}}, mcp.KindOperation, mcp.RoleClient, mcp.SideClient},
		{"a session", server, attributes{{spanType, "session"}}, mcp.KindSession, mcp.RoleServer, mcp.SideServer},
		{"a task", internal, attributes{{spanType, "task"}}, mcp.KindTask, mcp.RoleAgent, mcp.SideUnknown},
		{"a turn", internal, attributes{{spanType, "turn"}, {operation, "invoke_agent"}}, mcp.KindTurn, mcp.RoleAgent, mcp.SideUnknown},
		{"a span type comes before a method", client, attributes{{method, "initialize"}, {spanType, "session"}}, mcp.KindSession, mcp.RoleClient, mcp.SideClient},
		{"a span type that is implied decides nothing", client, attributes{{spanType, "inference"}, {method, "ping"}}, mcp.KindRequest, mcp.RoleClient, mcp.SideClient},
		{"transport", client, attributes{{spanType, "transport"}, {method, "tools/call"}}, mcp.KindTransport, mcp.RoleClient, mcp.SideClient},
		{"structure", internal, attributes{{spanType, "structure"}}, mcp.KindStructure, mcp.RoleUnknown, mcp.SideUnknown},
	} {
		t.Run(test.name, func(t *testing.T) {
			span := spanOf(t, test.list)
			span.SetKind(test.span)
			var call mcp.Call
			require.True(t, Decode(span, &call))
			assert.Equal(t, test.kind, call.Kind)
			assert.Equal(t, test.role, call.Role)
			assert.Equal(t, test.side, call.Side)
			assert.Zero(t, call.Odd)
		})
	}
}

func TestASpanTypeThatIsNoneDecidesNothing(t *testing.T) {
	call := decoded(t, attributes{{semconv.MCPSpanType, "box"}, {semconv.MCPMethodName, "ping"}})
	assert.Equal(t, mcp.KindRequest, call.Kind)
	assert.EqualValues(t, 1, call.Odd[mcp.OutOfRange])
}

func TestOtherSpansAreNoCalls(t *testing.T) {
	for name, list := range map[string]attributes{
		"no attributes":                    nil,
		"an HTTP span":                     {{"http.request.method", "POST"}, {"server.address", "example.com"}, {"error.type", "500"}},
		"an operation of nobody":           {{semconv.GenAIOperationName, "think"}},
		"a tool without an operation":      {{semconv.GenAIToolName, "get_weather"}},
		"a session id alone":               {{semconv.MCPSessionID, "1"}, {semconv.MCPProtocolVersion, "2025-06-18"}},
		"a method that is not text":        {{semconv.MCPMethodName, int64(1)}},
		"a method that is empty":           {{semconv.MCPMethodName, ""}},
		"a span type that is none":         {{semconv.MCPSpanType, "box"}},
		"a span type that nothing implies": {{semconv.MCPSpanType, "request"}},
		"a role and an outcome of nothing": {{semconv.MCPCallRole, "client"}, {semconv.MCPCallOutcome, "success"}},
	} {
		t.Run(name, func(t *testing.T) {
			var call mcp.Call
			assert.False(t, Decode(spanOf(t, list), &call))
		})
	}
}

func TestOneCallServesManySpans(t *testing.T) {
	full := everySpan()
	small := attributes{{semconv.MCPMethodName, "ping"}}
	var reused mcp.Call
	require.True(t, Decode(full, &reused))
	require.True(t, Decode(spanOf(t, small), &reused))
	assert.Equal(t, decoded(t, small), reused, "nothing is left of the span before")
}
