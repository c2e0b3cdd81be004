package semconv

// Instrument is what kind of number a metric is.
type Instrument uint8

// Instruments of the OpenTelemetry metrics API, and Sum, a counter of fractions. All but
// UpDownCounter and Gauge only grow.
const (
	Counter Instrument = iota
	Sum
	UpDownCounter
	Gauge
	Histogram
)

// Metric is one metric of the conventions or of this project.
type Metric struct {
	Name string
	Unit string // UCUM, as the conventions write it
	// Instrument is a counter by default.
	Instrument Instrument
	// Description is the brief of the conventions, word for word: backends warn
	// when two sources of one metric describe it differently.
	Description string
	// Buckets are explicit upper bounds of a histogram in Unit; nil for others.
	Buckets []float64
	// Source is the document and version that defines the metric.
	Source string
	// Family is the one of conventions that the metric belongs to; zero is every one.
	Family Family
}

// Bucket lists of the conventions. They are shared: never modify them.
var (
	// BucketsMCP: seconds; v1.41.0 docs/gen-ai/mcp.md, all four MCP histograms.
	BucketsMCP = []float64{0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300}
	// BucketsGenAI: seconds; v1.41.0 docs/gen-ai/gen-ai-metrics.md.
	BucketsGenAI = []float64{0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92}
	// BucketsTokens: tokens; v1.41.0 docs/gen-ai/gen-ai-metrics.md.
	BucketsTokens = []float64{1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864}
	// BucketsBytes: bytes, 64 B to 16 MiB; ours.
	BucketsBytes = []float64{64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216}
	// BucketsCounts: what a session or turn consisted of; ours.
	BucketsCounts = []float64{0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144}
	// BucketsAgent: seconds; main docs/gen-ai/gen-ai-metrics.md, agent runs.
	BucketsAgent = []float64{0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 102.4, 204.8, 409.6}
)

const (
	sourceMCP   = "semantic-conventions v1.41.0 docs/gen-ai/mcp.md"
	sourceGenAI = "semantic-conventions v1.41.0 docs/gen-ai/gen-ai-metrics.md"
	sourceMain  = "semantic-conventions-genai main (October 2026) docs/gen-ai/gen-ai-metrics.md"
	sourceOurs  = "otelcol-mcp"
)

// Metrics that are derived from spans.
var (
	MCPClientOperationDuration = Metric{
		Name: "mcp.client.operation.duration", Unit: "s", Instrument: Histogram, Buckets: BucketsMCP, Source: sourceMCP,
		Description: "The duration of the MCP request or notification as observed on the sender from the time it was sent until the response or ack is received.",
	}
	MCPServerOperationDuration = Metric{
		Name: "mcp.server.operation.duration", Unit: "s", Instrument: Histogram, Buckets: BucketsMCP, Source: sourceMCP,
		Description: "MCP request or notification duration as observed on the receiver from the time it was received until the result or ack is sent.",
	}
	MCPClientSessionDuration = Metric{
		Name: "mcp.client.session.duration", Unit: "s", Instrument: Histogram, Buckets: BucketsMCP, Source: sourceMCP,
		Description: "The duration of the MCP session as observed on the MCP client.",
	}
	MCPServerSessionDuration = Metric{
		Name: "mcp.server.session.duration", Unit: "s", Instrument: Histogram, Buckets: BucketsMCP, Source: sourceMCP,
		Description: "The duration of the MCP session as observed on the MCP server.",
	}
	GenAIClientOperationDuration = Metric{
		Name: "gen_ai.client.operation.duration", Unit: "s", Instrument: Histogram, Buckets: BucketsGenAI, Source: sourceGenAI,
		Description: "GenAI operation duration.",
	}
	GenAIClientTokenUsage = Metric{
		Name: "gen_ai.client.token.usage", Unit: "{token}", Instrument: Histogram, Buckets: BucketsTokens, Source: sourceGenAI, Family: V141,
		Description: "Number of input and output tokens used.",
	}
	GenAIExecuteToolDuration = Metric{
		Name: "gen_ai.execute_tool.duration", Unit: "s", Instrument: Histogram, Buckets: BucketsGenAI, Source: sourceMain,
		Description: "The duration of a single tool execution.",
	}
	GenAIInvokeAgentDuration = Metric{
		Name: "gen_ai.invoke_agent.duration", Unit: "s", Instrument: Histogram, Buckets: BucketsAgent, Source: sourceMain,
		Description: "The end-to-end duration of a single agent invocation, from the moment the invocation starts until the agent emits the last chunk of its final response or terminates with an error.",
	}
	MCPToolCalls = Metric{
		Name: "mcp.tool.calls", Unit: "{call}", Instrument: Counter, Source: sourceOurs,
		Description: "Tool calls by outcome, for each role from which a call was seen.",
	}
	MCPMessageSize = Metric{
		Name: "mcp.message.size", Unit: "By", Instrument: Histogram, Buckets: BucketsBytes, Source: sourceOurs,
		Description: "The length of JSON-RPC messages, by whether they ask or answer.",
	}
	MCPToolResultSize = Metric{
		Name: "mcp.tool.result.size", Unit: "By", Instrument: Histogram, Buckets: BucketsBytes, Source: sourceOurs,
		Description: "The length of the messages that answer tool calls: what a model gets to read.",
	}
	MCPSessionTurns = Metric{
		Name: "mcp.session.turns", Unit: "{turn}", Instrument: Histogram, Buckets: BucketsCounts, Source: sourceOurs,
		Description: "How many turns a session had.",
	}
	MCPSessionToolCalls = Metric{
		Name: "mcp.session.tool_calls", Unit: "{call}", Instrument: Histogram, Buckets: BucketsCounts, Source: sourceOurs,
		Description: "How many tool calls a session had.",
	}
	MCPTurnDuration = Metric{
		Name: "mcp.turn.duration", Unit: "s", Instrument: Histogram, Buckets: BucketsMCP, Source: sourceOurs,
		Description: "The time from the first to the last call of a turn.",
	}
	MCPTurnToolCalls = Metric{
		Name: "mcp.turn.tool_calls", Unit: "{call}", Instrument: Histogram, Buckets: BucketsCounts, Source: sourceOurs,
		Description: "How many tool calls a turn had.",
	}
	MCPCallsDeduplicated = Metric{
		Name: "mcp.calls.deduplicated", Unit: "{call}", Instrument: Counter, Source: sourceOurs,
		Description: "Spans of calls that another span of the same role had told already. They are in no other metric.",
	}
)
