package dialect

import (
	"strings"

	"github.com/tidwall/gjson"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// openlit is openlit/openlit, Python 1.45.0 and TypeScript 1.15.0.
//
// The TypeScript SDK keeps the tool name under mcp.method, and both say stdio
// on every transport.
var openlit = &Dialect{
	Name:     "openlit",
	Scopes:   []string{openlitPythonScope, "@openlit/instrumentation-mcp"},
	Markers:  []string{"mcp.operation.name"},
	Reads:    []string{"mcp.method", "mcp.request.payload", "mcp.response.payload", "mcp.tool.result", "mcp.error.message", "mcp.transport.type"},
	Identify: openlitIdentify,
	Fix:      openlitFix,
	Aliases: []Alias{
		{From: "mcp.tool.name", To: semconv.GenAIToolName},
		{From: "mcp.prompt.name", To: semconv.GenAIPromptName},
		{From: "mcp.tool.arguments", To: semconv.GenAIToolCallArguments, Type: Content},
		{From: "mcp.tool.result", To: semconv.GenAIToolCallResult, Type: Content},
		{From: "mcp.message_id", To: semconv.JSONRPCRequestID},
		{From: "mcp.error.code", To: semconv.RPCResponseStatusCode},
		{From: "gen_ai.session.id", To: semconv.GenAIConversationID},
		{From: "gen_ai.agent.session_id", To: semconv.GenAIConversationID},
		{From: "gen_ai.usage.cost", To: semconv.MCPCost, Type: Amount},
	},
	Drops: []string{"mcp.method", "mcp.operation.name"},
}

const openlitPythonScope = "openlit.instrumentation.mcp"

// openlitIdentify reads the method from the span name "mcp {method}". Names
// such as "mcp transport/request" are internal detail and no messages.
func openlitIdentify(s *Span) {
	named, ok := strings.CutPrefix(s.Name(), "mcp ")
	if !ok || mcp.KnownMethod(s.Text(semconv.MCPMethodName)) {
		return
	}
	m := firstKnownMethod(named, openlitOperation(s.Text("mcp.operation.name")), s.Text("mcp.method"))
	if m == "" || !mcp.KnownMethod(named) && strings.Contains(named, "/") {
		return
	}
	if s.Scope == openlitPythonScope && openlitRegisters(s, m) {
		return
	}
	s.Put(semconv.MCPMethodName, m)
}

// openlitRegisters reports whether the span is Server.call_tool, a decorator
// that registers a handler: it has neither a tool nor content.
func openlitRegisters(s *Span, m string) bool {
	return m == mcp.MethodToolsCall && s.Kind() == ptrace.SpanKindServer &&
		!s.Has("mcp.tool.name") && !s.Has("mcp.request.payload") && !s.Has("mcp.tool.arguments")
}

func firstKnownMethod(candidates ...string) string {
	for _, m := range candidates {
		if mcp.KnownMethod(m) {
			return m
		}
	}
	return ""
}

// openlitOperation turns tools_call into tools/call.
func openlitOperation(text string) string { return strings.Replace(text, "_", "/", 1) }

func openlitFix(s *Span) {
	m := s.Text(semconv.MCPMethodName)
	s.conventionalName(m, firstNonEmpty(s.Text("mcp.tool.name"), s.Text("mcp.prompt.name"), s.Text(semconv.GenAIToolName)))
	if s.Scope == openlitPythonScope && s.Kind() == ptrace.SpanKindInternal {
		// The wrapper around BaseSession.send_request: the same call, seen
		// again from within the client.
		s.Put(semconv.MCPCallRole, mcp.RoleInside.String())
	}
	if t := s.Text("mcp.transport.type"); t == "sse" || t == "websocket" {
		s.Put(semconv.NetworkTransport, transport(t))
	}
	openlitContent(s, m)
	openlitErrors(s)
}

// openlitContent prefers the payloads, which are JSON, over the attributes that
// hold Python's str() of the same value.
func openlitContent(s *Span, m string) {
	if m != mcp.MethodToolsCall {
		return
	}
	if request, ok := parse(s.Text("mcp.request.payload")); ok && !s.Has("mcp.tool.arguments") {
		s.Put(semconv.GenAIToolCallArguments, request.Get("params.arguments").Raw)
	}
	response, ok := parse(s.Text("mcp.response.payload"))
	if ok && response.IsObject() && response.Get("type").String() != "mcp_coroutine" {
		s.Put(semconv.GenAIToolCallResult, response.Raw)
		s.Drop("mcp.response.payload", "mcp.tool.result")
	}
}

// openlitErrors makes a JSON-RPC code the error type, where the emitter has the
// exception's class. A message without a code is how the TypeScript SDK tells
// isError; so is a payload that says so.
func openlitErrors(s *Span) {
	code := s.Text("mcp.error.code")
	if code != "" && code != "-32000" && code != "-32001" {
		s.Replace(semconv.ErrorType, code)
		return
	}
	if code != "" {
		s.drop("mcp.error.code")
		return
	}
	isTool := s.Text(semconv.MCPMethodName) == mcp.MethodToolsCall
	if isTool && s.Has("mcp.error.message") && s.Status().Code() != ptrace.StatusCodeError {
		s.fail(semconv.ErrorTypeTool)
		if text := gjson.Get(s.Text("mcp.error.message"), "0.text"); text.Exists() {
			s.outcomeFromText(text.String())
		}
	}
}
