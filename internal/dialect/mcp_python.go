package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// mcpPython is modelcontextprotocol/python-sdk v2.0.0. Servers speak the
// conventions; clients name the span "MCP send {method} {name}" and give little
// else, so the target comes from the name.
var mcpPython = &Dialect{
	Name:     "mcp-python",
	Scopes:   []string{"mcp-python-sdk"},
	Shape:    isMCPPython,
	Begins:   mcpPythonPrefix,
	Identify: mcpPythonIdentify,
}

const mcpPythonPrefix = "MCP send "

// isMCPPython leaves alone what says that it is something other than a message.
func isMCPPython(s *Span) bool {
	_, _, ok := mcpPythonSent(s.Name())
	return ok && (!s.identified() || s.Has(semconv.MCPMethodName))
}

func mcpPythonSent(name string) (method, target string, ok bool) {
	rest, ok := strings.CutPrefix(name, mcpPythonPrefix)
	if !ok {
		return "", "", false
	}
	return mcp.CutMethod(rest)
}

func mcpPythonIdentify(s *Span) {
	m, target, ok := mcpPythonSent(s.Name())
	if !ok {
		return
	}
	if !mcp.KnownMethod(s.Text(semconv.MCPMethodName)) {
		s.Replace(semconv.MCPMethodName, m)
	}
	switch m {
	case mcp.MethodToolsCall:
		s.Put(semconv.GenAIToolName, target)
	case mcp.MethodPromptsGet:
		s.Put(semconv.GenAIPromptName, target)
	default:
		target = ""
	}
	s.rename(m, target)
}
