package semconv

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/semconv/v1.41.0/genaiconv"
	"go.opentelemetry.io/otel/semconv/v1.41.0/mcpconv"
)

// metrics are all metrics; a declaration that is missing here fails
// TestEveryMetricIsTested.
var metrics = map[string]*Metric{
	"MCPClientOperationDuration":          &MCPClientOperationDuration,
	"MCPServerOperationDuration":          &MCPServerOperationDuration,
	"MCPClientSessionDuration":            &MCPClientSessionDuration,
	"MCPServerSessionDuration":            &MCPServerSessionDuration,
	"GenAIClientOperationDuration":        &GenAIClientOperationDuration,
	"GenAIClientTokenUsage":               &GenAIClientTokenUsage,
	"GenAIExecuteToolDuration":            &GenAIExecuteToolDuration,
	"GenAIInvokeAgentDuration":            &GenAIInvokeAgentDuration,
	"MCPToolCalls":                        &MCPToolCalls,
	"MCPMessageSize":                      &MCPMessageSize,
	"MCPToolResultSize":                   &MCPToolResultSize,
	"MCPSessionTurns":                     &MCPSessionTurns,
	"MCPSessionToolCalls":                 &MCPSessionToolCalls,
	"MCPTurnDuration":                     &MCPTurnDuration,
	"MCPTurnToolCalls":                    &MCPTurnToolCalls,
	"MCPCallsDeduplicated":                &MCPCallsDeduplicated,
	"GenAIClientOperationFirstChunk":      &GenAIClientOperationFirstChunk,
	"GenAIServerRequestDuration":          &GenAIServerRequestDuration,
	"GenAIClientInferenceDuration":        &GenAIClientInferenceDuration,
	"GenAIClientInferenceFirstChunk":      &GenAIClientInferenceFirstChunk,
	"GenAIClientInferenceInput":           &GenAIClientInferenceInput,
	"GenAIClientInferenceOutput":          &GenAIClientInferenceOutput,
	"GenAIClientInferenceCacheRead":       &GenAIClientInferenceCacheRead,
	"GenAIClientInferenceCacheWrite":      &GenAIClientInferenceCacheWrite,
	"GenAIClientInferenceReasoning":       &GenAIClientInferenceReasoning,
	"GenAIClientInferenceOperationInput":  &GenAIClientInferenceOperationInput,
	"GenAIClientInferenceOperationOutput": &GenAIClientInferenceOperationOutput,
	"GenAIInvokeAgentInferenceCalls":      &GenAIInvokeAgentInferenceCalls,
	"GenAIInvokeAgentToolCalls":           &GenAIInvokeAgentToolCalls,
	"GenAIInvokeWorkflowDuration":         &GenAIInvokeWorkflowDuration,
	"MCPToolCallDuration":                 &MCPToolCallDuration,
	"MCPMessages":                         &MCPMessages,
	"MCPResourceReads":                    &MCPResourceReads,
	"MCPResourceSize":                     &MCPResourceSize,
	"MCPElicitations":                     &MCPElicitations,
	"MCPSessionsActive":                   &MCPSessionsActive,
	"MCPSessionHandshakes":                &MCPSessionHandshakes,
	"MCPToolDefinitionSize":               &MCPToolDefinitionSize,
	"MCPCapabilities":                     &MCPCapabilities,
	"MCPToolsUnused":                      &MCPToolsUnused,
	"MCPContextSize":                      &MCPContextSize,
	"MCPContextTokens":                    &MCPContextTokens,
	"MCPToolResultsRepeated":              &MCPToolResultsRepeated,
	"MCPCosts":                            &MCPCosts,
	"MCPStatusRepairs":                    &MCPStatusRepairs,
	"MCPFindings":                         &MCPFindings,
	"MCPRedactions":                       &MCPRedactions,
}

func TestEveryMetricIsTested(t *testing.T) {
	for _, file := range []string{"metrics.go", "metrics_model.go", "metrics_own.go"} {
		for name := range variables(t, file) {
			if name[:1] != "B" { // buckets
				assert.Contains(t, metrics, name)
			}
		}
	}
}

