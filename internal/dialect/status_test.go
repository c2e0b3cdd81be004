package dialect_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
)

const (
	legacyVersion = "2025-11-25"
	modernVersion = "2026-07-28"
)

// TestStatus shows for what a span says of its end what normalising makes of it:
// status, error type, outcome, and whether that is a repair.
func TestStatus(t *testing.T) {
	for _, test := range []struct {
		fact   string
		kind   string // of the span
		status string
		attrs  attrs
		want   string
	}{
		// What the conventions say of codes (semconv 1.1).
		{"every code is a failure for the sender", "client", "", attrs{code: "-32602"}, `error "-32602" validation_error repaired`},
		{"also in the newest revision", "client", "ok", attrs{code: "-32602", version: modernVersion}, `error "-32602" validation_error repaired`},
		{"the receiver has not failed if the caller was wrong", "server", "", attrs{code: "-32602", version: modernVersion}, `unset validation_error`},
		{"whatever the emitter made of it", "server", "error: bad", attrs{code: "-32602", "error.type": "-32602", version: modernVersion}, `unset validation_error repaired`},
		{"with an exception, too", "server", "error: bad", attrs{code: "-32601", "error.type": "McpError", version: modernVersion}, `unset unknown_tool repaired`},
		{"older revisions follow older conventions", "server", "", attrs{code: "-32602", version: legacyVersion}, `error "-32602" validation_error repaired`},
		{"a draft is no date, so its emitter's word stands", "server", "", attrs{code: "-32602", version: "DRAFT-2026-v1"}, `unset validation_error`},
		{"without a revision a success stands", "server", "", attrs{code: "-32002"}, `unset validation_error`},
		{"and so does a failure", "server", "error", attrs{code: "-32602", "error.type": "-32602"}, `error "-32602" validation_error`},
		{"without a side, too", "", "", attrs{code: "-32602", version: modernVersion}, `unset validation_error`},
		{"what is nobody's fault but the server's is its failure", "server", "", attrs{code: "-32603"}, `error "-32603" server_error repaired`},
		{"in every revision", "server", "ok", attrs{code: "-32603", version: modernVersion}, `error "-32603" server_error repaired`},
		{"even without a side", "", "", attrs{code: "-32603"}, `error "-32603" server_error repaired`},
		{"the codes of the newest revision are failures by the letter", "server", "", attrs{code: "-32020", version: modernVersion}, `error "-32020" validation_error repaired`},
		{"before it they had no meaning", "client", "", attrs{code: "-32020", version: legacyVersion}, `error "-32020" server_error repaired`},
		{"a request for input is a failure for nobody", "client", "error: need", attrs{code: "-32042", "error.type": "-32042", version: legacyVersion}, `unset input_required repaired`},
		{"in the revision that had it", "server", "", attrs{code: "-32042", version: modernVersion}, `error "-32042" server_error repaired`},
		{"a code that the release candidates used", "client", "error", attrs{code: "-32001", "error.type": "-32001", version: modernVersion}, `error "-32001" validation_error`},
		{"was a time-out of the SDK before", "client", "error", attrs{code: "-32001", "error.type": "-32001", version: legacyVersion}, `error "-32001" timeout`},
		{"the old key says it, too", "client", "", attrs{"rpc.status_code": "-32603"}, `error "-32603" server_error repaired`},
		{"what is no JSON-RPC code decides nothing", "client", "", attrs{code: "200"}, `unset success`},

		// Tool errors.
		{"isError under a success", "client", "ok", attrs{result: `{"isError":true}`}, `error "tool_error" tool_error repaired`},
		{"as text", "client", "", attrs{result: `{"isError": "true"}`}, `error "tool_error" tool_error repaired`},
		{"in a structure", "client", "", attrs{result: attrs{"isError": true}}, `error "tool_error" tool_error repaired`},
		{"in a structure as text", "client", "", attrs{result: attrs{"isError": "true"}}, `error "tool_error" tool_error repaired`},
		{"false is a success", "client", "ok", attrs{result: `{"isError":false}`}, `unset success`},
		{"a failure that is known needs no repair", "client", "error", attrs{result: `{"isError":true}`, "error.type": "tool_error"}, `error "tool_error" tool_error`},
		{"a type without a status", "client", "", attrs{"error.type": "tool_error"}, `error "tool_error" tool_error repaired`},

		// The four shapes of "unknown tool", and refused arguments.
		{"the specification's", "client", "error: Unknown tool: x", attrs{code: "-32602", "error.type": "-32602"}, `error "-32602" unknown_tool`},
		{"the Go SDK's", "client", `error: unknown tool "x"`, attrs{code: "-32602", "error.type": "-32602"}, `error "-32602" unknown_tool`},
		{"a result's", "client", "", attrs{result: `{"isError":true,"content":[{"type":"text","text":"Unknown tool: x"}]}`}, `error "tool_error" unknown_tool repaired`},
		{"the TypeScript SDK's", "client", "", attrs{result: `{"isError":true,"content":[{"type":"text","text":"MCP error -32602: Tool x not found"}]}`}, `error "tool_error" unknown_tool repaired`},
		{"a structured result's", "client", "", attrs{result: attrs{"isError": true, "content": []any{attrs{"text": "Tool x not found"}}}}, `error "tool_error" unknown_tool repaired`},
		{"method not found", "client", "error", attrs{code: "-32601", "error.type": "-32601"}, `error "-32601" unknown_tool`},
		{"refused arguments", "client", "", attrs{result: `{"isError":true,"content":[{"type":"text","text":"MCP error -32602: Input validation error: x"}]}`}, `error "tool_error" validation_error repaired`},

		// JSON-RPC errors that were captured as results, under a transport's success.
		{"an error body", "client", "ok", attrs{result: `{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"no"}}`}, `error "-32603" server_error repaired`},
		{"of an unknown tool", "client", "", attrs{result: `{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Unknown tool: x"}}`}, `error "-32602" unknown_tool repaired`},
		{"in a structure", "client", "", attrs{result: attrs{"jsonrpc": "2.0", "error": attrs{"code": -32603, "message": "no"}}}, `error "-32603" server_error repaired`},
		{"a tool may answer with an error of its own", "client", "", attrs{result: `{"error":{"code":-32603,"message":"no"}}`}, `unset success`},
		{"or with a result of JSON-RPC", "client", "", attrs{result: `{"jsonrpc":"2.0","id":1,"result":{}}`}, `unset success`},

		// LangChain's messages, as its tracers write them.
		{"OpenInference's", "", "", attrs{result: `{"type":"tool","data":{"content":"broken","type":"tool","tool_call_id":"c","status":"error"}}`}, `error "tool_error" tool_error repaired`},
		{"LangSmith's", "", "", attrs{result: `{"output":{"content":"2 validation errors for call[add]\na","type":"tool","tool_call_id":"c","status":"error"}}`}, `error "tool_error" validation_error repaired`},
		{"OpenLLMetry's", "", "ok", attrs{result: `{"output":{"lc":1,"type":"constructor","id":["langchain","schema","messages","ToolMessage"],"kwargs":{"content":[{"type":"text","text":"Unknown tool: x"}],"type":"tool","tool_call_id":"c","status":"error"}},"kwargs":{}}`}, `error "tool_error" unknown_tool repaired`},
		{"mcp-use's, of a success", "", "ok", attrs{result: `{"type":"tool","data":{"content":"{\"error\": \"RuntimeError\", \"details\": \"Unknown tool: x\", \"stack\": \"Traceback (most recent call last):\\n  File\", \"tool\": \"x\"}","type":"tool","tool_call_id":"c","status":"success"}}`}, `error "tool_error" unknown_tool repaired`},
		{"a tool that tells of another's stack", "", "ok", attrs{result: `{"type":"tool","data":{"content":"{\"error\": \"E\", \"details\": \"d\", \"stack\": \"main.go:7\"}","type":"tool","tool_call_id":"c","status":"success"}}`}, `unset success`},
		{"a message of success", "", "ok", attrs{result: `{"output":{"content":"error","type":"tool","tool_call_id":"c","status":"success"}}`}, `unset success`},
		{"a tool's own words", "", "ok", attrs{result: `{"output":{"type":"tool","status":"error"},"tool_call_id":"c"}`}, `unset success`},
		{"a message of a tool that returns one", "", "ok", attrs{result: `{"output":{"type":"tool","tool_call_id":"c","status":"success","content":"{\"type\":\"tool\",\"status\":\"error\"}"}}`}, `unset success`},

		// Results that do not end the call.
		{"a result that asks for input", "client", "", attrs{result: `{"resultType":"input_required","requestState":"s"}`}, `unset input_required`},
		{"is no failure", "client", "error", attrs{result: `{"resultType":"input_required"}`}, `unset input_required repaired`},
		{"nor is a task", "client", "error", attrs{result: `{"resultType":"task","taskId":"t","status":"working"}`, "error.type": "_OTHER"}, `unset success repaired`},
		{"an exception besides is one", "client", "error", attrs{result: `{"resultType":"task"}`, "error.type": "TimeoutError"}, `error "TimeoutError" timeout`},
		{"a complete one is complete", "client", "ok", attrs{result: `{"resultType":"complete","content":[]}`}, `unset success`},

		// Nothing to repair from.
		{"a success without a result", "client", "ok", nil, `unset success`},
		{"a failure without a reason", "client", "error", nil, `error server_error`},
		{"text that is no JSON", "client", "", attrs{result: `{"isError":true`}, `unset success`},
		{"Python's text of a result", "client", "", attrs{result: `CallToolResult(isError=True)`}, `unset success`},
	} {
		t.Run(test.fact+" "+test.kind, func(t *testing.T) {
			g := given{scope: "app", name: "tools/call add", kind: test.kind, status: test.status, attrs: attrs{"mcp.method.name": "tools/call"}}
			maps.Copy(g.attrs, test.attrs)
			require.Equal(t, test.want, ending(t, g))
		})
	}
}

