package dialect

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// mcpDevtools is sammcj/mcp-devtools 31c61c39, a server. "mcp.tool.execute" is a
// call; "mcp.session" stands for the session and ends at once.
var mcpDevtools = &Dialect{
	Name:     "mcp-devtools",
	Scopes:   []string{"mcp-devtools"},
	Reads:    []string{mcpDevtoolsSuccess, mcpDevtoolsError},
	Shape:    func(s *Span) bool { return s.Name() == mcpDevtoolsCall && s.Has(mcpDevtoolsSuccess) },
	Begins:   mcpDevtoolsCall,
	Identify: mcpDevtoolsIdentify,
	Fix:      mcpDevtoolsFix,
	Renames:  true,
	Aliases: []Alias{
		{From: "mcp.tool.arguments", To: semconv.GenAIToolCallArguments, Type: Content},
		{From: "mcp.transport", To: semconv.NetworkTransport, Text: transport},
	},
}

const (
	mcpDevtoolsCall    = "mcp.tool.execute"
	mcpDevtoolsSuccess = "mcp.tool.result.success"
	mcpDevtoolsError   = "mcp.tool.result.error"
)

func mcpDevtoolsIdentify(s *Span) {
	switch {
	case s.Name() == mcpDevtoolsCall:
		s.Put(semconv.MCPMethodName, mcp.MethodToolsCall)
	case s.Name() == "mcp.session" && !s.identified():
		s.state(mcp.KindSession)
	}
}

func mcpDevtoolsFix(s *Span) {
	if s.Name() != mcpDevtoolsCall {
		return
	}
	if s.Kind() == ptrace.SpanKindInternal {
		s.SetKind(ptrace.SpanKindServer)
	}
	if v, ok := s.value(mcpDevtoolsSuccess); ok && v.Type() == pcommon.ValueTypeBool {
		if !v.Bool() {
			s.fail()
		}
		s.drop(mcpDevtoolsSuccess)
	}
	if text := s.Text(mcpDevtoolsError); text != "" && text == s.Status().Message() {
		s.drop(mcpDevtoolsError)
	}
}
