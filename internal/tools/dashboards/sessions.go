package main

// seldom is the window for what there is not much of: sessions that end, handshakes, turns.
const seldom = "15m"

// sessions answers: how long do clients stay, and how much work is it until a user has an answer?
var sessions = page{
	uid: "mcp-sessions", title: "MCP sessions and turns",
	about:     "Sessions of the protocol, and those inferred where it has none. Quantiles, means and shares are of the last 15 minutes.",
	variables: []variable{role, job},
	rows: []row{
		{"Sessions", []panel{
			{title: "Active, by what they are known from", stacked: true, queries: one(`sum by (mcp_session_evidence) (mcp_sessions_active{`+ofRole+`})`, "{{mcp_session_evidence}}")},
			{title: "Active, by job", stacked: true, queries: one(`sum by (job) (mcp_sessions_active{`+ofRole+`})`, "{{job}}")},
			{
				title: "Active, by transport and version", stacked: true,
				queries: one(`sum by (network_transport, mcp_protocol_version) (mcp_sessions_active{`+ofRole+`})`, "{{network_transport}} {{mcp_protocol_version}}"),
			},
			{title: "Duration, as servers saw it", unit: "s", queries: quantilesOver(seldom, "mcp_server_session_duration_seconds", ofJob)},
			{title: "Duration, as clients saw it", unit: "s", queries: quantilesOver(seldom, "mcp_client_session_duration_seconds", ofJob)},
			{title: "Ended", unit: "ops", queries: one(perSecond("job", "mcp_session_turns_count", ofRole), "{{job}}")},
		}},
		{"Handshakes", []panel{
			{title: "Handshakes by outcome", unit: "ops", stacked: true, queries: one(perSecond("mcp_call_outcome", "mcp_session_handshakes_total", ofRole), "{{mcp_call_outcome}}")},
			{title: "Handshakes by version", unit: "ops", stacked: true, queries: one(perSecond("mcp_protocol_version", "mcp_session_handshakes_total", ofRole), "{{mcp_protocol_version}}")},
			{title: "Failing handshakes", unit: "percentunit", queries: one(ofSeldom(share("job", "mcp_session_handshakes_total", ofRole, failed)), "{{job}}")},
		}},
		{"Turns", []panel{
			{title: "Turns to completion", queries: quantilesOver(seldom, "mcp_session_turns", ofRole)},
			{title: "Tool calls a session", queries: quantilesOver(seldom, "mcp_session_tool_calls", ofRole)},
			{title: "Turns and calls a session, mean", queries: []query{
				{expr: ofSeldom(mean("", "mcp_session_turns", ofRole)), legend: "turns"},
				{expr: ofSeldom(mean("", "mcp_session_tool_calls", ofRole)), legend: "tool calls"},
			}},
			{title: "Duration of turns", unit: "s", queries: quantilesOver(seldom, "mcp_turn_duration_seconds", ofJob)},
			{title: "Tool calls a turn", queries: quantilesOver(seldom, "mcp_turn_tool_calls", ofJob)},
			{title: "Tool calls a turn, mean", queries: one(ofSeldom(mean("gen_ai_agent_name", "mcp_turn_tool_calls", ofJob)), "{{gen_ai_agent_name}}")},
		}},
	},
}