func TestMetricsAreComplete(t *testing.T) {
	names := map[string]string{}
	for variable, m := range metrics {
		assert.NotEmpty(t, m.Name, variable)
		assert.NotEmpty(t, m.Unit, variable)
		assert.NotEmpty(t, m.Description, variable)
		assert.NotEmpty(t, m.Source, variable)
		assert.Empty(t, names[m.Name], "%s has the name of %s", variable, names[m.Name])
		names[m.Name] = variable
		assert.Equal(t, m.Instrument == Histogram, len(m.Buckets) > 0, "%s: histograms, and only they, have buckets", variable)
		for i := 1; i < len(m.Buckets); i++ {
			assert.Less(t, m.Buckets[i-1], m.Buckets[i], "%s: bound %d", variable, i)
		}
	}
}

// convention is a metric in the OpenTelemetry Go package.
type convention interface {
	Name() string
	Unit() string
	Description() string
}

func TestMetricsAreThoseOfTheConventions(t *testing.T) {
	released := map[*Metric]convention{
		&MCPClientOperationDuration:     mcpconv.ClientOperationDuration{},
		&MCPServerOperationDuration:     mcpconv.ServerOperationDuration{},
		&MCPClientSessionDuration:       mcpconv.ClientSessionDuration{},
		&MCPServerSessionDuration:       mcpconv.ServerSessionDuration{},
		&GenAIClientOperationDuration:   genaiconv.ClientOperationDuration{},
		&GenAIClientTokenUsage:          genaiconv.ClientTokenUsage{},
		&GenAIServerRequestDuration:     genaiconv.ServerRequestDuration{},
		&GenAIClientOperationFirstChunk: genaiconv.ClientOperationTimeToFirstChunk{},
	}
	for m, want := range released {
		assert.Equal(t, want.Name(), m.Name)
		assert.Equal(t, want.Unit(), m.Unit, m.Name)
		assert.Equal(t, want.Description(), m.Description, m.Name)
	}
	// In no release yet: main of the GenAI conventions, and our own.
	main := []*Metric{
		&GenAIExecuteToolDuration, &GenAIInvokeAgentDuration,
		&GenAIClientInferenceDuration, &GenAIClientInferenceFirstChunk, &GenAIClientInferenceInput, &GenAIClientInferenceOutput, &GenAIClientInferenceCacheRead, &GenAIClientInferenceCacheWrite, &GenAIClientInferenceReasoning, &GenAIClientInferenceOperationInput, &GenAIClientInferenceOperationOutput, &GenAIInvokeAgentInferenceCalls, &GenAIInvokeAgentToolCalls, &GenAIInvokeWorkflowDuration,
	}
	ours := []*Metric{
		&MCPToolCalls, &MCPCallsDeduplicated, &MCPMessageSize, &MCPToolResultSize, &MCPSessionTurns, &MCPSessionToolCalls, &MCPTurnDuration, &MCPTurnToolCalls,
		&MCPToolCallDuration, &MCPMessages, &MCPResourceReads, &MCPResourceSize, &MCPElicitations, &MCPSessionsActive, &MCPSessionHandshakes, &MCPToolDefinitionSize, &MCPCapabilities, &MCPToolsUnused, &MCPContextSize, &MCPContextTokens, &MCPToolResultsRepeated, &MCPCosts, &MCPStatusRepairs, &MCPFindings, &MCPRedactions,
	}
	unreleased := slices.Concat(main, ours)
	for name, m := range metrics {
		_, is := released[m]
		require.NotEqual(t, is, slices.Contains(unreleased, m), name)
	}
	for _, m := range unreleased {
		want := sourceMain
		if slices.Contains(ours, m) {
			want = sourceOurs
		}
		assert.Equal(t, want, m.Source, m.Name)
	}
}

func TestBucketsAreThoseOfTheConventions(t *testing.T) {
	seconds := []float64{0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300}
	for _, m := range []*Metric{&MCPClientOperationDuration, &MCPServerOperationDuration, &MCPClientSessionDuration, &MCPServerSessionDuration, &MCPTurnDuration} {
		assert.Equal(t, seconds, m.Buckets, m.Name)
	}
	doubling := func(from float64, n int) []float64 {
		bounds := make([]float64, n)
		for i := range bounds {
			bounds[i] = from * float64(int(1)<<i)
		}
		return bounds
	}
	assert.InDeltaSlice(t, doubling(0.01, 14), BucketsGenAI, 1e-9)
	assert.InDeltaSlice(t, doubling(0.1, 13), BucketsAgent, 1e-9)
	for i, bound := range BucketsTokens {
		assert.InDelta(t, float64(int(1)<<(2*i)), bound, 0)
	}
	assert.Len(t, BucketsTokens, 14)
}
