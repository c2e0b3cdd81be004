package dialect

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Dialect is the vocabulary of one emitter.
type Dialect struct {
	// Name identifies the dialect in metrics and configuration.
	Name string
	// Scopes are instrumentation scope names; one that ends in "*" is a prefix.
	Scopes []string
	// Markers are attribute keys that no other dialect uses, for spans whose
	// scope was lost; one that ends in "*" is a prefix.
	Markers []string
	// Reads are keys that the functions read besides those of Aliases and Drops; one
	// that ends in "*" is a prefix.
	Reads []string
	// Shape recognises a span by what Markers cannot express. It sees spans
	// that no scope and no marker has claimed.
	Shape func(*Span) bool
	// Needs is a key without which Shape is never true, and Begins what the name
	// of such a span begins with, so that most spans are spared the question; "" if
	// there is none.
	Needs, Begins string
	// Identified says that Shape is only true of spans that say what they are in
	// the conventions' words.
	Identified bool
	// Renames says that spans have names of the emitter's own or with a URI: they
	// get the conventions' name.
	Renames bool
	// Aliases translate keys, strongest first for each target.
	Aliases []Alias
	// Drops are keys whose value is known to be wrong or says nothing that the
	// conventions do not already say.
	Drops []string
	// Identify says what the span is: it sets the method, the operation or the
	// span type. It runs on every span of the dialect's scope and must leave
	// alone what is neither MCP nor GenAI.
	Identify func(*Span)
	// Parts are spans that are no calls and have no attribute of the conventions:
	// what carries messages, and what stands around or within calls. They are told
	// what they are and otherwise left alone.
	Parts []Part
	// Fix does what tables cannot, after Identify and before the aliases, on
	// MCP and GenAI spans only.
	Fix func(*Span)

	id ID
}

// Alias says that the key From means the convention attribute To.
type Alias struct {
	From, To string
	Type     Type
	// Text maps the value of a Text alias; "" rejects it. Nil is identity.
	Text func(string) string
	// Keep leaves the original: the key is not the emitter's own.
	Keep bool
}

// Part says that a span of this name is transport or structure; a name that ends
// in "*" is a prefix.
type Part struct {
	Name string
	Kind mcp.Kind
}

// Type is what an attribute must hold in convention form.
type Type uint8

// Types of convention attributes.
const (
	// Text is a string; integers are written in decimal.
	Text Type = iota
	// Count is a non-negative integer; strings and integral doubles are parsed.
	Count
	// Amount is a double; integers and strings are parsed.
	Amount
	// Content is any value and is copied as it is.
	Content
)

// All are the dialects in order of evidence: the first that claims a span by
// marker or shape has it. Those whose shape outlives translation come before
// those whose shape is a name. The conventions themselves and the last
// resort are not listed: see [Semconv] and generic.
var all = []*Dialect{
	openlit, traceloop, openinference, fastmcp,
	loongsuite, agentgateway, envoy,
	pydanticAI,
	mcpPython, mcpCSharp,
	codex,
	adot, obi, docker, contextforge, kong, kuadrant, mcpDevtools,
	sentry, shinzo, toolhive, vercel,
	maf, adk, langfuse, langsmith, strands, logfire, claudeCode, geminiCLI,
	mastra, haystack, lmnr, mlflow, mcpAgent, fastAgent,
}

// ID names a dialect in results.
type ID uint8

// IDs of what is not in the table of dialects.
const (
	// None is for spans that are neither MCP nor GenAI.
	None ID = iota
	// Semconv is for spans that speak the conventions already, possibly with
	// old names.
	Semconv
)

const semconvName = "semconv"

// names are indexed by ID; listing them numbers the dialects.
var names = func() []string {
	list := []string{None: "none", Semconv: semconvName}
	for _, d := range append(slices.Clone(all), generic) {
		d.id = ID(len(list))
		list = append(list, d.Name)
	}
	return list
}()

// String returns the name as it appears on metrics.
func (id ID) String() string { return names[id] }

// IDs returns every ID, None first.
func IDs() []ID {
	ids := make([]ID, len(names))
	for i := range ids {
		ids[i] = ID(i)
	}
	return ids
}

// legacy are the names that older versions of the conventions had. They apply
// to every dialect, after its own (semconv.md 2.7; conventions v1.28 to main).
var legacy = []Alias{
	{From: "gen_ai.system", To: semconv.GenAIProviderName, Text: provider},
	{From: "gen_ai.usage.prompt_tokens", To: semconv.GenAIUsageInputTokens, Type: Count},
	{From: "gen_ai.usage.completion_tokens", To: semconv.GenAIUsageOutputTokens, Type: Count},
	{From: "gen_ai.usage.cache_creation.input_tokens", To: semconv.GenAIUsageCacheWriteTokens, Type: Count},
	{From: "gen_ai.usage.cache_write_input_tokens", To: semconv.GenAIUsageCacheWriteTokens, Type: Count},
	{From: "gen_ai.usage.cache_read_input_tokens", To: semconv.GenAIUsageCacheReadTokens, Type: Count},
	{From: "gen_ai.openai.request.seed", To: semconv.GenAIRequestSeed, Type: Content},
	{From: "gen_ai.openai.request.response_format", To: semconv.GenAIOutputType, Text: outputType},
	{From: "gen_ai.openai.request.service_tier", To: semconv.OpenAIRequestServiceTier},
	{From: "gen_ai.openai.response.service_tier", To: semconv.OpenAIResponseServiceTier},
	{From: "gen_ai.openai.response.system_fingerprint", To: semconv.OpenAIResponseFingerprint},
	{From: "rpc.jsonrpc.error_code", To: semconv.RPCResponseStatusCode},
	{From: "rpc.jsonrpc.request_id", To: semconv.JSONRPCRequestID},
	{From: "rpc.jsonrpc.version", To: semconv.JSONRPCVersion},
	{From: "mcp.tool.name", To: semconv.GenAIToolName},
	{From: "mcp.prompt.name", To: semconv.GenAIPromptName},
	{From: "mcp.request.id", To: semconv.JSONRPCRequestID},
}
