package dialect

import (
	"strings"

	"github.com/tidwall/gjson"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// traceloop is traceloop/openllmetry 0.62.4 (Python) and openllmetry-js 0.27.0.
//
// No span has mcp.method.name: the span name and traceloop.span.kind carry it.
var traceloop = &Dialect{
	Name:     "traceloop",
	Scopes:   []string{traceloopPythonScope, "@traceloop/*", "traceloop.sdk*", "traceloop.tracer"},
	Markers:  []string{"traceloop.*", "llm.request.type"},
	Reads:    []string{"traceloop.*", "gen_ai.input.messages", "gen_ai.output.messages"},
	Identify: traceloopIdentify,
	Parts: []Part{
		{"ResponseStreamWriter", mcp.KindTransport},
		{"mcp.server", mcp.KindStructure},
	},
	Fix:     traceloopFix,
	Renames: true,
	Aliases: []Alias{
		{From: "traceloop.association.properties.conversation_id", To: semconv.GenAIConversationID},
		{From: "traceloop.association.properties.thread_id", To: semconv.GenAIConversationID},
		{From: "traceloop.association.properties.session_id", To: semconv.GenAIConversationID},
		{From: "traceloop.association.properties.user_id", To: semconv.UserID},
		{From: "llm.usage.prompt_tokens", To: semconv.GenAIUsageInputTokens, Type: Count},
		{From: "llm.usage.completion_tokens", To: semconv.GenAIUsageOutputTokens, Type: Count},
	},
}

const (
	traceloopPythonScope = "opentelemetry.instrumentation.mcp.instrumentation"
	traceloopJSScope     = "@traceloop/instrumentation-mcp"

	traceloopKind   = "traceloop.span.kind"
	traceloopEntity = "traceloop.entity.name"
	traceloopInput  = "traceloop.entity.input"
	traceloopOutput = "traceloop.entity.output"
)

func traceloopIdentify(s *Span) {
	if s.Has(semconv.MCPMethodName) {
		return
	}
	if m, ok := strings.CutSuffix(s.Name(), ".mcp"); ok && mcp.KnownMethod(m) {
		s.Put(semconv.MCPMethodName, m)
		return
	}
	switch traceloopKindOf(s) {
	case "tool":
		if traceloopIsMCP(s) {
			s.Put(semconv.MCPMethodName, mcp.MethodToolsCall)
		}
		s.Put(semconv.GenAIOperationName, semconv.OperationExecuteTool)
	case "agent":
		s.Put(semconv.GenAIOperationName, semconv.OperationInvokeAgent)
	case "workflow":
		s.Put(semconv.GenAIOperationName, semconv.OperationInvokeWorkflow)
	case "task": // a step of a workflow
		if !s.identified() {
			s.state(mcp.KindStructure)
		}
	case "session":
		if !s.identified() {
			s.state(mcp.KindSession)
		}
	default:
		s.Put(semconv.GenAIOperationName, requestType(s.Text("llm.request.type")))
	}
}

// traceloopKindOf reads the kind of the decorated function: tool, agent,
// workflow or task. Spans whose attributes were lost still have it in the name.
func traceloopKindOf(s *Span) string {
	if kind := s.Text(traceloopKind); kind != "" {
		return kind
	}
	if s.namedByConvention() {
		return ""
	}
	if dot := strings.LastIndexByte(s.Name(), '.'); dot > 0 {
		switch kind := s.Name()[dot+1:]; kind {
		case "tool", "agent", "workflow":
			return kind
		}
	}
	if s.Text(semconv.GenAIOperationName) == semconv.OperationExecuteTool {
		return "tool"
	}
	return ""
}

// namedByConvention reports whether the span has the name that the conventions
// give a message or an operation.
func (s *Span) namedByConvention() bool {
	_, _, isMessage := mcp.CutMethod(s.Name())
	_, _, isOperation := mcp.CutOperation(s.Name())
	return isMessage || isOperation
}

// traceloopIsMCP tells a tool call over MCP from a function that a user
// decorated as a tool: by scope, else by the input only the MCP one records.
func traceloopIsMCP(s *Span) bool {
	switch s.Scope {
	case traceloopPythonScope, traceloopJSScope:
		return true
	case "":
		input, _ := parse(s.Text(traceloopInput))
		return input.Get("tool_name").Exists()
	}
	return false
}

func traceloopFix(s *Span) {
	m := s.Text(semconv.MCPMethodName)
	switch kind := traceloopKindOf(s); {
	case m == mcp.MethodToolsCall || m == "" && kind == "tool":
		traceloopTool(s, m)
	case m != "":
		traceloopMessage(s, m)
	case kind == "agent":
		s.moveText(traceloopEntity, semconv.GenAIAgentName)
	case kind == "session" && s.Kind() == ptrace.SpanKindInternal:
		s.SetKind(ptrace.SpanKindClient)
	}
	traceloopWorkflow(s)
	if op := requestType(s.Text("llm.request.type")); op != "" && op == s.Text(semconv.GenAIOperationName) {
		s.drop("llm.request.type")
	}
}

// traceloopTool reads a tool call. An output that is a JSON list is what the
// span below a Python server's mcp.server has; clients write an object.
func traceloopTool(s *Span, m string) {
	input, output := traceloopInput, traceloopOutput
	if traceloopHalfway(s) {
		s.moveText(semconv.GenAIAgentName, semconv.GenAIToolName)
		input, output = "gen_ai.input.messages", "gen_ai.output.messages"
	}
	traceloopRepeated(s)
	s.moveText(traceloopEntity, semconv.GenAIToolName)
	if tool, ok := strings.CutSuffix(s.Name(), ".tool"); ok {
		s.Put(semconv.GenAIToolName, tool)
	}
	traceloopArguments(s, input)
	server := traceloopResult(s, output)
	if s.Text(semconv.GenAIOperationName) == semconv.OperationExecuteTool {
		s.drop(traceloopKind) // else it still tells that the span is a tool
	}
	if m != "" {
		traceloopSide(s, server)
	}
}

// traceloopHalfway recognises what the Collector's gen_ai_normalizer makes of
// tool spans: the tool becomes an agent, arguments and result become messages.
func traceloopHalfway(s *Span) bool {
	return !s.HasPrefix("traceloop.entity.") && !s.namedByConvention() &&
		!s.Has(semconv.GenAIToolName) && s.Has(semconv.GenAIAgentName) &&
		!s.Has(semconv.GenAIToolCallArguments) && !s.Has(semconv.GenAIToolCallResult)
}

// traceloopRepeated removes what the same processor adds where it leaves the
// originals: the tool as an agent, and arguments and result as messages.
func traceloopRepeated(s *Span) {
	for _, pair := range [][2]string{
		{traceloopEntity, semconv.GenAIAgentName},
		{traceloopInput, "gen_ai.input.messages"},
		{traceloopOutput, "gen_ai.output.messages"},
	} {
		if original := s.Text(pair[0]); original != "" && s.Text(pair[1]) == original {
			s.drop(pair[1])
		}
	}
}

func traceloopArguments(s *Span, key string) {
	input, _ := parse(s.Text(key))
	arguments := input.Get("arguments")
	if kwargs := input.Get("kwargs"); kwargs.Exists() && input.Get("args.#").Int() == 0 {
		arguments = kwargs
	}
	if !arguments.IsObject() || s.Has(semconv.GenAIToolCallArguments) {
		s.move(key, semconv.GenAIToolCallArguments)
		return
	}
	s.Put(semconv.GenAIToolCallArguments, arguments.Raw)
	s.drop(key)
}

func traceloopResult(s *Span, key string) (server bool) {
	output, _ := parse(s.Text(key))
	text := output.Get("result")
	if output.Get("is_error").Type == gjson.True {
		s.fail()
		s.outcomeFromText(text.String())
	}
	if text.Type != gjson.String || s.Has(semconv.GenAIToolCallResult) {
		s.move(key, semconv.GenAIToolCallResult)
		return output.IsArray()
	}
	s.Put(semconv.GenAIToolCallResult, text.String())
	s.drop(key)
	return false
}

// traceloopMessage reads a message other than a tool call. Python records the
// request, JavaScript its params.
func traceloopMessage(s *Span, m string) {
	if input, ok := parse(s.Text(traceloopInput)); ok {
		s.Put(semconv.JSONRPCRequestID, scalar(input.Get("id")))
		s.Put(semconv.MCPResourceURI, firstNonEmpty(scalar(input.Get("params.uri")), scalar(input.Get("uri"))))
		if m == mcp.MethodPromptsGet {
			s.Put(semconv.GenAIPromptName, firstNonEmpty(scalar(input.Get("params.name")), scalar(input.Get("name"))))
		}
	}
	traceloopSide(s, false)
}

// traceloopSide gives INTERNAL spans (Python) their side. What the JavaScript
// server calls SERVER are the requests it sends to the client.
func traceloopSide(s *Span, server bool) {
	switch internal := s.Kind() == ptrace.SpanKindInternal; {
	case internal && server:
		s.SetKind(ptrace.SpanKindServer)
	case internal:
		s.SetKind(ptrace.SpanKindClient)
	case s.Kind() == ptrace.SpanKindServer && s.Scope == traceloopJSScope && serverInitiated(s.Text(semconv.MCPMethodName)):
		s.SetKind(ptrace.SpanKindClient)
	}
}

// serverInitiated reports whether only servers send requests of this method.
func serverInitiated(m string) bool {
	return m == "sampling/createMessage" || m == "elicitation/create" || m == "roots/list"
}

// traceloopWorkflow reads the workflow's name, which Python servers form from
// their own: "{server}.mcp".
func traceloopWorkflow(s *Span) {
	const key = "traceloop.workflow.name"
	if server, ok := strings.CutSuffix(s.Text(key), ".mcp"); ok {
		s.Put(semconv.MCPServerName, server)
		if s.Text(semconv.MCPServerName) == server {
			s.drop(key)
		}
		return
	}
	s.moveText(key, semconv.GenAIWorkflowName)
}
