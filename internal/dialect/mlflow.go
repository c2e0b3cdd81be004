package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// mlflow is the tracing of mlflow/mlflow 3.17. All spans are INTERNAL and named like what
// they trace; every attribute is JSON.
var mlflow = &Dialect{
	Name:     "mlflow",
	Markers:  []string{mlflowType},
	Reads:    []string{mlflowInput, mlflowOutput, mlflowUsage, mlflowModel, mlflowRun},
	Identify: mlflowIdentify,
	Fix:      mlflowFix,
	Renames:  true,
}

const (
	mlflowType   = "mlflow.spanType"
	mlflowInput  = "mlflow.spanInputs"
	mlflowOutput = "mlflow.spanOutputs"
	mlflowUsage  = "mlflow.chat.tokenUsage"
	mlflowModel  = "mlflow.llm.model"
	// mlflowRun says that an AGENT is a run of OpenAI's agents, with the agents below it.
	mlflowRun = "mlflow.openai.agent_run_root"
)

// mlflowOperations are the types of spans that are operations.
var mlflowOperations = map[string]string{
	"TOOL":       semconv.OperationExecuteTool,
	"AGENT":      semconv.OperationInvokeAgent,
	"LLM":        semconv.OperationChat,
	"CHAT_MODEL": semconv.OperationChat,
	"EMBEDDING":  semconv.OperationEmbeddings,
	"RETRIEVER":  semconv.OperationRetrieval,
	"RERANKER":   semconv.OperationRetrieval,
}

func mlflowIdentify(s *Span) {
	kind := jsonText(s.Text(mlflowType))
	if kind == "AGENT" && s.Text(mlflowRun) == "true" {
		s.Put(semconv.GenAIOperationName, semconv.OperationInvokeWorkflow)
	}
	s.Put(semconv.GenAIOperationName, mlflowOperations[kind])
	if kind != "" && !s.identified() {
		s.state(mcp.KindStructure) // "CHAIN", "WORKFLOW", "PARSER", "UNKNOWN" and the user's own
	}
}

func mlflowFix(s *Span) {
	operation := s.Text(semconv.GenAIOperationName)
	if operation != "" && operation == mlflowOperations[jsonText(s.Text(mlflowType))] {
		s.drop(mlflowType)
	}
	switch operation {
	case semconv.OperationExecuteTool:
		s.Put(semconv.GenAIToolName, strings.TrimPrefix(s.Name(), "execute_tool "))
		s.move(mlflowInput, semconv.GenAIToolCallArguments)
		s.move(mlflowOutput, semconv.GenAIToolCallResult)
	case semconv.OperationInvokeAgent:
		s.Put(semconv.GenAIAgentName, strings.TrimPrefix(s.Name(), "invoke_agent "))
	case semconv.OperationChat, semconv.OperationEmbeddings:
		s.Put(semconv.GenAIRequestModel, jsonText(s.Text(mlflowModel)))
		usage, _ := parse(s.Text(mlflowUsage))
		s.putCount(semconv.GenAIUsageInputTokens, usage.Get("input_tokens"))
		s.putCount(semconv.GenAIUsageOutputTokens, usage.Get("output_tokens"))
	}
}
