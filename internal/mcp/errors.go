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
	// uses it for a request that timed out. Release candidates of 2026-07-28 used
	// it and the next two for what became -32020 to -32022.
	codeSDKTimeout           = "-32001"
	codeMissingCapabilityRC  = "-32003"
	codeUnsupportedVersionRC = "-32004"
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

// Fault says whether an answer is a failure from where it was seen.
type Fault uint8

// Answers to whether there is a failure.
const (
	// Undecided is for what the conventions tell apart by the side or the
	// revision, where one of them is not known.
	Undecided Fault = iota
	Failure
	NoFailure
)

// FaultOf decides whether an answer with a JSON-RPC code is a failure. For the
// sender of the request every code is one. For the receiver, what the caller did
// wrong is none of its own failures by the current conventions
// (semantic-conventions-genai main, docs/gen-ai/mcp.md, #404), which are applied
// to revision 2026-07-28 and later, and is one by those of the revisions before
// (v1.41). A request for input by an error, as 2025-11-25 had it, is a failure
// for nobody.
func FaultOf(code string, side Side, protocolVersion string) Fault {
	switch {
	case code == codeURLElicitation && !Modern(protocolVersion):
		return NoFailure
	case side == SideClient || !CallerFault(code):
		return Failure
	case side == SideUnknown || !isDate(protocolVersion):
		return Undecided
	case Modern(protocolVersion):
		return NoFailure
	}
	return Failure
}

// Classify derives how the call ended from its error type, code, protocol version
// and status message. It reads nothing else and leaves the call alone.
func (c *Call) Classify() Outcome {
	if c.StatusCode == "" && !c.Failed() {
		return OutcomeSuccess
	}
	if out := c.outcomeOfMessage(); out != OutcomeUnknown {
		return out
	}
	if out := c.outcomeOfCode(c.StatusCode); out != OutcomeUnknown {
		return out
	}
	return c.outcomeOfErrorType()
}

