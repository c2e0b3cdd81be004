package callmetrics

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Rule makes one observation of a metric from an event. Rules of one metric have
// the same label keys in the same order.
type Rule struct {
	Metric *semconv.Metric
	// On is the event; the zero value is a span that told of a call.
	On    What
	Kinds []mcp.Kind
	// Family restricts the rule to a family of conventions; the zero value is any.
	Family semconv.Family
	// When is the condition besides event and kind; nil is always.
	When func(*Subject) bool
	// Value is the observed value in the metric's unit, or what a counter grows by.
	Value  Quantity
	Labels []Label
}

var (
	messages   = []mcp.Kind{mcp.KindToolCall, mcp.KindRequest, mcp.KindNotification}
	requests   = []mcp.Kind{mcp.KindToolCall, mcp.KindRequest}
	toolCalls  = []mcp.Kind{mcp.KindToolCall}
	others     = []mcp.Kind{mcp.KindRequest}
	sessions   = []mcp.Kind{mcp.KindSession}
	turns      = []mcp.Kind{mcp.KindTurn}
	tasks      = []mcp.Kind{mcp.KindTask}
	agents     = []mcp.Kind{mcp.KindAgent}
	inferences = []mcp.Kind{mcp.KindInference}
	operations = []mcp.Kind{mcp.KindOperation}
	// Model calls are told twice by log and span.
	deduplicated = []mcp.Kind{mcp.KindToolCall, mcp.KindRequest, mcp.KindNotification, mcp.KindInference}
	charged      = []mcp.Kind{mcp.KindToolCall, mcp.KindInference}
	anything     = allKinds()
)

func allKinds() (kinds []mcp.Kind) {
	for kind := range mcp.NumKinds {
		kinds = append(kinds, kind)
	}
	return kinds
}

var (
	// messageLabels are those of both operation metrics (conventions 1.4).
	messageLabels = []Label{
		methodName, errorType, statusCode, toolName, promptName, mcpOperation,
		protocolVersion, jsonrpcVersion, transport, networkProtocol, networkVersion,
	}
	sessionLabels = []Label{errorType, protocolVersion, jsonrpcVersion, transport, networkProtocol, networkVersion}
	serverLabels  = []Label{serverAddress, serverPort}
	modelLabels   = []Label{operation, providerName, requestModel, responseModel, serverAddress, serverPort}
	failedModel   = join(modelLabels, []Label{errorType})
	modelTokens   = join(modelLabels, []Label{modality})
	inputLabels   = join(modelLabels, []Label{constant(semconv.GenAITokenType, semconv.TokenTypeInput)})
	outputLabels  = join(modelLabels, []Label{constant(semconv.GenAITokenType, semconv.TokenTypeOutput)})
	askLabels     = []Label{methodName, asked, askedWhere, role}
	answerLabels  = []Label{methodName, answeredBy, answeredWhere, role}
	liveLabels    = []Label{transport, protocolVersion, sessionEvidence, role}

	definitionLabels = []Label{serverName, toolName, constant(semconv.MCPContextSource, "definition"), role}
	resultLabels     = []Label{serverName, toolName, constant(semconv.MCPContextSource, "result"), role}
)

// Rules are every metric that calls make.
var Rules = slices.Concat(
	messageRules, on(Passed, messageRules), sessionDurations, modelRules, agentRules, callRules, sessionRules, contextRules, evidenceRules,
)

// messageRules are of messages. What a gateway receives and what it sends on are
// different ones, though of one call.
var messageRules = []Rule{
	{Metric: &semconv.MCPClientOperationDuration, Kinds: messages, When: sentMessage, Value: seconds, Labels: join(messageLabels, serverLabels)},
	{Metric: &semconv.MCPServerOperationDuration, Kinds: messages, When: receivedMessage, Value: seconds, Labels: messageLabels},
	{Metric: &semconv.MCPMessages, Kinds: messages, When: onASide, Labels: askLabels},
	{Metric: &semconv.MCPMessages, Kinds: requests, When: answered, Labels: answerLabels},
	{Metric: &semconv.MCPMessageSize, Kinds: messages, When: requestSized, Value: requestSize, Labels: askLabels},
	{Metric: &semconv.MCPMessageSize, Kinds: messages, When: responseSized, Value: responseSize, Labels: answerLabels},
}

// on returns the same rules for another event.
func on(what What, rules []Rule) []Rule {
	same := slices.Clone(rules)
	for i := range same {
		same[i].On = what
	}
	return same
}

