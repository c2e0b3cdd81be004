package semconv

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	otel "go.opentelemetry.io/otel/semconv/v1.41.0"
)

// released are the attribute keys of v1.41.0 and the constants for them here.
var released = map[string]attribute.Key{
	"MCPMethodName":             otel.McpMethodNameKey,
	"MCPSessionID":              otel.McpSessionIDKey,
	"MCPProtocolVersion":        otel.McpProtocolVersionKey,
	"MCPResourceURI":            otel.McpResourceURIKey,
	"JSONRPCRequestID":          otel.JSONRPCRequestIDKey,
	"JSONRPCVersion":            otel.JSONRPCProtocolVersionKey,
	"RPCResponseStatusCode":     otel.RPCResponseStatusCodeKey,
	"ErrorType":                 otel.ErrorTypeKey,
	"NetworkTransport":          otel.NetworkTransportKey,
	"NetworkProtocolName":       otel.NetworkProtocolNameKey,
	"NetworkProtocolVersion":    otel.NetworkProtocolVersionKey,
	"ServerAddress":             otel.ServerAddressKey,
	"ServerPort":                otel.ServerPortKey,
	"ServiceName":               otel.ServiceNameKey,
	"ServiceNamespace":          otel.ServiceNamespaceKey,
	"ServiceInstanceID":         otel.ServiceInstanceIDKey,
	"UserID":                    otel.UserIDKey,
	"GenAIOperationName":        otel.GenAIOperationNameKey,
	"GenAIProviderName":         otel.GenAIProviderNameKey,
	"GenAIConversationID":       otel.GenAIConversationIDKey,
	"GenAIAgentName":            otel.GenAIAgentNameKey,
	"GenAIWorkflowName":         otel.GenAIWorkflowNameKey,
	"GenAIPromptName":           otel.GenAIPromptNameKey,
	"GenAIToolName":             otel.GenAIToolNameKey,
	"GenAIToolType":             otel.GenAIToolTypeKey,
	"GenAIToolCallID":           otel.GenAIToolCallIDKey,
	"GenAIToolCallArguments":    otel.GenAIToolCallArgumentsKey,
	"GenAIToolCallResult":       otel.GenAIToolCallResultKey,
	"GenAIToolDefinitions":      otel.GenAIToolDefinitionsKey,
	"GenAISystemInstructions":   otel.GenAISystemInstructionsKey,
	"GenAIInputMessages":        otel.GenAIInputMessagesKey,
	"GenAIOutputMessages":       otel.GenAIOutputMessagesKey,
	"GenAIRequestModel":         otel.GenAIRequestModelKey,
	"GenAIRequestSeed":          otel.GenAIRequestSeedKey,
	"GenAIResponseModel":        otel.GenAIResponseModelKey,
	"GenAIResponseID":           otel.GenAIResponseIDKey,
	"GenAIOutputType":           otel.GenAIOutputTypeKey,
	"GenAITokenType":            otel.GenAITokenTypeKey,
	"GenAIUsageInputTokens":     otel.GenAIUsageInputTokensKey,
	"GenAIUsageOutputTokens":    otel.GenAIUsageOutputTokensKey,
	"GenAIUsageCacheReadTokens": otel.GenAIUsageCacheReadInputTokensKey,
	"GenAIUsageReasoningTokens": otel.GenAIUsageReasoningOutputTokensKey,
	"OpenAIRequestServiceTier":  otel.OpenAIRequestServiceTierKey,
	"OpenAIResponseServiceTier": otel.OpenAIResponseServiceTierKey,
	"OpenAIResponseFingerprint": otel.OpenAIResponseSystemFingerprintKey,
}

// unreleased are keys of the main branches of the conventions.
var unreleased = map[string]string{
	"RPCStatusCode":                 "rpc.status_code",
	"GenAIUsageCacheWriteTokens":    "gen_ai.usage.cache_write.input_tokens",
	"GenAITokenModality":            "gen_ai.token.modality",
	"GenAIResponseTimeToFirstChunk": "gen_ai.response.time_to_first_chunk",
}