// TestTypeOfAnException shows which failures get their type from an exception that the
// span has recorded: those of which it tells how they ended.
func TestTypeOfAnException(t *testing.T) {
	exception := func(kind string) event {
		return event{"exception", attrs{"exception.type": kind, "exception.message": "no"}}
	}
	for _, test := range []struct {
		fact   string
		status string
		attrs  attrs
		events []event
		want   string
	}{
		{"a call that was cancelled", "error", nil, []event{exception("asyncio.exceptions.CancelledError")}, `error "asyncio.exceptions.CancelledError" cancelled`},
		{"the last one has ended the call", "error", nil, []event{exception("ValueError"), exception("TimeoutError"), {"retry", nil}}, `error "TimeoutError" timeout`},
		{"one that says nothing decides nothing", "error", nil, []event{exception("")}, `error server_error`},
		{"another class tells no more than the status", "error", nil, []event{exception("ValueError")}, `error server_error`},
		{"an SDK's own code is no class", "error", nil, []event{exception("-32001")}, `error server_error`},
		{"other events have no types", "error", nil, []event{{"retry", attrs{"exception.type": "TimeoutError"}}}, `error server_error`},
		{"a type that is known stays", "error", attrs{"error.type": "boom"}, []event{exception("TimeoutError")}, `error "boom" server_error`},
		{"a code outranks it", "error", attrs{code: "-32603"}, []event{exception("McpError")}, `error "-32603" server_error`},
		{"and a result", "error", attrs{result: `{"isError":true}`}, []event{exception("ToolError")}, `error "tool_error" tool_error`},
		{"what was caught is no failure", "", nil, []event{exception("TimeoutError")}, `unset success`},
		{"one before many other events is not looked for", "error", nil, append([]event{exception("TimeoutError")}, make([]event, 16)...), `error server_error`},
	} {
		t.Run(test.fact, func(t *testing.T) {
			for _, what := range []attrs{{"mcp.method.name": "tools/call"}, {"gen_ai.operation.name": "execute_tool"}} {
				if what["mcp.method.name"] == nil && test.attrs[code] != nil {
					continue // only messages have one
				}
				g := given{scope: "app", name: "add", kind: "client", status: test.status, attrs: what, events: test.events}
				maps.Copy(g.attrs, test.attrs)
				require.Equal(t, test.want, ending(t, g))
			}
		})
	}
}

const (
	code    = "rpc.response.status_code"
	version = "mcp.protocol.version"
	result  = "gen_ai.tool.call.result"
)

// ending renders how a span says that it ended, after normalising it once, and
// checks that once was enough.
func ending(t *testing.T, g given) string {
	t.Helper()
	n := dialect.New(dialect.Options{})
	td, ss, span := g.build(t)
	r := n.Normalize(n.Scope(ss.Scope()), span)
	words := []string{strings.ToLower(span.Status().Code().String())}
	if errorType := textOf(span, "error.type"); errorType != "" {
		words = append(words, fmt.Sprintf("%q", errorType))
	}
	words = append(words, textOf(span, "mcp.call.outcome"))
	marked := textOf(span, "mcp.status.repaired") == "true"
	require.Equal(t, r.Repaired, marked)
	if marked {
		words = append(words, "repaired")
	}
	once := marshal(t, td)
	n.Normalize(n.Scope(ss.Scope()), span)
	require.Equal(t, once, marshal(t, td), "twice is more than once")
	return strings.Join(words, " ")
}
