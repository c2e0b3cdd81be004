package callmetrics

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Rule makes one observation of a metric from a call. Rules of one metric have
// the same label keys in the same order.
type Rule struct {
	Metric *semconv.Metric
	Kinds  []mcp.Kind
	// Duplicates makes the observation of calls that were told before, and only of
	// those.
	Duplicates bool
	// When is the condition besides the kind; nil is always.
	When func(*mcp.Call) bool
	// Value is the observed value in the metric's unit; nil is 1, for counting calls.
	Value  func(*mcp.Call) float64
	Labels []Label
}

var (
	messages   = []mcp.Kind{mcp.KindToolCall, mcp.KindRequest, mcp.KindNotification}
	toolCalls  = []mcp.Kind{mcp.KindToolCall}
	sessions   = []mcp.Kind{mcp.KindSession}
	turns      = []mcp.Kind{mcp.KindTurn}
	agents     = []mcp.Kind{mcp.KindAgent}
	inferences = []mcp.Kind{mcp.KindInference}
	operations = []mcp.Kind{mcp.KindInference, mcp.KindOperation}
	// Model calls are told twice by log and span.
	deduplicated = []mcp.Kind{mcp.KindToolCall, mcp.KindRequest, mcp.KindNotification, mcp.KindInference}
)

var (
	// messageLabels are those of both operation metrics (conventions 1.4).
	messageLabels = []Label{
		methodName, errorType, statusCode, toolName, promptName, mcpOperation,
		protocolVersion, jsonrpcVersion, transport, networkProtocol, networkVersion,
	}
	sessionLabels = []Label{errorType, protocolVersion, jsonrpcVersion, transport, networkProtocol, networkVersion}
	serverLabels  = []Label{serverAddress, serverPort}
	modelLabels   = []Label{operation, providerName, requestModel, responseModel, serverAddress, serverPort}
)

// Rules are every metric that calls make.
var Rules = []Rule{
	{Metric: &semconv.MCPClientOperationDuration, Kinds: messages, When: sentMessage, Value: seconds, Labels: join(messageLabels, serverLabels)},
	{Metric: &semconv.MCPServerOperationDuration, Kinds: messages, When: receivedMessage, Value: seconds, Labels: messageLabels},
	{Metric: &semconv.MCPClientSessionDuration, Kinds: sessions, When: onClient, Value: seconds, Labels: join(sessionLabels, serverLabels)},
	{Metric: &semconv.MCPServerSessionDuration, Kinds: sessions, When: onServer, Value: seconds, Labels: sessionLabels},
	{Metric: &semconv.GenAIClientOperationDuration, Kinds: operations, When: timedNotReceived, Value: seconds, Labels: join(modelLabels, []Label{errorType})},
	{Metric: &semconv.GenAIClientTokenUsage, Kinds: inferences, When: hasInput, Value: inputTokens, Labels: join(modelLabels, []Label{constant(semconv.GenAITokenType, semconv.TokenTypeInput)})},
	{Metric: &semconv.GenAIClientTokenUsage, Kinds: inferences, When: hasOutput, Value: outputTokens, Labels: join(modelLabels, []Label{constant(semconv.GenAITokenType, semconv.TokenTypeOutput)})},
	{Metric: &semconv.GenAIExecuteToolDuration, Kinds: toolCalls, When: timedByAgent, Value: seconds, Labels: []Label{toolName, toolType, agentName, errorType}},
	{Metric: &semconv.GenAIInvokeAgentDuration, Kinds: agents, Value: seconds, Labels: []Label{agentName, requestModel, errorType}},
	{Metric: &semconv.MCPToolCalls, Kinds: toolCalls, Labels: []Label{toolName, outcome, role}},
	{Metric: &semconv.MCPMessageSize, Kinds: messages, When: requestSized, Value: requestSize, Labels: []Label{methodName, constant(semconv.MCPMessageType, "request"), role}},
	{Metric: &semconv.MCPMessageSize, Kinds: messages, When: responseSized, Value: responseSize, Labels: []Label{methodName, constant(semconv.MCPMessageType, "response"), role}},
	{Metric: &semconv.MCPToolResultSize, Kinds: toolCalls, When: responseSized, Value: responseSize, Labels: []Label{toolName, role}},
	{Metric: &semconv.MCPSessionTurns, Kinds: sessions, When: tallied, Value: turnCount, Labels: []Label{sessionEvidence}},
	{Metric: &semconv.MCPSessionToolCalls, Kinds: sessions, When: tallied, Value: toolCallCount, Labels: []Label{sessionEvidence}},
	{Metric: &semconv.MCPTurnDuration, Kinds: turns, Value: seconds, Labels: []Label{sessionEvidence, agentName}},
	{Metric: &semconv.MCPTurnToolCalls, Kinds: turns, When: tallied, Value: toolCallCount, Labels: []Label{sessionEvidence, agentName}},
	{Metric: &semconv.MCPCallsDeduplicated, Kinds: deduplicated, Duplicates: true, Labels: []Label{dialectName, role}},
}

func join(a, b []Label) []Label {
	return append(append(make([]Label, 0, len(a)+len(b)), a...), b...)
}

// sentMessage is true for messages seen by their sender. The framework's
// execute_tool span that an MCP client enriched is one too: no other span tells
// of that message (conventions 1.7, "merged"). A view from inside the server is
// none, whatever its span kind: the call was already seen at its edge. A subscription
// lasts as long as somebody listens, which is no latency.
func sentMessage(c *mcp.Call) bool {
	if c.Method == "" || c.Role == mcp.RoleInside || c.Method == mcp.MethodListen {
		return false
	}
	return c.Side == mcp.SideClient || c.Side == mcp.SideUnknown && c.Role == mcp.RoleAgent
}

func receivedMessage(c *mcp.Call) bool {
	return c.Method != "" && c.Side == mcp.SideServer && c.Role != mcp.RoleInside && c.Method != mcp.MethodListen
}

// notReceived is false for what a model's server tells: the client's metrics
// are of what clients saw.
func notReceived(c *mcp.Call) bool { return c.Side != mcp.SideServer }

func timedNotReceived(c *mcp.Call) bool { return c.Timed() && notReceived(c) }
func timedByAgent(c *mcp.Call) bool     { return c.Timed() && c.Role == mcp.RoleAgent }

func onClient(c *mcp.Call) bool { return c.Side == mcp.SideClient }
func onServer(c *mcp.Call) bool { return c.Side == mcp.SideServer }

func requestSized(c *mcp.Call) bool     { return c.RequestSize > 0 }
func responseSized(c *mcp.Call) bool    { return c.ResponseSize > 0 }
func requestSize(c *mcp.Call) float64   { return float64(c.RequestSize) }
func responseSize(c *mcp.Call) float64  { return float64(c.ResponseSize) }
func tallied(c *mcp.Call) bool          { return c.Tallied }
func turnCount(c *mcp.Call) float64     { return float64(c.Turns) }
func toolCallCount(c *mcp.Call) float64 { return float64(c.ToolCalls) }

func hasInput(c *mcp.Call) bool        { return c.Usage.HasInput && notReceived(c) }
func hasOutput(c *mcp.Call) bool       { return c.Usage.HasOutput && notReceived(c) }
func inputTokens(c *mcp.Call) float64  { return float64(c.Usage.Input) }
func outputTokens(c *mcp.Call) float64 { return float64(c.Usage.Output) }
func seconds(c *mcp.Call) float64      { return c.Duration().Seconds() }