// own are this project's keys, and the one that the metrics SDK specification
// defines outside of the registry.
var own = map[string]string{
	"MCPServerVersion": "mcp.server.version", "MCPClientVersion": "mcp.client.version", "MCPServerCapabilities": "mcp.server.capabilities",
	"MCPMessageType":       "mcp.message.type",
	"MCPDialect":           "mcp.dialect",
	"MCPSessionKey":        "mcp.session.key",
	"MCPMessageDirection":  "mcp.message.direction",
	"MCPResourceTemplate":  "mcp.resource.template",
	"MCPElicitationAction": "mcp.elicitation.action",
	"MCPFindingType":       "mcp.finding.type", "MCPFindingSeverity": "mcp.finding.severity", "MCPFindingScore": "mcp.finding.score",
	"MCPFindingReason": "mcp.finding.reason", "MCPFindingObserved": "mcp.finding.observed", "MCPFindingBaseline": "mcp.finding.baseline",
	"MCPFindingFingerprint": "mcp.finding.fingerprint", "MCPFindingOWASP": "mcp.finding.owasp",
	"MCPFindingCount": "mcp.finding.count", "MCPFindingMaxSeverity": "mcp.finding.max_severity", "MCPFindingTypes": "mcp.finding.types",
	"MCPRedactionCategory": "mcp.redaction.category", "MCPRedactionCounts": "mcp.redaction.counts",
	"MCPContextSource": "mcp.context.source", "MCPContextEstimated": "mcp.context.estimated",
	"MCPCapabilityKind": "mcp.capability.kind", "MCPCapabilityCount": "mcp.capability.count",
	"MCPCostSource":             "mcp.cost.source",
	"MCPResultDigest":           "mcp.tool.result.digest",
	"MCPSpanType":               "mcp.span.type",
	"HTTPResponseStatusCode":    "http.response.status_code",
	"MCPSessionEvidence":        "mcp.session.evidence",
	"MCPTurnID":                 "mcp.turn.id",
	"MCPSessionCallCount":       "mcp.session.call_count",
	"MCPSessionToolCallCount":   "mcp.session.tool_call_count",
	"MCPSessionFailedCallCount": "mcp.session.failed_call_count",
	"MCPSessionTurnCount":       "mcp.session.turn_count",
	"MCPSessionEnd":             "mcp.session.end",
	"MCPRequestSize":            "mcp.request.size",
	"MCPResponseSize":           "mcp.response.size",
	"MCPContentSize":            "mcp.tool.result.content.size",
	"MCPProgressCount":          "mcp.progress.count",
	"MCPCallRound":              "mcp.call.round",
	"MCPCallTask":               "mcp.call.task",
	"MCPCallLong":               "mcp.call.long",
	"MCPHeaderMismatch":         "mcp.header.mismatch",
	"MCPElicitationAccept":      "mcp.elicitation.accept", "MCPElicitationDecline": "mcp.elicitation.decline", "MCPElicitationCancel": "mcp.elicitation.cancel",
	"MCPDefinitionCount":  "mcp.tool.definition.count",
	"MCPDefinitionSize":   "mcp.tool.definition.size",
	"MCPDefinitionDigest": "mcp.tool.definition.digest",
	"MCPDefinition":       "mcp.tool.definition",

	"MCPPromptDefinitionSize":     "mcp.prompt.definition.size",
	"MCPPromptDefinitionDigest":   "mcp.prompt.definition.digest",
	"MCPPromptDefinition":         "mcp.prompt.definition",
	"MCPTemplateDefinitionSize":   "mcp.resource.template.definition.size",
	"MCPTemplateDefinitionDigest": "mcp.resource.template.definition.digest",
	"MCPTemplateDefinition":       "mcp.resource.template.definition",
	"MCPLogger":                   "mcp.logger",
	"MCPContentOmitted":           "mcp.content.omitted",
	"MCPCallRole":                 "mcp.call.role",
	"MCPCallOutcome":              "mcp.call.outcome",
	"MCPServerName":               "mcp.server.name",
	"MCPClientName":               "mcp.client.name",
	"MCPStatusRepaired":           "mcp.status.repaired",
	"MCPCost":                     "mcp.cost",
	"MCPCallSource":               "mcp.call.source",
	"MCPDuplicate":                "mcp.duplicate",
	"OverflowAttribute":           "otel.metric.overflow",
}

