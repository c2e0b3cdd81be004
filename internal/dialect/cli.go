package dialect

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Here is what several dialects of agents and their tools have in common.

// unqualifyTool gives a tool that coding agents call "mcp__{server}__{tool}" its
// own name. The qualified name stays under the emitter's key; a name that is
// not qualified moves.
func (s *Span) unqualifyTool(key string) {
	s.moveText("mcp.tool.name", semconv.GenAIToolName) // the conventions' old name
	known, current := s.Text(semconv.MCPServerName), s.Text(semconv.GenAIToolName)
	if server, tool, ok := cutQualified(s.Text(key), known); ok {
		s.Put(semconv.MCPServerName, server)
		if current == "" || current == s.Text(key) {
			s.Replace(semconv.GenAIToolName, tool)
		}
		return
	}
	if server, tool, ok := cutQualified(current, known); ok && !s.Has(key) {
		s.Put(semconv.MCPServerName, server)
		s.Replace(key, current)
		s.Replace(semconv.GenAIToolName, tool)
		return
	}
	s.moveText(key, semconv.GenAIToolName)
}

// cutQualified splits "mcp__{server}__{tool}". Both names may contain the
// separator; the server's is then told by its known name.
func cutQualified(name, known string) (server, tool string, ok bool) {
	rest, ok := strings.CutPrefix(name, "mcp__")
	if !ok {
		return "", "", false
	}
	if tool, ok := strings.CutPrefix(rest, known+"__"); ok && known != "" && tool != "" {
		return known, tool, true
	}
	server, tool, _ = strings.Cut(rest, "__")
	return server, tool, server != "" && tool != ""
}

// says states a text and reports whether the span says it now; it does not where
// a convention attribute says something else.
func (s *Span) says(key, text string) bool {
	if key == "" || text == "" {
		return false
	}
	s.Put(key, text)
	return s.Text(key) == text
}

// dropRPC removes the names of the RPC conventions once the method says the same.
func (s *Span) dropRPC(system string) {
	if s.Text("rpc.method") != s.Text(semconv.MCPMethodName) {
		return
	}
	s.drop("rpc.method")
	if s.Text("rpc.system") == system {
		s.drop("rpc.system")
	}
}

// dropEmpty removes attributes that are empty text.
func (s *Span) dropEmpty(keys ...string) {
	for _, key := range keys {
		if v, ok := s.value(key); ok && v.Type() == pcommon.ValueTypeStr && v.Str() == "" {
			s.drop(key)
		}
	}
}

// side gives a span of kind INTERNAL the side that its name says.
func (s *Span) side(kind ptrace.SpanKind) {
	if s.Kind() == ptrace.SpanKindInternal {
		s.SetKind(kind)
	}
}
