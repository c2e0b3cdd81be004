package mcp

import "strings"

// JSON-RPC and MCP error codes as text (specification; mcp-wire tables).
const (
	codeParse              = "-32700"
	codeInvalidRequest     = "-32600"
	codeMethodNotFound     = "-32601"
	codeInvalidParams      = "-32602"
	codeResourceNotFound   = "-32002"
	codeHeaderMismatch     = "-32020" // 2026-07-28, as the next two
	codeMissingCapability  = "-32021"
	codeUnsupportedVersion = "-32022"
	codeURLElicitation     = "-32042" // 2025-11-25: not a failure but a request for input
	// codeSDKTimeout has no meaning in the specification; the TypeScript SDK
	// uses it for a request that timed out.
	codeSDKTimeout = "-32001"
)

// CallerFault reports whether a JSON-RPC code says that the caller, not the
// server, is at fault. Seen from the server such an answer is not a failure
// (semantic-conventions-genai main, docs/gen-ai/mcp.md, #404).
func CallerFault(code string) bool {
	switch code {
	case codeParse, codeInvalidRequest, codeMethodNotFound, codeInvalidParams, codeResourceNotFound:
		return true
	}
	return false
}

// Classify derives how the call ended from its error type, code and status
// message. It reads nothing else and leaves the call alone.
func (c *Call) Classify() Outcome {
	if c.StatusCode == "" && !c.Failed() {
		return OutcomeSuccess
	}
	if out := outcomeOfMessage(c.Kind, c.StatusMessage); out != OutcomeUnknown {
		return out
	}
	if out := outcomeOfCode(c.Kind, c.StatusCode); out != OutcomeUnknown {
		return out
	}
	return outcomeOfErrorType(c.Kind, c.ErrorType)
}

// outcomeOfMessage recognises what SDKs write into an error message. Only what
// the reference SDKs produce is matched: a tool's own words decide nothing.
func outcomeOfMessage(kind Kind, msg string) Outcome {
	switch {
	case msg == "":
		return OutcomeUnknown
	case kind == KindToolCall && UnknownToolText(msg):
		return OutcomeUnknownTool
	case strings.HasPrefix(msg, invalidParamsPrefix):
		return OutcomeValidationError
	case strings.HasPrefix(msg, "MCP error -32001: Request timed out"):
		return OutcomeTimeout
	case strings.HasPrefix(msg, "MCP error -32001: "):
		// The TypeScript SDK reports an abort by its caller under this code,
		// with the caller's reason as text.
		return OutcomeCancelled
	}
	return OutcomeUnknown
}

// invalidParamsPrefix is what the TypeScript SDK puts before its messages: the
// server once, and the client once more.
const invalidParamsPrefix = "MCP error " + codeInvalidParams + ": "

// UnknownToolText reports whether text is one of the answers that servers give
// to a call of a tool they do not have, as a protocol error or as isError:
// "Unknown tool: x" (specification, Python SDK), "unknown tool \"x\"" (Go SDK),
// "MCP error -32602: Tool x not found", "Tool x not found" (TypeScript SDK).
func UnknownToolText(text string) bool {
	for strings.HasPrefix(text, invalidParamsPrefix) {
		text = text[len(invalidParamsPrefix):]
	}
	if len(text) > 12 && strings.EqualFold(text[:12], "unknown tool") {
		return text[12] == ':' || text[12] == ' '
	}
	name, ok := strings.CutPrefix(text, "Tool ")
	if !ok {
		return false
	}
	name, ok = strings.CutSuffix(name, " not found")
	return ok && name != "" && !strings.Contains(name, " ")
}

func outcomeOfCode(kind Kind, code string) Outcome {
	switch code {
	case codeMethodNotFound:
		if kind == KindToolCall {
			return OutcomeUnknownTool
		}
		return OutcomeValidationError
	case codeParse, codeInvalidRequest, codeInvalidParams, codeResourceNotFound,
		codeHeaderMismatch, codeMissingCapability, codeUnsupportedVersion:
		return OutcomeValidationError
	case codeURLElicitation:
		return OutcomeInputRequired
	case codeSDKTimeout:
		return OutcomeTimeout
	case "401", "403":
		return OutcomeAuthDenied
	}
	return OutcomeUnknown
}

func outcomeOfErrorType(kind Kind, errorType string) Outcome {
	switch errorType {
	case "":
		return OutcomeSuccess
	case "tool_error":
		return OutcomeToolError
	}
	if out := outcomeOfCode(kind, errorType); out != OutcomeUnknown {
		return out
	}
	if out, ok := exceptions[errorType[strings.LastIndexByte(errorType, '.')+1:]]; ok {
		return out
	}
	return OutcomeServerError
}

// exceptions are general values of error.type and the exceptions of common
// languages, without their packages and namespaces, which emitters spell
// differently: "TimeoutError", "asyncio.TimeoutError", "builtins.TimeoutError".
var exceptions = map[string]Outcome{
	"timeout":                    OutcomeTimeout,
	"TimeoutError":               OutcomeTimeout, // Python, JavaScript
	"ReadTimeout":                OutcomeTimeout, // httpx
	"ConnectTimeout":             OutcomeTimeout, // httpx
	"DeadlineExceeded":           OutcomeTimeout, // Go
	"deadlineExceededError":      OutcomeTimeout, // Go, by type
	"TimeoutException":           OutcomeTimeout, // .NET, Java
	"cancelled":                  OutcomeCancelled,
	"canceled":                   OutcomeCancelled,
	"CancelledError":             OutcomeCancelled, // Python
	"Canceled":                   OutcomeCancelled, // Go
	"AbortError":                 OutcomeCancelled, // JavaScript
	"CancellationException":      OutcomeCancelled, // Java, Kotlin
	"OperationCanceledException": OutcomeCancelled, // .NET
	"TaskCanceledException":      OutcomeCancelled, // .NET
}
