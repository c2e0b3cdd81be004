package exchange

import (
	"iter"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// Peer is an end of a connection.
type Peer uint8

// Peers.
const (
	Client Peer = iota
	Server
)

func (p Peer) other() Peer { return p ^ 1 }

var peerNames = [...]string{"client", "server"}

// String returns the peer's name.
func (p Peer) String() string { return peerNames[p] }

// Ending says what ended an exchange.
type Ending uint8

// Endings.
const (
	// Answered is by a result or an error.
	Answered Ending = iota
	// Told is a notification, which is not answered.
	Told
	// Cancelled is by notifications/cancelled or, since 2026-07-28, by the client
	// closing the stream.
	Cancelled
	// TaskEnded is by the end of the task that the call was handed off as.
	TaskEnded
	// Rejected is by an HTTP status code without a JSON-RPC answer.
	Rejected
	// Closed is by the end of the connection or session.
	Closed
	// Expired is by nothing: the time was over.
	Expired
)

var endingNames = [...]string{"answered", "told", "cancelled", "task_ended", "rejected", "closed", "expired"}

// String returns the ending in words.
func (e Ending) String() string { return endingNames[e] }

// Exchange is one finished request or notification. What is said to be lent is good
// until the bytes are used again that were handed to the tracker last.
type Exchange struct {
	// Call is what is known in words of the conventions. Its span id is left to the
	// caller; its trace and parent are those of the propagated context.
	Call mcp.Call

	From   Peer
	Ending Ending
	// ClientVersion and ServerVersion are those that peers give themselves.
	ClientVersion, ServerVersion string
	// Long says that the exchange was a subscription: its duration is no latency.
	Long bool

	// Server and Principal are those of the stream.
	Server, Principal string
	// HTTPStatus is the status code that the request or notification was answered
	// with; 0 if there was none.
	HTTPStatus int
	// HeaderMismatch says that the headers Mcp-Method or Mcp-Name say other than the
	// body (2026-07-28, basic/transports/streamable-http).
	HeaderMismatch bool

	// RequestSize and ResponseSize are the lengths of the messages in bytes; 0
	// without one.
	RequestSize, ResponseSize int64
	// ContentSize is the length in bytes of what the result of a tool call holds for a model:
	// its content or, without any, its structured content, which says the same (2025-06-18,
	// server/tools, structured content). 0 if there is no result, or only a part of it.
	ContentSize int64
	// ResponseCut says that the response was longer than what is inspected. Of its
	// content only the beginning and the end were seen.
	ResponseCut bool

	// Trace is the propagated context besides the ids that are in the call.
	Trace Trace
	// Progress counts progress notifications, and those of a subscription.
	Progress int

	// Chain is the same for all rounds of a call that asked for input (2026-07-28),
	// and 0 if it did not ask. Round counts them from 1. Waited is the time, in
	// nanoseconds, between the previous round's answer and this request.
	Chain  uint64
	Round  int
	Waited int64

	// Task is a hash of the id of the task that the exchange was about or was handed
	// off as; 0 for none. HandedOff is when it was, in Unix nanoseconds.
	Task      uint64
	HandedOff int64

	// Level is the severity of notifications/message, and what logging/setLevel asks
	// for.
	Level string
	// Actions is what the user did with elicitations: with the one that the exchange is
	// or, since 2026-07-28, with those whose answers the request brings.
	Actions Actions

	// Params are those of a notification, lent; nil where they are no longer known.
	Params jsonrpc.Raw
	// Result is the result, lent; nil without one. Of a task it is nil unless the
	// message that ended the task held it.
	Result jsonrpc.Raw
	// Listed is what the result of a list holds, lent: tools, prompts, resources or
	// resource templates, as the method says.
	Listed jsonrpc.Raw
	// Capabilities are those of the server in the result of initialize and
	// server/discover, lent.
	Capabilities jsonrpc.Raw
}

// Actions counts elicitations by how they ended (all revisions, client/elicitation).
type Actions struct{ Accept, Decline, Cancel int }

func (a *Actions) add(action jsonrpc.Raw) {
	switch {
	case action.Is("accept"):
		a.Accept++
	case action.Is("decline"):
		a.Decline++
	case action.Is("cancel"):
		a.Cancel++
	}
}

// Declared is one definition in the result of a list.
type Declared struct {
	// Name is that of the tool or the prompt, or the URI template.
	Name string
	// Definition is the whole definition as it was sent, lent.
	Definition jsonrpc.Raw
}

// DeclaredTools returns the tools in the result of tools/list in the order sent.
func (e *Exchange) DeclaredTools() iter.Seq[Declared] { return e.declared(methodToolsList, "name") }

// DeclaredPrompts returns the prompts in the result of prompts/list in the order sent.
func (e *Exchange) DeclaredPrompts() iter.Seq[Declared] {
	return e.declared(methodPromptsList, "name")
}

// DeclaredTemplates returns the resource templates in the result of
// resources/templates/list in the order sent.
func (e *Exchange) DeclaredTemplates() iter.Seq[Declared] {
	return e.declared(methodTemplatesList, "uriTemplate")
}

func (e *Exchange) declared(method, name string) iter.Seq[Declared] {
	return func(yield func(Declared) bool) {
		if e.Call.Method != method {
			return
		}
		for definition := range e.Listed.Elements {
			if !yield(Declared{Name: short(definition.Member(name)), Definition: definition}) {
				return
			}
		}
	}
}
