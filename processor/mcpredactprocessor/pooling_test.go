package mcpredactprocessor

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/featuregate"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/xpdata/pref"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

// TestMemoryThatIsUsedAgain: with the Collector's gate for it, the memory of a batch is
// that of the next one, too. What was redacted must not depend on it.
func TestMemoryThatIsUsedAgain(t *testing.T) {
	c := mcptest.NewCanaries()
	want := start(t, `{}`).consume(t, c)[0]
	data, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(c.Traces)
	require.NoError(t, err)

	const gate = "pdata.useProtoPooling"
	require.NoError(t, featuregate.GlobalRegistry().Set(gate, true))
	t.Cleanup(func() { require.NoError(t, featuregate.GlobalRegistry().Set(gate, false)) })
	p := start(t, `{}`)
	for range 5 {
		td, err := (&ptrace.ProtoUnmarshaler{}).UnmarshalTraces(data)
		require.NoError(t, err)
		require.NoError(t, p.traces.ConsumeTraces(t.Context(), td))
		require.Equal(t, want, tracesJSON(t, td))
		pref.UnrefTraces(td)
		p.spans.Reset()
	}
}
