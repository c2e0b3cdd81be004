package mcp

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Call is one observed operation. The zero value is an empty observation.
// Strings are empty when the emitter did not say. A Call holds the strings of
// whatever it was made from and is meant to be reused: [Call.Reset].
type Call struct {
	Kind    Kind
	Role    Role
	Side    Side
	Outcome Outcome

	// Repaired says that the emitter got the status wrong (mcp.status.repaired).
	Repaired bool
	// Tallied says that Turns, ToolCalls and Inferences are known.
	Tallied bool
	// Long says that the call stays open by design: its duration is no latency.
	Long bool
	// FromLog says that a log record told the call, not a span.
	FromLog bool
	// Duplicate says that the same call was already told from the same side.
	Duplicate bool
	// Redacted says that the span tells what was removed from it (mcp.redaction.counts).
	Redacted bool

	// The texts stand one after the other, for whoever looks at many of them at once, and nothing
	// before or after them is a pointer or has one: see [Call.Reset].

	// Method is the JSON-RPC method as the peer sent it; empty for operations
	// that are not MCP messages.
	Method string
	// Operation is gen_ai.operation.name.
	Operation string

	Tool     string // gen_ai.tool.name
	ToolType string // gen_ai.tool.type
	Prompt   string // gen_ai.prompt.name
	Workflow string // gen_ai.workflow.name
	// Resource is the template that stands for the URI in labels
	// (mcp.resource.template), if somebody has found it.
	Resource string

	// ErrorType is error.type: empty if and only if the call did not fail, from
	// where it was seen.
	ErrorType string
	// StatusCode is the JSON-RPC error code as text (rpc.response.status_code).
	// It is kept even where it does not count as a failure.
	StatusCode string

	ProtocolVersion string // mcp.protocol.version
	JSONRPCVersion  string // jsonrpc.protocol.version

	Transport              string // network.transport
	NetworkProtocol        string // network.protocol.name
	NetworkProtocolVersion string // network.protocol.version
	ServerAddress          string // server.address

	Agent         string // gen_ai.agent.name
	Provider      string // gen_ai.provider.name
	RequestModel  string // gen_ai.request.model
	ResponseModel string // gen_ai.response.model

	// SessionEvidence is what put the call into its session (mcp.session.evidence).
	SessionEvidence string
	ServerName      string // mcp.server.name

	ClientName  string // mcp.client.name
	ToolCallID  string // gen_ai.tool.call.id
	ResourceURI string // mcp.resource.uri

	// Dialect is the vocabulary of the emitter, if the observer knows it. It is one
	// of a fixed list of names.
	Dialect string

	RequestID      string // jsonrpc.request.id, as text
	SessionID      string // mcp.session.id
	ConversationID string // gen_ai.conversation.id
	// SessionKey stands for the session that the observer put the call into: a keyed
	// hash, which is no session id of the protocol (mcp.session.key).
	SessionKey string

	// StatusMessage is the span status description. It may hold payload text
	// and never becomes a label.
	StatusMessage string

	// Arguments and Result are the tool call's content when it was captured as
	// text, usually JSON. Both are sensitive.
	Arguments string
	Result    string
	// ResultDigest is a keyed hash of the result (mcp.tool.result.digest). It is the last text.
	ResultDigest string

	ServerPort int64 // server.port; 0 is unknown

	// SessionScope and ConversationScope say whose the ids of the session and of the conversation
	// are: a hash of the service that states them, as good as random. They are 0 where an id is
	// unique by itself ([UniqueID]) and where nobody has said; then an id is the same whoever states it.
	SessionScope, ConversationScope uint64
	// SessionDigest is a hash of SessionID that is the same for all who take one (series.Digest); 0 where
	// nobody has. Whoever changes the id has to take it again.
	SessionDigest uint64
	// ToolDigest is one of Tool, likewise.
	ToolDigest uint64

	// Usage counts tokens; a field is meaningful only if its bit is in Has.
	Usage Usage

	// RequestSize and ResponseSize are the lengths of the messages in bytes; 0 is
	// unknown.
	RequestSize, ResponseSize int64
	// ContentSize is the length in bytes of what the result of a tool holds for a model
	// (mcp.tool.result.content.size); 0 is unknown.
	ContentSize int64
	// FirstChunk is the time to the first chunk of a model's streamed answer
	// (gen_ai.response.time_to_first_chunk) in seconds; 0 is unknown.
	FirstChunk float64

	// Turns, ToolCalls and Inferences are what a session, a turn or an agent run
	// consisted of, if Tallied.
	Turns, ToolCalls, Inferences int64
	// Accepted, Declined and Dismissed are what users did with the elicitations that
	// the call was or brought the answers to (all revisions, client/elicitation).
	Accepted, Declined, Dismissed int64

	TraceID  [16]byte
	SpanID   [8]byte
	ParentID [8]byte

	// Start and End are Unix nanoseconds; 0 is unknown.
	Start, End int64

	// Odd counts the values that were ignored, by reason.
	Odd [NumOddities]uint8
}

// Usage is the number of tokens of one model call. Cached and reasoning tokens are
// part of the input and the output; 0 is none or unknown.
type Usage struct {
	Input, Output                    int64
	CacheRead, CacheWrite, Reasoning int64
	HasInput                         bool
	HasOutput                        bool
}

// GivenSize returns how many bytes a tool has put before a model, as far as that is known: those of
// its content or else of the message, or of the result as it was captured.
func (c *Call) GivenSize() int64 {
	switch {
	case c.ContentSize > 0:
		return c.ContentSize
	case c.ResponseSize > 0:
		return c.ResponseSize
	}
	return int64(len(c.Result))
}

