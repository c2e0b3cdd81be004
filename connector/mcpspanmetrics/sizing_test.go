package mcpspanmetrics

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

// TestHowManySeriesAServerTakes keeps the README true.
func TestHowManySeriesAServerTakes(t *testing.T) {
	const recorded = " mcp.protocol.version=2025-06-18 network.transport=tcp network.protocol.name=http mcp.server.name=desk " +
		"mcp.session.id=s server.address=desk mcp.request.size=100 mcp.response.size=1000 mcp.call.role=gateway\n"
	for _, tools := range []int{1, 10, 20} {
		for failing := range 2 {
			var spans strings.Builder
			spans.WriteString("resource service.name=desk\n")
			for _, method := range []string{"initialize", "notifications/initialized", "ping", "tools/list"} {
				spans.WriteString("span " + method + " client 1s mcp.method.name=" + method + recorded)
			}
			for i := range tools {
				fmt.Fprintf(&spans, "event mcp.tool.definition gen_ai.tool.name=tool%d mcp.tool.definition.size=500\n", i)
			}
			for i := range tools {
				const call = "span %s%[2]d client 1s mcp.method.name=tools/call gen_ai.tool.name=tool%[2]d"
				fmt.Fprintf(&spans, call+recorded, "good", i)
				if failing > 0 {
					fmt.Fprintf(&spans, call+" status=error error.type=tool_error"+recorded, "bad", i)
				}
			}
			c := start(t, defaultConfig(), consumertest.NewNop())
			require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, spans.String())))
			require.NoError(t, c.Shutdown(t.Context()))
			require.Equal(t, 30+9*tools+3*tools*failing, c.meter.Store.Stats().Live, "%d tools, %d ways to fail", tools, failing)
			require.Len(t, c.meter.Instruments, 38)
		}
	}
}
