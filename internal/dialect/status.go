package dialect

import (
	"strconv"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// repairStatus corrects what the span itself proves wrong: a tool result that
// says isError under a status of success, and an error whose code is only in
// its message. Without such proof nothing is touched.
func (s *Span) repairStatus() {
	s.codeFromMessage()
	if text, isError := s.errorText(); isError {
		s.fail()
		s.outcomeFromText(text)
	} else if s.Text(semconv.ErrorType) == semconv.ErrorTypeTool {
		s.fail()
	}
}

// errorText returns the text of a captured tool result that says isError. The
// conventions allow a result to be JSON text or a structure.
func (s *Span) errorText() (text string, isError bool) {
	v, ok := s.value(semconv.GenAIToolCallResult)
	switch {
	case !ok:
		return "", false
	case v.Type() == pcommon.ValueTypeMap:
		flag, ok := v.Map().Get("isError")
		return "", ok && flag.Type() == pcommon.ValueTypeBool && flag.Bool()
	}
	return toolError(v.Str())
}

// fail makes the span a tool's failure.
func (s *Span) fail() { s.failAs(semconv.ErrorTypeTool) }

// failAs makes the span a failure, of this type if it states none. It is a repair
// only if the span's status said otherwise.
func (s *Span) failAs(errorType string) {
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

// unsetOk leaves the status of a success unset, as the conventions have it
// (conventions 1.1): an emitter's Ok only says that no exception was thrown.
func (s *Span) unsetOk() {
	if s.Status().Code() == ptrace.StatusCodeOk {
		s.Status().SetCode(ptrace.StatusCodeUnset)
	}
}

const sdkErrorPrefix = "MCP error "

// codeFromMessage takes the JSON-RPC code of an MCP message from a status
// message of the form that the TypeScript SDK gives its errors, "MCP error -32603: text".
func (s *Span) codeFromMessage() {
	if s.Status().Code() != ptrace.StatusCodeError || !s.Has(semconv.MCPMethodName) ||
		s.Has(semconv.RPCResponseStatusCode) || s.Has(semconv.RPCStatusCode) {
		return
	}
	rest, ok := strings.CutPrefix(s.Status().Message(), sdkErrorPrefix)
	if !ok {
		return
	}
	code, _, ok := strings.Cut(rest, ":")
	if !ok || !isCode(code) || wireCode(code) == "" {
		return
	}
	s.Put(semconv.RPCResponseStatusCode, code)
	if !s.Has(semconv.ErrorType) {
		s.Put(semconv.ErrorType, code)
	}
}

// wireCode rejects the codes that the TypeScript SDK makes up: -32000 for a
// closed connection, -32001 for a request that timed out or was given up.
func wireCode(code string) string {
	if code == "-32000" || code == "-32001" {
		return ""
	}
	return code
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

// errorTypeFromCode gives a failed message its JSON-RPC code as type, where the
// emitter has the exception's class or nothing. What a receiver answers to a
// fault of the caller's is no failure of its own (conventions 1.1).
func (s *Span) errorTypeFromCode() {
	if !s.Has(semconv.MCPMethodName) {
		return
	}
	s.sideFromEvidence()
	s.moveText("rpc.jsonrpc.error_code", semconv.RPCResponseStatusCode)
	s.codeFromMessage()
	code := firstNonEmpty(s.Text(semconv.RPCResponseStatusCode), s.Text(semconv.RPCStatusCode))
	if n, err := strconv.Atoi(code); err != nil || n == 0 {
		return
	}
	failed := s.Status().Code() == ptrace.StatusCodeError || s.Kind() == ptrace.SpanKindClient ||
		s.Kind() == ptrace.SpanKindServer && !mcp.CallerFault(code)
	if current := s.Text(semconv.ErrorType); current != semconv.ErrorTypeTool && (current != "" || failed) {
		s.Replace(semconv.ErrorType, code)
	}
}
