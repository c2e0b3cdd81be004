package main

// tools answers: which tool is slow, fails, is misunderstood, or fills the context of models?
var tools = page{
	uid: "mcp-tools", title: "MCP tools",
	about:     "Latency, results, context and misuse of single tools.",
	variables: []variable{role, job, server, tool},
	rows: []row{
		{"Latency of whole calls", []panel{
			{title: "All chosen tools", unit: "s", queries: quantiles(durations, ofTools)},
			{title: "p50", unit: "s", queries: one(most(quantile(0.5, byTool, durations, ofTools)), "{{gen_ai_tool_name}}")},
			{title: "p95", unit: "s", queries: []query{{expr: most(quantile(0.95, byTool, durations, ofTools)), legend: "{{gen_ai_tool_name}}", exemplars: true}}},
			{title: "p99", unit: "s", queries: []query{{expr: most(quantile(0.99, byTool, durations, ofTools)), legend: "{{gen_ai_tool_name}}", exemplars: true}}},
			{
				title: "Slowest in this time, p95", unit: "s", kind: bars,
				queries: one(most(quantileOver("$__range", 0.95, byTool, durations, ofTools)), "{{gen_ai_tool_name}}"),
			},
			{
				title: "Most time spent in", unit: "s", kind: bars, about: "Seconds of all calls together.",
				queries: one(most(inRange(byTool, durations+"_sum", ofTools)), "{{gen_ai_tool_name}}"),
			},
		}},
		{"Calls", []panel{
			{title: "Calls", unit: "reqps", stacked: true, queries: one(most(perSecond(byTool, calls, ofTools)), "{{gen_ai_tool_name}}")},
			{title: "Failures by tool and outcome", unit: "reqps", queries: one(most(perSecond(byTool+", mcp_call_outcome", calls, ofTools+", "+failed)), "{{gen_ai_tool_name}} {{mcp_call_outcome}}")},
			{title: "Most called in this time", kind: bars, queries: one(most(inRange(byTool, calls, ofTools)), "{{gen_ai_tool_name}}")},
		}},
		{"Misunderstandings", []panel{
			{
				title: "Unknown tools", unit: "reqps", about: "Calls of tools that the server does not have: a model made them up.",
				queries: one(perSecond("job", calls, ofCalls+`, mcp_call_outcome="unknown_tool"`), "{{job}}"),
			},
			{title: "Refused arguments", unit: "reqps", queries: one(perSecond(byTool, calls, ofTools+`, mcp_call_outcome="validation_error"`), "{{gen_ai_tool_name}}")},
			{
				title: "Retry loops found", unit: "short", about: "Findings of the processor mcpanomaly.",
				queries: one(rare(atATime, "job", findings, ofServer+`, mcp_finding_type="retry_loop"`), "{{job}}"),
			},
			{
				title: "Requests a call", unit: "short", about: "More than one where servers ask for input and clients call again.",
				queries: one(perSecond(byTool, calls, ofTools)+" / "+perSecond(byTool, durations+"_count", ofTools), "{{gen_ai_tool_name}}"),
			},
			{
				title: "Results that came before", unit: "ops", about: "Equal to an earlier one of the same tool and session.",
				queries: one(once(perSecond, byTool, "mcp_tool_results_repeated_total", ofServer+`, gen_ai_tool_name=~"$tool"`), "{{gen_ai_tool_name}}"),
			},
			{title: "Questions to users", unit: "ops", queries: one(perSecond("mcp_elicitation_action", "mcp_elicitations_total", ofRole), "{{mcp_elicitation_action}}")},
		}},
		{"Results and context", []panel{
			{title: "Size of results", unit: "bytes", queries: quantiles("mcp_tool_result_size_bytes", ofTools)},
			{title: "Size of results by tool, p95", unit: "bytes", queries: one(most(quantile(0.95, byTool, "mcp_tool_result_size_bytes", ofTools)), "{{gen_ai_tool_name}}")},
			{
				title: "Tokens put before models", unit: "short", stacked: true, about: "Tokens a second, estimated as a quarter of the bytes.",
				queries: one(perSecond("mcp_context_source", "mcp_context_tokens_total", ofTools), "{{mcp_context_source}}"),
			},
			{
				title: "Tokens by tool in this time", kind: bars, unit: "short",
				queries: one(most(inRange(byTool+", mcp_context_source", "mcp_context_tokens_total", ofTools)), "{{gen_ai_tool_name}} {{mcp_context_source}}"),
			},
			{
				title: "Size of definitions", kind: bars, unit: "bytes",
				queries: one(most(`max by (mcp_server_name, gen_ai_tool_name) (mcp_tool_definition_size_bytes{mcp_server_name=~"$server", gen_ai_tool_name=~"$tool"})`), "{{mcp_server_name}} {{gen_ai_tool_name}}"),
			},
			{
				title: "Tools that nobody calls", kind: bars, about: "Listed and not called since.",
				queries: one(`max by (mcp_server_name) (mcp_tools_unused{mcp_server_name=~"$server"})`, "{{mcp_server_name}}"),
			},
			{
				title: "Tool cost an hour", unit: "currencyUSD", width: 12, about: "Of the tools that have a price in the connector's configuration. What several roles tell of is counted once.",
				queries: one(`3600 * `+once(perSecond, byTool, "mcp_cost_USD_total", ofJob+`, mcp_cost_source="tool", gen_ai_tool_name=~"$tool"`), "{{gen_ai_tool_name}}"),
			},
			{title: "Resources read", unit: "ops", width: 12, queries: one(perSecond("mcp_resource_template, mcp_call_outcome", "mcp_resource_reads_total", ofRole), "{{mcp_resource_template}} {{mcp_call_outcome}}")},
		}},
	},
}
