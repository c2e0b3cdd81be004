package dialect

import (
	"strings"

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
	Scopes:   []string{"openlit.instrumentation.*", "@openlit/*"},
	Markers:  []string{"mcp.operation.name"},
	Reads:    []string{"mcp.method", "mcp.tool.arguments", "mcp.request.payload", "mcp.response.payload", "mcp.tool.result", "mcp.error.message", "mcp.transport.type"},
	Identify: openlitIdentify,
	Parts: []Part{
		{"mcp transport/*", mcp.KindTransport},
		{"mcp auth/*", mcp.KindTransport},
		{"mcp session/*", mcp.KindStructure},
		{"mcp server/*", mcp.KindStructure},
		{"mcp fastmcp/*", mcp.KindStructure},
		{"mcp manager/*", mcp.KindStructure},
		{"mcp managers/*", mcp.KindStructure},
		{"mcp client/*", mcp.KindStructure},
		{"mcp memory/*", mcp.KindStructure},
		{"mcp progress/*", mcp.KindStructure},
	},
	Fix:     openlitFix,
	Renames: true,
	Aliases: []Alias{
		{From: "mcp.tool.name", To: semconv.GenAIToolName},
		{From: "mcp.prompt.name", To: semconv.GenAIPromptName},
		{From: "mcp.tool.result", To: semconv.GenAIToolCallResult, Type: Content},
		{From: "mcp.message_id", To: semconv.JSONRPCRequestID},
		{From: "mcp.error.code", To: semconv.RPCResponseStatusCode, Text: wireCode},
		{From: "gen_ai.session.id", To: semconv.GenAIConversationID},
		{From: "gen_ai.agent.session_id", To: semconv.GenAIConversationID},
		{From: "gen_ai.usage.cost", To: semconv.MCPCost, Type: Amount},
	},
}

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
	if s.Scope == openlitPythonScope && openlitNoMessage(s) {
		s.state(mcp.KindStructure)
		return
	}
	s.Put(semconv.MCPMethodName, m)
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
	if m == "" {
		return
	}
	if m == mcp.MethodPromptsGet {
		openlitPrompt(s)
	}
	if s.Scope == openlitPythonScope {
		openlitPython(s, m)
	}
	openlitTransport(s)
	if m == mcp.MethodToolsCall {
		openlitContent(s)
	}
	openlitErrors(s, m)
	// The first holds anything, the second says what the method says.
	s.Drop("mcp.method", "mcp.operation.name")
}

// openlitPrompt undoes that TypeScript calls a prompt a tool, too.
func openlitPrompt(s *Span) {
	prompt := firstNonEmpty(s.Text("mcp.prompt.name"), s.Text(semconv.GenAIPromptName))
	if prompt != "" && s.Text("mcp.tool.name") == prompt {
		s.drop("mcp.tool.name")
	}
}

// openlitTransport believes what is not the constant "stdio".
func openlitTransport(s *Span) {
	switch t := s.Text("mcp.transport.type"); t {
	case "websocket":
		s.Put(semconv.NetworkProtocolName, t)
		fallthrough
	case "sse":
		s.Put(semconv.NetworkTransport, transport(t))
	}
	s.drop("mcp.transport.type")
}

// openlitContent prefers the payloads, which are JSON, over the attributes that
// hold Python's str() of the same value. Arguments are JSON either way.
func openlitContent(s *Span) {
	s.move("mcp.tool.arguments", semconv.GenAIToolCallArguments)
	request, _ := parse(s.Text("mcp.request.payload"))
	if arguments := request.Get("params.arguments"); arguments.IsObject() && !s.Has(semconv.GenAIToolCallArguments) {
		s.Put(semconv.GenAIToolCallArguments, arguments.Raw)
		s.drop("mcp.request.payload")
	}
	response, _ := parse(s.Text("mcp.response.payload"))
	if (response.IsObject() || response.IsArray()) && !s.Has(semconv.GenAIToolCallResult) {
		s.Put(semconv.GenAIToolCallResult, response.Raw)
		s.Drop("mcp.response.payload", "mcp.tool.result")
	}
	if a := answerOfText(response.Raw); a.isError {
		s.outcomeFromText(firstNonEmpty(openlitRepr(response.Get("content.0").String()), a.text))
	}
}

// openlitErrors makes a JSON-RPC code the error type, where the emitter has the
// exception's class. A message without a code is how the TypeScript SDK tells
// isError.
func openlitErrors(s *Span, m string) {
	s.mendText("mcp.error.code")
	code := s.Text("mcp.error.code")
	switch {
	case wireCode(code) != "":
		s.Replace(semconv.ErrorType, code)
	case code != "":
	case m == mcp.MethodToolsCall && openlitSaysError(s):
		s.fail()
		content, _ := parse(s.Text("mcp.error.message"))
		s.outcomeFromText(content.Get("0.text").String())
	}
}

func openlitSaysError(s *Span) bool {
	return s.Has("mcp.error.message") && !s.Has(semconv.RPCResponseStatusCode) &&
		s.Status().Code() != ptrace.StatusCodeError
}