// Doubled returns how long the structured content of a result is that has content before it, which
// says the same (2025-06-18, server/tools, structured content); 0 without one, or if the result is
// not whole, or not written as SDKs do. It looks from the end on, where that is: most results end
// with their content.
func Doubled(result string) int {
	const name = `],"structuredContent":{` // in a string its quotes would be escaped
	members := strings.TrimSuffix(result, "}")
	members = strings.TrimSuffix(strings.TrimSuffix(members, `,"isError":false`), `,"isError":true`)
	if !strings.HasSuffix(members, "}") || !strings.HasPrefix(result, `{"content":[`) || strings.HasPrefix(result, `{"content":[]`) {
		return 0
	}
	for at := len(members); at >= 0; {
		if at = strings.LastIndexByte(members[:at], ']'); at >= 0 && strings.HasPrefix(members[at:], name) {
			return len(members) - at - len("]")
		}
	}
	return 0
}

// Failed reports whether the call failed from where it was seen.
func (c *Call) Failed() bool { return c.ErrorType != "" }

// SessionHandle returns the strongest that the call says of its session, other than by its
// trace, and whose that id is; empty if it says nothing. What an observer has put together
// needs no scope: the key holds it.
func (c *Call) SessionHandle() (id string, scope uint64) {
	switch {
	case c.SessionKey != "":
		return c.SessionKey, 0
	case c.SessionID != "":
		return c.SessionID, c.SessionScope
	}
	return c.ConversationID, c.ConversationScope
}

// Duration returns the time from start to end: never negative, 0 if either end
// is unknown, before 1970, or in the wrong order.
func (c *Call) Duration() time.Duration {
	if c.Start <= 0 || c.End < c.Start {
		return 0
	}
	return time.Duration(c.End - c.Start)
}

// Texts returns every short text of the call that may become a label or a key,
// for packages that treat them alike.
func (c *Call) Texts() [NumTexts]*string {
	return [NumTexts]*string{
		&c.Method, &c.Tool, &c.ErrorType, &c.Operation, &c.StatusCode, &c.ProtocolVersion,
		&c.Transport, &c.NetworkProtocol, &c.NetworkProtocolVersion, &c.ServerAddress,
		&c.Provider, &c.RequestModel, &c.ResponseModel, &c.Agent, &c.ToolType, &c.Prompt, &c.JSONRPCVersion,
		&c.ToolCallID, &c.ResourceURI, &c.RequestID, &c.SessionID, &c.ConversationID, &c.ServerName, &c.ClientName,
		&c.SessionEvidence, &c.Workflow, &c.Resource, &c.ResultDigest, &c.SessionKey,
	}
}

// NumTexts is the number of short texts that a call has.
const NumTexts = 29

// DropBadText empties every short text that is not valid UTF-8, which no label
// and no protocol buffer may hold, and reports whether there was one. A method
// and an error type become "_OTHER" instead: without them the call would be no
// message, or a success.
func (c *Call) DropBadText() bool {
	found := false
	for _, text := range c.Texts() {
		if utf8.ValidString(*text) {
			continue
		}
		*text = ""
		if text == &c.Method || text == &c.ErrorType {
			*text = other
		}
		c.Note(BadUTF8)
		found = true
	}
	return found
}

// other is what the conventions write for a value that cannot be told.
const other = "_OTHER"

// Timed reports whether the duration means anything: a log record that does not
// say how long a call took makes one that ends when it starts.
func (c *Call) Timed() bool { return !c.FromLog || c.Start != c.End }

// MaxText is the length in bytes to which texts are cut that are kept: twice
// what the specification allows a tool name (2025-11-25, tools), and more than a
// host name can have.
const MaxText = 256

// CutTexts cuts every short text to MaxText bytes, at a rune's border, and reports
// whether there was a longer one. Keeping what peers send as it is would let them
// fill the memory. The texts must be valid: see DropBadText.
func (c *Call) CutTexts() bool {
	found := false
	for _, text := range c.Texts() {
		if len(*text) > MaxText {
			*text = Cut(*text)
			c.Note(TooLong)
			found = true
		}
	}
	return found
}

// Cut returns as many whole runes from the beginning of a text as MaxText holds.
func Cut(text string) string {
	if len(text) <= MaxText {
		return text
	}
	n := MaxText
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// Oddity is a reason why a value was ignored.
type Oddity uint8

// Reasons why a value was ignored.
const (
	// WrongType is a value whose type is not the one the convention declares.
	WrongType Oddity = iota
	// BadUTF8 is a string that is not valid UTF-8.
	BadUTF8
	// EndBeforeStart is a span that ends before it starts.
	EndBeforeStart
	// OutOfRange is a value outside its domain: a negative token count, a role
	// that is none, a time beyond what 63 bits of nanoseconds hold.
	OutOfRange
	// TooLong is a text that was cut, or a resource with more attributes than are
	// kept.
	TooLong
	// NoTime is a span that does not say when it began or ended.
	NoTime
	// FutureTime is a span that ends after it was seen, by more than clocks differ.
	FutureTime
	// NumOddities is the number of reasons.
	NumOddities
)

var oddityNames = [NumOddities]string{"wrong_type", "bad_utf8", "end_before_start", "out_of_range", "too_long", "no_time", "future_time"}

// String returns the reason as it appears on metrics.
func (o Oddity) String() string { return oddityNames[o] }

// Note counts one ignored value; a count stays at its maximum.
func (c *Call) Note(o Oddity) {
	if c.Odd[o] < 255 {
		c.Odd[o]++
	}
}
