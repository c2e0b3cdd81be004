package dialect

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// adot is aws-observability/aws-otel-python-instrumentation 0.19.0. Keys are
// the conventions' but for a prompt's name; names are "mcp {method} {target}"
// with a URI, and mcp.protocol.version is the library's latest, whatever was
// negotiated. "mcp.session" covers the life of the client's transport.
var adot = &Dialect{
	Name:     "adot",
	Scopes:   []string{"amazon.opentelemetry.distro.instrumentation.mcp*"},
	Reads:    []string{adotPrompt},
	Shape:    isADOT,
	Begins:   adotPrefix,
	Identify: adotIdentify,
	Fix:      adotFix,
	Renames:  true,
	Drops:    []string{semconv.MCPProtocolVersion},
}

const (
	adotPrefix  = "mcp "
	adotSession = "mcp.session"
	// adotPrompt is the prompt's text elsewhere and its name here.
	adotPrompt = "gen_ai.prompt"
)

func isADOT(s *Span) bool {
	m, _, ok := adotMessage(s.Name())
	return ok && m == s.Text(semconv.MCPMethodName)
}

func adotMessage(name string) (method, target string, ok bool) {
	rest, ok := strings.CutPrefix(name, adotPrefix)
	if !ok {
		return "", "", false
	}
	return mcp.CutMethod(rest)
}

func adotIdentify(s *Span) {
	if s.Name() == adotSession && !s.identified() {
		s.state(mcp.KindSession)
		if s.Kind() == ptrace.SpanKindInternal {
			s.SetKind(ptrace.SpanKindClient)
		}
		return
	}
	m, _, _ := adotMessage(s.Name())
	s.Put(semconv.MCPMethodName, m)
}

func adotFix(s *Span) {
	m := s.Text(semconv.MCPMethodName)
	if named, target, ok := adotMessage(s.Name()); ok && named == m {
		if m == mcp.MethodPromptsGet && target != "" && s.Text(adotPrompt) == target {
			s.moveText(adotPrompt, semconv.GenAIPromptName)
		}
		s.rename(m, target)
	}
	s.errorTypeFromCode()
}
