package mcp

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCallerFault(t *testing.T) {
	for _, code := range []string{"-32700", "-32600", "-32601", "-32602", "-32002"} {
		assert.True(t, CallerFault(code), code)
	}
	// By the letter of the conventions everything else is the server's failure.
	for _, code := range []string{"", "-32603", "-32000", "-32001", "-32020", "-32021", "-32022", "-32042", "-1", "32602", "tool_error"} {
		assert.False(t, CallerFault(code), "%q", code)
	}
}

// The outcome of a code is the same whether the span has it as status code,
// as error type or as both, and whether or not it counts as a failure.
func TestOutcomeOfCodes(t *testing.T) {
	for _, test := range []struct {
		code        string
		tool, other Outcome
	}{
		{"-32700", OutcomeValidationError, OutcomeValidationError},
		{"-32600", OutcomeValidationError, OutcomeValidationError},
		{"-32601", OutcomeUnknownTool, OutcomeValidationError},
		{"-32602", OutcomeValidationError, OutcomeValidationError},
		{"-32002", OutcomeValidationError, OutcomeValidationError},
		{"-32020", OutcomeValidationError, OutcomeValidationError},
		{"-32021", OutcomeValidationError, OutcomeValidationError},
		{"-32022", OutcomeValidationError, OutcomeValidationError},
		{"-32042", OutcomeInputRequired, OutcomeInputRequired},
		{"-32001", OutcomeTimeout, OutcomeTimeout},
		{"-32603", OutcomeServerError, OutcomeServerError},
		{"-32000", OutcomeServerError, OutcomeServerError},
		{"-32099", OutcomeServerError, OutcomeServerError},
		{"-1", OutcomeServerError, OutcomeServerError},
		{"401", OutcomeAuthDenied, OutcomeAuthDenied},
		{"403", OutcomeAuthDenied, OutcomeAuthDenied},
		{"500", OutcomeServerError, OutcomeServerError},
	} {
		for kind, want := range map[Kind]Outcome{KindToolCall: test.tool, KindRequest: test.other, KindSession: test.other} {
			both := Call{Kind: kind, ErrorType: test.code, StatusCode: test.code}
			assert.Equal(t, want, both.Classify(), "%s of kind %d", test.code, kind)
			typeOnly := Call{Kind: kind, ErrorType: test.code}
			assert.Equal(t, want, typeOnly.Classify(), "%s of kind %d as error type alone", test.code, kind)
			codeOnly := Call{Kind: kind, StatusCode: test.code}
			if want != OutcomeServerError {
				assert.Equal(t, want, codeOnly.Classify(), "%s of kind %d that is no failure", test.code, kind)
			}
		}
	}
}

func TestOutcomeOfErrorTypes(t *testing.T) {
	for _, test := range []struct {
		errorType string
		want      Outcome
	}{
		{"", OutcomeSuccess},
		{"tool_error", OutcomeToolError},
		{"_OTHER", OutcomeServerError},
		{"ValueError", OutcomeServerError},
		{"timeout", OutcomeTimeout},
		{"TimeoutError", OutcomeTimeout},
		{"builtins.TimeoutError", OutcomeTimeout},
		{"asyncio.TimeoutError", OutcomeTimeout},
		{"asyncio.exceptions.TimeoutError", OutcomeTimeout},
		{"httpx.ReadTimeout", OutcomeTimeout},
		{"context.DeadlineExceeded", OutcomeTimeout},
		{"context.deadlineExceededError", OutcomeTimeout},
		{"System.TimeoutException", OutcomeTimeout},
		{"java.util.concurrent.TimeoutException", OutcomeTimeout},
		{"cancelled", OutcomeCancelled},
		{"canceled", OutcomeCancelled},
		{"CancelledError", OutcomeCancelled},
		{"asyncio.CancelledError", OutcomeCancelled},
		{"asyncio.exceptions.CancelledError", OutcomeCancelled},
		{"context.Canceled", OutcomeCancelled},
		{"AbortError", OutcomeCancelled},
		{"System.OperationCanceledException", OutcomeCancelled},
		{"System.Threading.Tasks.TaskCanceledException", OutcomeCancelled},
		{"java.util.concurrent.CancellationException", OutcomeCancelled},
		{"NotATimeoutError", OutcomeServerError},
		{"timeouts", OutcomeServerError},
		{".", OutcomeServerError},
		{"TimeoutError.", OutcomeServerError},
	} {
		call := Call{Kind: KindToolCall, ErrorType: test.errorType}
		assert.Equal(t, test.want, call.Classify(), "%q", test.errorType)
	}
}

