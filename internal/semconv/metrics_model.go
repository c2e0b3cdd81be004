package semconv

// BucketsWorkflow are seconds; main docs/gen-ai/gen-ai-metrics.md, workflows.
var BucketsWorkflow = []float64{1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200}

// BucketsRuns are calls in an agent run; main docs/gen-ai/gen-ai-metrics.md.
var BucketsRuns = []float64{1, 2, 4, 8, 16, 32, 64, 128}

// Metrics of models and agents besides those that were there first. What v1.41 has no
// counterpart for is in both families.
var (
	GenAIClientOperationFirstChunk = Metric{
		Name: "gen_ai.client.operation.time_to_first_chunk", Unit: "s", Instrument: Histogram, Buckets: BucketsGenAI, Source: sourceGenAI, Family: V141,
		Description: "Time to receive the first chunk, measured from when the client issues the generation request to when the first chunk is received in the response stream.",
	}
	GenAIServerRequestDuration = Metric{
		Name: "gen_ai.server.request.duration", Unit: "s", Instrument: Histogram, Buckets: BucketsGenAI, Source: sourceGenAI,
		Description: "Generative AI server request duration such as time-to-last byte or last output token.",
	}
	GenAIClientInferenceDuration = Metric{
		Name: "gen_ai.client.inference.duration", Unit: "s", Instrument: Histogram, Buckets: BucketsGenAI, Source: sourceMain, Family: Latest,
		Description: "How long model calls took, as their client saw it.",
	}
	GenAIClientInferenceFirstChunk = Metric{
		Name: "gen_ai.client.inference.time_to_first_chunk", Unit: "s", Instrument: Histogram, Buckets: BucketsGenAI, Source: sourceMain, Family: Latest,
		Description: "How long streamed answers took to begin.",
	}
	GenAIClientInferenceInput = Metric{
		Name: "gen_ai.client.inference.usage.input_tokens", Unit: "{token}", Instrument: Counter, Source: sourceMain, Family: Latest,
		Description: "Tokens that models were given, cached ones included.",
	}
	GenAIClientInferenceOutput = Metric{
		Name: "gen_ai.client.inference.usage.output_tokens", Unit: "{token}", Instrument: Counter, Source: sourceMain, Family: Latest,
		Description: "Tokens that models produced, reasoning included.",
	}
	GenAIClientInferenceCacheRead = Metric{
		Name: "gen_ai.client.inference.usage.cache_read.input_tokens", Unit: "{token}", Instrument: Counter, Source: sourceMain, Family: Latest,
		Description: "Input tokens that came from a provider's cache.",
	}
	GenAIClientInferenceCacheWrite = Metric{
		Name: "gen_ai.client.inference.usage.cache_write.input_tokens", Unit: "{token}", Instrument: Counter, Source: sourceMain, Family: Latest,
		Description: "Input tokens that went into a provider's cache.",
	}
	GenAIClientInferenceReasoning = Metric{
		Name: "gen_ai.client.inference.usage.reasoning.output_tokens", Unit: "{token}", Instrument: Counter, Source: sourceMain, Family: Latest,
		Description: "Output tokens that were spent on reasoning.",
	}
	GenAIClientInferenceOperationInput = Metric{
		Name: "gen_ai.client.inference.operation.input_tokens", Unit: "{token}", Instrument: Histogram, Buckets: BucketsTokens, Source: sourceMain, Family: Latest,
		Description: "Input tokens of single model calls.",
	}
	GenAIClientInferenceOperationOutput = Metric{
		Name: "gen_ai.client.inference.operation.output_tokens", Unit: "{token}", Instrument: Histogram, Buckets: BucketsTokens, Source: sourceMain, Family: Latest,
		Description: "Output tokens of single model calls.",
	}
	GenAIInvokeAgentInferenceCalls = Metric{
		Name: "gen_ai.invoke_agent.inference_calls", Unit: "{inference_call}", Instrument: Histogram, Buckets: BucketsRuns, Source: sourceMain,
		Description: "How many model calls an agent run made.",
	}
	GenAIInvokeAgentToolCalls = Metric{
		Name: "gen_ai.invoke_agent.tool_calls", Unit: "{tool_call}", Instrument: Histogram, Buckets: BucketsRuns, Source: sourceMain,
		Description: "How many tool calls an agent run made.",
	}
	GenAIInvokeWorkflowDuration = Metric{
		Name: "gen_ai.invoke_workflow.duration", Unit: "s", Instrument: Histogram, Buckets: BucketsWorkflow, Source: sourceMain,
		Description: "How long runs of a workflow took.",
	}
)
