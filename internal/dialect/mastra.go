package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// mastra is the OTLP exporter of Mastra, 1.4 of 2026-11. It speaks the conventions, but has
// operations of its own for whatever else the framework does.
var mastra = &Dialect{
	Name:     "mastra",
	Scopes:   []string{"@mastra/otel-exporter", "@mastra/otel-bridge"},
	Markers:  []string{mastraType},
	Reads:    []string{mastraServer, semconv.ServerAddress},
	Identify: mastraIdentify,
	Fix:      mastraFix,
	Aliases: []Alias{
		{From: mastraServer, To: semconv.MCPServerName},
		{From: "mastra.metadata.threadId", To: semconv.GenAIConversationID, Keep: true},
	},
}

const (
	mastraType   = "mastra.span.type"
	mastraServer = "mastra.mcp_tool_call.server_name"
	// mastraToolError is the type of each failure that an MCP server tells.
	mastraToolError = "MCP_CLIENT_TOOL_EXECUTION_FAILED"
)

// mastraIdentify gives up operations that are none. What was one round of the model and its
// tools is a turn; a model's generation is the sum of those, and a client's tool is none that
// was called here.
func mastraIdentify(s *Span) {
	kind, operation := s.Text(mastraType), s.Text(semconv.GenAIOperationName)
	if kind == "" || operation == "" || mcp.KindOfOperation(operation) != mcp.KindOther {
		return
	}
	s.drop(semconv.GenAIOperationName)
	if kind == "model_step" {
		s.state(mcp.KindTurn)
		return
	}
	s.state(mcp.KindStructure)
}

func mastraFix(s *Span) {
	if s.Text(semconv.GenAIOperationName) != semconv.OperationExecuteTool {
		return
	}
	if server := s.Text(mastraServer); server != "" && s.Text(semconv.ServerAddress) == server {
		s.drop(semconv.ServerAddress) // the name again
	}
	if s.Text(semconv.ErrorType) == mastraToolError {
		s.Replace(semconv.ErrorType, semconv.ErrorTypeTool)
		s.outcomeFromText(s.Status().Message())
	}
	if result := s.Text(semconv.GenAIToolCallResult); strings.Contains(result, `"validationErrors"`) {
		if refused, _ := parse(result); refused.Get("error").IsBool() && refused.Get("error").Bool() && refused.Get("validationErrors").Exists() {
			s.fail()
			s.Put(semconv.MCPCallOutcome, mcp.OutcomeValidationError.String())
		}
	}
}
