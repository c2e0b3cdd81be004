package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// fastmcp is PrefectHQ/fastmcp 4.0 to 4.2 and jlowin/fastmcp 3.0 to 3.2, native
// telemetry. Version 4 is close to the conventions; up to 3.1 the method and
// the tool are under rpc.method and fastmcp.component.key. "delegate" spans are
// hops into a mounted server and no messages.
var fastmcp = &Dialect{
	Name:     "fastmcp",
	Scopes:   []string{"fastmcp"},
	Markers:  []string{"fastmcp.server.name", fastmcpComponent},
	Reads:    []string{"rpc.system", "rpc.method", "rpc.service"},
	Identify: fastmcpIdentify,
	Parts: []Part{
		{"delegate *", mcp.KindStructure},
	},
	Fix:     fastmcpFix,
	Renames: true,
}

const fastmcpComponent = "fastmcp.component.key"

const fastmcpDelegate = "delegate "

func fastmcpIdentify(s *Span) {
	if strings.HasPrefix(s.Name(), fastmcpDelegate) {
		return
	}
	if s.Text("rpc.system") == "mcp" {
		s.Put(semconv.MCPMethodName, method(s.Text("rpc.method")))
	}
	if named, _, ok := mcp.CutMethod(s.Name()); ok {
		s.Put(semconv.MCPMethodName, named)
	}
}

func fastmcpFix(s *Span) {
	if strings.HasPrefix(s.Name(), fastmcpDelegate) {
		s.Put(semconv.MCPCallRole, mcp.RoleInside.String())
	}
	component := s.Text(fastmcpComponent)
	switch s.Text(semconv.MCPMethodName) {
	case mcp.MethodToolsCall:
		s.Put(semconv.GenAIToolName, fastmcpName(component, "tool:"))
		fastmcpRefusal(s)
	case mcp.MethodPromptsGet:
		s.Put(semconv.GenAIPromptName, fastmcpName(component, "prompt:"))
	}
	s.moveText("fastmcp.server.name", semconv.MCPServerName)
	if s.Text("rpc.system") == "mcp" {
		s.moveText("rpc.service", semconv.MCPServerName)
		s.drop("rpc.system")
	}
	if s.Text("rpc.method") == s.Text(semconv.MCPMethodName) {
		s.drop("rpc.method")
	}
}

// fastmcpRefusal tells refused arguments from other failures: servers by the
// exception's class, clients by the result's text, which is the status message.
func fastmcpRefusal(s *Span) {
	switch s.Text(semconv.ErrorType) {
	case "ValidationError":
		s.Put(semconv.MCPCallOutcome, mcp.OutcomeValidationError.String())
	case semconv.ErrorTypeTool:
		s.outcomeFromText(s.Status().Message())
	}
}

// fastmcpName returns the name in "{kind}:{name}@{version}"; the version may be
// empty and the name may contain both separators.
func fastmcpName(key, kind string) string {
	name, ok := strings.CutPrefix(key, kind)
	if !ok {
		return ""
	}
	if at := strings.LastIndexByte(name, '@'); at >= 0 {
		name = name[:at]
	}
	return name
}
