package mcpspanmetrics

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// oneCallOf is a tool call of a resource with these attributes.
func oneCallOf(t *testing.T, attributes map[string]any) ptrace.Traces {
	t.Helper()
	td := ptrace.NewTraces()
	rs := td.ResourceSpans().AppendEmpty()
	require.NoError(t, rs.Resource().Attributes().FromRaw(attributes))
	s := rs.ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	s.Attributes().PutStr("mcp.method.name", "tools/call")
	return td
}

func exported(t *testing.T, resources ...map[string]any) (attributes []map[string]any, total int64) {
	t.Helper()
	sink := new(consumertest.MetricsSink)
	c := start(t, toolCallsOnly(nil), sink)
	for _, r := range resources {
		require.NoError(t, c.ConsumeTraces(t.Context(), oneCallOf(t, r)))
	}
	require.NoError(t, c.Shutdown(t.Context()))
	for _, rm := range sink.AllMetrics()[0].ResourceMetrics().All() {
		attributes = append(attributes, rm.Resource().Attributes().AsRaw())
	}
	return attributes, toolCalls(sink.AllMetrics())
}

func TestListsThatDifferAreNotInCommon(t *testing.T) {
	got, total := exported(t,
		map[string]any{"service.name": "a", "process.command_args": []any{"one"}},
		map[string]any{"service.name": "a", "process.command_args": []any{"two"}})
	require.Equal(t, []map[string]any{{"service.name": "a"}}, got)
	require.EqualValues(t, 2, total)
}

func TestOfAHugeResourceTheKeyAloneIsKept(t *testing.T) {
	got, total := exported(t, map[string]any{"service.name": "a", "blob": strings.Repeat("x", maxResourceSize)})
	require.Equal(t, []map[string]any{{"service.name": "a"}}, got)
	require.EqualValues(t, 1, total)
}

func TestAHugeKeyIsCountedAsOverflow(t *testing.T) {
	got, total := exported(t, map[string]any{"service.name": strings.Repeat("x", maxKeySize)})
	require.Equal(t, []map[string]any{{"otel.metric.overflow": true}}, got)
	require.EqualValues(t, 1, total)
}

func TestSizeStopsAtTheLimit(t *testing.T) {
	for name, value := range map[string]any{
		"text": strings.Repeat("x", 200), "bytes": []byte(strings.Repeat("x", 200)),
		"list": []any{strings.Repeat("x", 100), strings.Repeat("x", 100)},
		"map":  map[string]any{"a": strings.Repeat("x", 100), "b": map[string]any{"c": strings.Repeat("x", 100)}},
	} {
		t.Run(name, func(t *testing.T) {
			m := pcommon.NewMap()
			require.NoError(t, m.PutEmpty("k").FromRaw(value))
			require.True(t, exceeds(m, 199), name)
			require.False(t, exceeds(m, 1000))
		})
	}
}
