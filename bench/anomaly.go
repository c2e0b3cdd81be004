package bench

import (
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/isolationforestprocessor"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/bench/workload"
	"github.com/otelcol-mcp/otelcol-mcp/processor/mcpanomalyprocessor"
)

// Detectors returns the processors to compare, ours first: with all its detectors, as it is by default, and the peer as it
// is by default, on the features that it knows of spans of calls.
func Detectors() []Processor {
	return []Processor{
		{Name: "mcpanomaly", Factory: mcpanomalyprocessor.NewFactory()},
		{
			Name:    "isolationforest",
			Factory: isolationforestprocessor.NewFactory(),
			Config:  map[string]any{"features": map[string]any{"traces": []any{"duration", "error"}}},
		},
	}
}

// Minute makes a batch that [Normalized] returned that of minute m: its calls have ids of their own and happen so much
// later.
func Minute(traces ptrace.Traces, m int) {
	workload.Renew(traces, m)
	later := pcommon.Timestamp(time.Duration(m) * time.Minute)
	for _, rs := range traces.ResourceSpans().All() {
		for _, span := range rs.ScopeSpans().At(0).Spans().All() {
			span.SetStartTimestamp(span.StartTimestamp() + later)
			span.SetEndTimestamp(span.EndTimestamp() + later)
		}
	}
}
