package dialect

import (
	"strings"

	"github.com/tidwall/gjson"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// traceloop is traceloop/openllmetry 0.62.1 (Python) and openllmetry-js 0.27.0.
//
// No span has mcp.method.name: the span name and traceloop.span.kind carry it.
var traceloop = &Dialect{
	Name:     "traceloop",
	Scopes:   []string{traceloopPythonScope, "@traceloop/*", "traceloop.sdk*", "traceloop.tracer"},
	Markers:  []string{"traceloop.*", "llm.request.type"},
	Reads:    []string{"traceloop.*"},
	Identify: traceloopIdentify,
	Fix:      traceloopFix,
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
	name := s.Name()
	if s.Has(semconv.MCPMethodName) || s.Has(semconv.GenAIOperationName) {
		return
	}
	if m, ok := strings.CutSuffix(name, ".mcp"); ok && mcp.KnownMethod(m) {
		s.Put(semconv.MCPMethodName, m)
		return
	}
	switch s.Text(traceloopKind) {
	case "tool":
		if traceloopIsMCP(s) {
			s.Put(semconv.MCPMethodName, mcp.MethodToolsCall)
		}
		s.Put(semconv.GenAIOperationName, semconv.OperationExecuteTool)
	case "agent":
		s.Put(semconv.GenAIOperationName, semconv.OperationInvokeAgent)
	case "workflow":
		s.Put(semconv.GenAIOperationName, semconv.OperationInvokeWorkflow)
	case "session":
		s.Put(semconv.MCPSpanType, semconv.SpanTypeSession)
	default:
		s.Put(semconv.GenAIOperationName, requestType(s.Text("llm.request.type")))
	}
}

// traceloopIsMCP tells a tool call over MCP from a function that a user
// decorated as a tool: by scope, else by the input only the MCP one records.
func traceloopIsMCP(s *Span) bool {
	switch s.Scope {
	case traceloopPythonScope, traceloopJSScope:
		return true
	case "":
		return gjson.Get(s.Text(traceloopInput), "tool_name").Exists()
	}
	return false
}

func traceloopFix(s *Span) {
	m := s.Text(semconv.MCPMethodName)
	switch {
	case m == mcp.MethodToolsCall || s.Text(traceloopKind) == "tool":
		traceloopTool(s, m)
	case m != "":
		traceloopMessage(s, m)
	case s.Text(traceloopKind) == "agent":
		s.move(traceloopEntity, semconv.GenAIAgentName)
	case s.Text(traceloopKind) == "session" && s.Kind() == ptrace.SpanKindInternal:
		s.SetKind(ptrace.SpanKindClient)
	}
	traceloopWorkflow(s)
	s.drop("llm.request.type")
}

// traceloopTool reads a tool call. An output that is a JSON list is what the
// span below a Python server's mcp.server has; clients write an object.
func traceloopTool(s *Span, m string) {
	tool := firstNonEmpty(s.Text(traceloopEntity), strings.TrimSuffix(s.Name(), ".tool"))
	s.Put(semconv.GenAIToolName, tool)
	s.drop(traceloopEntity)
	traceloopArguments(s)
	server := traceloopResult(s)
	s.drop(traceloopKind)
	if m == "" {
		s.conventionalName(semconv.OperationExecuteTool, tool)
		return
	}
	s.conventionalName(m, tool)
	traceloopSide(s, server)
}

func traceloopArguments(s *Span) {
	input, ok := parse(s.Text(traceloopInput))
	if !ok {
		s.move(traceloopInput, semconv.GenAIToolCallArguments)
		return
	}
	arguments := input.Get("arguments")
	if kwargs := input.Get("kwargs"); kwargs.Exists() && input.Get("args.#").Int() == 0 {
		arguments = kwargs
	}
	if !arguments.Exists() {
		s.move(traceloopInput, semconv.GenAIToolCallArguments)
		return
	}
	s.Put(semconv.GenAIToolCallArguments, arguments.Raw)
	s.drop(traceloopInput)
}

func traceloopResult(s *Span) (server bool) {
	output, ok := parse(s.Text(traceloopOutput))
	if !ok {
		s.move(traceloopOutput, semconv.GenAIToolCallResult)
		return false
	}
	text := output.Get("result")
	if output.Get("is_error").Type == gjson.True {
		s.fail(semconv.ErrorTypeTool)
		s.outcomeFromText(text.String())
	}
	if text.Type != gjson.String {
		s.move(traceloopOutput, semconv.GenAIToolCallResult)
		return output.IsArray()
	}
	s.Put(semconv.GenAIToolCallResult, text.String())
	s.drop(traceloopOutput)
	return false
}

// traceloopMessage reads a message other than a tool call. Python records the
// request, JavaScript its params.
func traceloopMessage(s *Span, m string) {
	if input, ok := parse(s.Text(traceloopInput)); ok {
		s.Put(semconv.JSONRPCRequestID, input.Get("id").String())
		s.Put(semconv.MCPResourceURI, firstNonEmpty(input.Get("params.uri").String(), input.Get("uri").String()))
		if m == mcp.MethodPromptsGet {
			s.Put(semconv.GenAIPromptName, firstNonEmpty(input.Get("params.name").String(), input.Get("name").String()))
		}
	}
	s.conventionalName(m, s.Text(semconv.GenAIPromptName))
	traceloopSide(s, false)
}

// traceloopSide gives INTERNAL spans (Python) their side. What the JavaScript
// server calls SERVER are the requests it sends to the client.
func traceloopSide(s *Span, server bool) {
	switch {
	case server:
		s.SetKind(ptrace.SpanKindServer)
	case s.Kind() == ptrace.SpanKindInternal:
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
		s.drop(key)
		return
	}
	s.move(key, semconv.GenAIWorkflowName)
}
