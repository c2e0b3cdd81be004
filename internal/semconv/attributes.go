package semconv

// MCP and JSON-RPC attributes (v1.41.0, docs/gen-ai/mcp.md).
const (
	MCPMethodName         = "mcp.method.name"
	MCPSessionID          = "mcp.session.id"
	MCPProtocolVersion    = "mcp.protocol.version"
	MCPResourceURI        = "mcp.resource.uri"
	JSONRPCRequestID      = "jsonrpc.request.id"
	JSONRPCVersion        = "jsonrpc.protocol.version"
	RPCResponseStatusCode = "rpc.response.status_code"
	// RPCStatusCode is the name core main gives RPCResponseStatusCode
	// (unreleased, expected in 1.45.0); it is accepted, not written.
	RPCStatusCode = "rpc.status_code"
)

// General attributes used by the MCP and GenAI conventions (v1.41.0, stable).
const (
	ErrorType              = "error.type"
	NetworkTransport       = "network.transport"
	NetworkProtocolName    = "network.protocol.name"
	NetworkProtocolVersion = "network.protocol.version"
	ServerAddress          = "server.address"
	ServerPort             = "server.port"
	ServiceName            = "service.name"
	ServiceNamespace       = "service.namespace"
	ServiceInstanceID      = "service.instance.id"
	UserID                 = "user.id"
	HTTPResponseStatusCode = "http.response.status_code"
)

// GenAI attributes (v1.41.0, docs/gen-ai; cache_write is main, #440).
const (
	GenAIOperationName         = "gen_ai.operation.name"
	GenAIProviderName          = "gen_ai.provider.name"
	GenAIConversationID        = "gen_ai.conversation.id"
	GenAIAgentName             = "gen_ai.agent.name"
	GenAIWorkflowName          = "gen_ai.workflow.name"
	GenAIPromptName            = "gen_ai.prompt.name"
	GenAIToolName              = "gen_ai.tool.name"
	GenAIToolType              = "gen_ai.tool.type"
	GenAIToolCallID            = "gen_ai.tool.call.id"
	GenAIToolCallArguments     = "gen_ai.tool.call.arguments"
	GenAIToolCallResult        = "gen_ai.tool.call.result"
	GenAIToolDefinitions       = "gen_ai.tool.definitions"
	GenAISystemInstructions    = "gen_ai.system_instructions"
	GenAIInputMessages         = "gen_ai.input.messages"
	GenAIOutputMessages        = "gen_ai.output.messages"
	GenAIRequestModel          = "gen_ai.request.model"
	GenAIRequestSeed           = "gen_ai.request.seed"
	GenAIResponseModel         = "gen_ai.response.model"
	GenAIResponseID            = "gen_ai.response.id"
	GenAIOutputType            = "gen_ai.output.type"
	GenAITokenType             = "gen_ai.token.type"
	GenAIUsageInputTokens      = "gen_ai.usage.input_tokens"
	GenAIUsageOutputTokens     = "gen_ai.usage.output_tokens"
	GenAIUsageCacheReadTokens  = "gen_ai.usage.cache_read.input_tokens"
	GenAIUsageCacheWriteTokens = "gen_ai.usage.cache_write.input_tokens"
	GenAIUsageReasoningTokens  = "gen_ai.usage.reasoning.output_tokens"
	GenAITokenModality         = "gen_ai.token.modality"
	// GenAIResponseTimeToFirstChunk is in seconds (v1.42, docs/gen-ai/gen-ai-spans.md).
	GenAIResponseTimeToFirstChunk = "gen_ai.response.time_to_first_chunk"
	OpenAIRequestServiceTier      = "openai.request.service_tier"
	OpenAIResponseServiceTier     = "openai.response.service_tier"
	OpenAIResponseFingerprint     = "openai.response.system_fingerprint"
)

