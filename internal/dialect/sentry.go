package dialect

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// sentry is getsentry/sentry-javascript v10.63 and sentry-python, server side.
// Method, session and protocol are conventional; spans are INTERNAL, arguments
// are one attribute each, and network.protocol.version is JSON-RPC's.
var sentry = &Dialect{
	Name:    "sentry",
	Scopes:  []string{"@sentry/*", "sentry.*"},
	Markers: []string{"sentry.op", "sentry.origin"},
	Reads: []string{
		"mcp.request.argument.*", "mcp.tool.result.is_error", "mcp.transport", semconv.NetworkProtocolVersion,
	},
	Fix: sentryFix,
	Aliases: []Alias{
		{From: "mcp.tool.result.content", To: semconv.GenAIToolCallResult, Type: Content},
		{From: "mcp.transport", To: semconv.NetworkTransport, Text: sentryTransport},
	},
}

func sentryFix(s *Span) {
	m := s.Text(semconv.MCPMethodName)
	if m == "" {
		return
	}
	if s.Kind() == ptrace.SpanKindInternal {
		s.SetKind(ptrace.SpanKindServer)
	}
	s.conventionalName(m, firstNonEmpty(s.Text("mcp.tool.name"), s.Text("mcp.prompt.name")))
	if s.Text(semconv.NetworkProtocolVersion) == "2.0" {
		s.drop(semconv.NetworkProtocolVersion)
	}
	if m == mcp.MethodToolsCall {
		s.collectArguments("mcp.request.argument.", rawJSON)
	}
	if s.True("mcp.tool.result.is_error") {
		s.fail(semconv.ErrorTypeTool)
		s.outcomeFromText(s.Text("mcp.tool.result.content"))
	}
}

// sentryTransport maps class names of the TypeScript SDK and Python's words.
func sentryTransport(text string) string {
	if strings.HasSuffix(text, "Transport") {
		if strings.HasPrefix(text, "Stdio") {
			return "pipe"
		}
		return "tcp"
	}
	return transport(text)
}
