package dialect

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// The functions here are values for Alias.Text: they map an emitter's value to
// the conventions' and return "" for what must be left alone.

// providers are old values of gen_ai.system and gen_ai.provider.name
// (conventions v1.33 to v1.37).
var providers = map[string]string{
	"vertex_ai": "gcp.vertex_ai", "gemini": "gcp.gemini",
	"az.ai.inference": "azure.ai.inference", "az.ai.openai": "azure.ai.openai",
	"xai": "x_ai",
}

func provider(text string) string {
	if current, ok := providers[text]; ok {
		return current
	}
	return text
}

// outputType maps the OpenAI response format.
func outputType(text string) string {
	switch text {
	case "json_object", "json_schema", "json":
		return "json"
	case "text":
		return "text"
	}
	return ""
}

// method accepts known methods only: emitters also keep function and tool names
// under such keys.
func method(text string) string {
	if mcp.KnownMethod(text) {
		return text
	}
	return ""
}

// transport maps the names that emitters have for MCP transports to
// network.transport. "unknown" and anything else is rejected.
func transport(text string) string {
	switch strings.ToLower(text) {
	case "stdio":
		return "pipe"
	case "http", "sse", "streamable-http", "streamable_http", "streamablehttp", "websocket":
		return "tcp"
	}
	return ""
}

// requestType maps llm.request.type of OpenLLMetry.
func requestType(text string) string {
	switch text {
	case "chat":
		return semconv.OperationChat
	case "completion":
		return semconv.OperationTextCompletion
	case "embedding":
		return semconv.OperationEmbeddings
	}
	return ""
}
