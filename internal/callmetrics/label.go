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
	Value func(*mcp.Call) series.Value
}

func text(key string, value func(*mcp.Call) string) Label {
	return Label{key, func(c *mcp.Call) series.Value { return series.String(value(c)) }}
}

func constant(key, value string) Label {
	v := series.String(value)
	return Label{key, func(*mcp.Call) series.Value { return v }}
}

// Labels of the conventions.
var (
	methodName      = text(semconv.MCPMethodName, foldedMethod)
	operation       = text(semconv.GenAIOperationName, func(c *mcp.Call) string { return c.Operation })
	mcpOperation    = text(semconv.GenAIOperationName, toolOperation)
	toolName        = text(semconv.GenAIToolName, func(c *mcp.Call) string { return c.Tool })
	toolType        = text(semconv.GenAIToolType, func(c *mcp.Call) string { return c.ToolType })
	promptName      = text(semconv.GenAIPromptName, func(c *mcp.Call) string { return c.Prompt })
	agentName       = text(semconv.GenAIAgentName, func(c *mcp.Call) string { return c.Agent })
	providerName    = text(semconv.GenAIProviderName, func(c *mcp.Call) string { return c.Provider })
	requestModel    = text(semconv.GenAIRequestModel, func(c *mcp.Call) string { return c.RequestModel })
	responseModel   = text(semconv.GenAIResponseModel, func(c *mcp.Call) string { return c.ResponseModel })
	errorType       = text(semconv.ErrorType, func(c *mcp.Call) string { return c.ErrorType })
	statusCode      = text(semconv.RPCResponseStatusCode, func(c *mcp.Call) string { return c.StatusCode })
	protocolVersion = text(semconv.MCPProtocolVersion, func(c *mcp.Call) string { return c.ProtocolVersion })
	jsonrpcVersion  = text(semconv.JSONRPCVersion, unusualJSONRPC)
	transport       = text(semconv.NetworkTransport, func(c *mcp.Call) string { return c.Transport })
	networkProtocol = text(semconv.NetworkProtocolName, func(c *mcp.Call) string { return c.NetworkProtocol })
	networkVersion  = text(semconv.NetworkProtocolVersion, func(c *mcp.Call) string { return c.NetworkProtocolVersion })
	serverAddress   = text(semconv.ServerAddress, func(c *mcp.Call) string { return c.ServerAddress })
	outcome         = text(semconv.MCPCallOutcome, func(c *mcp.Call) string { return c.Outcome.String() })
	role            = text(semconv.MCPCallRole, func(c *mcp.Call) string { return c.Role.String() })
	sessionEvidence = text(semconv.MCPSessionEvidence, func(c *mcp.Call) string { return c.SessionEvidence })
	dialectName     = text(semconv.MCPDialect, duplicatesDialect)
	serverPort      = Label{semconv.ServerPort, portValue}
)

// duplicatesDialect is a label of duplicates only: for others it would not tell series
// apart.
func duplicatesDialect(c *mcp.Call) string {
	if c.Duplicate {
		return c.Dialect
	}
	return ""
}

// foldedMethod keeps the label set closed: the method string comes from the
// peer, and the conventions leave the enum open.
func foldedMethod(c *mcp.Call) string {
	if mcp.KnownMethod(c.Method) {
		return c.Method
	}
	return semconv.Other
}

// toolOperation is execute_tool for tool calls and absent on other MCP messages
// (conventions 1.2), whatever the emitter wrote.
func toolOperation(c *mcp.Call) string {
	if c.Kind == mcp.KindToolCall {
		return semconv.OperationExecuteTool
	}
	return ""
}

// unusualJSONRPC is recorded only when it is not 2.0 (conventions 1.4).
func unusualJSONRPC(c *mcp.Call) string {
	if c.JSONRPCVersion == "2.0" {
		return ""
	}
	return c.JSONRPCVersion
}

// portValue accompanies an address only (conventions 1.4).
func portValue(c *mcp.Call) series.Value {
	if c.ServerPort == 0 || c.ServerAddress == "" {
		return series.Value{}
	}
	return series.Int(c.ServerPort)
}