// Attributes of this project: what the conventions have no name for.
const (
	// MCPSpanType says what a span is, in one word: see mcp.Kind.
	MCPSpanType = "mcp.span.type"
	// MCPCallRole says from where a call was seen: agent, client, gateway,
	// server or inside.
	MCPCallRole = "mcp.call.role"
	// MCPCallOutcome says how a call ended, in one word.
	MCPCallOutcome = "mcp.call.outcome"
	// MCPServerName and MCPClientName are the names peers give themselves in
	// serverInfo and clientInfo.
	MCPServerName = "mcp.server.name"
	MCPClientName = "mcp.client.name"
	// MCPServerVersion and MCPClientVersion are the versions beside those names.
	MCPServerVersion = "mcp.server.version"
	MCPClientVersion = "mcp.client.version"
	// MCPServerCapabilities are the names of what a server can do, as initialize and
	// server/discover say.
	MCPServerCapabilities = "mcp.server.capabilities"
	// MCPStatusRepaired is true on a span whose status the emitter got wrong
	// and the receiver corrected from the result the span carries.
	MCPStatusRepaired = "mcp.status.repaired"
	// MCPDuplicate is true on a span that tells a call which was already told by
	// another one from the same side: it is no call of its own.
	MCPDuplicate = "mcp.duplicate"
	// MCPDialect is the vocabulary in which an emitter told a call.
	MCPDialect = "mcp.dialect"
	// MCPCallSource says what a span was made from if not from a span: see the
	// CallSource values.
	MCPCallSource = "mcp.call.source"
	// MCPSessionEvidence says what put a call into its session: see session.Tier.
	MCPSessionEvidence = "mcp.session.evidence"
	// MCPSessionKey is a keyed hash that calls of one session share, whatever the
	// evidence that put them there.
	MCPSessionKey = "mcp.session.key"
	// MCPTurnID is the id of the turn that a call belongs to.
	MCPTurnID = "mcp.turn.id"
	// MCPSessionCallCount to MCPSessionTurnCount are what a session or a turn consisted of,
	// and MCPSessionEnd is why it ended.
	MCPSessionCallCount       = "mcp.session.call_count"
	MCPSessionToolCallCount   = "mcp.session.tool_call_count"
	MCPSessionFailedCallCount = "mcp.session.failed_call_count"
	MCPSessionTurnCount       = "mcp.session.turn_count"
	MCPSessionEnd             = "mcp.session.end"
	// MCPRequestSize and MCPResponseSize are the lengths of JSON-RPC messages in
	// bytes.
	MCPRequestSize  = "mcp.request.size"
	MCPResponseSize = "mcp.response.size"
	// MCPContentSize is the length in bytes of what a tool's result holds for a model: of its
	// content or, without any, of its structured content, which is otherwise the same again.
	MCPContentSize = "mcp.tool.result.content.size"
	// MCPMessageType says whether a message asks or answers: request or response.
	MCPMessageType = "mcp.message.type"
	// MCPMessageDirection says whether the observer's side sent or received a message.
	MCPMessageDirection = "mcp.message.direction"
	// MCPResourceTemplate is the URI template that a resource's URI matches: one that a
	// server declared or, without one, that of all URIs of the scheme.
	MCPResourceTemplate = "mcp.resource.template"
	// MCPElicitationAction is what a user did with an elicitation: accept, decline or
	// cancel (specification, client/elicitation).
	MCPElicitationAction = "mcp.elicitation.action"
	// MCPFindingType and the next seven describe one finding: what it is, how bad and how
	// sure, in plain words, the figure that was seen and the one that is usual, what tells
	// findings about the same thing, and the entry of the OWASP MCP Top 10.
	MCPFindingType        = "mcp.finding.type"
	MCPFindingSeverity    = "mcp.finding.severity"
	MCPFindingScore       = "mcp.finding.score"
	MCPFindingReason      = "mcp.finding.reason"
	MCPFindingObserved    = "mcp.finding.observed"
	MCPFindingBaseline    = "mcp.finding.baseline"
	MCPFindingFingerprint = "mcp.finding.fingerprint"
	MCPFindingOWASP       = "mcp.finding.owasp"
	// MCPFindingCount, MCPFindingMaxSeverity and MCPFindingTypes say of a span what its
	// findings are.
	MCPFindingCount       = "mcp.finding.count"
	MCPFindingMaxSeverity = "mcp.finding.max_severity"
	MCPFindingTypes       = "mcp.finding.types"
	// MCPRedactionCounts, on a span, maps categories of what was removed to how often
	// it was; MCPRedactionCategory, on a metric, is one of those categories.
	MCPRedactionCounts   = "mcp.redaction.counts"
	MCPRedactionCategory = "mcp.redaction.category"
	// MCPContextSource says what takes room in a model's context, a definition or a
	// result, and MCPContextEstimated whether its tokens were estimated from bytes.
	MCPContextSource    = "mcp.context.source"
	MCPContextEstimated = "mcp.context.estimated"
	// MCPCapabilityKind says what a server was seen to offer: tools, prompts, resources
	// or resource_templates. MCPCapabilityCount, on the span of a list, is how many.
	MCPCapabilityKind  = "mcp.capability.kind"
	MCPCapabilityCount = "mcp.capability.count"
	// MCPCostSource says what a cost arose from: a model or a tool.
	MCPCostSource = "mcp.cost.source"
	// MCPResultDigest is a keyed hash of a tool's result.
	MCPResultDigest = "mcp.tool.result.digest"
	// MCPProgressCount counts the progress notifications of a request.
	MCPProgressCount = "mcp.progress.count"
	// MCPCallRound numbers the requests of one call that asks for input, from 2: the
	// first has none (2026-07-28, multi round-trip requests).
	MCPCallRound = "mcp.call.round"
	// MCPCallTask is true on a call that was handed off as a task; its span ends with
	// the task.
	MCPCallTask = "mcp.call.task"
	// MCPCallLong is true on a request that stays open by design, such as a
	// subscription: its duration is no latency.
	MCPCallLong = "mcp.call.long"
	// MCPHeaderMismatch is true on a request whose Mcp-Method or Mcp-Name header says
	// other than its body.
	MCPHeaderMismatch = "mcp.header.mismatch"
	// MCPElicitationAccept and the next two count what users did with elicitations.
	MCPElicitationAccept  = "mcp.elicitation.accept"
	MCPElicitationDecline = "mcp.elicitation.decline"
	MCPElicitationCancel  = "mcp.elicitation.cancel"
	// MCPDefinitionCount counts the tools of a list; the others describe one of them.
	MCPDefinitionCount  = "mcp.tool.definition.count"
	MCPDefinitionSize   = "mcp.tool.definition.size"
	MCPDefinitionDigest = "mcp.tool.definition.digest"
	MCPDefinition       = "mcp.tool.definition"
	// The same of a prompt, and of a resource template.
	MCPPromptDefinitionSize     = "mcp.prompt.definition.size"
	MCPPromptDefinitionDigest   = "mcp.prompt.definition.digest"
	MCPPromptDefinition         = "mcp.prompt.definition"
	MCPTemplateDefinitionSize   = "mcp.resource.template.definition.size"
	MCPTemplateDefinitionDigest = "mcp.resource.template.definition.digest"
	MCPTemplateDefinition       = "mcp.resource.template.definition"
	// MCPLogger is the name that a server gives to what logs.
	MCPLogger = "mcp.logger"
	// MCPContentOmitted is the length in bytes of content that was left out.
	MCPContentOmitted = "mcp.content.omitted"
	// MCPCost is the cost of a call in USD as the emitter computed it.
	MCPCost = "mcp.cost"
	// OverflowAttribute marks the series that stands for all series beyond
	// the bound (OpenTelemetry specification, metrics SDK, cardinality limits).
	OverflowAttribute = "otel.metric.overflow"
)