// Servers tell of an unknown tool in four shapes: as a protocol error or as a
// result, in three wordings, or with the code of an unknown method.
func TestUnknownTool(t *testing.T) {
	texts := []string{
		"Unknown tool: get_weather",
		`unknown tool "get_weather"`,
		"Tool get_weather not found",
		"MCP error -32602: Tool get_weather not found",
		"MCP error -32602: Unknown tool: get_weather",
		"MCP error -32602: MCP error -32602: Tool get_weather not found",
		"tool 'get_weather' not found: tool not found",
		"Tool not found: get_weather",
	}
	for _, text := range texts {
		assert.True(t, UnknownToolText(text), text)
		for _, call := range []Call{
			{Kind: KindToolCall, ErrorType: "tool_error", StatusMessage: text},
			{Kind: KindToolCall, ErrorType: "-32602", StatusCode: "-32602", StatusMessage: text},
			{Kind: KindToolCall, StatusCode: "-32602", StatusMessage: text},
			{Kind: KindToolCall, ErrorType: "-32603", StatusCode: "-32603", StatusMessage: text},
		} {
			assert.Equal(t, OutcomeUnknownTool, call.Classify(), "%s with %q and %q", text, call.ErrorType, call.StatusCode)
		}
		succeeded := Call{Kind: KindToolCall, StatusMessage: text}
		assert.Equal(t, OutcomeSuccess, succeeded.Classify(), "a success that speaks of unknown tools")
		prompt := Call{Kind: KindRequest, ErrorType: "-32603", StatusMessage: text}
		assert.NotEqual(t, OutcomeUnknownTool, prompt.Classify(), "only tool calls lack a tool")
	}
	// The Rust SDK names no tool. Without a code the words may be a tool's own.
	for _, test := range []struct {
		call Call
		want Outcome
	}{
		{Call{Kind: KindToolCall, ErrorType: "-32602", StatusCode: "-32602", StatusMessage: "tool not found"}, OutcomeUnknownTool},
		{Call{Kind: KindToolCall, ErrorType: "tool_error", StatusMessage: "tool not found"}, OutcomeToolError},
		{Call{Kind: KindRequest, ErrorType: "-32602", StatusCode: "-32602", StatusMessage: "tool not found"}, OutcomeValidationError},
	} {
		assert.Equal(t, test.want, test.call.Classify(), "%+v", test.call)
	}

	code := Call{Kind: KindToolCall, ErrorType: "-32601", StatusCode: "-32601", StatusMessage: "Method not found"}
	assert.Equal(t, OutcomeUnknownTool, code.Classify())

	for _, text := range []string{
		"", "Unknown tool", "Unknown tools: a", "An unknown tool: a", "Tool not found", "Tool  not found", "Tool not found: ",
		"tool 'a' not found", "tool '' not found: tool not found", "tool 'a' not found: database not found",
		"Tool box of the user not found", "Tool a not found.", "tool a not found", "MCP error -32602: ",
		"MCP error -32603: Tool a not found", "File Tool a not found",
	} {
		assert.False(t, UnknownToolText(text), "%q", text)
	}
}

// Servers that look the name up themselves put words of their own around it. The name is
// evidence: a tool may speak of other tools.
func TestUnknownToolByItsName(t *testing.T) {
	for text, want := range map[string]Outcome{
		"Error: Unknown tool: get_rain":                   OutcomeUnknownTool,
		"Error: unknown tool get_rain":                    OutcomeUnknownTool,
		"Error executing command: Unknown tool: get_rain": OutcomeUnknownTool,
		"\u274c Unknown tool 'get_rain'.":                 OutcomeUnknownTool,
		`Failed: Unknown tool "get_rain"!`:                OutcomeUnknownTool,
		"Error: Tool get_rain not found":                  OutcomeUnknownTool,
		"Error: Tool 'get_rain' not found.":               OutcomeUnknownTool,
		"Error: Tool not found: get_rain":                 OutcomeUnknownTool,
		"Error: Unknown tool: hammer":                     OutcomeToolError,
		"Error: Unknown multitool: get_rain":              OutcomeToolError,
		"Error: Unknowntool get_rain":                     OutcomeToolError,
		"Error: an unknown tool or get_rain":              OutcomeToolError,
		"Error: Tool box get_rain not found":              OutcomeToolError,
		"Error: get_rain not found":                       OutcomeToolError,
		"Error: Unknown tool: ":                           OutcomeToolError,
		"get_rain":                                        OutcomeToolError,
	} {
		c := Call{Kind: KindToolCall, Tool: "get_rain", ErrorType: "tool_error", StatusMessage: text}
		assert.Equal(t, want, c.Classify(), text)
		c.Tool = ""
		assert.Equal(t, OutcomeToolError, c.Classify(), "without a name: %s", text)
	}
}

