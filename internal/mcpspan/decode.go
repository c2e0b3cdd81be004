package mcpspan

import (
	"math"
	"unsafe"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/attribute"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Decode fills c from a span and reports whether the span is MCP or GenAI
// telemetry. It never fails: a value of the wrong type or out of range is ignored
// and counted in c.Odd. Of an attribute key that occurs twice the last value
// that is neither ignored nor empty counts. c is reset first, so one Call serves any number of spans.
func Decode(s ptrace.Span, c *mcp.Call) bool {
	d := Decoder{call: c}
	return d.Decode(s)
}

// Other is told every attribute key that Decode knows nothing of, and that of a
// result which is no text.
type Other interface{ Other(key string) }

// Stated is what a span states of itself in so many words; the zero values are for
// what it leaves to be derived. Everything that was normalised states its kind.
type Stated struct {
	Kind    mcp.Kind
	Role    mcp.Role
	Outcome mcp.Outcome
}

// Describe decodes a span as Decode does and completes what it states.
func Describe(s ptrace.Span, c *mcp.Call) bool {
	d := Decoder{call: c}
	if !d.Decode(s) {
		return false
	}
	d.Complete(s, c)
	return true
}

// Complete writes on a span what everyone asks first, unless the span states it: what
// it is (mcp.span.type), from where it was seen (mcp.call.role) and, if it is a call,
// how that ended (mcp.call.outcome).
func (st *Stated) Complete(s ptrace.Span, c *mcp.Call) {
	attrs := s.Attributes()
	if st.Kind != c.Kind {
		attrs.PutStr(semconv.MCPSpanType, c.Kind.String())
	}
	if st.Role != c.Role {
		attrs.PutStr(semconv.MCPCallRole, c.Role.String())
	}
	if st.Outcome != c.Outcome && c.Kind.IsCall() {
		attrs.PutStr(semconv.MCPCallOutcome, c.Outcome.String())
	}
}

// Decoder decodes spans into one call, as Decode does. What it is asked often it knows once.
type Decoder struct {
	call  *mcp.Call
	other Other // may be nil
	known *known
	Stated
}

// NewDecoder returns a decoder into a call. It tells other, which may be nil, the keys that it
// leaves.
func NewDecoder(into *mcp.Call, other Other) *Decoder {
	return &Decoder{call: into, other: other, known: newKnown()}
}

// Decode decodes a span, and reports whether it is MCP or GenAI telemetry. What the span states
// is good until the next.
func (d *Decoder) Decode(s ptrace.Span) bool {
	d.Stated = Stated{}
	c := d.call
	c.Reset()
	if pairs, ok := attribute.Pairs(s.Attributes()); !ok || d.known == nil {
		d.oneByOne(s.Attributes())
	} else if len(pairs) > 0 {
		last := &pairs[len(pairs)-1]
		if p, expected := d.follow(&pairs[0], last, d.known.orderOf(len(pairs))); p != nil {
			d.differs(s.Attributes(), p, last, expected)
		}
	}
	// A kind that can only be stated comes first, whatever else the span says: a session span may
	// repeat the method of its handshake. Any other is implied, and stating it proves nothing.
	kind := d.Kind
	if !kind.Stated() {
		kind = impliedKind(c)
	}
	if kind == mcp.KindOther {
		return false
	}
	c.Kind, c.Side, c.Role = kind, SideOf(s.Kind()), d.Role
	if c.Role == mcp.RoleUnknown {
		c.Role = roleOf(c)
	}
	c.TraceID = s.TraceID()
	c.SpanID = s.SpanID()
	c.ParentID = s.ParentSpanID()
	times(c, s)
	status(c, s.Status())
	c.Outcome = d.Outcome
	if c.Outcome == mcp.OutcomeUnknown {
		c.Outcome = c.Classify()
	}
	return true
}

// oneByOne assigns all attributes where it is not known where they are, or what came before.
func (d *Decoder) oneByOne(all pcommon.Map) {
	for key, v := range all.All() {
		d.assign(keys.find(key).field, key, v)
	}
}

// assign assigns one attribute. The encoding of a text is not checked here: almost every one has been
// seen before, so whoever keeps one checks it then (mcp.Call.DropBadText).
func (d *Decoder) assign(f field, key string, v pcommon.Value) {
	text := v.Str()
	switch {
	case text == "" || f >= numWords:
		d.attribute(f, key, v)
	case f < numPlaces:
		*textAt(d.call, places[f]) = text
	default:
		if value, ok := d.word(f, text); ok && d.known != nil {
			d.known.words[f-fieldSpanType].remember(text, value)
		}
	}
}

// textAt is the text at a place of a call.
func textAt(c *mcp.Call, place uintptr) *string {
	return (*string)(unsafe.Add(unsafe.Pointer(c), place))
}

// attribute assigns an attribute that is no text.
func (d *Decoder) attribute(f field, key string, v pcommon.Value) {
	c := d.call
	switch f {
	case fieldPort:
		d.port(v)
	case fieldInputTokens:
		d.tokens(&c.Usage.Input, &c.Usage.HasInput, v)
	case fieldOutputTokens:
		d.tokens(&c.Usage.Output, &c.Usage.HasOutput, v)
	case fieldCacheReadTokens:
		d.count(&c.Usage.CacheRead, v)
	case fieldCacheWriteTokens:
		d.count(&c.Usage.CacheWrite, v)
	case fieldReasoningTokens:
		d.count(&c.Usage.Reasoning, v)
	case fieldFirstChunk:
		d.seconds(&c.FirstChunk, v)
	case fieldAccepted:
		d.count(&c.Accepted, v)
	case fieldDeclined:
		d.count(&c.Declined, v)
	case fieldDismissed:
		d.count(&c.Dismissed, v)
	case fieldRepaired:
		d.flag(&c.Repaired, v)
	case fieldLong:
		d.flag(&c.Long, v)
	case fieldRequestSize:
		d.count(&c.RequestSize, v)
	case fieldResponseSize:
		d.count(&c.ResponseSize, v)
	case fieldContentSize:
		d.count(&c.ContentSize, v)
	case fieldTurns:
		d.count(&c.Turns, v)
	case fieldToolCalls:
		c.Tallied = d.count(&c.ToolCalls, v)
	case fieldRedacted:
		c.Redacted = true
	case fieldSource:
		c.FromLog = v.Str() == semconv.CallSourceLog
	case fieldDuplicate:
		d.flag(&c.Duplicate, v)
	default:
		d.rest(f, key, v)
	}
}

// rest takes what is left: texts that are empty or none, and keys that nobody knows. Content may
// be structured by the conventions; that is left where it is, since flattening it would allocate.
func (d *Decoder) rest(f field, key string, v pcommon.Value) {
	isText := v.Type() == pcommon.ValueTypeStr
	switch {
	case (f < numTexts || f >= numPlaces && f < numWords) && !isText:
		d.call.Note(mcp.WrongType)
	case d.other != nil && (f == fieldUnknown || f == fieldResult && !isText):
		d.other.Other(key)
	}
}

func (d *Decoder) tokens(to *int64, has *bool, v pcommon.Value) {
	if d.count(to, v) {
		*has = true
	}
}

// count takes a number that is not negative and reports whether v is one.
func (d *Decoder) count(to *int64, v pcommon.Value) bool {
	switch {
	case v.Type() != pcommon.ValueTypeInt:
		d.call.Note(mcp.WrongType)
		return false
	case v.Int() < 0:
		d.call.Note(mcp.OutOfRange)
		return false
	}
	*to = v.Int()
	return true
}

// seconds takes a length of time that is neither negative nor infinite.
func (d *Decoder) seconds(to *float64, v pcommon.Value) {
	switch {
	case v.Type() != pcommon.ValueTypeDouble:
		d.call.Note(mcp.WrongType)
	case v.Double() < 0, math.IsNaN(v.Double()), math.IsInf(v.Double(), 1):
		d.call.Note(mcp.OutOfRange)
	default:
		*to = v.Double()
	}
}

func (d *Decoder) flag(to *bool, v pcommon.Value) {
	if v.Type() != pcommon.ValueTypeBool {
		d.call.Note(mcp.WrongType)
		return
	}
	*to = v.Bool()
}

func (d *Decoder) port(v pcommon.Value) {
	var port int64
	if !d.count(&port, v) {
		return
	}
	if port == 0 || port > maxPort {
		d.call.Note(mcp.OutOfRange)
		return
	}
	d.call.ServerPort = port
}

// word takes a text that should be one of a few, and returns what it means.
func (d *Decoder) word(f field, text string) (value uint8, ok bool) {
	switch f {
	case fieldSpanType:
		var kind mcp.Kind
		if kind, ok = mcp.ParseKind(text); ok {
			d.Kind, value = kind, uint8(kind)
		}
	case fieldRole:
		var role mcp.Role
		if role, ok = mcp.ParseRole(text); ok {
			d.Role, value = role, uint8(role)
		}
	case fieldOutcome:
		var outcome mcp.Outcome
		if outcome, ok = mcp.ParseOutcome(text); ok {
			d.Outcome, value = outcome, uint8(outcome)
		}
	}
	if !ok {
		d.call.Note(mcp.OutOfRange)
	}
	return value, ok
}

// impliedKind is the kind that the method or the operation of a call implies. A method decides
// before an operation because merged spans carry both.
func impliedKind(c *mcp.Call) mcp.Kind {
	switch c.Method {
	case mcp.MethodToolsCall:
		return mcp.KindToolCall
	case "":
		return mcp.KindOfOperation(c.Operation)
	}
	return mcp.KindOfMethod(c.Method)
}

// SideOf reads the side from the span kind, as the conventions define it: the
// sender reports CLIENT, the receiver SERVER.
func SideOf(kind ptrace.SpanKind) mcp.Side {
	switch kind {
	case ptrace.SpanKindClient, ptrace.SpanKindProducer:
		return mcp.SideClient
	case ptrace.SpanKindServer, ptrace.SpanKindConsumer:
		return mcp.SideServer
	}
	return mcp.SideUnknown
}

// roleOf is the role of a span that does not state one. A span on neither side
// is the framework's, which executes a tool for a model; if it also has an MCP
// method it is framework and client in one (conventions 1.7, "merged"). Transport
// and structure belong to a side or to nobody.
func roleOf(c *mcp.Call) mcp.Role {
	switch {
	case c.Side == mcp.SideClient:
		return mcp.RoleClient
	case c.Side == mcp.SideServer:
		return mcp.RoleServer
	case c.Kind == mcp.KindTransport || c.Kind == mcp.KindStructure:
		return mcp.RoleUnknown
	case c.Method == "" || c.Operation == semconv.OperationExecuteTool:
		return mcp.RoleAgent
	}
	return mcp.RoleUnknown
}

func times(c *mcp.Call, s ptrace.Span) {
	switch start, end := s.StartTimestamp(), s.EndTimestamp(); {
	case end < start:
		c.Note(mcp.EndBeforeStart)
	case int64(end) < 0:
		c.Note(mcp.OutOfRange)
	default:
		c.Start, c.End = int64(start), int64(end)
	}
}

// status takes the classification as the span states it: an error.type or a
// status of ERROR is a failure, and a failure always has an error type.
func status(c *mcp.Call, st ptrace.Status) {
	if message := st.Message(); message != "" {
		c.StatusMessage = message
	}
	if c.ErrorType == "" && st.Code() == ptrace.StatusCodeError {
		c.ErrorType = semconv.Other
		if c.StatusCode != "" {
			c.ErrorType = c.StatusCode
		}
	}
}