// EventToolDefinition is the name of the span event that one listed tool becomes.
const EventToolDefinition = "mcp.tool.definition"

// EventPromptDefinition is the name of the span event that one listed prompt becomes.
const EventPromptDefinition = "mcp.prompt.definition"

// EventResourceTemplate is the name of the span event that one listed resource template
// becomes.
const EventResourceTemplate = "mcp.resource.template"

// EventFinding is the name of the span event that one finding is.
const EventFinding = "mcp.finding"

// ModalityUnknown is the value of GenAITokenModality for counts that are not broken down.
const ModalityUnknown = "unknown"

// CallSourceLog is the value of MCPCallSource for a span made from a log record.
const CallSourceLog = "log"

// Other is the value conventions prescribe where an open enum must be folded.
const Other = "_OTHER"

// Values of GenAITokenType.
const (
	TokenTypeInput  = "input"
	TokenTypeOutput = "output"
)

// Values of ErrorType that the conventions name.
const (
	// ErrorTypeTool is CallToolResult.isError.
	ErrorTypeTool    = "tool_error"
	ErrorTypeTimeout = "timeout"
)

// Values of GenAIOperationName (main; the first nine are also in v1.41.0).
const (
	OperationChat           = "chat"
	OperationGenerate       = "generate_content"
	OperationTextCompletion = "text_completion"
	OperationEmbeddings     = "embeddings"
	OperationRetrieval      = "retrieval"
	OperationCreateAgent    = "create_agent"
	OperationInvokeAgent    = "invoke_agent"
	OperationExecuteTool    = "execute_tool"
	OperationInvokeWorkflow = "invoke_workflow"
	OperationFetchResponse  = "fetch_response"
	OperationPlan           = "plan"
)
