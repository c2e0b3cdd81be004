package dialect

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// generic is the session, task, turn, agent.reasoning and tool.call model that
// users build by hand. It applies only where nothing else does. The bare words
// are common in other software too, so a span that is named by one of them
// alone must also carry an attribute of the model.
var generic = &Dialect{
	Name:     "generic",
	Shape:    isGeneric,
	Reads:    []string{"mcp.*", "gen_ai.*", "turn.number", "tool.parameters"},
	Identify: genericIdentify,
	Fix:      genericFix,
	Aliases: []Alias{
		{From: "tool.name", To: semconv.GenAIToolName},
		{From: "tool_name", To: semconv.GenAIToolName},
		{From: "tool_call_id", To: semconv.GenAIToolCallID},
		{From: "session.id", To: semconv.GenAIConversationID, Keep: true},
		{From: "session_id", To: semconv.GenAIConversationID, Keep: true},
		{From: "thread_id", To: semconv.GenAIConversationID, Keep: true},
		{From: "agent.name", To: semconv.GenAIAgentName},
		{From: "agent_name", To: semconv.GenAIAgentName},
		{From: "tokens_in", To: semconv.GenAIUsageInputTokens, Type: Count},
		{From: "tokens_out", To: semconv.GenAIUsageOutputTokens, Type: Count},
		{From: "cost_usd", To: semconv.MCPCost, Type: Amount},
		{From: "model", To: semconv.GenAIRequestModel},
	},
}

// genericName is what a span name of the model says.
type genericName struct {
	kind              mcp.Kind
	operation, method string
	// bare names need the evidence of an attribute.
	bare bool
}

var genericNames = map[string]genericName{
	"session":         {kind: mcp.KindSession, bare: true},
	"agent.session":   {kind: mcp.KindSession},
	"mcp.session":     {kind: mcp.KindSession},
	"task":            {kind: mcp.KindTask, bare: true},
	"agent.task":      {kind: mcp.KindTask},
	"turn":            {kind: mcp.KindTurn, bare: true},
	"agent.turn":      {kind: mcp.KindTurn},
	"agent.reasoning": {operation: semconv.OperationChat},
	"tool.call":       {operation: semconv.OperationExecuteTool, bare: true},
	"agent.tool.call": {operation: semconv.OperationExecuteTool},
	"mcp.tool.call":   {operation: semconv.OperationExecuteTool, method: mcp.MethodToolsCall},
	"mcp.tools.call":  {operation: semconv.OperationExecuteTool, method: mcp.MethodToolsCall},
	"mcp.tool_call":   {operation: semconv.OperationExecuteTool, method: mcp.MethodToolsCall},
	"mcp.tools_call":  {operation: semconv.OperationExecuteTool, method: mcp.MethodToolsCall},
}

// genericEvidence are the keys that show that a bare name is meant as the
// model's. A session id is not among them: other software has sessions too.
var genericEvidence = []string{
	"tool.name", "tool_name", "turn.number", "agent.name", "agent_name", "tokens_in", "tokens_out",
}

func isGeneric(s *Span) bool {
	name, ok := genericNames[s.Name()]
	if !ok {
		return false
	}
	return !name.bare || s.HasPrefix("mcp.") || s.HasPrefix("gen_ai.") || slices.ContainsFunc(genericEvidence, s.Has)
}

// genericIdentify calls a tool call MCP only if its name or an mcp.* attribute
// does.
func genericIdentify(s *Span) {
	name := genericNames[s.Name()]
	s.state(name.kind)
	s.Put(semconv.MCPMethodName, name.method)
	if name.operation == semconv.OperationExecuteTool && s.HasPrefix("mcp.") {
		s.Put(semconv.MCPMethodName, mcp.MethodToolsCall)
	}
	s.Put(semconv.GenAIOperationName, name.operation)
}

func genericFix(s *Span) {
	if s.Text(semconv.GenAIOperationName) != semconv.OperationExecuteTool {
		return
	}
	s.moveParameters()
}
