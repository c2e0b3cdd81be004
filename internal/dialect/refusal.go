package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// outcomeFromResult tells an unknown tool and refused arguments from other tool
// errors by the text of the result, in the words of any SDK. The text is read,
// never kept.
func (s *Span) outcomeFromResult(text string) {
	if refusedArguments(text) {
		s.Put(semconv.MCPCallOutcome, mcp.OutcomeValidationError.String())
		return
	}
	s.outcomeFromText(text)
}

// refusedArguments reports whether text is what Python servers answer when the
// arguments do not fit the tool's signature, which pydantic checks:
//
//	Error executing tool add: 1 validation error for addArguments   (official SDK 1.30 and 2.3)
//	2 validation errors for call[add]                               (FastMCP 4.1)
//
// A model of the tool's own has another name, and its error is the tool's.
func refusedArguments(text string) bool {
	const failed, invalid = "Error executing tool ", " for "
	tool := ""
	if rest, ok := strings.CutPrefix(text, failed); ok {
		tool, text, _ = strings.Cut(rest, ": ")
	}
	text, _, _ = strings.Cut(text, "\n")
	count, model, _ := strings.Cut(text, invalid)
	if !countsValidationErrors(count) {
		return false
	}
	if tool != "" {
		return model == tool+"Arguments"
	}
	return strings.HasPrefix(model, "call[") && strings.HasSuffix(model, "]")
}

// countsValidationErrors reports whether text begins an error of pydantic's:
// "1 validation error", "2 validation errors".
func countsValidationErrors(text string) bool {
	count, what, _ := strings.Cut(text, " ")
	return count != "" && strings.Trim(count, "0123456789") == "" &&
		(what == "validation error" || what == "validation errors")
}
