package mcpredactprocessor

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

// FuzzOTLP reads bytes as each signal: whatever comes, nothing panics, and what is put in
// the place of values is left alone the second time.
func FuzzOTLP(f *testing.F) {
	td := mcptest.Spans(f, "resource a=b\nspan c client 1ms mail=jane@corp.org m=json:{\"a\":[1,\"password=hunter2hunter2\"]}")
	seed, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(td)
	require.NoError(f, err)
	f.Add(seed)
	ld := mcptest.Records(f, "resource a=b\nrecord \"jane@corp.org\" event=e card=4111111111111111")
	seed, err = (&plog.ProtoMarshaler{}).MarshalLogs(ld)
	require.NoError(f, err)
	f.Add(seed)
	p := start(f, `report: false`)
	f.Fuzz(func(t *testing.T, data []byte) {
		if td, err := (&ptrace.ProtoUnmarshaler{}).UnmarshalTraces(data); err == nil {
			require.NoError(t, p.traces.ConsumeTraces(t.Context(), td))
			once, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(td)
			require.NoError(t, err)
			require.NoError(t, p.traces.ConsumeTraces(t.Context(), td))
			again, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(td)
			require.NoError(t, err)
			require.True(t, string(once) == string(again), "redacting twice is not redacting once")
		}
		if ld, err := (&plog.ProtoUnmarshaler{}).UnmarshalLogs(data); err == nil {
			require.NoError(t, p.logs.ConsumeLogs(t.Context(), ld))
		}
		if md, err := (&pmetric.ProtoUnmarshaler{}).UnmarshalMetrics(data); err == nil {
			require.NoError(t, p.metrics.ConsumeMetrics(t.Context(), md))
		}
		p.spans.Reset()
		p.records.Reset()
		p.points.Reset()
	})
}
