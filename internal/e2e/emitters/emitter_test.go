package emitters

// emitter is one scenario: who tells what happened, and from where.
type emitter struct {
	name string
	// packages are what tells, as in the lock file.
	packages []string
	// environment is a folder with lock file and scripts.
	environment
	// script is what does the steps: a file of the environment or shared.
	script string
	// dialects are those that the receiver must read the spans in: the emitter's
	// own and those of what it is built on.
	dialects []string
	// roles are the sides that tell of calls.
	roles []string
	// silent are the sides that ran under the emitter and say nothing, and why.
	silent map[string]string
	// skips are the methods that the script cannot do through it, and why.
	skips map[string]string
}

var emitters = []emitter{
	{
		name:        "traceloop-js",
		packages:    []string{"@traceloop/node-server-sdk", "@modelcontextprotocol/sdk"},
		environment: environment{kind: npm, folder: "traceloop"},
		script:      "client.mjs",
		dialects:    []string{"traceloop"},
		roles:       []string{client},
		silent:      map[string]string{server: "it patches what a server sends, not what it answers"},
	},
	{
		name:        "openlit-js",
		packages:    []string{"openlit", "@modelcontextprotocol/sdk"},
		environment: environment{kind: npm, folder: "openlit"},
		script:      "client.mjs",
		dialects:    []string{"openlit"},
		roles:       []string{client},
		silent:      map[string]string{server: "it patches methods that the SDK's server does not have"},
	},
	{
		name:        "openinference-js",
		packages:    []string{"@arizeai/openinference-core", "@arizeai/openinference-instrumentation-mcp", "@modelcontextprotocol/sdk"},
		environment: environment{kind: npm, folder: "openinference"},
		script:      "client.mjs",
		dialects:    []string{"openinference"},
		roles:       []string{agent},
		silent:      map[string]string{client: noOpenInferenceSpans, server: noOpenInferenceSpans},
	},
	{
		name:        "vercel",
		packages:    []string{"ai", "@ai-sdk/otel", "@ai-sdk/mcp"},
		environment: environment{kind: npm, folder: "vercel", node: true},
		script:      "agent.mjs",
		dialects:    []string{"vercel"},
		roles:       []string{agent},
		silent:      map[string]string{client: "the SDK tells of models, agents and their tools, not of its MCP client"},
	},
	{
		name:        "mcp-python",
		packages:    []string{"mcp"},
		environment: environment{kind: pypi, folder: "mcp"},
		script:      "mcp/client.py",
		dialects:    []string{"mcp-python"},
		roles:       []string{client, server},
	},
	{
		name:        "fastmcp",
		packages:    []string{"fastmcp", "mcp"},
		environment: environment{kind: pypi, folder: "fastmcp"},
		script:      "fastmcp/client.py",
		dialects:    []string{"fastmcp", "mcp-python"},
		roles:       []string{client, server},
	},
	{
		name:        "openlit-python",
		packages:    []string{"openlit", "mcp"},
		environment: environment{kind: pypi, folder: "openlit"},
		script:      "shared/sdk1_client.py",
		dialects:    []string{"openlit"},
		roles:       []string{client, server, inside},
	},
	{
		name:        "traceloop-python",
		packages:    []string{"opentelemetry-instrumentation-mcp", "mcp"},
		environment: environment{kind: pypi, folder: "traceloop"},
		script:      "shared/sdk1_client.py",
		dialects:    []string{"traceloop"},
		roles:       []string{client},
		silent:      map[string]string{server: "on the official SDK a server tells of outgoing messages only, without the method"},
	},
	{
		name:        "logfire",
		packages:    []string{"logfire", "mcp"},
		environment: environment{kind: pypi, folder: "logfire"},
		script:      "shared/sdk1_client.py",
		dialects:    []string{"logfire"},
		roles:       []string{client, server},
	},
	{
		name:        "pydantic-ai",
		packages:    []string{"pydantic-ai-slim", "logfire", "fastmcp-slim", "mcp"},
		environment: environment{kind: pypi, folder: "pydantic-ai"},
		script:      "pydantic-ai/agent.py",
		dialects:    []string{"pydantic-ai", "fastmcp", "mcp-python"},
		roles:       []string{agent, client},
		skips:       map[string]string{resourcesRead: noAgentReads, promptsGet: noAgentReads},
	},
}

const (
	noOpenInferenceSpans = "the MCP instrumentation only carries trace context"
	noAgentReads         = "an agent reads no resources and gets no prompts"
)
