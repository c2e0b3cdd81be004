package bench

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/bench/workload"
)

// TestReceiversDeliverTheSame checks that both sides do the work: neither workload needs anything translated, so both hand
// on what was sent.
func TestReceiversDeliverTheSame(t *testing.T) {
	for name, make := range map[string]func() ptrace.Traces{"MCP": workload.Traces, "HTTP": workload.HTTP} {
		for _, r := range Receivers() {
			t.Run(name+" through "+r.Name, func(t *testing.T) {
				sink := new(consumertest.TracesSink)
				l, err := r.Listen(t.Context(), make(), sink)
				require.NoError(t, err)
				require.NoError(t, l.Post())
				require.NoError(t, l.Close(t.Context()))
				require.Len(t, sink.AllTraces(), 1)
				require.Equal(t, workload.Spans, sink.SpanCount())
				if name == "HTTP" {
					require.Equal(t, make(), sink.AllTraces()[0])
				}
			})
		}
	}
}
