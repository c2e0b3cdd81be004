package dialect

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// repairStatus corrects what the span itself proves wrong: a tool result that
// says isError under a status of success, and an error whose code is only in
// its message. Without such proof nothing is touched.
func (s *Span) repairStatus() {
	s.codeFromMessage()
	if s.Text(semconv.ErrorType) == semconv.ErrorTypeTool {
		s.fail(semconv.ErrorTypeTool)
		return
	}
	if result := s.Text(semconv.GenAIToolCallResult); saysError(result) {
		s.fail(semconv.ErrorTypeTool)
		s.outcomeFromText(firstText(result))
	}
}

// fail makes the span a failure of the given type. It is a repair only if the
// span's status said otherwise.
func (s *Span) fail(errorType string) {
	s.Put(semconv.ErrorType, errorType)
	if s.Status().Code() == ptrace.StatusCodeError {
		return
	}
	s.Status().SetCode(ptrace.StatusCodeError)
	s.attrs.PutBool(semconv.MCPStatusRepaired, true)
	s.repaired = true
}

// outcomeFromText tells an unknown tool and refused arguments from other tool
// errors, where a server answers them as results. The text is read, never kept.
func (s *Span) outcomeFromText(text string) {
	probe := mcp.Call{Kind: mcp.KindToolCall, ErrorType: semconv.ErrorTypeTool, StatusMessage: text}
	if outcome := probe.Classify(); outcome != mcp.OutcomeToolError {
		s.Put(semconv.MCPCallOutcome, outcome.String())
	}
}

const sdkErrorPrefix = "MCP error "

// codeFromMessage takes the JSON-RPC code from a status message of the form
// that the TypeScript SDK gives its errors, "MCP error -32603: text". Its codes
// -32000 and -32001 are the SDK's own and never were on the wire.
func (s *Span) codeFromMessage() {
	if s.Status().Code() != ptrace.StatusCodeError || s.Has(semconv.RPCResponseStatusCode) {
		return
	}
	rest, ok := strings.CutPrefix(s.Status().Message(), sdkErrorPrefix)
	if !ok {
		return
	}
	code, _, ok := strings.Cut(rest, ":")
	if !ok || !isCode(code) || code == "-32000" || code == "-32001" {
		return
	}
	s.Put(semconv.RPCResponseStatusCode, code)
	if !s.Has(semconv.ErrorType) {
		s.Put(semconv.ErrorType, code)
	}
}

// isCode reports whether text is a negative integer of at most ten digits.
func isCode(text string) bool {
	if len(text) < 2 || len(text) > 11 || text[0] != '-' {
		return false
	}
	for i := 1; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}
