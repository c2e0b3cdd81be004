package dialect

import (
	"math"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// claudeCode is the tracing of @anthropic-ai/claude-code 2.1.330. A tool call is
// claude_code.tool, the framework's; the request to an MCP server below it is
// claude_code.mcp.rpc. Other claude_code.* spans are detail. A tool that is
// called "mcp__{server}__{tool}" keeps that name under tool_name.
var claudeCode = &Dialect{
	Name:   "claude-code",
	Scopes: []string{"com.anthropic.claude_code.tracing", "com.anthropic.claude_code.events"},
	Reads: []string{
		"rpc.system", "rpc.method", "rpc.service", "mcp_tool", "tool_name", "anthropic.mcp.server.name",
		"input_tokens", "success", "error_type",
	},
	Shape:    func(s *Span) bool { return strings.HasPrefix(s.Name(), "claude_code.") },
	Begins:   "claude_code.",
	Identify: claudeCodeIdentify,
	Parts: []Part{
		{"claude_code.*", mcp.KindStructure},
	},
	Fix:     claudeCodeFix,
	Renames: true,
	Aliases: []Alias{
		{From: "tool_use_id", To: semconv.GenAIToolCallID},
		{From: "tool_input", To: semconv.GenAIToolCallArguments, Type: Content},
		{From: "mcp_args", To: semconv.GenAIToolCallArguments, Type: Content},
		{From: "model", To: semconv.GenAIRequestModel},
		{From: "output_tokens", To: semconv.GenAIUsageOutputTokens, Type: Count},
		{From: claudeCodeCacheRead, To: semconv.GenAIUsageCacheReadTokens, Type: Count},
		{From: claudeCodeCacheWrite, To: semconv.GenAIUsageCacheWriteTokens, Type: Count},
		{From: "cost_usd", To: semconv.MCPCost, Type: Amount},
		{From: "session.id", To: semconv.GenAIConversationID, Keep: true},
	},
}

const (
	claudeCodeCacheRead  = "cache_read_tokens"
	claudeCodeCacheWrite = "cache_creation_tokens"
)

func claudeCodeIdentify(s *Span) {
	if s.Has(semconv.MCPMethodName) {
		return
	}
	switch s.Name() {
	case "claude_code.interaction":
		if !s.identified() {
			s.state(mcp.KindTurn)
		}
	case "claude_code.llm_request":
		s.Put(semconv.GenAIOperationName, semconv.OperationChat)
	case "claude_code.tool":
		s.Put(semconv.GenAIOperationName, semconv.OperationExecuteTool)
	case "claude_code.mcp.rpc":
		if s.Text("rpc.system") == "mcp" {
			s.Put(semconv.MCPMethodName, method(s.Text("rpc.method")))
		}
	}
}

func claudeCodeFix(s *Span) {
	if s.Has(semconv.MCPMethodName) {
		claudeCodeRequest(s)
	}
	if s.Text(semconv.GenAIOperationName) == semconv.OperationExecuteTool {
		s.moveText("anthropic.mcp.server.name", semconv.MCPServerName)
		s.unqualifyTool("tool_name")
	}
	claudeCodeUsage(s)
	s.moveText("error_type", semconv.ErrorType)
	if s.isFalse("success") {
		s.failAs(semconv.Other)
	}
}

func claudeCodeRequest(s *Span) {
	s.side(ptrace.SpanKindClient)
	if s.Text("rpc.system") == "mcp" {
		s.moveText("rpc.service", semconv.MCPServerName)
	}
	s.dropRPC("mcp")
	if s.Text(semconv.MCPMethodName) == mcp.MethodToolsCall {
		s.moveText("mcp_tool", semconv.GenAIToolName)
	}
}

// claudeCodeUsage adds up the input: what the API calls input is without the
// cache.
func claudeCodeUsage(s *Span) {
	if !s.Has("input_tokens") || s.Has(semconv.GenAIUsageInputTokens) {
		return
	}
	var sum int64
	for _, key := range []string{"input_tokens", claudeCodeCacheRead, claudeCodeCacheWrite} {
		if !s.Has(key) {
			continue
		}
		v, _ := s.value(key)
		n, ok := s.countOf(v)
		if !ok || n > math.MaxInt64-sum {
			return
		}
		sum += n
	}
	s.attribute(semconv.GenAIUsageInputTokens).SetInt(sum)
	s.drop("input_tokens")
}

// isFalse reports whether an attribute is false, as a boolean or as text.
func (s *Span) isFalse(key string) bool {
	v, ok := s.value(key)
	return ok && (v.Type() == pcommon.ValueTypeBool && !v.Bool() || v.Type() == pcommon.ValueTypeStr && v.Str() == "false")
}
