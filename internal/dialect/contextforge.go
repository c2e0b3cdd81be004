package dialect

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// contextforge is IBM/mcp-context-forge v1.0.8, a gateway for MCP servers and
// for other services as tools. Of the nested spans of one call, all INTERNAL,
// two are calls: "tool.invoke" is what came in, "mcp.client.call" what went out.
var contextforge = &Dialect{
	Name:    "contextforge",
	Scopes:  []string{"mcp-gateway", "contextforge-rust-runtime"},
	Markers: []string{"contextforge.*", contextforgeGateway},
	Reads: []string{
		"tool.name", "mcp.tool.name", contextforgeType, contextforgeSuccess, "duration.ms",
		"tool.invocation.args", "tool.invocation.result", "tool.invocation.has_error",
		"langfuse.observation.input", "langfuse.observation.output",
	},
	Shape:    func(s *Span) bool { return s.Name() == contextforgeIn && s.Has(contextforgeType) },
	Begins:   contextforgeIn,
	Identify: contextforgeIdentify,
	Parts: []Part{
		{"tool.lookup", mcp.KindStructure},
		{"tool.gateway_call", mcp.KindStructure},
		{"tool.pre_invoke", mcp.KindStructure},
		{"tool.post_invoke", mcp.KindStructure},
		{"tool.post_process", mcp.KindStructure},
		{"mcp.client.initialize", mcp.KindStructure},
		{"mcp.client.request", mcp.KindStructure},
		{"mcp.client.response", mcp.KindStructure},
	},
	Fix: contextforgeFix,
	Aliases: []Alias{
		{From: "mcp.session_id", To: semconv.MCPSessionID},
		{From: "mcp.protocol_version", To: semconv.MCPProtocolVersion},
		{From: "contextforge.transport", To: semconv.NetworkTransport, Text: transport},
		{From: "langfuse.session.id", To: semconv.GenAIConversationID},
		{From: "target_mcp_server.name", To: semconv.MCPServerName},
		{From: contextforgeGateway, To: semconv.MCPServerName},
	},
}

const (
	contextforgeIn  = "tool.invoke"
	contextforgeOut = "mcp.client.call"

	contextforgeGateway = "tool.gateway_id"
	contextforgeType    = "tool.integration_type"
	contextforgeSuccess = "success"
)

// contextforgeIdentify calls a tool MCP only if its server is: others are REST
// or A2A behind the gateway.
func contextforgeIdentify(s *Span) {
	switch s.Name() {
	case contextforgeIn:
		if s.Text(contextforgeType) == "MCP" {
			s.Put(semconv.MCPMethodName, mcp.MethodToolsCall)
		}
		s.Put(semconv.GenAIOperationName, semconv.OperationExecuteTool)
	case contextforgeOut:
		if s.Has("tool.name") || s.Has("mcp.tool.name") || s.Has(semconv.GenAIToolName) {
			s.Put(semconv.MCPMethodName, mcp.MethodToolsCall)
		}
	}
}

// contextforgeDetails are spans within a call; they are no calls even if they
// repeat its method.
var contextforgeDetails = map[string]bool{
	"tool.lookup": true, "tool.gateway_call": true, "tool.pre_invoke": true, "tool.post_invoke": true, "tool.post_process": true,
	"mcp.client.initialize": true, "mcp.client.request": true, "mcp.client.response": true,
}

func contextforgeFix(s *Span) {
	if s.Text(semconv.NetworkProtocolName) == "mcp" {
		s.drop(semconv.NetworkProtocolName)
	}
	switch {
	case s.Name() == contextforgeIn:
		contextforgeCall(s, ptrace.SpanKindServer)
	case s.Name() == contextforgeOut:
		contextforgeCall(s, ptrace.SpanKindClient)
	case contextforgeDetails[s.Name()]:
		s.asDetail()
	}
}

func contextforgeCall(s *Span, side ptrace.SpanKind) {
	s.asGateway(side)
	s.moveText("tool.name", semconv.GenAIToolName)
	s.moveText("mcp.tool.name", semconv.GenAIToolName)
	if s.Text(semconv.GenAIOperationName) == semconv.OperationExecuteTool {
		s.move("tool.invocation.args", semconv.GenAIToolCallArguments)
		s.move("langfuse.observation.input", semconv.GenAIToolCallArguments)
		s.move("tool.invocation.result", semconv.GenAIToolCallResult)
		s.move("langfuse.observation.output", semconv.GenAIToolCallResult)
	}
	if s.True("tool.invocation.has_error") {
		s.fail()
		s.drop("tool.invocation.has_error")
	}
	contextforgeStatus(s)
	s.drop("duration.ms")
	s.renameByConvention()
}

// contextforgeStatus makes a call without success a failure, which the
// attribute then no longer needs to say.
func contextforgeStatus(s *Span) {
	v, ok := s.value(contextforgeSuccess)
	if !ok || v.Type() != pcommon.ValueTypeBool {
		return
	}
	failed := s.Status().Code() == ptrace.StatusCodeError
	if !v.Bool() && !failed {
		s.failAs(semconv.Other)
		failed = true
	}
	if v.Bool() != failed {
		s.drop(contextforgeSuccess)
	}
}