func TestRefusedArgumentsByTheNameOfTheTool(t *testing.T) {
	for text, want := range map[string]Outcome{
		"Invalid arguments for add_rain: depth is missing":                                 OutcomeValidationError,
		"Error: Invalid arguments for tool add_rain: depth is missing":                     OutcomeValidationError,
		"Error executing tool add_rain: Invalid arguments for add_rain: - depth: required": OutcomeValidationError,
		"Error calling tool 'add_rain': invalid arguments for tool 'add_rain'":             OutcomeValidationError,
		"Invalid arguments for add_rains: depth is missing":                                OutcomeToolError,
		"Invalid arguments for the pump":                                                   OutcomeToolError,
		"The pump was started; then it said: Invalid arguments for add_rain":               OutcomeToolError,
	} {
		c := Call{Kind: KindToolCall, Tool: "add_rain", ErrorType: "tool_error", StatusMessage: text}
		assert.Equal(t, want, c.Classify(), text)
	}
}

func TestOutcomeOfSDKMessages(t *testing.T) {
	for _, test := range []struct {
		name string
		call Call
		want Outcome
	}{
		{
			"the TypeScript SDK answers refused arguments as a result",
			Call{Kind: KindToolCall, ErrorType: "tool_error", StatusMessage: "MCP error -32602: Input validation error: x"},
			OutcomeValidationError,
		},
		{
			"a disabled tool is known",
			Call{Kind: KindToolCall, ErrorType: "tool_error", StatusMessage: "MCP error -32602: Tool a disabled"},
			OutcomeValidationError,
		},
		{
			"the TypeScript SDK's timeout",
			Call{Kind: KindToolCall, ErrorType: "McpError", StatusMessage: "MCP error -32001: Request timed out"},
			OutcomeTimeout,
		},
		{
			"the TypeScript SDK's abort has the caller's reason under the same code",
			Call{Kind: KindRequest, ErrorType: "-32001", StatusCode: "-32001", StatusMessage: "MCP error -32001: user navigated away"},
			OutcomeCancelled,
		},
		{
			"a tool's own words decide nothing",
			Call{Kind: KindToolCall, ErrorType: "tool_error", StatusMessage: "the upstream request timed out, 403, cancelled"},
			OutcomeToolError,
		},
		{
			"a message on a success decides nothing",
			Call{Kind: KindToolCall, StatusMessage: "MCP error -32001: Request timed out"},
			OutcomeSuccess,
		},
		{
			"a code that is no failure and has no meaning",
			Call{Kind: KindRequest, StatusCode: "7"},
			OutcomeSuccess,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := test.call
			assert.Equal(t, test.want, test.call.Classify())
			assert.Equal(t, before, test.call, "the call is left alone")
		})
	}
}

