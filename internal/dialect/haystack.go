package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// haystack is deepset-ai/haystack 3.4 through opentelemetry-haystack 2.0. The scope is of the
// user's choice; spans are INTERNAL and named after what they stand for. Contents are there
// if the user wants them.
var haystack = &Dialect{
	Name:     "haystack",
	Shape:    func(*Span) bool { return true },
	Begins:   "haystack.",
	Reads:    []string{"haystack.tool.name", haystackFailed, haystackInput, haystackOutput, haystackReplies},
	Identify: haystackIdentify,
	Fix:      haystackFix,
	Renames:  true,
}

const (
	haystackFailed  = "haystack.tool.error"
	haystackInput   = "haystack.agent.step.tool.input"
	haystackOutput  = "haystack.agent.step.tool.output"
	haystackReplies = "haystack.agent.step.llm.output"
)

// haystackOperations are the names of spans that are operations.
var haystackOperations = map[string]string{
	"haystack.agent.run":       semconv.OperationInvokeAgent,
	"haystack.agent.step.llm":  semconv.OperationChat,
	"haystack.agent.step.tool": semconv.OperationExecuteTool,
}

func haystackIdentify(s *Span) {
	switch operation, known := haystackOperations[s.Name()]; {
	case known:
		s.Put(semconv.GenAIOperationName, operation)
	case s.identified():
	case s.Name() == "haystack.agent.step":
		s.state(mcp.KindTurn)
	default:
		s.state(mcp.KindStructure) // pipelines and their components
	}
}

func haystackFix(s *Span) {
	switch s.Text(semconv.GenAIOperationName) {
	case semconv.OperationChat:
		haystackModel(s)
	case semconv.OperationExecuteTool:
		s.moveText("haystack.tool.name", semconv.GenAIToolName)
		s.move(haystackInput, semconv.GenAIToolCallArguments)
		s.move(haystackOutput, semconv.GenAIToolCallResult)
		if s.True(haystackFailed) {
			haystackFailure(s)
		}
	}
}

// haystackFailure tells an isError, whose content the framework writes as Python does, from
// what kept the call from being answered.
func haystackFailure(s *Span) {
	result, _ := parse(s.Text(semconv.GenAIToolCallResult))
	_, content, told := strings.Cut(result.Get("error").Str, " returned an error: [")
	if !told && result.Exists() {
		s.failAs(semconv.Other)
		return
	}
	s.fail()
	s.outcomeFromText(textIn(content))
}

// haystackModel takes model and usage from the reply.
func haystackModel(s *Span) {
	reply, _ := parse(s.Text(haystackReplies))
	meta := reply.Get("replies.0.meta")
	s.Put(semconv.GenAIResponseModel, meta.Get("model").Str)
	s.putCount(semconv.GenAIUsageInputTokens, meta.Get("usage.prompt_tokens"))
	s.putCount(semconv.GenAIUsageOutputTokens, meta.Get("usage.completion_tokens"))
}
