package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// lmnr is the SDK of Laminar, 0.8 of Python, of 2026-11. Spans of tools and models are
// INTERNAL; messages of MCP have the conventions' words. Inputs and outputs are JSON, some of them
// JSON in a string of JSON.
var lmnr = &Dialect{
	Name:     "lmnr",
	Scopes:   []string{"lmnr.tracer"},
	Markers:  []string{lmnrType},
	Reads:    []string{lmnrInput, lmnrOutput, lmnrMCPServer},
	Identify: lmnrIdentify,
	Fix:      lmnrFix,
	Renames:  true,
	Aliases: []Alias{
		{From: "lmnr.association.properties.session_id", To: semconv.GenAIConversationID, Keep: true},
	},
}

const (
	lmnrType   = "lmnr.span.type"
	lmnrInput  = "lmnr.span.input"
	lmnrOutput = "lmnr.span.output"
	// lmnrMCPServer is on what lists the tools of a server for OpenAI's agents, of type TOOL.
	lmnrMCPServer = "openai.agents.mcp.server"
)

func lmnrIdentify(s *Span) {
	if s.Has(semconv.MCPMethodName) {
		return
	}
	switch kind := s.Text(lmnrType); {
	case kind == "TOOL" && s.Has(lmnrMCPServer):
		s.state(mcp.KindStructure)
	case kind == "TOOL":
		s.Put(semconv.GenAIOperationName, semconv.OperationExecuteTool)
	case kind == "LLM":
		s.Put(semconv.GenAIOperationName, semconv.OperationChat)
	}
}

func lmnrFix(s *Span) {
	if s.Text(semconv.GenAIOperationName) != semconv.OperationExecuteTool {
		return
	}
	if s.Text(lmnrType) == "TOOL" {
		s.drop(lmnrType)
	}
	input := jsonText(s.Text(lmnrInput))
	if !s.Has(semconv.MCPMethodName) {
		s.Put(semconv.GenAIToolName, strings.TrimPrefix(s.Name(), "execute_tool "))
		s.Put(semconv.GenAIToolCallArguments, input)
	} else if request, ok := parse(input); ok {
		s.Put(semconv.GenAIToolCallArguments, request.Get("arguments").Raw)
	}
	if s.Has(semconv.GenAIToolCallArguments) {
		s.drop(lmnrInput)
	}
	s.move(lmnrOutput, semconv.GenAIToolCallResult)
}