// outcomeOfMessage recognises what SDKs write into an error message, and what servers say
// of the called tool by its name. A tool's own words decide nothing.
func (c *Call) outcomeOfMessage() Outcome {
	switch msg, tool := c.StatusMessage, c.Kind == KindToolCall; {
	case msg == "":
		return OutcomeUnknown
	case tool && (UnknownToolText(msg) || saysUnknown(c.Tool, msg) || c.StatusCode == codeInvalidParams && msg == "tool not found"): // the last is the Rust SDK's
		return OutcomeUnknownTool
	case tool && (RefusedArgumentsText(msg) || refusedFor(c.Tool, msg)), strings.HasPrefix(msg, invalidParamsPrefix):
		return OutcomeValidationError
	case strings.HasPrefix(msg, "MCP error -32001: Request timed out"), c.ErrorType != errorTool && TimedOutText(msg):
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

// errorTool is error.type of what a tool itself says has failed.
const errorTool = "tool_error"

// TimedOutText reports whether text is what a client's SDK says, to its caller or to the
// server that it no longer waits for, when the time for a request was over:
//
//	McpError: MCP error -32001: Request timed out                       (TypeScript SDK 1; 1.0 under another code)
//	SdkError: Request timed out                                         (TypeScript SDK 2)
//	Maximum total timeout exceeded                                      (TypeScript SDK, Rust SDK in lower case)
//	Timed out while waiting for response to ClientRequest. Waited 5.0 seconds.  (Python SDK 1)
//	Request 'tools/call' timed out                                      (Python SDK 2)
//
// An exception's class and a code may stand before them.
func TimedOutText(text string) bool {
	if at := strings.LastIndex(text, ": "); at >= 0 {
		text = text[at+len(": "):]
	}
	switch {
	case strings.EqualFold(text, "Request timed out"), strings.EqualFold(text, "Maximum total timeout exceeded"):
		return true
	case strings.HasPrefix(text, "Timed out while waiting for response to "):
		return strings.Contains(text, ". Waited ")
	}
	method, ok := strings.CutPrefix(text, "Request '")
	if !ok {
		return false
	}
	method, ok = strings.CutSuffix(method, "' timed out")
	return ok && KnownMethod(method)
}

// UnknownToolText reports whether text is one of the answers that servers give
// to a call of a tool they do not have, as a protocol error or as isError:
// "Unknown tool: x" (specification, Python SDK), "unknown tool \"x\"" (Go SDK),
// "MCP error -32602: Tool x not found", "Tool x not found" (TypeScript SDK),
// "tool 'x' not found: tool not found" (mcp-go), "Tool not found: x" (Java SDK 0.10).
func UnknownToolText(text string) bool {
	for strings.HasPrefix(text, invalidParamsPrefix) {
		text = text[len(invalidParamsPrefix):]
	}
	if len(text) > 12 && strings.EqualFold(text[:12], "unknown tool") {
		return text[12] == ':' || text[12] == ' '
	}
	if name, ok := strings.CutPrefix(text, "Tool not found: "); ok {
		return name != ""
	}
	if name, ok := strings.CutPrefix(text, "tool '"); ok {
		name, ok = strings.CutSuffix(name, "' not found: tool not found")
		return ok && name != ""
	}
	name, ok := strings.CutPrefix(text, "Tool ")
	if !ok {
		return false
	}
	name, ok = strings.CutSuffix(name, " not found")
	return ok && name != "" && !strings.Contains(name, " ")
}

// saysUnknown reports whether text ends with the words that the called tool is not known,
// whatever the server has put before them: "Error: Unknown tool: x". It has to be the
// called one: tools speak of others, too.
func saysUnknown(tool, text string) bool {
	if tool == "" {
		return false
	}
	text = strings.TrimRight(text, ".!")
	if before, ok := strings.CutSuffix(text, " not found"); ok {
		before, ok = strings.CutSuffix(strings.TrimRight(before, quotes), tool)
		return ok && endsWithWords(strings.TrimRight(before, quotes), "tool ")
	}
	before, ok := strings.CutSuffix(strings.TrimRight(text, quotes), tool)
	before = strings.TrimRight(before, quotes+": ")
	return ok && (endsWithWords(before, "unknown tool") || endsWithWords(before, "tool not found"))
}

// endsWithWords reports whether text ends with words, in any case, and not in the middle of
// the first one.
func endsWithWords(text, words string) bool {
	i := len(text) - len(words)
	return i >= 0 && strings.EqualFold(text[i:], words) && (i == 0 || text[i-1] == ' ' || text[i-1] == ':')
}

// outcomeOfCode reads a code as the revision has it: some have changed their
// meaning, or had one only for a while.
func (c *Call) outcomeOfCode(code string) Outcome {
	switch code {
	case codeMethodNotFound:
		if c.Kind == KindToolCall {
			return OutcomeUnknownTool
		}
		return OutcomeValidationError
	case codeParse, codeInvalidRequest, codeInvalidParams, codeResourceNotFound:
		return OutcomeValidationError
	case "401", "403":
		return OutcomeAuthDenied
	}
	switch modern := Modern(c.ProtocolVersion); code {
	case codeHeaderMismatch, codeMissingCapability, codeUnsupportedVersion:
		if modern || c.ProtocolVersion == "" {
			return OutcomeValidationError
		}
	case codeURLElicitation:
		if !modern {
			return OutcomeInputRequired
		}
	case codeSDKTimeout:
		if !modern {
			return OutcomeTimeout
		}
		return OutcomeValidationError
	case codeMissingCapabilityRC, codeUnsupportedVersionRC:
		if modern {
			return OutcomeValidationError
		}
	}
	return OutcomeUnknown
}

func (c *Call) outcomeOfErrorType() Outcome {
	errorType := c.ErrorType
	switch errorType {
	case "":
		return OutcomeSuccess
	case errorTool:
		return OutcomeToolError
	}
	if out := c.outcomeOfCode(errorType); out != OutcomeUnknown {
		return out
	}
	if out := EndingOfException(errorType); out != OutcomeUnknown {
		return out
	}
	return OutcomeServerError
}

// EndingOfException returns how a call ended that an exception of this class has ended,
// whatever its package or namespace, or OutcomeUnknown if the class does not tell.
func EndingOfException(class string) Outcome {
	return exceptions[class[strings.LastIndexByte(class, '.')+1:]]
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
