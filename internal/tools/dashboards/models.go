package main

import "strings"

const (
	byModel   = "gen_ai_request_model"
	inference = "gen_ai_client_inference_duration_seconds"
	operation = "gen_ai_client_operation_duration_seconds"
	agentRuns = "gen_ai_invoke_agent_duration_seconds"
)

// modelJob is who calls models, which need not speak MCP.
var modelJob = variable{
	name: "job", label: "Job", about: "The service that told of the calls.",
	query: `label_values({__name__=~"gen_ai_.+_count"}, job)`,
}

var modelTool = variable{
	name: "tool", label: "Tool",
	query: `label_values(gen_ai_execute_tool_duration_seconds_count{job=~"$job"}, gen_ai_tool_name)`,
}

// models answers: how long do agents and their models take, and what do they use up?
var models = page{
	uid: "mcp-models", title: "Agents and models",
	about:     "Calls of models, tokens, money, and runs of agents. Works with either family of the GenAI metrics.",
	variables: []variable{modelJob, modelTool},
	rows: []row{
		{"Models", []panel{
			{title: "Calls", unit: "reqps", queries: one(either(perSecond(byModel, operation+"_count", chats)), "{{gen_ai_request_model}}")},
			{title: "Failing", unit: "percentunit", queries: one(either(share(byModel, operation+"_count", chats, `error_type!=""`)), "{{gen_ai_request_model}}")},
			{title: "Error classes", unit: "reqps", queries: one(either(perSecond("error_type", operation+"_count", chats+`, error_type!=""`)), "{{error_type}}")},
			{title: "Latency, p50", unit: "s", queries: []query{{expr: either(quantile(0.5, byModel, operation, chats)), legend: "{{gen_ai_request_model}}", exemplars: true}}},
			{title: "Latency, p95", unit: "s", queries: []query{{expr: either(quantile(0.95, byModel, operation, chats)), legend: "{{gen_ai_request_model}}", exemplars: true}}},
			{title: "Until the first chunk, p95", unit: "s", queries: []query{{
				expr:   quantile(0.95, byModel, "gen_ai_client_operation_time_to_first_chunk_seconds", ofJob) + " or " + quantile(0.95, byModel, "gen_ai_client_inference_time_to_first_chunk_seconds", ofJob),
				legend: "{{gen_ai_request_model}}", exemplars: true,
			}}},
			{title: "As models' servers saw it, p95", unit: "s", width: 24, queries: []query{{expr: quantile(0.95, byModel, "gen_ai_server_request_duration_seconds", ofJob), legend: "{{gen_ai_request_model}}", exemplars: true}}},
		}},
		{"Tokens and money", []panel{
			{title: "Input tokens a second", unit: "short", stacked: true, queries: one(tokens("sum by ("+byModel+") (rate(%[1]s[$__rate_interval]))", "input"), "{{gen_ai_request_model}}")},
			{title: "Output tokens a second", unit: "short", stacked: true, queries: one(tokens("sum by ("+byModel+") (rate(%[1]s[$__rate_interval]))", "output"), "{{gen_ai_request_model}}")},
			{title: "Tokens in this time", unit: "short", kind: bars, queries: []query{
				{expr: tokens("sum by ("+byModel+") (increase(%[1]s[$__range]))", "input"), legend: "{{gen_ai_request_model}} input"},
				{expr: tokens("sum by ("+byModel+") (increase(%[1]s[$__range]))", "output"), legend: "{{gen_ai_request_model}} output"},
			}},
			{
				title: "Cost an hour", unit: "currencyUSD", stacked: true, about: "By the prices in the connector's configuration.",
				queries: one(`3600 * `+once(perSecond, byModel, "mcp_cost_USD_total", ofJob+`, mcp_cost_source="model"`), "{{gen_ai_request_model}}"),
			},
			{title: "Cost in this time", unit: "currencyUSD", kind: bars, about: "What several roles tell of is counted once.", queries: one(most(once(inRange, "gen_ai_request_model, gen_ai_tool_name", "mcp_cost_USD_total", ofJob)), "{{gen_ai_request_model}}{{gen_ai_tool_name}}")},
			{title: "Tokens a call, mean", unit: "short", queries: one(mean(byModel+", gen_ai_token_type", "gen_ai_client_token_usage", ofJob), "{{gen_ai_request_model}} {{gen_ai_token_type}}")},
		}},
		{"Agents", []panel{
			{title: "Runs", unit: "ops", queries: one(perSecond("gen_ai_agent_name", agentRuns+"_count", ofJob), "{{gen_ai_agent_name}}")},
			{title: "Duration of runs, p95", unit: "s", queries: []query{{expr: quantile(0.95, "gen_ai_agent_name", agentRuns, ofJob), legend: "{{gen_ai_agent_name}}", exemplars: true}}},
			{title: "Failing runs", unit: "percentunit", queries: one(share("gen_ai_agent_name", agentRuns+"_count", ofJob, `error_type!=""`), "{{gen_ai_agent_name}}")},
			{title: "Model calls a run, mean", queries: one(mean("gen_ai_agent_name", "gen_ai_invoke_agent_inference_calls", ofJob), "{{gen_ai_agent_name}}")},
			{title: "Tool calls a run, mean", queries: one(mean("gen_ai_agent_name", "gen_ai_invoke_agent_tool_calls", ofJob), "{{gen_ai_agent_name}}")},
			{title: "Tools as agents ran them, p95", unit: "s", queries: []query{{
				expr: most(quantile(0.95, byTool, "gen_ai_execute_tool_duration_seconds", ofJob+`, gen_ai_tool_name=~"$tool"`)), legend: "{{gen_ai_tool_name}}", exemplars: true,
			}}},
			{title: "Workflows, p95", unit: "s", width: 24, queries: []query{{expr: quantile(0.95, "gen_ai_workflow_name", "gen_ai_invoke_workflow_duration_seconds", ofJob), legend: "{{gen_ai_workflow_name}}", exemplars: true}}},
		}},
	},
}

// chats are the operations of the released conventions that call a model.
const chats = ofJob + `, gen_ai_operation_name!~"embeddings|create_agent"`

// either asks for the metric of the released conventions or, where it is not made, for that of the latest.
func either(expr string) string {
	return expr + " or " + strings.ReplaceAll(expr, operation, inference)
}

// tokens fills a query with either family's counter of tokens of one type.
func tokens(format, of string) string {
	fill := func(selector string) string { return strings.ReplaceAll(format, "%[1]s", selector) }
	return fill(`gen_ai_client_token_usage_sum{`+ofJob+`, gen_ai_token_type="`+of+`"}`) + " or " +
		fill(`gen_ai_client_inference_usage_`+of+`_tokens_total{`+ofJob+`}`)
}