// sessionDurations are those of the conventions.
var sessionDurations = []Rule{
	{Metric: &semconv.MCPClientSessionDuration, Kinds: sessions, When: onClient, Value: seconds, Labels: join(sessionLabels, serverLabels)},
	{Metric: &semconv.MCPServerSessionDuration, Kinds: sessions, When: onServer, Value: seconds, Labels: sessionLabels},
	{Metric: &semconv.MCPClientSessionDuration, On: SessionEnded, Kinds: sessions, When: protocolOnClient, Value: seconds, Labels: join(sessionLabels, serverLabels)},
	{Metric: &semconv.MCPServerSessionDuration, On: SessionEnded, Kinds: sessions, When: protocolOnServer, Value: seconds, Labels: sessionLabels},
}

// modelRules are the metrics of model calls, in both families of conventions.
var modelRules = []Rule{
	{Metric: &semconv.GenAIClientOperationDuration, Kinds: inferences, Family: semconv.V141, When: timedNotReceived, Value: seconds, Labels: failedModel},
	{Metric: &semconv.GenAIClientOperationDuration, Kinds: operations, When: timedNotReceived, Value: seconds, Labels: failedModel},
	{Metric: &semconv.GenAIClientTokenUsage, Kinds: inferences, When: hasInput, Value: inputTokens, Labels: inputLabels},
	{Metric: &semconv.GenAIClientTokenUsage, Kinds: inferences, When: hasOutput, Value: outputTokens, Labels: outputLabels},
	{Metric: &semconv.GenAIClientOperationFirstChunk, Kinds: inferences, When: streamed, Value: firstChunk, Labels: modelLabels},
	{Metric: &semconv.GenAIClientInferenceDuration, Kinds: inferences, When: timedNotReceived, Value: seconds, Labels: failedModel},
	{Metric: &semconv.GenAIClientInferenceFirstChunk, Kinds: inferences, When: streamed, Value: firstChunk, Labels: modelLabels},
	{Metric: &semconv.GenAIClientInferenceInput, Kinds: inferences, When: hasInput, Value: inputTokens, Labels: modelTokens},
	{Metric: &semconv.GenAIClientInferenceOutput, Kinds: inferences, When: hasOutput, Value: outputTokens, Labels: modelTokens},
	{Metric: &semconv.GenAIClientInferenceCacheRead, Kinds: inferences, When: readCache, Value: cacheRead, Labels: modelTokens},
	{Metric: &semconv.GenAIClientInferenceCacheWrite, Kinds: inferences, When: wroteCache, Value: cacheWrite, Labels: modelTokens},
	{Metric: &semconv.GenAIClientInferenceReasoning, Kinds: inferences, When: reasoned, Value: reasoning, Labels: modelTokens},
	{Metric: &semconv.GenAIClientInferenceOperationInput, Kinds: inferences, When: hasInput, Value: inputTokens, Labels: modelLabels},
	{Metric: &semconv.GenAIClientInferenceOperationOutput, Kinds: inferences, When: hasOutput, Value: outputTokens, Labels: modelLabels},
	{Metric: &semconv.GenAIServerRequestDuration, Kinds: inferences, When: timedReceived, Value: seconds, Labels: failedModel},
}

// agentRules are the metrics of agents and their tools.
var agentRules = []Rule{
	{Metric: &semconv.GenAIExecuteToolDuration, Kinds: toolCalls, When: timedByAgent, Value: seconds, Labels: []Label{toolName, toolType, agentName, errorType}},
	{Metric: &semconv.GenAIInvokeAgentDuration, Kinds: agents, Value: seconds, Labels: []Label{agentName, requestModel, errorType}},
	{Metric: &semconv.GenAIInvokeAgentInferenceCalls, Kinds: agents, When: tallied, Value: inferenceCount, Labels: []Label{agentName}},
	{Metric: &semconv.GenAIInvokeAgentToolCalls, Kinds: agents, When: tallied, Value: toolCallCount, Labels: []Label{agentName}},
	{Metric: &semconv.GenAIInvokeWorkflowDuration, Kinds: tasks, When: isWorkflow, Value: seconds, Labels: []Label{workflowName, errorType}},
}

