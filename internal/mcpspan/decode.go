package mcpspan

import (
	"math"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Decode fills c from a span and reports whether the span is MCP or GenAI
// telemetry. It never fails: a value of the wrong type or out of range is ignored
// and counted in c.Odd. Of an attribute key that occurs twice the last value
// that is neither ignored nor empty counts. c is reset first, so one Call serves any number of spans.
func Decode(s ptrace.Span, c *mcp.Call) bool {
	d := decoder{call: c}
	return d.span(s)
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

// DecodeWith decodes a span and tells other the keys that it leaves.
func DecodeWith(s ptrace.Span, c *mcp.Call, other Other) (ok bool, stated Stated) {
	d := decoder{call: c, other: other}
	ok = d.span(s)
	return ok, d.Stated
}

// Describe decodes a span as Decode does and completes what it states.
func Describe(s ptrace.Span, c *mcp.Call) bool {
	d := decoder{call: c}
	if !d.span(s) {
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

// decoder holds what a Call has no field for while one span is read.
type decoder struct {
	call  *mcp.Call
	other Other // may be nil
	Stated
}

func (d *decoder) span(s ptrace.Span) bool {
	c := d.call
	c.Reset()
	for k, v := range s.Attributes().All() {
		d.attribute(k, v)
	}
	c.Kind = d.kind()
	if c.Kind == mcp.KindOther {
		return false
	}
	c.Side = SideOf(s.Kind())
	c.Role = d.Stated.Role
	if c.Role == mcp.RoleUnknown {
		c.Role = roleOf(c)
	}
	d.identity(s)
	d.times(s)
	d.status(s.Status())
	return true
}

// attribute assigns one attribute. The compiler turns the switch into a search
// by length and content, which is cheaper than hashing each key.
func (d *decoder) attribute(key string, v pcommon.Value) {
	c := d.call
	switch key {
	case semconv.MCPMethodName:
		d.text(&c.Method, v)
	case semconv.GenAIOperationName:
		d.text(&c.Operation, v)
	case semconv.GenAIToolName:
		d.text(&c.Tool, v)
	case semconv.GenAIToolType:
		d.text(&c.ToolType, v)
	case semconv.GenAIToolCallID:
		d.text(&c.ToolCallID, v)
	case semconv.GenAIPromptName:
		d.text(&c.Prompt, v)
	case semconv.MCPResourceURI:
		d.text(&c.ResourceURI, v)
	case semconv.MCPResourceTemplate:
		d.text(&c.Resource, v)
	case semconv.MCPResultDigest:
		d.text(&c.ResultDigest, v)
	case semconv.JSONRPCRequestID:
		d.text(&c.RequestID, v)
	case semconv.MCPSessionID:
		d.text(&c.SessionID, v)
	case semconv.GenAIConversationID:
		d.text(&c.ConversationID, v)
	case semconv.MCPProtocolVersion:
		d.text(&c.ProtocolVersion, v)
	case semconv.JSONRPCVersion:
		d.text(&c.JSONRPCVersion, v)
	case semconv.NetworkTransport:
		d.text(&c.Transport, v)
	case semconv.NetworkProtocolName:
		d.text(&c.NetworkProtocol, v)
	case semconv.NetworkProtocolVersion:
		d.text(&c.NetworkProtocolVersion, v)
	case semconv.ServerAddress:
		d.text(&c.ServerAddress, v)
	case semconv.ServerPort:
		d.port(v)
	case semconv.MCPServerName:
		d.text(&c.ServerName, v)
	case semconv.MCPClientName:
		d.text(&c.ClientName, v)
	case semconv.GenAIAgentName:
		d.text(&c.Agent, v)
	case semconv.GenAIProviderName:
		d.text(&c.Provider, v)
	case semconv.GenAIRequestModel:
		d.text(&c.RequestModel, v)
	case semconv.GenAIResponseModel:
		d.text(&c.ResponseModel, v)
	case semconv.GenAIUsageInputTokens:
		d.tokens(&c.Usage.Input, &c.Usage.HasInput, v)
	case semconv.GenAIUsageOutputTokens:
		d.tokens(&c.Usage.Output, &c.Usage.HasOutput, v)
	case semconv.GenAIUsageCacheReadTokens:
		d.count(&c.Usage.CacheRead, v)
	case semconv.GenAIUsageCacheWriteTokens:
		d.count(&c.Usage.CacheWrite, v)
	case semconv.GenAIUsageReasoningTokens:
		d.count(&c.Usage.Reasoning, v)
	case semconv.GenAIResponseTimeToFirstChunk:
		d.seconds(&c.FirstChunk, v)
	case semconv.GenAIWorkflowName:
		d.text(&c.Workflow, v)
	case semconv.MCPElicitationAccept:
		d.count(&c.Accepted, v)
	case semconv.MCPElicitationDecline:
		d.count(&c.Declined, v)
	case semconv.MCPElicitationCancel:
		d.count(&c.Dismissed, v)
	case semconv.MCPStatusRepaired:
		d.flag(&c.Repaired, v)
	case semconv.MCPCallLong:
		d.flag(&c.Long, v)
	case semconv.MCPRequestSize:
		d.count(&c.RequestSize, v)
	case semconv.MCPResponseSize:
		d.count(&c.ResponseSize, v)
	case semconv.MCPContentSize:
		d.count(&c.ContentSize, v)
	case semconv.MCPSessionEvidence:
		d.text(&c.SessionEvidence, v)
	case semconv.MCPSessionKey:
		d.text(&c.SessionKey, v)
	case semconv.MCPSessionTurnCount:
		d.count(&c.Turns, v)
	case semconv.MCPSessionToolCallCount:
		c.Tallied = d.count(&c.ToolCalls, v)
	case semconv.ErrorType:
		d.text(&c.ErrorType, v)
	case semconv.RPCResponseStatusCode, semconv.RPCStatusCode:
		d.text(&c.StatusCode, v)
	case semconv.GenAIToolCallArguments:
		d.content(&c.Arguments, v)
	case semconv.GenAIToolCallResult:
		d.content(&c.Result, v)
		if d.other != nil && v.Type() != pcommon.ValueTypeStr {
			d.other.Other(key)
		}
	case semconv.MCPRedactionCounts:
		c.Redacted = true
	case semconv.MCPSpanType:
		d.enumKind(v)
	case semconv.MCPCallSource:
		c.FromLog = v.Str() == semconv.CallSourceLog
	case semconv.MCPDuplicate:
		d.flag(&c.Duplicate, v)
	case semconv.MCPCallRole:
		d.enumRole(v)
	case semconv.MCPCallOutcome:
		d.enumOutcome(v)
	default:
		if d.other != nil {
			d.other.Other(key)
		}
	}
}

// text takes a string. Its encoding is not checked here: almost every string
// has been seen before, so whoever keeps one checks it then (mcp.Call.DropBadText).
func (d *decoder) text(to *string, v pcommon.Value) {
	if s := v.Str(); s != "" {
		*to = s
	} else if v.Type() != pcommon.ValueTypeStr {
		d.call.Note(mcp.WrongType)
	}
}

// content takes captured text. The conventions allow structured values too;
// those are left where they are, since flattening them would allocate.
func (d *decoder) content(to *string, v pcommon.Value) {
	if s := v.Str(); s != "" {
		*to = s
	}
}

func (d *decoder) tokens(to *int64, has *bool, v pcommon.Value) {
	if d.count(to, v) {
		*has = true
	}
}

// count takes a number that is not negative and reports whether v is one.
func (d *decoder) count(to *int64, v pcommon.Value) bool {
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
func (d *decoder) seconds(to *float64, v pcommon.Value) {
	switch {
	case v.Type() != pcommon.ValueTypeDouble:
		d.call.Note(mcp.WrongType)
	case v.Double() < 0, math.IsNaN(v.Double()), math.IsInf(v.Double(), 1):
		d.call.Note(mcp.OutOfRange)
	default:
		*to = v.Double()
	}
}

func (d *decoder) flag(to *bool, v pcommon.Value) {
	if v.Type() != pcommon.ValueTypeBool {
		d.call.Note(mcp.WrongType)
		return
	}
	*to = v.Bool()
}

func (d *decoder) port(v pcommon.Value) {
	var port int64
	if !d.count(&port, v) {
		return
	}
	if port == 0 || port > 65535 {
		d.call.Note(mcp.OutOfRange)
		return
	}
	d.call.ServerPort = port
}

// noneOf counts a value that is none of an enumeration; empty text is no value.
func (d *decoder) noneOf(v pcommon.Value) {
	switch {
	case v.Type() != pcommon.ValueTypeStr:
		d.call.Note(mcp.WrongType)
	case v.Str() != "":
		d.call.Note(mcp.OutOfRange)
	}
}

func (d *decoder) enumKind(v pcommon.Value) {
	if kind, ok := mcp.ParseKind(v.Str()); ok {
		d.Stated.Kind = kind
	} else {
		d.noneOf(v)
	}
}

func (d *decoder) enumRole(v pcommon.Value) {
	if role, ok := mcp.ParseRole(v.Str()); ok {
		d.Stated.Role = role
	} else {
		d.noneOf(v)
	}
}

func (d *decoder) enumOutcome(v pcommon.Value) {
	if outcome, ok := mcp.ParseOutcome(v.Str()); ok {
		d.Stated.Outcome = outcome
	} else {
		d.noneOf(v)
	}
}

// kind decides what the span is. A kind that can only be stated comes first,
// whatever else the span says: a session span may repeat the method of its
// handshake. Any other is implied, and stating it proves nothing. A method decides
// before an operation because merged spans carry both.
func (d *decoder) kind() mcp.Kind {
	if d.Stated.Kind.Stated() {
		return d.Stated.Kind
	}
	return impliedKind(d.call)
}

// impliedKind is the kind that the method or the operation of a call implies.
func impliedKind(c *mcp.Call) mcp.Kind {
	if c.Method != "" {
		return mcp.KindOfMethod(c.Method)
	}
	return mcp.KindOfOperation(c.Operation)
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

func (d *decoder) identity(s ptrace.Span) {
	d.call.TraceID = s.TraceID()
	d.call.SpanID = s.SpanID()
	d.call.ParentID = s.ParentSpanID()
}

func (d *decoder) times(s ptrace.Span) {
	start, end := s.StartTimestamp(), s.EndTimestamp()
	switch {
	case end < start:
		d.call.Note(mcp.EndBeforeStart)
	case end > math.MaxInt64:
		d.call.Note(mcp.OutOfRange)
	default:
		d.call.Start, d.call.End = int64(start), int64(end)
	}
}

// status takes the classification as the span states it: an error.type or a
// status of ERROR is a failure, and a failure always has an error type.
func (d *decoder) status(st ptrace.Status) {
	c := d.call
	c.StatusMessage = st.Message()
	if c.ErrorType == "" && st.Code() == ptrace.StatusCodeError {
		c.ErrorType = semconv.Other
		if c.StatusCode != "" {
			c.ErrorType = c.StatusCode
		}
	}
	c.Outcome = d.Stated.Outcome
	if c.Outcome == mcp.OutcomeUnknown {
		c.Outcome = c.Classify()
	}
}
