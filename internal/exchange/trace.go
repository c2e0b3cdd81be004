package exchange

import (
	"encoding/hex"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// Trace is a propagated context (W3C Trace Context, level 1). The zero value is none.
type Trace struct {
	// Found says where the context came from.
	Found TraceSource
	Flags byte
	// State and Baggage are tracestate and baggage as they were sent, or empty if they
	// were longer than 512 bytes. Baggage may hold personal data.
	State, Baggage string
}

// TraceSource is a place where a context is propagated.
type TraceSource uint8

// Places, in the order of what outranks what: a context in _meta belongs to the
// message, one in a header to the HTTP exchange (SEP-414).
const (
	NoTrace TraceSource = iota
	TraceInMeta
	TraceInHeader
)

// maxContext bounds what is kept of tracestate and baggage. The specification asks
// for 512 bytes of tracestate at least.
const maxContext = 512

// parent is what a traceparent says.
type parent struct {
	trace [16]byte
	span  [8]byte
	flags byte
}

// parseTraceParent reads the header of version 00, and of later versions what they
// have in common with it (W3C Trace Context, section 3.2).
func parseTraceParent(text string) (p parent, ok bool) {
	const size = len("00-00000000000000000000000000000000-0000000000000000-00")
	if len(text) < size || text[2] != '-' || text[35] != '-' || text[52] != '-' {
		return p, false
	}
	var version, flags [1]byte
	if !lowerHex(version[:], text[:2]) || version[0] == 0xff || version[0] == 0 && len(text) != size ||
		len(text) > size && text[size] != '-' {
		return p, false
	}
	if !lowerHex(p.trace[:], text[3:35]) || !lowerHex(p.span[:], text[36:52]) || !lowerHex(flags[:], text[53:size]) {
		return p, false
	}
	p.flags = flags[0]
	return p, p.trace != [16]byte{} && p.span != [8]byte{}
}

// lowerHex decodes hexadecimal digits, of which the specification allows lower case
// only.
func lowerHex(dst []byte, text string) bool {
	for _, c := range []byte(text) {
		if c >= 'A' && c <= 'F' {
			return false
		}
	}
	_, err := hex.Decode(dst, []byte(text))
	return err == nil
}

// trace takes over the context of a message or, without one, of its stream.
func (e *Exchange) trace(meta *meta, f *Facts) {
	source, state, baggage := TraceInMeta, fitting(meta.traceState), fitting(meta.baggage)
	p, ok := parseTraceParent(fitting(meta.traceParent))
	if !ok {
		source, state, baggage = TraceInHeader, fittingText(f.TraceState), fittingText(f.Baggage)
		if p, ok = parseTraceParent(f.TraceParent); !ok {
			return
		}
	}
	e.Call.TraceID, e.Call.ParentID = p.trace, p.span
	e.Trace = Trace{Found: source, Flags: p.flags, State: state, Baggage: baggage}
	e.Call.ConversationID = mcp.Cut(inBaggage(baggage, keyConversation))
}

// keyConversation is the attribute that agents propagate as a baggage member of the
// same name.
const keyConversation = "gen_ai.conversation.id"

// inBaggage returns the value of a member (W3C Baggage, section 3): what is after the
// first "=" and before properties, percent-encoded.
func inBaggage(baggage, key string) string {
	for member := range strings.SplitSeq(baggage, ",") {
		name, value, ok := strings.Cut(member, "=")
		if !ok || strings.TrimSpace(name) != key {
			continue
		}
		value, _, _ = strings.Cut(value, ";")
		text, err := url.PathUnescape(strings.TrimSpace(value))
		if err != nil || !utf8.ValidString(text) {
			return ""
		}
		return text
	}
	return ""
}

func fitting(r jsonrpc.Raw) string {
	if len(r) > maxContext+len(`""`) {
		return ""
	}
	return r.Text()
}

func fittingText(text string) string {
	if len(text) > maxContext {
		return ""
	}
	return text
}
