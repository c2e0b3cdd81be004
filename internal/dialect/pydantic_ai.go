package dialect

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// pydanticAI is pydantic/pydantic-ai 2.9 to 2.68. It is close to the conventions; older
// versions of its instrumentation have names of their own. Output functions,
// which give the final answer its form, are executed like tools: no span says
// MCP.
var pydanticAI = &Dialect{
	Name:     "pydantic-ai",
	Scopes:   []string{pydanticAIScope},
	Markers:  []string{"pydantic_ai.*"},
	Reads:    []string{pydanticAIAgent, "logfire.msg", pydanticAIRetry},
	Shape:    func(s *Span) bool { return s.Has(pydanticAIAgent) && s.Has("logfire.msg") },
	Needs:    pydanticAIAgent,
	Identify: pydanticAIIdentify,
	Parts:    []Part{{"running *", mcp.KindStructure}},
	Fix:      pydanticAIFix,
	Renames:  true,
	Aliases: []Alias{
		{From: "tool_arguments", To: semconv.GenAIToolCallArguments, Type: Content},
		{From: "tool_response", To: semconv.GenAIToolCallResult, Type: Content},
		{From: "operation.cost", To: semconv.MCPCost, Type: Amount},
	},
}

const (
	pydanticAIScope = "pydantic-ai"
	pydanticAIAgent = "agent_name"
	// pydanticAIRetry says why the model has to call a tool again.
	pydanticAIRetry = "pydantic_ai.tool.retry.cause"
)

// pydanticAIOperations are the span names up to version 2 of the
// instrumentation. "running 2 tools" is the parent of several and no tool.
var pydanticAIOperations = map[string]string{
	"agent run":               semconv.OperationInvokeAgent,
	"running tool":            semconv.OperationExecuteTool,
	"running output function": semconv.OperationExecuteTool,
}

func pydanticAIIdentify(s *Span) {
	if !s.Has(semconv.MCPMethodName) {
		s.Put(semconv.GenAIOperationName, pydanticAIOperations[s.Name()])
	}
}

// pydanticAIFix leaves the agent's name where it is part of what tells the
// dialect.
func pydanticAIFix(s *Span) {
	known := s.Scope == pydanticAIScope || s.HasPrefix("pydantic_ai.")
	s.applyOne(&Alias{From: pydanticAIAgent, To: semconv.GenAIAgentName, Keep: !known})
	pydanticAIFailure(s)
}

// pydanticAIFailure reads why a tool call was given back to the model: that is
// how a result with isError ends, without a type.
func pydanticAIFailure(s *Span) {
	cause := s.Text(pydanticAIRetry)
	if cause == "" {
		return
	}
	s.fail()
	switch cause {
	case "validation_error":
		s.Put(semconv.MCPCallOutcome, mcp.OutcomeValidationError.String())
	case "unknown_tool":
		s.Put(semconv.MCPCallOutcome, mcp.OutcomeUnknownTool.String())
	default:
		s.outcomeFromText(firstNonEmpty(s.Text(semconv.GenAIToolCallResult), s.Text("tool_response")))
	}
}
