package dialect

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
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
		sentryArgument + "*", sentryResult + "*", "mcp.tool.result.is_error", "mcp.transport", semconv.NetworkProtocolVersion,
	},
	Fix:     sentryFix,
	Renames: true,
	Aliases: []Alias{
		{From: "mcp.tool.result.content", To: semconv.GenAIToolCallResult, Type: Content},
		{From: "mcp.transport", To: semconv.NetworkTransport, Text: sentryTransport},
	},
}

const (
	sentryArgument = "mcp.request.argument."
	// sentryResult is followed by a number if the result has several parts.
	sentryResult = "mcp.tool.result."
)

func sentryFix(s *Span) {
	m := s.Text(semconv.MCPMethodName)
	if m == "" {
		return
	}
	sentrySide(s)
	if s.Text(semconv.NetworkProtocolVersion) == "2.0" {
		s.drop(semconv.NetworkProtocolVersion)
	}
	switch m {
	case mcp.MethodToolsCall:
		s.collectArguments(sentryArgument, rawJSON)
		sentryParts(s)
	case mcp.MethodPromptsGet:
		sentryPrompt(s)
	}
	if s.True("mcp.tool.result.is_error") {
		s.fail()
		s.outcomeFromText(s.Text("mcp.tool.result.content"))
	}
	if s.Status().Code() == ptrace.StatusCodeError {
		s.Put(semconv.MCPCallOutcome, sentryOutcomes[s.Status().Message()].String())
	}
}

// sentryOutcomes are the status messages that Sentry's own status values become
// and that say more than that the call failed.
var sentryOutcomes = map[string]mcp.Outcome{
	"cancelled":         mcp.OutcomeCancelled,
	"deadline_exceeded": mcp.OutcomeTimeout,
	"unauthenticated":   mcp.OutcomeAuthDenied,
	"permission_denied": mcp.OutcomeAuthDenied,
}

// sentrySide gives INTERNAL spans their side. All are seen by the server, which
// is the sender of the notifications to the client.
func sentrySide(s *Span) {
	switch {
	case s.Kind() != ptrace.SpanKindInternal:
	case s.Text("sentry.op") == "mcp.notification.server_to_client":
		s.SetKind(ptrace.SpanKindClient)
	default:
		s.SetKind(ptrace.SpanKindServer)
	}
}

// maxVariables bounds the arguments of one prompt that become attributes.
const maxVariables = 64

// sentryPrompt gives the arguments of a prompt their keys. JavaScript counts
// the prompt's name among them.
func sentryPrompt(s *Span) {
	var keys []string
	prompt := firstNonEmpty(s.Text("mcp.prompt.name"), s.Text(semconv.GenAIPromptName))
	for _, a := range slices.Clone(s.found) {
		name, ok := strings.CutPrefix(a.key, sentryArgument)
		if !ok {
			continue
		}
		text, ok := s.plainText(a.value)
		if !ok {
			continue
		}
		if len(keys) == maxVariables {
			break
		}
		text = jsonText(text)
		if name != "name" || text != prompt {
			s.Put("gen_ai.prompt.variable."+name, text)
		}
		keys = append(keys, a.key)
	}
	s.dropAll(keys)
}

// sentryParts makes one result of those of several parts: attributes such as
// "mcp.tool.result.0.content_type" and "mcp.tool.result.0.content".
func sentryParts(s *Span) {
	var (
		keys  []string
		parts = map[int]map[string]string{}
	)
	for _, a := range s.found {
		tail, ok := strings.CutPrefix(a.key, sentryResult)
		if !ok {
			continue
		}
		number, name, _ := strings.Cut(tail, ".")
		n, err := strconv.Atoi(number)
		if err != nil || n < 0 || n >= maxParts || name == "" || a.value.Type() != pcommon.ValueTypeStr || !utf8.ValidString(a.key+a.value.Str()) {
			continue
		}
		if parts[n] == nil {
			parts[n] = map[string]string{}
		}
		parts[n][name] = a.value.Str()
		keys = append(keys, a.key)
	}
	if len(parts) == 0 || s.Has(semconv.GenAIToolCallResult) {
		return
	}
	list := make([]map[string]string, 0, len(parts))
	for _, n := range slices.Sorted(maps.Keys(parts)) {
		list = append(list, parts[n])
	}
	text, err := json.Marshal(list)
	if err != nil {
		return
	}
	s.Put(semconv.GenAIToolCallResult, string(text))
	s.dropAll(keys)
}

// maxParts bounds the parts of one result that are put together.
const maxParts = 64

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
