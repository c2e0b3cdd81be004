package exchange

import (
	"strconv"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// Values of error.type for what is neither a JSON-RPC code nor an HTTP status.
const (
	errorTool      = "tool_error" // GenAI conventions, docs/gen-ai/mcp.md
	errorTimeout   = "timeout"
	errorCancelled = "cancelled"
	// errorClosed is the end of a connection or session before an answer.
	errorClosed = "connection_closed"
)

// fail ends an exchange by a JSON-RPC error. The code is kept even where it is no
// failure from where it was seen.
func (e *Exchange) fail(code, message jsonrpc.Raw) {
	c := &e.Call
	c.StatusCode = mcp.Cut(string(code))
	if !code.IsNumber() {
		c.StatusCode = "" // JSON-RPC 2.0, section 5.1: an integer
	}
	c.StatusMessage = short(message)
	switch {
	case c.StatusCode == "":
		c.ErrorType = otherError
	case mcp.FaultOf(c.StatusCode, c.Side, c.ProtocolVersion) != mcp.NoFailure:
		c.ErrorType = c.StatusCode
	}
}

// otherError is what the conventions write for an error that has no type.
const otherError = "_OTHER"

// failTool ends a tool call by a result that says isError.
func (e *Exchange) failTool(text jsonrpc.Raw) {
	e.Call.ErrorType = errorTool
	e.Call.StatusMessage = short(text)
}

// reject ends an exchange by an HTTP status.
func (e *Exchange) reject(status int) {
	e.Ending = Rejected
	e.Call.ErrorType = strconv.Itoa(status)
}

// close ends an exchange by the end of its connection or session. That is how a
// subscription ends.
func (e *Exchange) close() {
	e.Ending = Closed
	if !e.Long {
		e.Call.ErrorType = errorClosed
	}
}

// cancel ends an exchange by the will of its sender. Subscriptions end so, and are no
// failures.
func (e *Exchange) cancel(reason string) {
	e.Ending = Cancelled
	switch {
	case e.Long:
	case timedOut(reason):
		e.Call.ErrorType = errorTimeout
	default:
		e.Call.ErrorType = errorCancelled
	}
}

// timedOut recognises what SDKs give as the reason when they cancel a request because
// its time was over: here Go, Rust and Python 2, and what they tell their callers, too.
func timedOut(reason string) bool {
	switch reason {
	case "context deadline exceeded", "request timeout":
		return true
	}
	if after, ok := strings.CutPrefix(reason, "timed out after "); ok {
		seconds, ok := strings.CutSuffix(after, "s")
		_, err := strconv.ParseFloat(seconds, 64)
		return ok && err == nil
	}
	return mcp.TimedOutText(reason)
}

// outcome is that of what has ended. A request for input has said so already.
func (e *Exchange) outcome() mcp.Outcome {
	if e.Call.Outcome == mcp.OutcomeInputRequired {
		return mcp.OutcomeInputRequired
	}
	return e.Call.Classify()
}
