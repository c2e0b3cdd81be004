package dialect

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// openinference is Arize-ai/openinference, specification and instrumentors of
// 2026-08. Its MCP instrumentors only carry context and emit no spans, so its
// tool spans are the framework's: all are INTERNAL.
var openinference = &Dialect{
	Name:     "openinference",
	Scopes:   []string{"openinference.instrumentation.*", "openinference-*", "@arizeai/openinference-*"},
	Markers:  []string{"openinference.span.kind"},
	Reads:    []string{"tool.name", "tool.parameters", "input.value", "output.value", "input.mime_type", "output.mime_type", "graph.node.id"},
	Identify: openinferenceIdentify,
	Fix:      openinferenceFix,
	Renames:  true,
	Aliases: []Alias{
		{From: "tool.id", To: semconv.GenAIToolCallID},
		{From: "tool_call.id", To: semconv.GenAIToolCallID},
		{From: "session.id", To: semconv.GenAIConversationID},
		{From: "agent.name", To: semconv.GenAIAgentName},
		{From: "llm.request.model_name", To: semconv.GenAIRequestModel},
		{From: "llm.model_name", To: semconv.GenAIRequestModel},
		{From: "llm.response.model_name", To: semconv.GenAIResponseModel},
		{From: "llm.provider", To: semconv.GenAIProviderName, Text: openinferenceProvider},
		{From: "llm.token_count.prompt", To: semconv.GenAIUsageInputTokens, Type: Count},
		{From: "llm.token_count.completion", To: semconv.GenAIUsageOutputTokens, Type: Count},
		{From: "llm.token_count.prompt_details.cache_read", To: semconv.GenAIUsageCacheReadTokens, Type: Count},
		{From: "llm.token_count.prompt_details.cache_write", To: semconv.GenAIUsageCacheWriteTokens, Type: Count},
		{From: "llm.token_count.completion_details.reasoning", To: semconv.GenAIUsageReasoningTokens, Type: Count},
		{From: "llm.cost.total", To: semconv.MCPCost, Type: Amount},
	},
}

const (
	openinferenceKind   = "openinference.span.kind"
	openinferenceAgents = "openinference.instrumentation.openai_agents"
	openinferenceBeeAI  = "openinference.instrumentation.beeai"
	openinferenceAgno   = "openinference.instrumentation.agno"
)

func openinferenceIdentify(s *Span) {
	kind := s.Text(openinferenceKind)
	switch {
	case kind == "LLM" && strings.HasSuffix(s.Name(), "._prepare_chat_with_tools"):
		kind = "CHAIN" // LlamaIndex's, before the call of the model
	case kind == "TOOL" && s.Scope == openinferenceBeeAI && !s.Has("tool.name"):
		kind = "CHAIN" // an event within the call of a tool, which has a span and a name
	case kind == "AGENT" && s.Scope == openinferenceAgents && !s.Has("graph.node.id") && !s.Has("agent.name"):
		s.Put(semconv.GenAIOperationName, semconv.OperationInvokeWorkflow) // the run, with the agents below it
	}
	s.Put(semconv.GenAIOperationName, openinferenceOperation(kind))
	switch kind {
	case "CHAIN", "GUARDRAIL", "EVALUATOR", "PROMPT":
		if !s.identified() {
			s.state(mcp.KindStructure)
		}
	}
}

// openinferenceOperation leaves CHAIN, GUARDRAIL, EVALUATOR, PROMPT and UNKNOWN
// alone: they are no operations of the conventions.
func openinferenceOperation(kind string) string {
	switch kind {
	case "TOOL":
		return semconv.OperationExecuteTool
	case "AGENT":
		return semconv.OperationInvokeAgent
	case "LLM":
		return semconv.OperationChat
	case "EMBEDDING":
		return semconv.OperationEmbeddings
	case "RETRIEVER", "RERANKER":
		return semconv.OperationRetrieval
	}
	return ""
}

// openinferenceProvider maps the few values of llm.provider that differ.
func openinferenceProvider(text string) string {
	switch text {
	case "azure":
		return "azure.ai.openai"
	case "google":
		return "gcp.gen_ai"
	case "aws":
		return "aws.bedrock"
	case "mistralai":
		return "mistral_ai"
	case "xai":
		return "x_ai"
	}
	return text
}

func openinferenceFix(s *Span) {
	if openinferenceOperation(s.Text(openinferenceKind)) != "" {
		s.drop(openinferenceKind)
	}
	if s.Text(semconv.GenAIOperationName) != semconv.OperationExecuteTool {
		return
	}
	s.moveText("tool.name", semconv.GenAIToolName)
	s.Put(semconv.GenAIToolName, strings.TrimPrefix(s.Name(), "execute_tool "))
	s.moveWithType("input", semconv.GenAIToolCallArguments)
	s.moveParameters()
	s.moveWithType("output", semconv.GenAIToolCallResult)
	if s.Scope == openinferenceAgno {
		agnoOutcome(s)
	}
}

// agnoOutcome tells the failures of MCP tools that Agno hands to the model as a text: an
// isError with the content in Python's way of writing it, or what kept the call from
// being answered. The tool's name is the evidence.
func agnoOutcome(s *Span) {
	result, tool := s.Text(semconv.GenAIToolCallResult), s.Text(semconv.GenAIToolName)
	if content, ok := strings.CutPrefix(result, "Error from MCP tool '"+tool+"': "); ok {
		s.fail()
		s.outcomeFromText(textIn(content))
	} else if strings.HasPrefix(result, "MCP tool '"+tool+"' failed: ") {
		s.failAs(semconv.Other)
	}
}

// moveWithType moves a value and forgets its media type once the value is gone.
func (s *Span) moveWithType(from, to string) {
	s.move(from+".value", to)
	if !s.Has(from + ".value") {
		s.drop(from + ".mime_type")
	}
}

// moveParameters takes tool.parameters for the arguments if it is not a schema.
func (s *Span) moveParameters() {
	const key = "tool.parameters"
	if parameters, _ := parse(s.Text(key)); parameters.IsObject() && !isSchema(parameters) {
		s.move(key, semconv.GenAIToolCallArguments)
	}
}

// isSchema reports whether a JSON object describes arguments instead of being
// some: the specification and OpenAI-Agents put the tool's schema there.
func isSchema(object gjson.Result) bool {
	return object.Get("type").String() == "object" && object.Get("properties").Exists()
}
