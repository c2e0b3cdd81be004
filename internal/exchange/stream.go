package exchange

import (
	"encoding/base64"
	"strings"
)

// Transport is how messages travel.
type Transport uint8

// Transports.
const (
	Stdio Transport = iota
	// HTTP is Streamable HTTP (2025-03-26 and later).
	HTTP
	// SSE is the two endpoints of 2024-11-05. One stream, of the method GET, carries
	// all that the server sends; each message of the client is a POST.
	SSE
)

// Facts are what is known of a stream when it begins. Header fields are as they were
// sent, empty if they were not.
type Facts struct {
	Transport Transport
	// Verb is the HTTP method.
	Verb string
	// Server says for whom the stream is. Ids, sessions and tasks of two servers have
	// nothing in common. Any text of the observer's own.
	Server string
	// Principal says on whose behalf: a keyed hash, empty if unknown.
	Principal string
	// SessionID is a keyed hash of the header Mcp-Session-Id or, with SSE, of the
	// address that the client posts to; empty without a session.
	SessionID string

	ProtocolVersion string // MCP-Protocol-Version
	Method, Name    string // Mcp-Method, Mcp-Name
	// Resumes says that there was a Last-Event-ID: what comes may have come before.
	Resumes bool

	TraceParent, TraceState, Baggage string

	ServerAddress          string // server.address
	ServerPort             int64  // server.port
	NetworkProtocolVersion string // network.protocol.version
}

// Stream is a place where messages pass. It belongs to the tracker that opened it.
type Stream struct {
	facts  Facts
	scope  *scope
	status int
	// streaming says that the answer is an event stream.
	streaming bool
	closed    bool
	// again says that the event that is observed has an id that was delivered before.
	again bool
	// told are notifications that wait for their status code, at most a batch.
	told []*Exchange
}

// SessionID returns the session that the stream belongs to, as it was handed in.
func (s *Stream) SessionID() string { return s.scope.key.session }

// acknowledges reports whether a notification sent here is answered by a status code.
func (s *Stream) acknowledges() bool { return s.facts.Transport != Stdio && s.facts.Verb == "POST" }

// carries reports whether answers to what was sent here come here, too.
func (s *Stream) carries() bool { return s.facts.Transport == HTTP && s.facts.Verb == "POST" }

// lasts reports whether the stream's end is the end of everything in its scope.
func (s *Stream) lasts() bool {
	return s.facts.Transport == Stdio || s.facts.Transport == SSE && s.facts.Verb != "POST"
}

// headersDiffer compares the headers of 2026-07-28 with what the body says. Headers
// that were not sent say nothing.
func (f *Facts) headersDiffer(method, name string) bool {
	return f.Method != "" && decodeHeader(f.Method) != method ||
		f.Name != "" && name != "" && decodeHeader(f.Name) != name
}

// decodeHeader undoes the coding of values that are not visible ASCII: the marker
// "=?base64?", base64 of UTF-8, "?=" (2026-07-28, basic/transports/streamable-http).
func decodeHeader(value string) string {
	inner, ok := strings.CutPrefix(value, "=?base64?")
	if !ok {
		return value
	}
	inner, ok = strings.CutSuffix(inner, "?=")
	if !ok {
		return value
	}
	text, err := base64.StdEncoding.DecodeString(inner)
	if err != nil {
		return value
	}
	return string(text)
}