// values are the constants that are values, not keys.
var values = map[string]string{
	"CallSourceLog":         "log",
	"EventToolDefinition":   "mcp.tool.definition",
	"EventPromptDefinition": "mcp.prompt.definition",
	"EventResourceTemplate": "mcp.resource.template",
	"EventFinding":          "mcp.finding",
	"ModalityUnknown":       "unknown",
	"Other":                 otel.ErrorTypeOther.Value.AsString(),
	"TokenTypeInput":        otel.GenAITokenTypeInput.Value.AsString(), "TokenTypeOutput": otel.GenAITokenTypeOutput.Value.AsString(),
	"ErrorTypeTool": "tool_error", "ErrorTypeTimeout": "timeout",
	"OperationChat":           otel.GenAIOperationNameChat.Value.AsString(),
	"OperationGenerate":       otel.GenAIOperationNameGenerateContent.Value.AsString(),
	"OperationTextCompletion": otel.GenAIOperationNameTextCompletion.Value.AsString(),
	"OperationEmbeddings":     otel.GenAIOperationNameEmbeddings.Value.AsString(),
	"OperationRetrieval":      otel.GenAIOperationNameRetrieval.Value.AsString(),
	"OperationCreateAgent":    otel.GenAIOperationNameCreateAgent.Value.AsString(),
	"OperationInvokeAgent":    otel.GenAIOperationNameInvokeAgent.Value.AsString(),
	"OperationExecuteTool":    otel.GenAIOperationNameExecuteTool.Value.AsString(),
	"OperationInvokeWorkflow": otel.GenAIOperationNameInvokeWorkflow.Value.AsString(),
	"OperationFetchResponse":  "fetch_response",
	"OperationPlan":           "plan",
}

func TestAttributesAreThoseOfTheConventions(t *testing.T) {
	want := map[string]string{}
	for name, key := range released {
		want[name] = string(key)
	}
	for _, more := range []map[string]string{unreleased, own, values} {
		maps.Copy(want, more)
	}
	got := constants(t, "attributes.go")
	for name, value := range got {
		if assert.Contains(t, want, name, "say here where it comes from") {
			assert.Equal(t, want[name], value, name)
		}
	}
	assert.Len(t, got, len(want), "a row without a constant")
}

func TestNoAttributeKeyOccursTwice(t *testing.T) {
	seen := map[string]string{}
	for name, key := range constants(t, "attributes.go") {
		if _, ok := values[name]; ok {
			continue
		}
		assert.Empty(t, seen[key], "%s has the key of %s", name, seen[key])
		seen[key] = name
		assert.Equal(t, strings.ToLower(key), key)
	}
}

// constants returns the string constants of a file.
func constants(t *testing.T, file string) map[string]string {
	found := map[string]string{}
	each(t, file, token.CONST, func(name string, value ast.Expr) {
		literal, ok := value.(*ast.BasicLit)
		require.True(t, ok && literal.Kind == token.STRING, "%s is not a text", name)
		text, err := strconv.Unquote(literal.Value)
		require.NoError(t, err)
		found[name] = text
	})
	require.NotEmpty(t, found)
	return found
}

// variables returns the names of the variables of a file.
func variables(t *testing.T, file string) map[string]bool {
	found := map[string]bool{}
	each(t, file, token.VAR, func(name string, _ ast.Expr) { found[name] = true })
	require.NotEmpty(t, found)
	return found
}

func each(t *testing.T, file string, kind token.Token, yield func(name string, value ast.Expr)) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	for _, declaration := range parsed.Decls {
		group, ok := declaration.(*ast.GenDecl)
		if !ok || group.Tok != kind {
			continue
		}
		for _, spec := range group.Specs {
			one := spec.(*ast.ValueSpec)
			for i, name := range one.Names {
				yield(name.Name, one.Values[i])
			}
		}
	}
}
