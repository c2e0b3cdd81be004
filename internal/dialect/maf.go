package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// maf is microsoft/agent-framework, Python 1.13.0 to 1.23.0 and .NET. It speaks the
// conventions. One tool call over MCP is two spans, the framework's INTERNAL
// execute_tool and below it the client's tools/call.
var maf = &Dialect{
	Name:   "maf",
	Scopes: []string{"agent_framework", "Experimental.Microsoft.Agents.AI"},
	Fix:    mafFix,
}

// mafToolException is what Python raises where a tool has failed, also for each isError.
const mafToolException = "ToolExecutionException"

// mafFix says that a tool's failure is one. Its text is in the status, in Python's way of
// writing an exception.
func mafFix(s *Span) {
	if s.Text(semconv.ErrorType) != mafToolException || s.Text(semconv.GenAIOperationName) != semconv.OperationExecuteTool || s.Has(semconv.MCPMethodName) {
		return
	}
	text, _, _ := strings.Cut(strings.TrimPrefix(s.Status().Message(), mafToolException), `\n`) // as a string's first line is written
	s.outcomeFromText(strings.Trim(text, `('")`))
	s.Put(semconv.MCPCallOutcome, mcp.OutcomeToolError.String())
}
