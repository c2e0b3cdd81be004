package dialect_test

import "testing"

var mlflowExamples = []example{
	{
		"a tool has JSON in all of its attributes",
		given{scope: "mlflow.tracing.provider", name: "add", status: "ok", attrs: attrs{
			"mlflow.spanType": `"TOOL"`, "mlflow.spanInputs": `{"a": 1}`, "mlflow.spanOutputs": `{"type": "text", "text": "3"}`, "mlflow.traceRequestId": `"tr-1"`,
		}},
		`mlflow: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.call.arguments "{\"a\": 1}"
		gen_ai.tool.call.result "{\"type\": \"text\", \"text\": \"3\"}"
		gen_ai.tool.name "add"
		mlflow.traceRequestId "\"tr-1\""`,
	},
	{
		"a failure",
		given{scope: "mlflow.tracing.provider", name: "add", status: "error: Error running tool (non-fatal)", attrs: attrs{"mlflow.spanType": `"TOOL"`}},
		`mlflow: internal "execute_tool add" error "Error running tool (non-fatal)"
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"`,
	},
	{
		"a model call",
		given{scope: "mlflow.tracing.provider", name: "Generation", attrs: attrs{
			"mlflow.spanType": `"CHAT_MODEL"`, "mlflow.llm.model": `"gpt-4o"`, "mlflow.chat.tokenUsage": `{"input_tokens": 10, "output_tokens": 5, "total_tokens": 15}`,
		}},
		`mlflow: internal "Generation" unset
		gen_ai.operation.name "chat"
		gen_ai.request.model "gpt-4o"
		gen_ai.usage.input_tokens int 10
		gen_ai.usage.output_tokens int 5
		mlflow.chat.tokenUsage "{\"input_tokens\": 10, \"output_tokens\": 5, \"total_tokens\": 15}"
		mlflow.llm.model "\"gpt-4o\""`,
	},
	{
		"an agent has its name",
		given{scope: "lost", name: "helper", attrs: attrs{"mlflow.spanType": `"AGENT"`}},
		`mlflow: internal "helper" unset
		gen_ai.agent.name "helper"
		gen_ai.operation.name "invoke_agent"`,
	},
	{
		"a run of OpenAI's agents is none: those are below it",
		given{scope: "mlflow.tracing.provider", name: "AgentRunner.run", attrs: attrs{"mlflow.spanType": `"AGENT"`, "mlflow.openai.agent_run_root": "true"}},
		`mlflow: internal "AgentRunner.run" unset
		gen_ai.operation.name "invoke_workflow"
		mlflow.openai.agent_run_root "true"
		mlflow.spanType "\"AGENT\""`,
	},
	{
		"other types are no operations",
		given{scope: "mlflow.tracing.provider", name: "Unknown", attrs: attrs{"mlflow.spanType": `"CHAIN"`, "mlflow.spanInputs": "null"}},
		asStructure,
	},
}

func TestMLflow(t *testing.T) { check(t, mlflowExamples) }