// callRules are what the conventions lack of single calls.
var callRules = []Rule{
	{Metric: &semconv.MCPToolCalls, Kinds: toolCalls, Labels: []Label{toolName, outcome, role}},
	{Metric: &semconv.MCPToolCallDuration, Kinds: toolCalls, When: whole, Value: seconds, Labels: []Label{toolName, outcome, role}},
	{Metric: &semconv.MCPToolCallDuration, On: Completed, Kinds: toolCalls, When: timed, Value: seconds, Labels: []Label{toolName, outcome, role}},
	{Metric: &semconv.MCPToolResultSize, Kinds: toolCalls, When: responseSized, Value: responseSize, Labels: []Label{toolName, role}},
	{Metric: &semconv.MCPResourceReads, Kinds: others, When: reads, Labels: []Label{resource, outcome, role}},
	{Metric: &semconv.MCPResourceSize, Kinds: others, When: readsSized, Value: responseSize, Labels: []Label{resource, role}},
	{Metric: &semconv.MCPElicitations, Kinds: requests, When: accepted, Value: acceptedTimes, Labels: []Label{constant(semconv.MCPElicitationAction, "accept"), role}},
	{Metric: &semconv.MCPElicitations, Kinds: requests, When: declined, Value: declinedTimes, Labels: []Label{constant(semconv.MCPElicitationAction, "decline"), role}},
	{Metric: &semconv.MCPElicitations, Kinds: requests, When: dismissed, Value: dismissedTimes, Labels: []Label{constant(semconv.MCPElicitationAction, "cancel"), role}},
}

// sessionRules are of sessions and turns, told by spans or put together from calls.
var sessionRules = []Rule{
	{Metric: &semconv.MCPSessionsActive, On: SessionBegan, Kinds: sessions, Labels: liveLabels},
	{Metric: &semconv.MCPSessionHandshakes, Kinds: others, When: handshake, Labels: []Label{outcome, protocolVersion, role}},
	{Metric: &semconv.MCPSessionTurns, Kinds: sessions, When: tallied, Value: turnCount, Labels: []Label{sessionEvidence, role}},
	{Metric: &semconv.MCPSessionTurns, On: SessionEnded, Kinds: sessions, When: tallied, Value: turnCount, Labels: []Label{sessionEvidence, role}},
	{Metric: &semconv.MCPSessionToolCalls, Kinds: sessions, When: tallied, Value: toolCallCount, Labels: []Label{sessionEvidence, role}},
	{Metric: &semconv.MCPSessionToolCalls, On: SessionEnded, Kinds: sessions, When: tallied, Value: toolCallCount, Labels: []Label{sessionEvidence, role}},
	{Metric: &semconv.MCPTurnDuration, Kinds: turns, Value: seconds, Labels: []Label{sessionEvidence, agentName}},
	{Metric: &semconv.MCPTurnToolCalls, Kinds: turns, When: tallied, Value: toolCallCount, Labels: []Label{sessionEvidence, agentName}},
}

// contextRules are of what takes room in a model's context, and what that costs.
var contextRules = []Rule{
	{Metric: &semconv.MCPToolDefinitionSize, On: Defined, Kinds: toolCalls, Value: amount, Labels: []Label{serverName, toolName}},
	{Metric: &semconv.MCPCapabilities, On: Offered, Kinds: others, Value: amount, Labels: []Label{serverName, detail(semconv.MCPCapabilityKind)}},
	{Metric: &semconv.MCPToolsUnused, On: Unused, Kinds: others, Value: amount, Labels: []Label{serverName}},
	{Metric: &semconv.MCPContextSize, Kinds: toolCalls, When: hasResult, Value: givenSize, Labels: resultLabels},
	{Metric: &semconv.MCPContextSize, On: Carried, Kinds: toolCalls, Value: amount, Labels: definitionLabels},
	{Metric: &semconv.MCPContextTokens, Kinds: toolCalls, When: hasResult, Value: givenTokens, Labels: join(resultLabels, []Label{estimated})},
	{Metric: &semconv.MCPContextTokens, On: Carried, Kinds: toolCalls, Value: definitionTokens, Labels: join(definitionLabels, []Label{estimated})},
	{Metric: &semconv.MCPToolResultsRepeated, Kinds: toolCalls, When: again, Labels: []Label{serverName, toolName, role}},
	{Metric: &semconv.MCPCosts, On: Charged, Kinds: charged, Value: amount, Labels: []Label{detail(semconv.MCPCostSource), providerName, requestModel, toolName, role}},
}

// evidenceRules are of what was done to telemetry and found in it.
var evidenceRules = []Rule{
	{Metric: &semconv.MCPCallsDeduplicated, On: Repeated, Kinds: deduplicated, Labels: []Label{dialectName, role}},
	{Metric: &semconv.MCPStatusRepairs, Kinds: requests, When: repaired, Labels: []Label{dialectName, role}},
	{Metric: &semconv.MCPFindings, On: Found, Kinds: anything, Labels: []Label{detail(semconv.MCPFindingType), severity}},
	{Metric: &semconv.MCPRedactions, On: Redacted, Kinds: anything, Value: amount, Labels: []Label{detail(semconv.MCPRedactionCategory)}},
}

func join(a, b []Label) []Label {
	return append(append(make([]Label, 0, len(a)+len(b)), a...), b...)
}