func TestTimedOutText(t *testing.T) {
	for text, want := range map[string]bool{
		"McpError: MCP error -32001: Request timed out":                                         true,
		"MCP error -2: Request timed out":                                                       true,
		"SdkError: Request timed out":                                                           true,
		"Request timed out":                                                                     true,
		"maximum total timeout exceeded":                                                        true,
		"McpError: MCP error -32001: Maximum total timeout exceeded":                            true,
		"Timed out while waiting for response to ClientRequest. Waited 0.5 seconds.":            true,
		"McpError: Timed out while waiting for response to CallToolRequest. Waited 10 seconds.": true,
		"Request 'tools/call' timed out":                                                        true,
		"MCPError: Request 'resources/read' timed out":                                          true,
		"": false,
		"the upstream request timed out, 403, cancelled":         false,
		"Request timed out of mind":                              false,
		"Request 'GET /' timed out":                              false,
		"Request 'tools/call' timed out twice":                   false,
		"Timed out while waiting for response to the invitation": false,
		"user navigated away":                                    false,
	} {
		assert.Equal(t, want, TimedOutText(text), text)
		if text == "" || strings.HasPrefix(text, "MCP error") {
			continue // the last is told by its code
		}
		for _, errorType := range []string{"McpError", "-32001", "408", ""} {
			c := Call{Kind: KindToolCall, ErrorType: errorType, StatusCode: "408", StatusMessage: text, ProtocolVersion: "2026-07-28"}
			assert.Equal(t, want, c.Classify() == OutcomeTimeout, "%s with %q", text, errorType)
		}
		tool := Call{Kind: KindToolCall, ErrorType: "tool_error", StatusMessage: text}
		assert.Equal(t, OutcomeToolError, tool.Classify(), "a tool's own words decide nothing: %s", text)
	}
}

// Some codes mean something in some revisions only.
func TestOutcomeOfCodesByRevision(t *testing.T) {
	for _, test := range []struct {
		code           string
		legacy, modern Outcome
	}{
		{"-32020", OutcomeServerError, OutcomeValidationError},
		{"-32021", OutcomeServerError, OutcomeValidationError},
		{"-32022", OutcomeServerError, OutcomeValidationError},
		{"-32042", OutcomeInputRequired, OutcomeServerError},
		{"-32001", OutcomeTimeout, OutcomeValidationError},
		{"-32003", OutcomeServerError, OutcomeValidationError},
		{"-32004", OutcomeServerError, OutcomeValidationError},
		{"-32602", OutcomeValidationError, OutcomeValidationError},
	} {
		for version, want := range map[string]Outcome{"2025-11-25": test.legacy, "2026-07-28": test.modern} {
			c := Call{Kind: KindRequest, ErrorType: test.code, StatusCode: test.code, ProtocolVersion: version}
			assert.Equal(t, want, c.Classify(), "%s in %s", test.code, version)
		}
	}
}

func TestKinds(t *testing.T) {
	for kind := KindOther + 1; kind < NumKinds; kind++ {
		got, ok := ParseKind(kind.String())
		assert.True(t, ok)
		assert.Equal(t, kind, got)
	}
	_, ok := ParseKind("")
	assert.False(t, ok)
}

func TestRefusedArgumentsText(t *testing.T) {
	for text, want := range map[string]bool{
		"MCP error -32602: Input validation error: x":                                          true,
		"Input validation error: Invalid arguments for tool add: x":                            true,
		"Error executing tool add: 1 validation error for addArguments\na\n  missing":          true,
		"Error executing tool add: 2 validation errors for addArguments":                       true,
		"Error executing tool add_rain: 1 validation error for addArguments\na\n  missing":     true, // of a function of another name
		"Error executing tool add: 1 validation error for Order":                               false,
		"Error executing tool add: 1 validation error for addOutput":                           false,
		"Error executing tool add: 1 validation error for Arguments":                           false,
		"Error executing tool add: 1 validation error for the addArguments":                    false,
		"Input validation error: 'depth' is a required property":                               true, // Python SDK, low level
		"Input validation error: 'deep' is not of type 'integer'":                              true,
		"Output validation error: 'deep' is not of type 'integer'":                             false,
		"Error executing tool add: no money":                                                   false,
		"2 validation errors for call[add]":                                                    true,
		"1 validation error for Order":                                                         false,
		"many validation errors for call[add]":                                                 false,
		"Input validation error":                                                               false,
		`validating "arguments": validating root: unexpected additional properties`:            true,
		"failed to deserialize parameters: invalid type: string \"x\", expected i32":           true,
		"Tool (add) input validation failed: Validation failed: JSON schema validation errors": true,
		"Tool (hammer, big) input validation failed: x":                                        false,
		"Tool (add) failed": false,
		`validating tool output: validating root: type: 5 has type "integer"`: false,
		"": false,
	} {
		assert.Equal(t, want, RefusedArgumentsText(text), text)
		c := Call{Kind: KindToolCall, ErrorType: "tool_error", StatusMessage: text}
		assert.Equal(t, want, c.Classify() == OutcomeValidationError, text)
	}
}
