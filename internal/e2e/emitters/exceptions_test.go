package emitters

// Roles, as in mcp.call.role.
const (
	agent  = "agent"
	client = "client"
	server = "server"
	inside = "inside"
)

// exception is a number that differs from what happened.
type exception struct {
	emitter, role string
	what          string // method and ending, as in counts
	told          float64
	why           string
}

// exceptions are all of them: a number that differs and is not here fails, and
// so does an exception that is none any more. docs/emitters.md shows them.
var exceptions = []exception{
	{"mcp-python", client, "tools/call success", 17, sdkClientBlind},
	{"mcp-python", client, "tools/call tool_error", 0, sdkClientBlind},
	{"mcp-python", client, "tools/call unknown_tool", 0, sdkClientBlind},
	{"mcp-python", client, "tools/call validation_error", 0, sdkClientBlind},
	{"mcp-python", server, "tools/call tool_error", 5, sdkServerWordless},
	{"mcp-python", server, "tools/call unknown_tool", 0, sdkServerWordless},
	{"mcp-python", server, "tools/call validation_error", 0, sdkServerWordless},

	{"fastmcp", server, "tools/list success", 1 + 16, "before each call with arguments the official SDK lists the server's own tools, to check headers, " +
		"and FastMCP takes that for a request"},

	{"openlit-python", client, "prompts/get success", 0, "ClientSession.get_prompt is not among the methods it wraps"},

	{"pydantic-ai", agent, "tools/call unknown_tool", 0, unknownToAgent},
	{"pydantic-ai", client, "tools/call unknown_tool", 0, unknownToAgent},

	{"vercel", agent, "tools/call unknown_tool", 0, unknownToAgent},
}

const (
	sdkClientBlind = "a client span has neither result nor status: what the server answered with `isError` looks like a success. " +
		"The server's span of the call has it"
	sdkServerWordless = "the span says `tool_error` without the text, which alone tells an unknown tool or refused arguments"
	unknownToAgent    = "the framework answers the model itself; the tool is neither executed nor called"
)
