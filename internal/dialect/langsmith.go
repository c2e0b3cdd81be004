package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// langsmith is the OTLP exporter of langchain-ai/langsmith-sdk, Python, of
// 2026-08. Spans are runs: INTERNAL, named like the run, with inputs and outputs
// as JSON, also on tools. langsmith.trace.session_id is the project and no
// session.
var langsmith = &Dialect{
	Name:     "langsmith",
	Scopes:   []string{"langsmith"},
	Markers:  []string{langsmithKind},
	Reads:    []string{"gen_ai.prompt", "gen_ai.completion", "gen_ai.serialized.name"},
	Identify: langsmithIdentify,
	Fix:      langsmithFix,
	Renames:  true,
	Aliases: []Alias{
		{From: "langsmith.metadata.conversation_id", To: semconv.GenAIConversationID},
		{From: "langsmith.metadata.thread_id", To: semconv.GenAIConversationID},
		{From: "langsmith.metadata.session_id", To: semconv.GenAIConversationID},
	},
}

const langsmithKind = "langsmith.span.kind"

// langsmithOperations are the types of runs that are operations.
var langsmithOperations = map[string]string{
	"tool":      semconv.OperationExecuteTool,
	"llm":       semconv.OperationChat,
	"embedding": semconv.OperationEmbeddings,
	"retriever": semconv.OperationRetrieval,
}

// langsmithIdentify gives up operations that are none, such as "chain", and
// those that the exporter gets wrong: it calls the filling in of a prompt a
// chat, and a retriever embeddings. What a run is named says nothing.
func langsmithIdentify(s *Span) {
	kind := s.Text(langsmithKind)
	switch operation := s.Text(semconv.GenAIOperationName); {
	case mcp.KindOfOperation(operation) == mcp.KindOther,
		kind == "prompt" && operation == semconv.OperationChat,
		kind == "retriever" && operation == semconv.OperationEmbeddings:
		s.drop(semconv.GenAIOperationName)
	}
	s.Put(semconv.GenAIOperationName, langsmithOperations[kind])
	if !s.Has(semconv.GenAIOperationName) && !s.Has(semconv.MCPMethodName) {
		s.state(mcp.KindStructure)
	}
}

func langsmithFix(s *Span) {
	operation := s.Text(semconv.GenAIOperationName)
	if operation != "" && operation == langsmithOperations[s.Text(langsmithKind)] {
		s.drop(langsmithKind)
	}
	if operation != semconv.OperationExecuteTool {
		return
	}
	s.moveText("gen_ai.serialized.name", semconv.GenAIToolName)
	s.Put(semconv.GenAIToolName, strings.TrimPrefix(s.Name(), "execute_tool "))
	s.move("gen_ai.prompt", semconv.GenAIToolCallArguments)
	s.move("gen_ai.completion", semconv.GenAIToolCallResult)
}
