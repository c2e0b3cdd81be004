package main

import (
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

// A variable is a choice among the values of a label.
type variable struct {
	name, label, about string
	query              string // label_values(…)
	regex              string // what of the values is offered; all if empty
	one                bool   // exactly one is chosen, the last of the alphabet at first
}

// One call is told in several roles, so that one has to be chosen before anything is summed up. The order of the alphabet
// backwards begins with the view that is nearest to the server.
var role = variable{
	name: "role", label: "Seen by", one: true,
	about: "One call is told by agent, client, gateway and server, and counts once under each.",
	query: `label_values(mcp_messages_total, mcp_call_role)`, regex: `/^(server|gateway|client|agent)$/`,
}

var job = variable{
	name: "job", label: "Job",
	about: "The service that told of the calls.",
	query: `label_values(mcp_messages_total{mcp_call_role="$role"}, job)`,
}

var server = variable{
	name: "server", label: "Server",
	about: "The MCP server, where the metrics have its name: see docs/dashboards.md.",
	query: `label_values(mcp_tool_calls_total{mcp_call_role="$role", job=~"$job"}, mcp_server_name)`,
}

var tool = variable{
	name: "tool", label: "Tool",
	query: `label_values(mcp_tool_calls_total{mcp_call_role="$role", job=~"$job", mcp_server_name=~"$server"}, gen_ai_tool_name)`,
}

// What the choices come to in a selector. A label that a metric lacks is empty, which "all" matches.
const (
	ofJob    = `job=~"$job"`
	ofServer = ofJob + `, mcp_server_name=~"$server"`
	ofRole   = ofJob + `, mcp_call_role="$role"`
	ofCalls  = ofServer + `, mcp_call_role="$role"`
	ofTools  = ofCalls + `, gen_ai_tool_name=~"$tool"`
	failed   = `mcp_call_outcome!~"success|input_required"`
)

func (v variable) build() cog.Builder[dashboard.VariableModel] {
	b := dashboard.NewQueryVariableBuilder(v.name).Label(v.label).Description(v.about).Datasource(datasource).
		Query(dashboard.StringOrMap{String: new(v.query)}).Definition(v.query).Regex(v.regex).
		Refresh(dashboard.VariableRefreshOnTimeRangeChanged)
	if v.one {
		return b.Sort(dashboard.VariableSortAlphabeticalDesc)
	}
	return b.Sort(dashboard.VariableSortAlphabeticalAsc).Multi(true).IncludeAll(true).AllValue(".*").Current(everything())
}

func everything() dashboard.VariableOption {
	return dashboard.VariableOption{
		Selected: new(true),
		Text:     dashboard.StringOrArrayOfString{ArrayOfString: []string{"All"}},
		Value:    dashboard.StringOrArrayOfString{ArrayOfString: []string{"$__all"}},
	}
}
