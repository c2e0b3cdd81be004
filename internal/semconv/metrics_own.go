package semconv

// Metrics that the conventions have no name for, besides those that were there first.
var (
	MCPToolCallDuration = Metric{
		Name: "mcp.tool.call.duration", Unit: "s", Instrument: Histogram, Buckets: BucketsMCP, Source: sourceOurs,
		Description: "How long tool calls took from their first request to their last answer, however many requests that were.",
	}
	MCPMessages = Metric{
		Name: "mcp.messages", Unit: "{message}", Instrument: Counter, Source: sourceOurs,
		Description: "JSON-RPC messages that the observer's side sent and received.",
	}
	MCPResourceReads = Metric{
		Name: "mcp.resource.reads", Unit: "{read}", Instrument: Counter, Source: sourceOurs,
		Description: "Reads of resources by outcome.",
	}
	MCPResourceSize = Metric{
		Name: "mcp.resource.size", Unit: "By", Instrument: Histogram, Buckets: BucketsBytes, Source: sourceOurs,
		Description: "The length of the messages that answer reads of resources.",
	}
	MCPElicitations = Metric{
		Name: "mcp.elicitations", Unit: "{elicitation}", Instrument: Counter, Source: sourceOurs,
		Description: "What users did when servers asked them for something.",
	}
	MCPSessionsActive = Metric{
		Name: "mcp.sessions.active", Unit: "{session}", Instrument: UpDownCounter, Source: sourceOurs,
		Description: "Sessions that have begun and not ended.",
	}
	MCPSessionHandshakes = Metric{
		Name: "mcp.session.handshakes", Unit: "{handshake}", Instrument: Counter, Source: sourceOurs,
		Description: "Requests to initialize a session, by outcome.",
	}
	MCPToolDefinitionSize = Metric{
		Name: "mcp.tool.definition.size", Unit: "By", Instrument: Gauge, Source: sourceOurs,
		Description: "The length of a tool's definition when it was listed last.",
	}
	MCPCapabilities = Metric{
		Name: "mcp.capabilities", Unit: "{capability}", Instrument: Gauge, Source: sourceOurs,
		Description: "How many tools, prompts, resources and resource templates a server listed last.",
	}
	MCPToolsUnused = Metric{
		Name: "mcp.tools.unused", Unit: "{tool}", Instrument: Gauge, Source: sourceOurs,
		Description: "How many of the tools that a server lists were not called since they were listed first.",
	}
	MCPContextSize = Metric{
		Name: "mcp.context.size", Unit: "By", Instrument: Counter, Source: sourceOurs,
		Description: "Bytes that tools put before models: definitions once for each session that lists them, and results.",
	}
	MCPContextTokens = Metric{
		Name: "mcp.context.tokens", Unit: "{token}", Instrument: Counter, Source: sourceOurs,
		Description: "Tokens that tools put before models: definitions once for each session that lists them, and results.",
	}
	MCPToolResultsRepeated = Metric{
		Name: "mcp.tool.results.repeated", Unit: "{result}", Instrument: Counter, Source: sourceOurs,
		Description: "Results that a tool had given the same session before, byte for byte.",
	}
	MCPCosts = Metric{
		Name: "mcp.cost", Unit: "USD", Instrument: Sum, Source: sourceOurs,
		Description: "What model and tool calls cost by the configured prices.",
	}
	MCPStatusRepairs = Metric{
		Name: "mcp.status.repairs", Unit: "{call}", Instrument: Counter, Source: sourceOurs,
		Description: "Calls whose status the emitter got wrong, corrected from the result.",
	}
	MCPFindings = Metric{
		Name: "mcp.findings", Unit: "{finding}", Instrument: Counter, Source: sourceOurs,
		Description: "Findings by type and severity.",
	}
	MCPRedactions = Metric{
		Name: "mcp.redactions", Unit: "{redaction}", Instrument: Counter, Source: sourceOurs,
		Description: "Pieces of content that were removed, by category.",
	}
)
