package main

const (
	byServer = "job, mcp_server_name"
	byTool   = "gen_ai_tool_name"

	calls     = "mcp_tool_calls_total"
	durations = "mcp_tool_call_duration_seconds"
	received  = "mcp_server_operation_duration_seconds"
	sent      = "mcp_client_operation_duration_seconds"
)

// overview answers: is anything wrong, and where?
var overview = page{
	uid: "mcp-overview", title: "MCP overview",
	about:     "Traffic, errors, latency and load of MCP servers and their tools.",
	variables: []variable{role, job, server, tool},
	rows: []row{
		{"At present", []panel{
			{title: "Tool calls", unit: "reqps", kind: number, width: 4, queries: one(perSecond("", calls, ofTools), "")},
			{title: "Failing", unit: "percentunit", kind: number, width: 4, queries: one(share("", calls, ofTools, failed), "")},
			{title: "95th percentile", unit: "s", kind: number, width: 4, queries: one(quantile(0.95, "", durations, ofTools), "")},
			{title: "Active sessions", kind: number, width: 4, queries: one(`sum(mcp_sessions_active{`+ofRole+`})`, "")},
			{
				title: "Tools offered", kind: number, width: 4, about: "By the servers whose lists were seen.",
				queries: one(`sum(max by (mcp_server_name) (mcp_capabilities{`+ofServer+`, mcp_capability_kind="tools"}))`, ""),
			},
			{title: "Findings in this time", kind: number, width: 4, queries: one(rare(inPeriod, "", findings, ofServer), "")},
		}},
		{"Servers", []panel{
			{title: "Traffic by server", unit: "reqps", queries: one(perSecond(byServer, calls, ofTools), "{{job}} {{mcp_server_name}}")},
			{
				title: "Errors by server", unit: "percentunit", about: "Share of calls that failed, by the repaired status.",
				queries: one(share(byServer, calls, ofTools, failed), "{{job}} {{mcp_server_name}}"),
			},
			{title: "Latency by server, p95", unit: "s", queries: []query{{
				expr: quantile(0.95, byServer, durations, ofTools), legend: "{{job}} {{mcp_server_name}}", exemplars: true,
			}}},
			{title: "Load: sessions", queries: one(`sum by (job) (mcp_sessions_active{`+ofRole+`})`, "{{job}}")},
			{title: "Load: messages", unit: "mps", queries: one(perSecond("job", "mcp_messages_total", ofRole), "{{job}}")},
			{
				title: "Load: requests in the proxy", about: "Requests without an answer.",
				queries: one(`sum by (route) (otelcol_receiver_mcp_proxy_requests)`, "{{route}}"),
			},
		}},
		{"Tools", []panel{
			{title: "Traffic by tool", unit: "reqps", queries: one(most(perSecond(byTool, calls, ofTools)), "{{gen_ai_tool_name}}")},
			{title: "Errors by tool", unit: "percentunit", queries: one(most(share(byTool, calls, ofTools, failed)), "{{gen_ai_tool_name}}")},
			{title: "Latency by tool, p95", unit: "s", queries: []query{{
				expr: most(quantile(0.95, byTool, durations, ofTools)), legend: "{{gen_ai_tool_name}}", exemplars: true,
			}}},
		}},
		{"What calls come to", []panel{
			{title: "Outcomes", unit: "reqps", stacked: true, queries: one(perSecond("mcp_call_outcome", calls, ofTools), "{{mcp_call_outcome}}")},
			{title: "Error classes", unit: "reqps", about: "Requests of every method that failed, as their receivers and senders saw them.", queries: []query{
				{expr: perSecond("error_type", received+"_count", ofJob+`, error_type!=""`), legend: "received: {{error_type}}"},
				{expr: perSecond("error_type", sent+"_count", ofJob+`, error_type!=""`), legend: "sent: {{error_type}}"},
			}},
			{title: "Methods", unit: "reqps", queries: one(most(perSecond("mcp_method_name", "mcp_messages_total", ofRole+`, mcp_message_type=~"request|notification"`)), "{{mcp_method_name}}")},
		}},
		{"Protocol", []panel{
			{title: "Versions", unit: "reqps", stacked: true, queries: both("mcp_protocol_version")},
			{title: "Transports", unit: "reqps", stacked: true, queries: both("network_transport")},
			{title: "Messages", unit: "mps", queries: one(perSecond("mcp_message_direction, mcp_message_type", "mcp_messages_total", ofRole), "{{mcp_message_direction}} {{mcp_message_type}}")},
		}},
	},
}

// both are requests by a label, as receivers and as senders told of them.
func both(label string) []query {
	return []query{
		{expr: perSecond(label, received+"_count", ofJob), legend: "received: {{" + label + "}}"},
		{expr: perSecond(label, sent+"_count", ofJob), legend: "sent: {{" + label + "}}"},
	}
}
