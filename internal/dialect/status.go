package dialect

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcpspan"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// repairStatus corrects what the span itself proves wrong: a tool result that
// says isError or a JSON-RPC error under a status of success, a call that waits
// for input under one of failure, an error whose code is only in its message.
// Without such proof nothing is touched.
func (s *Span) repairStatus() {
	s.codeFromMessage()
	a := s.answer()
	switch {
	case a.isError:
		s.fail()
		s.outcomeFromText(a.text)
		return
	case a.kind == inputRequired || a.kind == taskCreated:
		s.unfinished(a.kind)
		return
	case a.code != "" && s.Has(semconv.MCPMethodName):
		s.Put(semconv.RPCResponseStatusCode, a.code)
		s.outcomeFromText(a.text)
	case s.Text(semconv.ErrorType) == semconv.ErrorTypeTool:
		s.fail()
		return
	}
	s.statusFromCode()
}

// statusFromCode makes an answer with a JSON-RPC code a failure or none, as the
// conventions of its revision have it.
func (s *Span) statusFromCode() {
	code := s.statusCode()
	if code == "" || !s.Has(semconv.MCPMethodName) || s.Text(semconv.ErrorType) == semconv.ErrorTypeTool {
		return
	}
	switch mcp.FaultOf(code, mcpspan.SideOf(s.Kind()), s.Text(semconv.MCPProtocolVersion)) {
	case mcp.Failure:
		s.failAs(code)
	case mcp.NoFailure:
		s.succeed()
	case mcp.Undecided: // the emitter's word stands
	}
}

// statusCode returns the JSON-RPC code of the answer, or "".
func (s *Span) statusCode() string {
	code := firstNonEmpty(s.Text(semconv.RPCResponseStatusCode), s.Text(semconv.RPCStatusCode))
	if !isCode(code) {
		return ""
	}
	return code
}

// fail makes the span a tool's failure.
func (s *Span) fail() { s.failAs(semconv.ErrorTypeTool) }

// How SDKs record an exception on a span (conventions of exceptions).
const (
	eventException = "exception"
	exceptionType  = "exception.type"
	// maxExceptions is how many events, from the last on, are searched for one.
	maxExceptions = 16
)

// typeFromException takes from the last exception that a span has recorded that the call
// timed out or was cancelled, where the emitter gave the failure no type. Other classes
// tell no more than that there was a failure.
func (s *Span) typeFromException() {
	if s.Status().Code() != ptrace.StatusCodeError || s.Has(semconv.ErrorType) {
		return
	}
	events := s.Events()
	for i := events.Len() - 1; i >= max(0, events.Len()-maxExceptions); i-- {
		event := events.At(i)
		if event.Name() != eventException {
			continue
		}
		if kind, _ := event.Attributes().Get(exceptionType); mcp.EndingOfException(kind.Str()) != mcp.OutcomeUnknown {
			s.Put(semconv.ErrorType, kind.Str())
		}
		return
	}
}

// failAs makes the span a failure, of this type if it states none. It is a repair
// only if the span's status said otherwise.
func (s *Span) failAs(errorType string) {
	s.Put(semconv.ErrorType, errorType)
	if s.Status().Code() == ptrace.StatusCodeError {
		return
	}
	s.Status().SetCode(ptrace.StatusCodeError)
	s.markRepaired()
}

// succeed takes back a failure that is none from where it was seen. The code, if
// there is one, still says what happened.
func (s *Span) succeed() {
	failed := s.Status().Code() == ptrace.StatusCodeError || s.Has(semconv.ErrorType)
	s.drop(semconv.ErrorType)
	if !failed {
		return
	}
	s.Status().SetCode(ptrace.StatusCodeUnset)
	s.markRepaired()
}

func (s *Span) markRepaired() {
	s.attrs.PutBool(semconv.MCPStatusRepaired, true)
	s.repaired = true
}

// unfinished is for a result that does not end the call but asks for input or
// hands off to a task. An exception besides is the emitter's own and stays.
func (s *Span) unfinished(kind string) {
	if kind == inputRequired {
		s.Put(semconv.MCPCallOutcome, mcp.OutcomeInputRequired.String())
	}
	switch s.Text(semconv.ErrorType) {
	case "", semconv.ErrorTypeTool, semconv.Other:
		s.succeed()
	}
}

// outcomeFromText tells an unknown tool and refused arguments from other tool
// errors, where a server answers them as results. The text is read, never kept.
func (s *Span) outcomeFromText(text string) {
	if outcome := outcomeOfText(text); outcome != mcp.OutcomeToolError {
		s.Put(semconv.MCPCallOutcome, outcome.String())
	}
}

func outcomeOfText(text string) mcp.Outcome {
	probe := mcp.Call{Kind: mcp.KindToolCall, ErrorType: semconv.ErrorTypeTool, StatusMessage: text}
	return probe.Classify()
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
		s.Text(semconv.ErrorType) == semconv.ErrorTypeTool || // the text is a result's
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
// emitter has the exception's class.
func (s *Span) errorTypeFromCode() {
	if !s.Has(semconv.MCPMethodName) {
		return
	}
	s.sideFromEvidence()
	s.moveText("rpc.jsonrpc.error_code", semconv.RPCResponseStatusCode)
	s.codeFromMessage()
	code, current := s.statusCode(), s.Text(semconv.ErrorType)
	if code != "" && current != "" && current != semconv.ErrorTypeTool {
		s.Replace(semconv.ErrorType, code)
	}
}
