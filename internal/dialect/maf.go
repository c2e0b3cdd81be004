package dialect

// maf is microsoft/agent-framework, Python 1.13.0 and .NET. It speaks the
// conventions. One tool call over MCP is two spans, the framework's INTERNAL
// execute_tool and below it the client's tools/call.
var maf = &Dialect{
	Name:   "maf",
	Scopes: []string{"agent_framework", "Experimental.Microsoft.Agents.AI"},
}
