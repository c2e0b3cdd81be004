package mcpspan

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

func TestDescribe(t *testing.T) {
	const (
		client   = ptrace.SpanKindClient
		internal = ptrace.SpanKindInternal
	)
	for _, test := range []struct {
		name                string
		span                ptrace.SpanKind
		list                attributes
		kind, role, outcome string // "" if the span is not to say
	}{
		{"a tool call", client, attributes{{semconv.MCPMethodName, "tools/call"}}, "tool_call", "client", "success"},
		{"a failed one", client, attributes{{semconv.MCPMethodName, "tools/call"}, {semconv.ErrorType, "tool_error"}}, "tool_call", "client", "tool_error"},
		{"a framework's", internal, attributes{{semconv.GenAIOperationName, "execute_tool"}}, "tool_call", "agent", "success"},
		{"a request on neither side", internal, attributes{{semconv.MCPMethodName, "ping"}}, "request", "", "success"},
		{"a notification", client, attributes{{semconv.MCPMethodName, "notifications/progress"}}, "notification", "client", "success"},
		{"a model call is no MCP call", client, attributes{{semconv.GenAIOperationName, "chat"}}, "inference", "client", ""},
		{"an agent run neither", internal, attributes{{semconv.GenAIOperationName, "invoke_agent"}}, "agent", "agent", ""},
		{"a workflow is a task", internal, attributes{{semconv.GenAIOperationName, "invoke_workflow"}}, "task", "agent", ""},
		{"structure has no role", internal, attributes{{semconv.MCPSpanType, "structure"}}, "structure", "", ""},
		{"what is stated stays", client, attributes{
			{semconv.MCPMethodName, "tools/call"}, {semconv.MCPCallRole, "gateway"}, {semconv.MCPCallOutcome, "unknown_tool"},
		}, "tool_call", "gateway", "unknown_tool"},
		{"what is stated in words of nobody does not", client, attributes{
			{semconv.MCPMethodName, "ping"}, {semconv.MCPSpanType, "box"}, {semconv.MCPCallRole, "me"}, {semconv.MCPCallOutcome, "fine"},
		}, "request", "client", "success"},
		{"a type that the method contradicts does not", client, attributes{{semconv.MCPMethodName, "ping"}, {semconv.MCPSpanType, "inference"}}, "request", "client", "success"},
	} {
		t.Run(test.name, func(t *testing.T) {
			span := spanOf(t, test.list)
			span.SetKind(test.span)
			var c mcp.Call
			assert.True(t, Describe(span, &c))
			for key, want := range map[string]string{
				semconv.MCPSpanType: test.kind, semconv.MCPCallRole: test.role, semconv.MCPCallOutcome: test.outcome,
			} {
				v, ok := span.Attributes().Get(key)
				assert.Equal(t, want != "", ok, key)
				if ok {
					assert.Equal(t, want, v.Str(), key)
				}
			}
			again := ptrace.NewSpan()
			span.CopyTo(again)
			assert.True(t, Describe(again, &c))
			assert.Equal(t, span.Attributes().AsRaw(), again.Attributes().AsRaw(), "twice is more than once")
			assert.Equal(t, test.kind, c.Kind.String())
		})
	}
}

func TestDescribeLeavesOtherSpansAlone(t *testing.T) {
	span := spanOf(t, attributes{{"http.request.method", "POST"}, {semconv.MCPSpanType, "box"}})
	var c mcp.Call
	assert.False(t, Describe(span, &c))
	assert.Equal(t, map[string]any{"http.request.method": "POST", semconv.MCPSpanType: "box"}, span.Attributes().AsRaw())
}

func TestDescribingWhatIsDescribedCostsNoAllocation(t *testing.T) {
	span := everySpan()
	var c mcp.Call
	assert.Zero(t, testing.AllocsPerRun(100, func() { Describe(span, &c) }))
}
