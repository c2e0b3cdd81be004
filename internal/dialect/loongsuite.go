package dialect

import (
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// loongsuite is alibaba/loongsuite-python-agent 0.1.0. Its keys are those of the
// conventions' drafts, its values Python's: the transport is MCP's word for it,
// the port is text, and the arguments are those of the Python function. The
// version of the client is the library's newest protocol version.
var loongsuite = &Dialect{
	Name:   "loongsuite",
	Scopes: []string{"opentelemetry.instrumentation.mcp"},
	Reads:  []string{loongsuiteComponent, loongsuiteInput, "output.value", semconv.ServerPort},
	// The server's spans have no shape: they are the drafts'.
	Shape:    func(s *Span) bool { return s.Text(loongsuiteComponent) == "mcp.client" },
	Needs:    loongsuiteComponent,
	Identify: loongsuiteIdentify,
	Fix:      loongsuiteFix,
	Renames:  true,
	Drops:    []string{"mcp.client.version"},
}

const (
	loongsuiteComponent = "component.name"
	loongsuiteInput     = "mcp.parameters"
)

// loongsuiteIdentify reads names, since the span of a call that could not be
// read has no attributes.
func loongsuiteIdentify(s *Span) {
	named, _, _ := mcp.CutMethod(s.Name())
	s.Put(semconv.MCPMethodName, named)
}

func loongsuiteFix(s *Span) {
	m := s.Text(semconv.MCPMethodName)
	if m == "" {
		return
	}
	loongsuiteTransport(s)
	loongsuitePort(s)
	if m == mcp.MethodToolsCall {
		loongsuiteArguments(s)
		s.move("output.value", semconv.GenAIToolCallResult)
	}
	s.errorTypeFromCode()
}

func loongsuiteTransport(s *Span) {
	text := s.Text(semconv.NetworkTransport)
	if text == "websocket" {
		s.Put(semconv.NetworkProtocolName, text)
	}
	if t := transport(text); t != "" {
		s.Replace(semconv.NetworkTransport, t)
	}
}

// loongsuitePort makes the port a number; of a URL without one it is "None".
func loongsuitePort(s *Span) {
	v, ok := s.value(semconv.ServerPort)
	if !ok || v.Type() != pcommon.ValueTypeStr {
		return
	}
	if v.Str() == "None" {
		s.drop(semconv.ServerPort)
		return
	}
	if port, ok := s.countOf(v); ok {
		s.attribute(semconv.ServerPort).SetInt(port)
	}
}

// loongsuiteArguments reads the call of call_tool(name, arguments). Text that
// was cut is no JSON and stays.
func loongsuiteArguments(s *Span) {
	input, _ := parse(s.Text(loongsuiteInput))
	arguments := input.Get("kwargs.arguments")
	if second := input.Get("args.1"); second.IsObject() {
		arguments = second
	}
	if arguments.IsObject() && !s.Has(semconv.GenAIToolCallArguments) {
		s.Replace(semconv.GenAIToolCallArguments, arguments.Raw)
		s.drop(loongsuiteInput)
	}
}
