package capture_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// recorded plays messages over a pipe, the client's and the server's in turn, and
// returns the spans.
func recorded(o capture.Options, messages ...string) []ptrace.Span {
	n := uint64(0)
	o.Exchange.Role, o.Exchange.Side, o.Session.Key, o.Process = mcp.RoleGateway, mcp.SideServer, []byte("key"), "p"
	o.Session = session.Options{Key: []byte("key")}
	o.Resource = func(pcommon.Resource) {}
	o.Random = func() uint64 { n++; return n }
	r := capture.NewRecorder(o)
	s := r.Open(exchange.Facts{Transport: exchange.Stdio, Server: "s"}, 1)
	for i, m := range messages {
		r.Message(s, exchange.Peer(i%2), transport.Message{Data: []byte(m), Size: int64(len(m))}, int64(i+2))
	}
	traces, _ := r.Take()
	var spans []ptrace.Span
	for _, span := range traces.ResourceSpans().At(0).ScopeSpans().At(0).Spans().All() {
		spans = append(spans, span)
	}
	return spans
}

func TestTheHandshakeTellsWhoSpeaks(t *testing.T) {
	spans := recorded(capture.Options{},
		`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","clientInfo":{"name":"desk","version":"1.2"},"capabilities":{}}}`,
		`{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","serverInfo":{"name":"weather","version":"3"},"capabilities":{"tools":{"listChanged":true},"logging":{}}}}`,
		`{"jsonrpc":"2.0","id":2,"method":"ping"}`,
		`{"jsonrpc":"2.0","id":2,"result":{}}`,
	)
	require.Len(t, spans, 2)
	for i, span := range spans {
		a := span.Attributes().AsRaw()
		require.Equal(t, "desk 1.2 weather 3 2025-11-25", a["mcp.client.name"].(string)+" "+a["mcp.client.version"].(string)+" "+
			a["mcp.server.name"].(string)+" "+a["mcp.server.version"].(string)+" "+a["mcp.protocol.version"].(string), i)
	}
	require.Equal(t, []any{"tools", "logging"}, spans[0].Attributes().AsRaw()["mcp.server.capabilities"])
	require.NotContains(t, spans[1].Attributes().AsRaw(), "mcp.server.capabilities")
}
