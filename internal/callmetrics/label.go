package callmetrics

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Label is one attribute of a metric and where its value comes from. A value
// that a call lacks is an absent label.
type Label struct {
	Key   string
	Value func(*Subject) series.Value
}

func text(key string, value func(*Subject) string) Label {
	return Label{key, func(c *Subject) series.Value { return series.String(value(c)) }}
}

func constant(key, value string) Label {
	v := series.String(value)
	return Label{key, func(*Subject) series.Value { return v }}
}

// Labels of the conventions.
var (
	methodName      = text(semconv.MCPMethodName, foldedMethod)
	operation       = text(semconv.GenAIOperationName, func(c *Subject) string { return c.Operation })
	mcpOperation    = text(semconv.GenAIOperationName, toolOperation)
	toolName        = text(semconv.GenAIToolName, func(c *Subject) string { return c.Tool })
	toolType        = text(semconv.GenAIToolType, func(c *Subject) string { return c.ToolType })
	promptName      = text(semconv.GenAIPromptName, func(c *Subject) string { return c.Prompt })
	agentName       = text(semconv.GenAIAgentName, func(c *Subject) string { return c.Agent })
	providerName    = text(semconv.GenAIProviderName, func(c *Subject) string { return c.Provider })
	requestModel    = text(semconv.GenAIRequestModel, func(c *Subject) string { return c.RequestModel })
	responseModel   = text(semconv.GenAIResponseModel, func(c *Subject) string { return c.ResponseModel })
	errorType       = text(semconv.ErrorType, func(c *Subject) string { return c.ErrorType })
	statusCode      = text(semconv.RPCResponseStatusCode, func(c *Subject) string { return c.StatusCode })
	protocolVersion = text(semconv.MCPProtocolVersion, func(c *Subject) string { return c.ProtocolVersion })
	jsonrpcVersion  = text(semconv.JSONRPCVersion, unusualJSONRPC)
	transport       = text(semconv.NetworkTransport, func(c *Subject) string { return c.Transport })
	networkProtocol = text(semconv.NetworkProtocolName, func(c *Subject) string { return c.NetworkProtocol })
	networkVersion  = text(semconv.NetworkProtocolVersion, func(c *Subject) string { return c.NetworkProtocolVersion })
	serverAddress   = text(semconv.ServerAddress, func(c *Subject) string { return c.ServerAddress })
	outcome         = text(semconv.MCPCallOutcome, func(c *Subject) string { return c.Outcome.String() })
	role            = text(semconv.MCPCallRole, func(c *Subject) string { return c.Role.String() })
	sessionEvidence = text(semconv.MCPSessionEvidence, func(c *Subject) string { return c.SessionEvidence })
	dialectName     = text(semconv.MCPDialect, emitter)
	serverPort      = Label{semconv.ServerPort, portValue}
	serverName      = text(semconv.MCPServerName, func(c *Subject) string { return c.ServerName })
	workflowName    = text(semconv.GenAIWorkflowName, func(c *Subject) string { return c.Workflow })
	resource        = text(semconv.MCPResourceTemplate, func(c *Subject) string { return c.Resource })
	asked           = text(semconv.MCPMessageType, askedBy)
	askedWhere      = text(semconv.MCPMessageDirection, func(c *Subject) string { return direction(c.Side == mcp.SideServer) })
	answeredBy      = text(semconv.MCPMessageType, answerType)
	answeredWhere   = text(semconv.MCPMessageDirection, func(c *Subject) string { return direction(c.Side != mcp.SideServer) })
	severity        = text(semconv.MCPFindingSeverity, func(c *Subject) string { return c.Severity })
	estimated       = Label{semconv.MCPContextEstimated, func(*Subject) series.Value { return series.Bool(true) }}
	modality        = constant(semconv.GenAITokenModality, semconv.ModalityUnknown)
)

// emitter is a label of duplicates and repairs only: for others it would not tell
// series apart.
func emitter(c *Subject) string {
	if c.Duplicate || c.Repaired {
		return c.Dialect
	}
	return ""
}

// detail is a label that the event brings.
func detail(key string) Label {
	return text(key, func(c *Subject) string { return c.Detail })
}

// Values of mcp.message.type and mcp.message.direction.
const (
	typeRequest      = "request"
	typeNotification = "notification"
	typeResponse     = "response"
	typeError        = "error"
	sent             = "sent"
	received         = "received"
)

func askedBy(c *Subject) string {
	if c.Kind == mcp.KindNotification {
		return typeNotification
	}
	return typeRequest
}

// answerType tells a JSON-RPC error from a result, whatever that says.
func answerType(c *Subject) string {
	if c.StatusCode != "" {
		return typeError
	}
	return typeResponse
}

func direction(in bool) string {
	if in {
		return received
	}
	return sent
}

// foldedMethod keeps the label set closed: the method string comes from the
// peer, and the conventions leave the enum open.
func foldedMethod(c *Subject) string {
	if mcp.KnownMethod(c.Method) {
		return c.Method
	}
	return semconv.Other
}

// toolOperation is execute_tool for tool calls and absent on other MCP messages
// (conventions 1.2), whatever the emitter wrote.
func toolOperation(c *Subject) string {
	if c.Kind == mcp.KindToolCall {
		return semconv.OperationExecuteTool
	}
	return ""
}

// unusualJSONRPC is recorded only when it is not 2.0 (conventions 1.4). What is no version of
// JSON-RPC is what a peer made up.
func unusualJSONRPC(c *Subject) string {
	switch c.JSONRPCVersion {
	case "", "2.0":
		return ""
	case "1.0", "1.1", "1.2":
		return c.JSONRPCVersion
	}
	return semconv.Other
}

// portValue accompanies an address only (conventions 1.4).
func portValue(c *Subject) series.Value {
	if c.ServerPort == 0 || c.ServerAddress == "" {
		return series.Value{}
	}
	return series.Int(c.ServerPort)
}
