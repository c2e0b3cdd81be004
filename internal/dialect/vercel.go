package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// vercel is vercel/ai: ai 5 (scope "ai", ai.* names) and @ai-sdk/otel 1.0 for
// ai 7 (scope "gen_ai", the conventions plus an operation of its own for steps).
// No span says MCP: its tool calls are the framework's.
var vercel = &Dialect{
	Name:     "vercel",
	Scopes:   []string{"ai", "gen_ai"},
	Markers:  []string{vercelOperation, "ai.toolCall.*"},
	Reads:    []string{"ai.usage.inputTokens", "ai.usage.outputTokens"},
	Identify: vercelIdentify,
	Fix:      vercelFix,
	Renames:  true,
	Aliases: []Alias{
		{From: "ai.toolCall.name", To: semconv.GenAIToolName},
		{From: "ai.toolCall.id", To: semconv.GenAIToolCallID},
		{From: "ai.toolCall.args", To: semconv.GenAIToolCallArguments, Type: Content},
		{From: "ai.toolCall.result", To: semconv.GenAIToolCallResult, Type: Content},
		{From: "ai.model.id", To: semconv.GenAIRequestModel},
		{From: "ai.model.provider", To: semconv.GenAIProviderName},
		{From: "ai.response.model", To: semconv.GenAIResponseModel},
		{From: "ai.response.id", To: semconv.GenAIResponseID},
		{From: "ai.telemetry.functionId", To: semconv.GenAIAgentName},
		{From: "ai.telemetry.metadata.sessionId", To: semconv.GenAIConversationID},
		{From: "ai.telemetry.metadata.userId", To: semconv.UserID},
		{From: "ai.usage.inputTokens", To: semconv.GenAIUsageInputTokens, Type: Count},
		{From: "ai.usage.promptTokens", To: semconv.GenAIUsageInputTokens, Type: Count},
		{From: "ai.usage.outputTokens", To: semconv.GenAIUsageOutputTokens, Type: Count},
		{From: "ai.usage.completionTokens", To: semconv.GenAIUsageOutputTokens, Type: Count},
	},
}

const (
	vercelOperation = "ai.operationId"
	// vercelStep is the operation of spans "step N", one model round of a run.
	vercelStep = "agent_step"
)

func vercelIdentify(s *Span) {
	if s.Text(semconv.GenAIOperationName) == vercelStep {
		s.drop(semconv.GenAIOperationName)
		s.state(mcp.KindTurn)
		return
	}
	if !s.Has(semconv.MCPSpanType) {
		s.Put(semconv.GenAIOperationName, vercelOperationName(s.Text(vercelOperation)))
	}
}

// vercelOperationName maps ai.operationId. The inner spans end in ".do{What}"
// and are the calls of the model; the outer ones repeat their sums.
func vercelOperationName(id string) string {
	switch {
	case id == "ai.toolCall":
		return semconv.OperationExecuteTool
	case strings.HasSuffix(id, ".doEmbed"):
		return semconv.OperationEmbeddings
	case strings.HasSuffix(id, ".doGenerate"), strings.HasSuffix(id, ".doStream"):
		return semconv.OperationChat
	case id == "ai.generateText", id == "ai.streamText", id == "ai.generateObject", id == "ai.streamObject":
		return semconv.OperationInvokeAgent
	}
	return ""
}

func vercelFix(s *Span) {
	if vercelOperationName(s.Text(vercelOperation)) != "" {
		s.drop(vercelOperation)
	}
}
