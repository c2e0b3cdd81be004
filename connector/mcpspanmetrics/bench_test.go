package mcpspanmetrics

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/connector/mcpspanmetrics/internal/metadata"
)

func workload() ptrace.Traces {
	td := ptrace.NewTraces()
	for r := range 10 {
		rs := td.ResourceSpans().AppendEmpty()
		rs.Resource().Attributes().PutStr("service.name", fmt.Sprintf("svc-%d", r))
		rs.Resource().Attributes().PutStr("service.instance.id", fmt.Sprintf("inst-%d", r))
		ss := rs.ScopeSpans().AppendEmpty()
		for i := range 100 {
			s := ss.Spans().AppendEmpty()
			s.SetKind(ptrace.SpanKindClient)
			s.SetStartTimestamp(1)
			s.SetEndTimestamp(pcommon.Timestamp(1_000_000 * (i + 1)))
			a := s.Attributes()
			a.PutStr("mcp.method.name", "tools/call")
			a.PutStr("gen_ai.operation.name", "execute_tool")
			a.PutStr("gen_ai.tool.name", fmt.Sprintf("tool-%d", i%20))
			a.PutStr("mcp.session.id", fmt.Sprintf("session-%d", i%50))
			a.PutStr("jsonrpc.request.id", strconv.Itoa(i))
			a.PutStr("mcp.protocol.version", "2025-06-18")
			a.PutStr("network.transport", "tcp")
			a.PutStr("network.protocol.name", "http")
			a.PutStr("server.address", "mcp.example.com")
			a.PutInt("server.port", 443)
			a.PutStr("gen_ai.tool.call.arguments", string(make([]byte, 300)))
			a.PutStr("gen_ai.tool.call.result", string(make([]byte, 1024)))
			if i%20 == 0 {
				a.PutStr("error.type", "tool_error")
				s.Status().SetCode(ptrace.StatusCodeError)
			}
		}
	}
	return td
}

func BenchmarkConsumeTraces(b *testing.B) {
	c, err := newConnector(connectortest.NewNopSettings(metadata.Type), defaultConfig(), consumertest.NewNop())
	require.NoError(b, err)
	td := workload()
	b.ReportAllocs()
	for b.Loop() {
		_ = c.ConsumeTraces(b.Context(), td)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*td.SpanCount()), "ns/span")
}
