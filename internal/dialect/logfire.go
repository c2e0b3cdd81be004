package dialect

import (
	"strings"

	"github.com/tidwall/gjson"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// logfire is pydantic/logfire 4.41 to 5.2: its instrumentations of MCP and of the
// OpenAI Agents SDK. All spans are INTERNAL; the names say the side. Requests
// and responses are JSON text.
//
// Its SDK marks the spans of every other instrumentation, too, which is why it
// comes after the dialects that have markers of their own.
var logfire = &Dialect{
	Name:    "logfire",
	Scopes:  []string{"logfire*"},
	Markers: []string{logfireTemplate, logfireSpanType},
	Reads: []string{
		"request", "response", "rpc.system", "rpc.method",
		"sdk_span_type", "name", "input", "output", "mcp_data", "mcp_data.server",
	},
	Identify: logfireIdentify,
	Fix:      logfireFix,
	Renames:  true,
	Aliases:  []Alias{{From: "operation.cost", To: semconv.MCPCost, Type: Amount}},
}

const (
	logfireMCPScope    = "logfire.mcp"
	logfireAgentsScope = "logfire.openai_agents"

	logfireTemplate = "logfire.msg_template"
	logfireSpanType = "logfire.span_type"
	logfireFunction = "Function: "
)

// logfireSides are the beginnings of the names of MCP spans. A client that
// handles a request is its receiver.
var logfireSides = []struct {
	prefix string
	kind   ptrace.SpanKind
}{
	{"MCP request: ", ptrace.SpanKindClient},
	{"MCP server handle request: ", ptrace.SpanKindServer},
	{"MCP client handle request: ", ptrace.SpanKindServer},
}

// logfireMessage reads a span name "{side}{method} {tool}". The template that it
// was made from comes first because it outlives the name.
func logfireMessage(s *Span) (kind ptrace.SpanKind, m, tool string) {
	for _, text := range []string{s.Text(logfireTemplate), s.Name()} {
		for _, side := range logfireSides {
			if rest, ok := strings.CutPrefix(text, side.prefix); ok {
				m, tool, _ = mcp.CutMethod(rest)
				return side.kind, m, tool
			}
		}
	}
	return ptrace.SpanKindUnspecified, "", ""
}

func logfireIdentify(s *Span) {
	switch s.Text(logfireSpanType) {
	case "log", "pending_span":
		// A log record or the announcement of a span, and not a span.
		if s.Scope == logfireMCPScope {
			s.state(mcp.KindStructure)
		}
		return
	}
	_, m, _ := logfireMessage(s)
	if s.Scope == logfireMCPScope {
		m = firstNonEmpty(m, method(s.Text("rpc.method")))
	}
	s.Put(semconv.MCPMethodName, m)
	if logfireIsAgents(s) && !s.identified() {
		logfireAgents(s)
	}
}

// logfireIsAgents tells the spans of the OpenAI Agents SDK from those that users
// name alike.
func logfireIsAgents(s *Span) bool {
	return s.Scope == logfireAgentsScope || s.Has("sdk_span_type") || s.Text(logfireTemplate) == logfireFunction+"{name}"
}

// logfireAgents goes by the message template, which is also the span's name.
func logfireAgents(s *Span) {
	template, kind := firstNonEmpty(s.Text(logfireTemplate), s.Name()), s.Text("sdk_span_type")
	switch {
	case kind == "turn", strings.HasPrefix(template, "Turn "):
		s.state(mcp.KindTurn)
	case kind == "task", strings.HasPrefix(template, "Task: "):
		s.state(mcp.KindTask)
	case strings.HasPrefix(template, "Agent run: "):
		s.Put(semconv.GenAIOperationName, semconv.OperationInvokeAgent)
	case strings.HasPrefix(template, logfireFunction):
		s.Put(semconv.GenAIOperationName, semconv.OperationExecuteTool)
	case strings.HasPrefix(template, "Responses API"), strings.HasPrefix(template, "Chat completion with "):
		s.Put(semconv.GenAIOperationName, semconv.OperationChat)
	}
}

func logfireFix(s *Span) {
	m := s.Text(semconv.MCPMethodName)
	if m == "" {
		if logfireIsAgents(s) {
			logfireAgent(s)
		}
		return
	}
	kind, named, tool := logfireMessage(s)
	switch {
	case named == m:
		s.side(kind)
	case s.Scope == logfireMCPScope:
		s.side(ptrace.SpanKindClient) // rpc.method, which clients alone record
	default:
		return
	}
	if named == m && m == mcp.MethodToolsCall {
		s.Put(semconv.GenAIToolName, tool)
	}
	logfireRequest(s, m)
	logfireResponse(s, m)
	s.dropRPC("jsonrpc")
}

// logfireRequest reads the JSON-RPC request. The text goes if the span says all
// of it afterwards.
func logfireRequest(s *Span, m string) {
	request, ok := parse(s.Text("request"))
	if !ok || request.Get("method").String() != m {
		return
	}
	all := true
	if id := request.Get("id"); id.Exists() && id.Type != gjson.Null {
		all = s.says(semconv.JSONRPCRequestID, scalar(id))
	}
	request.Get("params").ForEach(func(name, value gjson.Result) bool {
		if value.Type != gjson.Null {
			all = logfireParam(s, m, name.Str, value) && all
		}
		return true
	})
	if all {
		s.drop("request")
	}
}

// logfireParam states one member of a request's params. What is in _meta is
// context and not the request.
func logfireParam(s *Span, m, name string, value gjson.Result) bool {
	switch name {
	case "meta", "_meta":
		return true
	case "name":
		return s.says(targetKey(m), scalar(value))
	case "uri":
		return s.says(semconv.MCPResourceURI, scalar(value))
	case "arguments":
		return m == mcp.MethodToolsCall && value.IsObject() && s.says(semconv.GenAIToolCallArguments, value.Raw)
	}
	return false
}

// logfireResponse reads the result of a tool call or the JSON-RPC error that a
// receiver answers with. No status says either.
func logfireResponse(s *Span, m string) {
	response, _ := parse(s.Text("response"))
	if code := response.Get("code"); code.Type == gjson.Number && response.Get("message").Type == gjson.String {
		if isCode(code.Raw) {
			s.says(semconv.RPCResponseStatusCode, code.Raw)
		}
	} else if m == mcp.MethodToolsCall {
		if a := answerOfText(response.Raw); a.isError {
			s.outcomeFromText(a.text)
		}
		s.move("response", semconv.GenAIToolCallResult)
	}
}

// logfireAgent reads what the OpenAI Agents SDK says of a function or an agent.
// A function on an MCP server is still the framework's own call.
func logfireAgent(s *Span) {
	switch s.Text(semconv.GenAIOperationName) {
	case semconv.OperationInvokeAgent:
		s.moveText("name", semconv.GenAIAgentName)
	case semconv.OperationExecuteTool:
		s.moveText("name", semconv.GenAIToolName)
		if name, ok := strings.CutPrefix(s.Name(), logfireFunction); ok && !strings.HasPrefix(name, "{") {
			s.Put(semconv.GenAIToolName, name)
		}
		s.move("input", semconv.GenAIToolCallArguments)
		s.move("output", semconv.GenAIToolCallResult)
		s.moveText("mcp_data.server", semconv.MCPServerName)
		data, _ := parse(s.Text("mcp_data"))
		if s.says(semconv.MCPServerName, scalar(data.Get("server"))) && len(data.Map()) == 1 {
			s.drop("mcp_data")
		}
	}
}
