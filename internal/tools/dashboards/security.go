package main

// Types of findings by what they are signs of. docs/findings.md describes them.
const (
	drift      = "definition_changed|poisoned_definition|tool_shadowing|definition_conflict|undeclared_tool"
	leaks      = "value_flow|data_link|secret_in_arguments|sensitive_path"
	injections = "injected_instruction|hidden_text|terminal_escape|encoded_payload|path_traversal|shell_injection"
	findings   = "mcp_findings_total"
)

// security answers: is somebody attacking, has a server changed, what was taken out of the telemetry?
var security = page{
	uid: "mcp-security", title: "MCP security",
	about:     "Findings, changed definitions, denials and redactions.",
	variables: []variable{role, job, server, tool},
	rows: []row{
		{"Findings", []panel{
			{title: "High and critical", kind: number, width: 6, about: "In this time.", queries: one(rare(inPeriod, "", findings, ofServer+`, mcp_finding_severity=~"high|critical"`), "")},
			{title: "Drift", kind: number, width: 6, about: "In this time: definitions that changed, conflict, or shadow others.", queries: one(rare(inPeriod, "", findings, ofServer+`, mcp_finding_type=~"`+drift+`"`), "")},
			{title: "Leaks", kind: number, width: 6, about: "In this time: data on their way to where they do not belong.", queries: one(rare(inPeriod, "", findings, ofServer+`, mcp_finding_type=~"`+leaks+`"`), "")},
			{title: "Calls denied", kind: number, width: 6, about: "In this time.", queries: one(rare(inPeriod, "", calls, ofTools+`, mcp_call_outcome="auth_denied"`), "")},
			{title: "Findings by severity", unit: "short", stacked: true, queries: one(rare(atATime, "mcp_finding_severity", findings, ofServer), "{{mcp_finding_severity}}")},
			{title: "Findings by type", unit: "short", queries: one(rare(atATime, "mcp_finding_type", findings, ofServer), "{{mcp_finding_type}}")},
			{title: "Most frequent in this time", kind: bars, queries: one(most(rare(inPeriod, "job, mcp_finding_type", findings, ofServer)), "{{job}} {{mcp_finding_type}}")},
		}},
		{"What they are signs of", []panel{
			{title: "Drift of definitions", unit: "short", queries: one(rare(atATime, "job, mcp_finding_type", findings, ofServer+`, mcp_finding_type=~"`+drift+`"`), "{{job}} {{mcp_finding_type}}")},
			{title: "Leaks by type", unit: "short", queries: one(rare(atATime, "job, mcp_finding_type", findings, ofServer+`, mcp_finding_type=~"`+leaks+`"`), "{{job}} {{mcp_finding_type}}")},
			{title: "Injections by type", unit: "short", queries: one(rare(atATime, "job, mcp_finding_type", findings, ofServer+`, mcp_finding_type=~"`+injections+`"`), "{{job}} {{mcp_finding_type}}")},
		}},
		{"Denials", []panel{
			{title: "Denied, by tool", unit: "reqps", queries: one(perSecond(byTool, calls, ofTools+`, mcp_call_outcome="auth_denied"`), "{{gen_ai_tool_name}}")},
			{title: "Denied, by job", unit: "reqps", queries: one(perSecond("job", calls, ofTools+`, mcp_call_outcome="auth_denied"`), "{{job}}")},
			{title: "Denied share of calls", unit: "percentunit", queries: one(share("job", calls, ofTools, `mcp_call_outcome="auth_denied"`), "{{job}}")},
		}},
		{"Redactions", []panel{
			{
				title: "Redactions by category", unit: "ops", stacked: true, about: "In spans of MCP and GenAI calls.",
				queries: one(perSecond("mcp_redaction_category", "mcp_redactions_total", ofJob), "{{mcp_redaction_category}}"),
			},
			{
				title: "Redactions by place, all signals", unit: "ops", stacked: true,
				queries: one(`sum by (signal, place) (rate({__name__=~"otelcol_processor_mcpredact_redactions(_total)?"}[$__rate_interval]))`, "{{signal}} {{place}}"),
			},
			{
				title: "What the redactor could not process", unit: "short", about: "Such values are replaced as a whole.",
				queries: one(rare(atATime, "reason", `{__name__=~"otelcol_processor_mcpredact_failures(_total)?"}`, ""), "{{reason}}"),
			},
		}},
		{"The detector", []panel{
			{
				title: "Findings by type, counted by the detector", unit: "ops", about: "Also those of types that are only observed.",
				queries: one(`sum by (type, mode) (rate({__name__=~"otelcol_processor_mcpanomaly_findings(_total)?"}[$__rate_interval]))`, "{{type}} {{mode}}"),
			},
			{title: "What it knows of", queries: one(`sum by (what) (otelcol_processor_mcpanomaly_known)`, "{{what}}")},
			{title: "Baselines that still learn", queries: one(`sum by (model) (otelcol_processor_mcpanomaly_learning)`, "{{model}}")},
		}},
	},
}
