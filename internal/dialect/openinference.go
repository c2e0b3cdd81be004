package dialect

import (
	"github.com/tidwall/gjson"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// openinference is Arize-ai/openinference, specification and instrumentors of
// 2026-08. Its MCP instrumentors only carry context and emit no spans, so its
// tool spans are the framework's: all are INTERNAL.
var openinference = &Dialect{
	Name:     "openinference",
	Scopes:   []string{"openinference.instrumentation.*", "openinference-*", "@arizeai/openinference-*"},
	Markers:  []string{"openinference.span.kind"},
	Reads:    []string{"tool.name", "tool.parameters", "input.value", "output.value", "input.mime_type", "output.mime_type"},
	Identify: func(s *Span) { s.Put(semconv.GenAIOperationName, openinferenceOperation(s.Text(openinferenceKind))) },
	Fix:      openinferenceFix,
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
	Drops: []string{openinferenceKind},
}

const openinferenceKind = "openinference.span.kind"

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
	if s.Text(semconv.GenAIOperationName) != semconv.OperationExecuteTool {
		return
	}
	tool := firstNonEmpty(s.Text(semconv.GenAIToolName), s.Text("tool.name"), s.Name())
	s.Put(semconv.GenAIToolName, tool)
	s.conventionalName(semconv.OperationExecuteTool, tool)
	s.drop("tool.name")
	s.move("input.value", semconv.GenAIToolCallArguments)
	if parameters, ok := parse(s.Text("tool.parameters")); ok && !isSchema(parameters) {
		s.move("tool.parameters", semconv.GenAIToolCallArguments)
	}
	s.move("output.value", semconv.GenAIToolCallResult)
	s.Drop("input.mime_type", "output.mime_type")
}

// isSchema reports whether a JSON object describes arguments instead of being
// some: the specification and OpenAI-Agents put the tool's schema there.
func isSchema(object gjson.Result) bool {
	return object.Get("type").String() == "object" && object.Get("properties").Exists()
}
