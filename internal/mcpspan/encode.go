package mcpspan

import (
	"cmp"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// maxAttributes is the number of attributes that Encode can write; reserving
// them at once makes it one allocation.
const maxAttributes = 53

// Encode writes a call to an empty span in semantic-convention form: name,
// kind, status, times, ids and every attribute the call has a value for.
//
// Decoding the span gives the call back, except Odd, Dialect and Inferences, if the call is one that a
// span can tell: its kind is that of its method, of its operation or one that
// has a span type; its times are in order and not negative, its port and token
// counts in range. A role and an outcome that are unknown come back as what the
// rest of the span implies.
func Encode(c *mcp.Call, s ptrace.Span) {
	s.SetName(Name(c))
	s.SetKind(spanKind(c.Side))
	s.SetTraceID(c.TraceID)
	s.SetSpanID(c.SpanID)
	s.SetParentSpanID(c.ParentID)
	s.SetStartTimestamp(pcommon.Timestamp(c.Start))
	s.SetEndTimestamp(pcommon.Timestamp(c.End))
	encodeStatus(c, s.Status())
	attrs := s.Attributes()
	attrs.EnsureCapacity(maxAttributes)
	e := encoder{attrs}
	e.operation(c)
	e.protocol(c)
	e.model(c)
	e.ending(c)
}

// Name returns the span name of the conventions: the method or operation, and
// its low-cardinality target. A resource URI is never part of it. A span of the
// framework that an MCP client enriched keeps the name of its operation
// (conventions 1.7, "merged").
func Name(c *mcp.Call) string {
	head, target := c.Method, cmp.Or(c.Tool, c.Prompt)
	if c.Method == "" || c.Role == mcp.RoleAgent && c.Operation != "" {
		head, target = c.Operation, targetOfOperation(c)
	}
	switch {
	case head == "":
		return c.Kind.String()
	case target == "":
		return head
	}
	return head + " " + target
}

// targetOfOperation is empty for operations whose names have none, or one that
// a call does not hold (conventions 2.2).
func targetOfOperation(c *mcp.Call) string {
	switch c.Operation {
	case semconv.OperationExecuteTool:
		return c.Tool
	case semconv.OperationInvokeAgent, semconv.OperationCreateAgent, semconv.OperationPlan:
		return c.Agent
	case semconv.OperationInvokeWorkflow:
		return c.Workflow
	}
	if mcp.KindOfOperation(c.Operation) == mcp.KindInference {
		return c.RequestModel
	}
	return ""
}

func spanKind(side mcp.Side) ptrace.SpanKind {
	switch side {
	case mcp.SideClient:
		return ptrace.SpanKindClient
	case mcp.SideServer:
		return ptrace.SpanKindServer
	default:
		return ptrace.SpanKindInternal
	}
}

func encodeStatus(c *mcp.Call, st ptrace.Status) {
	st.SetMessage(c.StatusMessage)
	if c.Failed() {
		st.SetCode(ptrace.StatusCodeError)
	}
}

// encoder appends attributes that have a value.
type encoder struct{ attrs pcommon.Map }

func (e encoder) text(key, value string) {
	if value != "" {
		e.attrs.PutStr(key, value)
	}
}

func (e encoder) number(key string, n int64) {
	if n != 0 {
		e.attrs.PutInt(key, n)
	}
}

func (e encoder) flag(key string, set bool) {
	if set {
		e.attrs.PutBool(key, true)
	}
}

func (e encoder) operation(c *mcp.Call) {
	e.text(semconv.MCPMethodName, c.Method)
	e.text(semconv.GenAIOperationName, c.Operation)
	e.text(semconv.GenAIToolName, c.Tool)
	e.text(semconv.GenAIToolType, c.ToolType)
	e.text(semconv.GenAIToolCallID, c.ToolCallID)
	e.text(semconv.GenAIPromptName, c.Prompt)
	e.text(semconv.MCPResourceURI, c.ResourceURI)
	e.text(semconv.MCPResourceTemplate, c.Resource)
	e.text(semconv.GenAIToolCallArguments, c.Arguments)
	e.text(semconv.GenAIToolCallResult, c.Result)
	e.text(semconv.MCPResultDigest, c.ResultDigest)
	e.text(semconv.MCPSpanType, c.Kind.String())
}

func (e encoder) protocol(c *mcp.Call) {
	e.text(semconv.JSONRPCRequestID, c.RequestID)
	e.text(semconv.MCPSessionID, c.SessionID)
	e.text(semconv.GenAIConversationID, c.ConversationID)
	e.text(semconv.MCPProtocolVersion, c.ProtocolVersion)
	e.text(semconv.JSONRPCVersion, c.JSONRPCVersion)
	e.text(semconv.NetworkTransport, c.Transport)
	e.text(semconv.NetworkProtocolName, c.NetworkProtocol)
	e.text(semconv.NetworkProtocolVersion, c.NetworkProtocolVersion)
	e.text(semconv.ServerAddress, c.ServerAddress)
	e.number(semconv.ServerPort, c.ServerPort)
	e.number(semconv.MCPRequestSize, c.RequestSize)
	e.number(semconv.MCPResponseSize, c.ResponseSize)
	e.number(semconv.MCPContentSize, c.ContentSize)
	e.text(semconv.MCPSessionEvidence, c.SessionEvidence)
	e.text(semconv.MCPSessionKey, c.SessionKey)
	e.number(semconv.MCPSessionTurnCount, c.Turns)
	if c.Tallied {
		e.attrs.PutInt(semconv.MCPSessionToolCallCount, c.ToolCalls)
	}
	e.text(semconv.MCPServerName, c.ServerName)
	e.text(semconv.MCPClientName, c.ClientName)
	e.number(semconv.MCPElicitationAccept, c.Accepted)
	e.number(semconv.MCPElicitationDecline, c.Declined)
	e.number(semconv.MCPElicitationCancel, c.Dismissed)
	e.flag(semconv.MCPCallLong, c.Long)
}

func (e encoder) model(c *mcp.Call) {
	e.text(semconv.GenAIAgentName, c.Agent)
	e.text(semconv.GenAIProviderName, c.Provider)
	e.text(semconv.GenAIRequestModel, c.RequestModel)
	e.text(semconv.GenAIResponseModel, c.ResponseModel)
	e.text(semconv.GenAIWorkflowName, c.Workflow)
	if c.FirstChunk > 0 {
		e.attrs.PutDouble(semconv.GenAIResponseTimeToFirstChunk, c.FirstChunk)
	}
	if c.Usage.HasInput {
		e.attrs.PutInt(semconv.GenAIUsageInputTokens, c.Usage.Input)
	}
	if c.Usage.HasOutput {
		e.attrs.PutInt(semconv.GenAIUsageOutputTokens, c.Usage.Output)
	}
	e.number(semconv.GenAIUsageCacheReadTokens, c.Usage.CacheRead)
	e.number(semconv.GenAIUsageCacheWriteTokens, c.Usage.CacheWrite)
	e.number(semconv.GenAIUsageReasoningTokens, c.Usage.Reasoning)
}

func (e encoder) ending(c *mcp.Call) {
	e.text(semconv.ErrorType, c.ErrorType)
	e.text(semconv.RPCResponseStatusCode, c.StatusCode)
	e.text(semconv.MCPCallOutcome, c.Outcome.String())
	e.text(semconv.MCPCallRole, c.Role.String())
	if c.FromLog {
		e.attrs.PutStr(semconv.MCPCallSource, semconv.CallSourceLog)
	}
	e.flag(semconv.MCPDuplicate, c.Duplicate)
	e.flag(semconv.MCPStatusRepaired, c.Repaired)
}
