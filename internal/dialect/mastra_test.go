package dialect_test

import (
	"maps"
	"testing"
)

const mastraScope = "@mastra/otel-exporter"

// mastraTool is a call of a tool at an MCP server.
func mastraTool(status string, more attrs) given {
	g := given{scope: mastraScope, name: "execute_tool field_add", kind: "client", status: status, attrs: attrs{
		"gen_ai.operation.name": "execute_tool", "mastra.span.type": "mcp_tool_call", "gen_ai.tool.name": "field_add",
		"server.address": "field", "mastra.mcp_tool_call.server_name": "field",
	}}
	maps.Copy(g.attrs, more)
	return g
}

var mastraExamples = []example{
	{
		"the server's name is no address",
		mastraTool("ok", attrs{"gen_ai.tool.call.arguments": `{"a":1}`, "gen_ai.tool.call.result": `{"content":[],"isError":false}`}),
		`mastra: client "execute_tool field_add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.call.result "{\"content\":[],\"isError\":false}"
		gen_ai.tool.name "field_add"
		mastra.span.type "mcp_tool_call"
		mcp.server.name "field"`,
	},
	{
		"a failure of the tool",
		mastraTool("error: disk is full", attrs{"error.type": "MCP_CLIENT_TOOL_EXECUTION_FAILED", "server.address": "mcp.example"}),
		`mastra: client "execute_tool field_add" error "disk is full"
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "field_add"
		mastra.span.type "mcp_tool_call"
		mcp.server.name "field"
		server.address "mcp.example"`,
	},
	{
		"another failure is the framework's",
		mastraTool("error: gone", attrs{"error.type": "unknown"}),
		`mastra: client "execute_tool field_add" error "gone"
		error.type "unknown"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "field_add"
		mastra.span.type "mcp_tool_call"
		mcp.server.name "field"`,
	},
	{
		"arguments that the framework refuses are told as a result",
		mastraTool("ok", attrs{"gen_ai.tool.call.result": `{"error":true,"message":"Tool input validation failed for field_add.","validationErrors":{"errors":[]}}`}),
		`mastra: client "execute_tool field_add" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"error\":true,\"message\":\"Tool input validation failed for field_add.\",\"validationErrors\":{\"errors\":[]}}"
		gen_ai.tool.name "field_add"
		mastra.span.type "mcp_tool_call"
		mcp.server.name "field"
		mcp.status.repaired bool true`,
	},
	{
		"a tool's own word of errors is a result",
		mastraTool("ok", attrs{"gen_ai.tool.call.result": `{"error":"none","validationErrors":[]}`}),
		`mastra: client "execute_tool field_add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"error\":\"none\",\"validationErrors\":[]}"
		gen_ai.tool.name "field_add"
		mastra.span.type "mcp_tool_call"
		mcp.server.name "field"`,
	},
	{
		"a round of model and tools is a turn",
		given{scope: mastraScope, name: "agent_step helper", status: "ok", attrs: attrs{
			"gen_ai.operation.name": "agent_step", "mastra.span.type": "model_step", "mastra.metadata.threadId": "t-1",
		}},
		`mastra: internal "agent_step helper" unset
		gen_ai.conversation.id "t-1"
		mastra.metadata.threadId "t-1"
		mastra.span.type "model_step"
		mcp.span.type "turn"`,
	},
	{
		"all rounds together are no model call",
		given{scope: "lost", name: "model_generation gpt-4o", attrs: attrs{"gen_ai.operation.name": "model_generation", "mastra.span.type": "model_generation"}},
		`mastra: internal "model_generation gpt-4o" unset
		mastra.span.type "model_generation"
		mcp.span.type "structure"`,
	},
	{
		"a model call is one",
		given{scope: mastraScope, name: "chat gpt-4o", kind: "client", attrs: attrs{"gen_ai.operation.name": "chat", "mastra.span.type": "model_inference"}},
		`mastra: client "chat gpt-4o" unset
		gen_ai.operation.name "chat"
		mastra.span.type "model_inference"`,
	},
}

func TestMastra(t *testing.T) { check(t, mastraExamples) }
