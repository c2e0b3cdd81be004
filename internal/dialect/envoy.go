package dialect

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// envoy is envoyproxy/ai-gateway v1.1.0, a gateway. Its vocabulary of default
// has names of the Go SDK's functions, keys of the conventions' drafts, and a
// protocol version that is a constant; the other one is the conventions'. The
// server is in an event. Calls of models are OpenInference's.
var envoy = &Dialect{
	Name:     "envoy-aigw",
	Scopes:   []string{"envoyproxy/ai-gateway"},
	Reads:    []string{envoyRequestID, "mcp.transport"},
	Shape:    isEnvoy,
	Identify: envoyIdentify,
	Fix:      envoyFix,
	Renames:  true,
	Aliases: []Alias{
		{From: envoyRequestID, To: semconv.JSONRPCRequestID, Text: envoyID},
		{From: "mcp.transport", To: semconv.NetworkTransport, Text: transport},
	},
}

const (
	envoyRequestID = "mcp.request.id"
	// envoyRoute is the name of the event that says where a call went.
	envoyRoute = "route to backend"
)

var envoyMethods = map[string]string{
	"CallTool": "tools/call", "ListTools": "tools/list",
	"GetPrompt": "prompts/get", "ListPrompts": "prompts/list",
	"ReadResource": "resources/read", "ListResources": "resources/list", "ListResourceTemplates": "resources/templates/list",
	"Subscribe": "resources/subscribe", "Unsubscribe": "resources/unsubscribe",
	"Initialize": "initialize", "SetLoggingLevel": "logging/setLevel", "Complete": "completion/complete", "Ping": "ping",
}

func isEnvoy(s *Span) bool {
	_, n := envoyBackend(s)
	return n > 0
}

// envoyBackend returns the last of the events that say where a call went, and
// how many there are.
func envoyBackend(s *Span) (event ptrace.SpanEvent, n int) {
	for _, e := range s.Events().All() {
		if e.Name() == envoyRoute {
			event = e
			n++
		}
	}
	return event, n
}

func envoyIdentify(s *Span) {
	switch {
	case s.Has(openinferenceKind):
		openinference.Identify(s)
	case !s.identified():
		s.Put(semconv.MCPMethodName, envoyMethods[s.Name()])
	}
}

func envoyFix(s *Span) {
	if s.Has(openinferenceKind) {
		openinference.Fix(s)
		s.apply(openinference.Aliases)
	}
	if !s.Has(semconv.MCPMethodName) {
		return
	}
	s.asGateway(ptrace.SpanKindClient)
	if envoyMethods[s.Name()] != "" || s.Has("mcp.transport") {
		s.drop(semconv.MCPProtocolVersion)
	}
	if s.Text(envoyRequestID) == "{<nil>}" { // of a notification
		s.drop(envoyRequestID)
	}
	if event, n := envoyBackend(s); n == 1 {
		envoyLift(s, event.Attributes(), "mcp.backend.name", semconv.MCPServerName)
		envoyLift(s, event.Attributes(), semconv.MCPSessionID, semconv.MCPSessionID)
	}
	s.errorTypeFromCode()
}

// envoyLift copies one text of the event to the span. The event stays: it says
// when.
func envoyLift(s *Span, event pcommon.Map, from, to string) {
	v, ok := event.Get(from)
	if !ok {
		return
	}
	if text, ok := s.plainText(v); ok {
		s.Put(to, text)
	}
}

// envoyID takes a request id out of the braces that Go prints around it.
func envoyID(text string) string {
	if inner, ok := strings.CutPrefix(text, "{"); ok {
		if inner, ok = strings.CutSuffix(inner, "}"); ok {
			return inner
		}
	}
	return text
}
