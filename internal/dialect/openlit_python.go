package dialect

import (
	"strings"

	"github.com/tidwall/gjson"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// OpenLIT for Python 1.45.0 tells one call up to six times, because it wraps
// every method of a list twice, once as a function and once as a coroutine, and
// methods that call one another: on the client ClientSession.call_tool, on the
// server FastMCP.call_tool and, in it, ToolManager.call_tool. All of them are
// "mcp tools/call" and, but for decorators, CLIENT
// (sdk/python/src/openlit/instrumentation/mcp, __init__.py and utils.py).

const (
	openlitPythonScope = "openlit.instrumentation.mcp"
	// openlitToolError is the class of what FastMCP's call_tool raises, and the
	// server answers as isError. No client raises it.
	openlitToolError = "ToolError"
)

// openlitNoMessage reports whether a span is not about a message: it measures
// the making of a coroutine, or a decorator that registers a handler.
func openlitNoMessage(s *Span) bool {
	if response, _ := parse(s.Text("mcp.response.payload")); response.Get("type").String() == "mcp_coroutine" {
		return true
	}
	request, _ := parse(s.Text("mcp.request.payload"))
	return s.Kind() == ptrace.SpanKindServer && !request.Get("params").Exists() &&
		!s.Has("mcp.tool.name") && !s.Has("mcp.tool.arguments")
}

// openlitPython gives a span of the Python SDK its side, target and arguments.
// The order matters: what shows the side is translated afterwards.
func openlitPython(s *Span, m string) {
	openlitSide(s, m)
	openlitParams(s, m)
	if m == mcp.MethodToolsCall && s.Text(semconv.ErrorType) == openlitToolError {
		s.Replace(semconv.ErrorType, semconv.ErrorTypeTool)
		s.outcomeFromText(s.Text("mcp.error.message"))
	}
}

// openlitSide finds out who tells. Servers have a name and sessions of clients
// do not; the tool manager has none either, but returns a list or raises what no
// client does. The wrapper around BaseSession.send_request is INTERNAL.
func openlitSide(s *Span, m string) {
	response, _ := parse(s.Text("mcp.response.payload"))
	managed := response.IsArray() || s.Text(semconv.ErrorType) == openlitToolError
	switch internal := s.Kind() == ptrace.SpanKindInternal; {
	case internal:
		s.Put(semconv.MCPCallRole, mcp.RoleInside.String())
	case s.Kind() != ptrace.SpanKindClient:
	case s.Has(semconv.MCPServerName):
		s.SetKind(ptrace.SpanKindServer)
	case m == mcp.MethodToolsCall && managed:
		s.Put(semconv.MCPCallRole, mcp.RoleInside.String())
	}
}

// openlitParams reads the arguments of the wrapped function: by name, or one
// alone as "value", or several as "args". The payload goes if the span says all
// of it afterwards.
func openlitParams(s *Span, m string) {
	if s.Text("mcp.tool.name") == "None" {
		s.drop("mcp.tool.name")
	}
	if m == mcp.MethodToolsCall { // stronger than the payload
		s.moveText("mcp.tool.name", semconv.GenAIToolName)
		s.move("mcp.tool.arguments", semconv.GenAIToolCallArguments)
	}
	payload, _ := parse(s.Text("mcp.request.payload"))
	params := payload.Get("params")
	first := firstOf(params.Get("name"), params.Get("uri"), params.Get("value"), params.Get("args.0"))
	said := s.says(openlitTarget(m), scalar(first))
	second := firstOf(params.Get("arguments"), params.Get("args.1"))
	switch {
	case m == mcp.MethodToolsCall && second.IsObject():
		said = s.says(semconv.GenAIToolCallArguments, second.Raw) && said
	case second.Exists():
		said = false
	}
	if said && !params.Get("args.2").Exists() {
		s.drop("mcp.request.payload")
	}
}

// openlitTarget is the attribute for the first argument of a method.
func openlitTarget(m string) string {
	if m == mcp.MethodResourcesRead {
		return semconv.MCPResourceURI
	}
	return targetKey(m)
}

func firstOf(candidates ...gjson.Result) gjson.Result {
	for _, value := range candidates {
		if value.Exists() {
			return value
		}
	}
	return gjson.Result{}
}

// openlitRepr returns the text of a content part that Python wrote as
// "type='text' text='…' annotations=None": its beginning is all that tells an
// outcome, so the end is left as it is.
func openlitRepr(part string) string {
	text, ok := strings.CutPrefix(part, "type='text' text=")
	if !ok || text == "" {
		return ""
	}
	return strings.NewReplacer(`\n`, "\n").Replace(text[1:])
}
