package dialect_test

import "testing"

const openinferenceAgents = "openinference.instrumentation.openai_agents"

var openinferenceExamples = []example{
	{
		"a tool span has content and its media types",
		given{scope: openinferenceAgents, name: "get_weather", attrs: attrs{
			"openinference.span.kind": "TOOL", "tool.name": "get_weather", "tool.id": "call-1", "session.id": "s-1",
			"input.value": `{"city":"Paris"}`, "input.mime_type": "application/json", "output.value": "18 C", "output.mime_type": "text/plain",
		}},
		`openinference: internal "execute_tool get_weather" unset
		gen_ai.conversation.id "s-1"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"city\":\"Paris\"}"
		gen_ai.tool.call.id "call-1"
		gen_ai.tool.call.result "18 C"
		gen_ai.tool.name "get_weather"`,
	},
	{
		"the span name is the tool's when no attribute is; a failed result repairs the status",
		given{scope: "openinference-core", name: "pay", status: "ok", attrs: attrs{
			"openinference.span.kind": "TOOL", "output.value": `{"content":[],"isError":true}`,
		}},
		`openinference: internal "execute_tool pay" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "{\"content\":[],\"isError\":true}"
		gen_ai.tool.name "pay"
		mcp.status.repaired bool true`,
	},
	{
		"tool.parameters that are a schema are no arguments",
		given{scope: openinferenceAgents, name: "f", attrs: attrs{
			"openinference.span.kind": "TOOL", "tool.parameters": `{"type":"object","properties":{"a":{"type":"string"}}}`,
		}},
		`openinference: internal "execute_tool f" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "f"
		tool.parameters "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}"`,
	},
	{
		"tool.parameters of the Claude Agent SDK are the arguments",
		given{scope: "lost", name: "f", attrs: attrs{"openinference.span.kind": "TOOL", "tool.parameters": `{"type":"circle"}`}},
		`openinference: internal "execute_tool f" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"type\":\"circle\"}"
		gen_ai.tool.name "f"`,
	},
	{
		"tool.parameters that differ from the input stay beside it",
		given{scope: openinferenceAgents, name: "f", attrs: attrs{
			"openinference.span.kind": "TOOL", "input.value": `{"a":1}`, "tool.parameters": `{"a":2}`,
		}},
		`openinference: internal "execute_tool f" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\":1}"
		gen_ai.tool.name "f"
		tool.parameters "{\"a\":2}"`,
	},
	{
		"a model call has models, tokens and cost, and keeps the provider's payload",
		given{scope: "@arizeai/openinference-instrumentation-openai", name: "OpenAI Chat", attrs: attrs{
			"openinference.span.kind": "LLM", "llm.model_name": "gpt-5", "llm.provider": "azure", "input.value": "{}",
			"llm.token_count.prompt": 3, "llm.token_count.completion": "4", "llm.token_count.prompt_details.cache_read": 1.0,
			"llm.token_count.completion_details.reasoning": 2, "llm.cost.total": 0.5,
		}},
		`openinference: internal "OpenAI Chat" unset
		gen_ai.operation.name "chat"
		gen_ai.provider.name "azure.ai.openai"
		gen_ai.request.model "gpt-5"
		gen_ai.usage.cache_read.input_tokens int 1
		gen_ai.usage.input_tokens int 3
		gen_ai.usage.output_tokens int 4
		gen_ai.usage.reasoning.output_tokens int 2
		input.value "{}"
		mcp.cost double 0.5`,
	},
	{
		"an agent has its name",
		given{scope: openinferenceAgents, name: "root", attrs: attrs{"openinference.span.kind": "AGENT", "agent.name": "helper"}},
		`openinference: internal "root" unset
		gen_ai.agent.name "helper"
		gen_ai.operation.name "invoke_agent"`,
	},
	{
		"a run of the OpenAI Agents SDK is no agent: those are below it",
		given{scope: openinferenceAgents, name: "Agent workflow", attrs: attrs{"openinference.span.kind": "AGENT"}},
		`openinference: internal "Agent workflow" unset
		gen_ai.operation.name "invoke_workflow"`,
	},
	{
		"and its agents have a node in the graph",
		given{scope: openinferenceAgents, name: "helper", attrs: attrs{"openinference.span.kind": "AGENT", "graph.node.id": "helper"}},
		`openinference: internal "helper" unset
		gen_ai.operation.name "invoke_agent"
		graph.node.id "helper"`,
	},
	{
		"LlamaIndex prepares a call of the model, which has a span of its own",
		given{scope: "openinference.instrumentation.llama_index", name: "OpenAILike._prepare_chat_with_tools", attrs: attrs{"openinference.span.kind": "LLM"}},
		asStructure,
	},
	{
		"what happens within a call of BeeAI's is no call, though it is called a tool",
		given{scope: "openinference.instrumentation.beeai", name: "error", status: "error", attrs: attrs{
			"openinference.span.kind": "TOOL", "metadata.path": "tool.mcp.pay.error", "input.value": "{}", "output.value": "ToolError",
		}},
		asStructure,
	},
	{
		"the call has the tool's name",
		given{scope: "openinference.instrumentation.beeai", name: "pay", status: "error", attrs: attrs{
			"openinference.span.kind": "TOOL", "tool.name": "pay", "metadata.class_name": "MCPTool",
		}},
		`openinference: internal "execute_tool pay" error
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "pay"
		metadata.class_name "MCPTool"`,
	},
	{
		"Agno tells the model of an isError in words",
		agno("Error from MCP tool 'pay': [TextContent(type='text', text='no money', annotations=None, meta=None)]"),
		`openinference: internal "execute_tool pay" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "Error from MCP tool 'pay': [TextContent(type='text', text='no money', annotations=None, meta=None)]"
		gen_ai.tool.name "pay"
		mcp.status.repaired bool true`,
	},
	{
		"and of refused arguments",
		agno(`Error from MCP tool 'pay': [TextContent(type='text', text="Input validation error: 'x' is not of type 'integer'", annotations=None, meta=None)]`),
		`openinference: internal "execute_tool pay" error
		error.type "tool_error"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "Error from MCP tool 'pay': [TextContent(type='text', text=\"Input validation error: 'x' is not of type 'integer'\", annotations=None, meta=None)]"
		gen_ai.tool.name "pay"
		mcp.status.repaired bool true`,
	},
	{
		"and of a call that was not answered",
		agno("MCP tool 'pay' failed: backend exploded. The MCP server may be unreachable or the request timed out."),
		`openinference: internal "execute_tool pay" error
		error.type "_OTHER"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "MCP tool 'pay' failed: backend exploded. The MCP server may be unreachable or the request timed out."
		gen_ai.tool.name "pay"
		mcp.status.repaired bool true`,
	},
	{
		"a result that speaks of another tool is one",
		agno("Error from MCP tool 'repay': this is what to look for"),
		`openinference: internal "execute_tool pay" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.result "Error from MCP tool 'repay': this is what to look for"
		gen_ai.tool.name "pay"`,
	},
	{
		"a CHAIN that lists MCP tools is no operation",
		given{scope: openinferenceAgents, name: "tools/list", attrs: attrs{
			"openinference.span.kind": "CHAIN", "output.value": `["a"]`, "session.id": "s-1", "tool.name": "x",
		}},
		asStructure,
	},
	{
		"a guardrail is no operation",
		given{scope: openinferenceAgents, name: "check", attrs: attrs{"openinference.span.kind": "GUARDRAIL"}},
		asStructure,
	},
}

func TestOpenInference(t *testing.T) { check(t, openinferenceExamples) }

// agno is a call of a tool by Agno that ended well by its status.
func agno(result string) given {
	return given{scope: "openinference.instrumentation.agno", name: "pay", status: "ok", attrs: attrs{
		"openinference.span.kind": "TOOL", "tool.name": "pay", "output.value": result,
	}}
}
