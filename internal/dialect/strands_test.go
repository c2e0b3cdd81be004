package dialect_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
)

const strandsDetails = "gen_ai.client.inference.operation.details"

var strandsExamples = []example{
	{
		"a tool's status says that it failed",
		given{scope: "strands-agents", name: "execute_tool add", status: "ok", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.system": "strands-agents", "gen_ai.tool.name": "add",
			"gen_ai.tool.status": "error", "session.id": "s",
		}},
		`strands: internal "execute_tool add" error
		error.type "tool_error"
		gen_ai.conversation.id "s"
		gen_ai.operation.name "execute_tool"
		gen_ai.provider.name "strands-agents"
		gen_ai.tool.name "add"
		mcp.status.repaired bool true
		session.id "s"`,
	},
	{
		"a success says no more than that",
		given{scope: "my-service", name: "execute_tool add", attrs: attrs{
			"gen_ai.event.start_time": "2026-11-21T00:00:00Z", "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "gen_ai.tool.status": "success",
		}},
		`strands: internal "execute_tool add" unset
		gen_ai.event.start_time "2026-11-21T00:00:00Z"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"`,
	},
	{
		"a model call repeats its usage under old names",
		given{scope: "strands.telemetry.tracer", name: "chat", attrs: attrs{
			"gen_ai.operation.name": "chat", "gen_ai.usage.prompt_tokens": 5, "gen_ai.usage.input_tokens": 5,
			"gen_ai.usage.completion_tokens": 7, "gen_ai.usage.cache_read_input_tokens": 2, "gen_ai.usage.cache_write_input_tokens": 1,
		}},
		`strands: internal "chat" unset
		gen_ai.operation.name "chat"
		gen_ai.usage.cache_read.input_tokens int 2
		gen_ai.usage.cache_write.input_tokens int 1
		gen_ai.usage.input_tokens int 5
		gen_ai.usage.output_tokens int 7`,
	},
	{
		"a round of model and tools is a turn",
		given{name: "execute_event_loop_cycle", attrs: attrs{"event_loop.cycle_id": "c"}},
		`strands: internal "execute_event_loop_cycle" unset
		event_loop.cycle_id "c"
		mcp.span.type "turn"`,
	},
	{
		"also where that is told as an operation",
		given{scope: "strands.telemetry.tracer", name: "execute_event_loop_cycle", attrs: attrs{
			"gen_ai.operation.name": "execute_event_loop_cycle", "gen_ai.system": "strands-agents", "event_loop.cycle_id": "c", "session.id": "s",
		}},
		`strands: internal "execute_event_loop_cycle" unset
		event_loop.cycle_id "c"
		gen_ai.conversation.id "s"
		gen_ai.provider.name "strands-agents"
		mcp.span.type "turn"
		session.id "s"`,
	},
	{"a span of the service is none of it", given{scope: "strands-agents", name: "memory.search", attrs: attrs{"session.id": "s"}}, untouched},
	{
		"a message has the arguments, a choice the result; the events stay",
		given{
			scope: "strands-agents", name: "execute_tool add", attrs: attrs{"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add"},
			events: []event{
				{"gen_ai.tool.message", attrs{"role": "tool", "content": `{"a": 1}`, "id": "c"}},
				{"gen_ai.choice", attrs{"message": `[{"text": "2"}]`, "id": "c"}},
			},
		},
		`strands: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\": 1}"
		gen_ai.tool.call.result "[{\"text\": \"2\"}]"
		gen_ai.tool.name "add"`,
	},
	{
		"or both are in details of the conventions",
		given{
			scope: "strands-agents", name: "execute_tool add", attrs: attrs{"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add"},
			events: []event{
				{strandsDetails, attrs{"gen_ai.input.messages": `[{"role":"tool","parts":[{"type":"tool_call","name":"add","arguments":{"a":1}}]}]`}},
				{strandsDetails, attrs{"gen_ai.output.messages": `[{"role":"tool","parts":[{"type":"tool_call_response","response":"2"}]}]`}},
			},
		},
		`strands: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "2"
		gen_ai.tool.name "add"`,
	},
	{
		"two messages, no message and what is no text are not read",
		given{
			scope: "strands-agents", name: "execute_tool add", attrs: attrs{"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add"},
			events: []event{
				{"gen_ai.tool.message", attrs{"content": `{"a": 1}`}},
				{"gen_ai.tool.message", attrs{"content": `{"a": 2}`}},
				{"gen_ai.choice", attrs{"message": 5}},
				{strandsDetails, attrs{"gen_ai.output.messages": `[{"role":"tool","parts":[]}]`}},
			},
		},
		`strands: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"`,
	},
	{
		"a failure tells an unknown tool by its text",
		given{
			scope: "strands-agents", name: "execute_tool add",
			attrs:  attrs{"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "add", "gen_ai.tool.status": "error"},
			events: []event{{"gen_ai.choice", attrs{"message": `[{"text": "Unknown tool: add"}]`}}},
		},
		`strands: internal "execute_tool add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "[{\"text\": \"Unknown tool: add\"}]"
		gen_ai.tool.name "add"
		mcp.call.outcome "unknown_tool"
		mcp.status.repaired bool true`,
	},
}

func TestStrands(t *testing.T) { check(t, strandsExamples) }

func TestEventsOfStrandsStay(t *testing.T) {
	n := dialect.New(dialect.Options{})
	for _, ex := range strandsExamples {
		_, ss, span := ex.build(t)
		n.Normalize(n.Scope(ss.Scope()), span)
		require.Equal(t, len(ex.events), span.Events().Len(), ex.fact)
	}
}
