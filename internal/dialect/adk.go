package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// adk is google/adk-python of 2026. Tool calls are the framework's; that one
// goes to an MCP server is only to be seen by the Python class that
// gen_ai.tool.type holds, which stays. Placeholders stand for what is absent.
var adk = &Dialect{
	Name:     "adk",
	Scopes:   []string{"gcp.vertex.agent"},
	Markers:  []string{"gcp.vertex.agent.*"},
	Reads:    []string{"error_type", "gen_ai.tool.description"},
	Identify: adkIdentify,
	Fix:      adkFix,
	Aliases: []Alias{
		{From: "gcp.vertex.agent.session_id", To: semconv.GenAIConversationID},
		{From: "gcp.mcp.server.destination.id", To: semconv.MCPServerName},
	},
}

const (
	adkArguments = "gcp.vertex.agent.tool_call_args"
	adkResponse  = "gcp.vertex.agent.tool_response"

	adkMerged    = "(merged tools)"
	adkToolError = "MCP_TOOL_ERROR"
	// adkNotAnswered begins what the model is told of a call that had no result.
	adkNotAnswered = `{"error": "MCP tool execution failed: `
	adkNotFound    = "Tool not found" // the description of what stands for a tool that the model has made up
)

func adkIdentify(s *Span) {
	operation, target, _ := mcp.CutOperation(s.Name())
	switch {
	case target == adkMerged, firstNonEmpty(s.Text(semconv.GenAIToolName), s.Text("mcp.tool.name")) == adkMerged:
		// It repeats the responses of the tools that ran in parallel, each of
		// which has a span.
		s.drop(semconv.GenAIOperationName)
		s.state(mcp.KindStructure)
	case s.Name() == "call_llm":
		s.Put(semconv.GenAIOperationName, semconv.OperationChat)
	case s.Name() == "invocation":
		if !s.identified() {
			s.state(mcp.KindTask)
		}
	default:
		s.Put(semconv.GenAIOperationName, operation)
	}
}

func adkFix(s *Span) {
	if s.Text(semconv.GenAIOperationName) != semconv.OperationExecuteTool {
		return
	}
	for _, key := range []string{
		adkArguments, adkResponse, semconv.GenAIToolCallID, "gcp.vertex.agent.llm_request", "gcp.vertex.agent.llm_response",
	} {
		if adkPlaceholder(s.Text(key)) {
			s.drop(key)
		}
	}
	s.move(adkArguments, semconv.GenAIToolCallArguments)
	s.move(adkResponse, semconv.GenAIToolCallResult)
	adkOutcome(s)
}

// adkPlaceholder reports whether a text says that there is none.
func adkPlaceholder(text string) bool {
	switch text {
	case "<not specified>", "N/A", "{}", `{"result": "<not specified>"}`:
		return true
	}
	return false
}

// adkOutcome translates the error type of a tool result that says isError.
func adkOutcome(s *Span) {
	if s.Text(semconv.ErrorType) == adkToolError {
		s.Replace(semconv.ErrorType, semconv.ErrorTypeTool)
	}
	if s.Text(semconv.ErrorType) == "ValueError" && s.Text("gen_ai.tool.description") == adkNotFound {
		s.Put(semconv.MCPCallOutcome, mcp.OutcomeUnknownTool.String())
	}
	if strings.HasPrefix(s.Text(semconv.GenAIToolCallResult), adkNotAnswered) {
		s.failAs(semconv.Other)
	}
	if s.Text("error_type") == adkToolError {
		s.fail()
		if s.Text(semconv.ErrorType) == semconv.ErrorTypeTool {
			s.drop("error_type")
		}
	}
}
