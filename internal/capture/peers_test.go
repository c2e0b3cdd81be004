package capture_test

import (
	"crypto/sha256"
	"encoding/hex"
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

func digestOf(definition string) string {
	sum := sha256.Sum256([]byte(definition))
	return hex.EncodeToString(sum[:16])
}

func TestDefinitionsOfPromptsAreContent(t *testing.T) {
	spans := recorded(capture.Options{Definitions: true, MaxContent: 20},
		`{"jsonrpc":"2.0","id":1,"method":"prompts/list"}`,
		`{"jsonrpc":"2.0","id":1,"result":{"prompts":[{"name":"a"},{"name":"b","description":"too long"}]}}`,
	)
	require.Equal(t, `{"name":"a"}`, spans[0].Events().At(0).Attributes().AsRaw()["mcp.prompt.definition"])
	require.NotContains(t, spans[0].Events().At(1).Attributes().AsRaw(), "mcp.prompt.definition")
}

func TestListsSayWhatAServerOffers(t *testing.T) {
	spans := recorded(capture.Options{},
		`{"jsonrpc":"2.0","id":1,"method":"resources/templates/list"}`,
		`{"jsonrpc":"2.0","id":1,"result":{"resourceTemplates":[{"name":"f","uriTemplate":"file:///{path}"},{"name":"none"}]}}`,
		`{"jsonrpc":"2.0","id":2,"method":"prompts/list"}`,
		`{"jsonrpc":"2.0","id":2,"result":{"prompts":[{"name":"a"},{"name":"b"},{"name":"c"}]}}`,
		`{"jsonrpc":"2.0","id":3,"method":"resources/list"}`,
		`{"jsonrpc":"2.0","id":3,"error":{"code":-32603,"message":"no"}}`,
	)
	require.Len(t, spans, 3)
	require.EqualValues(t, 2, spans[0].Attributes().AsRaw()["mcp.capability.count"])
	require.Equal(t, 1, spans[0].Events().Len())
	require.Equal(t, "mcp.resource.template", spans[0].Events().At(0).Name())
	require.Equal(t, map[string]any{
		"mcp.resource.template":                   "file:///{path}",
		"mcp.resource.template.definition.size":   int64(43),
		"mcp.resource.template.definition.digest": digestOf(`{"name":"f","uriTemplate":"file:///{path}"}`),
	}, spans[0].Events().At(0).Attributes().AsRaw())
	require.EqualValues(t, 3, spans[1].Attributes().AsRaw()["mcp.capability.count"])
	require.Equal(t, 3, spans[1].Events().Len())
	require.Equal(t, "mcp.prompt.definition", spans[1].Events().At(1).Name())
	require.Equal(t, map[string]any{
		"gen_ai.prompt.name":           "b",
		"mcp.prompt.definition.size":   int64(12),
		"mcp.prompt.definition.digest": digestOf(`{"name":"b"}`),
	}, spans[1].Events().At(1).Attributes().AsRaw())
	require.NotContains(t, spans[2].Attributes().AsRaw(), "mcp.capability.count")
}

func TestADigestTellsEqualResults(t *testing.T) {
	call := `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x"}}`
	answer := func(text string) string {
		return `{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"` + text + `"}]}}`
	}
	spans := recorded(capture.Options{}, call, answer("a"), call, answer("b"), call, answer("a"))
	require.Len(t, spans, 3)
	var digests []any
	for _, span := range spans {
		digests = append(digests, span.Attributes().AsRaw()["mcp.tool.result.digest"])
	}
	require.Len(t, digests[0], 16)
	require.Equal(t, digests[0], digests[2])
	require.NotEqual(t, digests[0], digests[1])
}

func TestCallsAndTheirSessionShareAKey(t *testing.T) {
	o := capture.Options{Process: "p"}
	o.Exchange.Role, o.Exchange.Side = mcp.RoleGateway, mcp.SideServer
	o.Session.Key, o.Resource, o.Random = []byte("key"), func(pcommon.Resource) {}, func() uint64 { return 1 }
	r := capture.NewRecorder(o)
	s := r.Open(exchange.Facts{Transport: exchange.Stdio, Server: "s"}, 1)
	for i, text := range []string{`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x"}}`, `{"jsonrpc":"2.0","id":1,"result":{}}`} {
		r.Message(s, exchange.Peer(i), transport.Message{Data: []byte(text), Size: int64(len(text))}, int64(i+2))
	}
	r.Stop()
	traces, _ := r.Take()
	spans := traces.ResourceSpans().At(0).ScopeSpans().At(0).Spans()
	require.Equal(t, 3, spans.Len(), "the call, its turn and its session")
	for _, span := range spans.All() {
		a := span.Attributes().AsRaw()
		require.Len(t, a["mcp.session.key"], 32)
		require.Equal(t, spans.At(0).Attributes().AsRaw()["mcp.session.key"], a["mcp.session.key"])
		require.Equal(t, "gateway", a["mcp.call.role"])
	}
}
