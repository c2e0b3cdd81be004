package dialect

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// geminiCLI is google-gemini/gemini-cli 0.61.0. The operation of a span is its
// name, which is no operation of the conventions. Tool calls have the request
// and the outcome where other spans have messages.
var geminiCLI = &Dialect{
	Name:   "gemini-cli",
	Scopes: []string{"gemini-cli"},
	Reads:  []string{geminiCLIInput, geminiCLIOutput},
	Needs:  semconv.GenAIOperationName,
	Shape: func(s *Span) bool {
		_, ok := geminiCLIOperations[s.Name()]
		return ok && s.Text(semconv.GenAIOperationName) == s.Name()
	},
	Identify: geminiCLIIdentify,
	Fix:      geminiCLIFix,
	Renames:  true,
	Aliases: []Alias{
		{From: "gen_ai.tool.call_id", To: semconv.GenAIToolCallID},
		{From: "session.id", To: semconv.GenAIConversationID, Keep: true},
	},
}

const (
	geminiCLIInput  = "gen_ai.input.messages"
	geminiCLIOutput = "gen_ai.output.messages"
	geminiCLIPrompt = "user_prompt"
	// geminiCLISchedule is around the tool calls that a model asked for at once.
	geminiCLISchedule = "schedule_tool_calls"
)

// geminiCLIOperations are the names and the operations that they mean, if any.
var geminiCLIOperations = map[string]string{
	"tool_call":       semconv.OperationExecuteTool,
	"llm_call":        semconv.OperationChat,
	"agent_call":      semconv.OperationInvokeAgent,
	geminiCLISchedule: "",
	geminiCLIPrompt:   "",
}

func geminiCLIIdentify(s *Span) {
	operation := s.Text(semconv.GenAIOperationName)
	if mcp.KindOfOperation(operation) == mcp.KindOther {
		s.drop(semconv.GenAIOperationName)
	}
	if s.Has(semconv.MCPMethodName) {
		return
	}
	s.Put(semconv.GenAIOperationName, firstNonEmpty(geminiCLIOperations[operation], geminiCLIOperations[s.Name()]))
	switch {
	case s.Has(semconv.GenAIOperationName):
	case s.Name() == geminiCLIPrompt:
		s.state(mcp.KindTurn)
	case s.Name() == geminiCLISchedule:
		s.state(mcp.KindStructure)
	}
}

func geminiCLIFix(s *Span) {
	if s.Text(semconv.GenAIOperationName) != semconv.OperationExecuteTool {
		return
	}
	request, _ := parse(s.Text(geminiCLIInput))
	if arguments := request.Get("args"); arguments.IsObject() && s.says(semconv.GenAIToolCallArguments, arguments.Raw) {
		s.drop(geminiCLIInput)
	}
	s.move(geminiCLIInput, semconv.GenAIToolCallArguments)
	s.move(geminiCLIOutput, semconv.GenAIToolCallResult)
}
