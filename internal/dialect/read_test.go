package dialect_test

import (
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcpspan"
)

// reading checks that reading a span gives what normalising a copy and decoding
// that would, and that it leaves the span alone.
func reading(t *testing.T, n *dialect.Normalizer, r *dialect.Reader, td ptrace.Traces, ss ptrace.ScopeSpans, span ptrace.Span) {
	t.Helper()
	if _, stated := span.Attributes().Get("mcp.span.type"); stated {
		return // is believed
	}
	scope := n.Scope(ss.Scope())
	before := marshal(t, td)
	var want mcp.Call
	got, ok := r.Read(scope, span)
	require.Equal(t, before, marshal(t, td), "%s was changed", span.Name())
	normal := ptrace.NewSpan()
	span.CopyTo(normal)
	n.Normalize(scope, normal)
	require.Equal(t, mcpspan.Decode(normal, &want), ok, "%s %v", span.Name(), span.Attributes().AsRaw())
	if !ok {
		return
	}
	require.NotEmpty(t, got.Dialect)
	want.Dialect = got.Dialect
	require.Equal(t, want, *got, "%s %v", span.Name(), span.Attributes().AsRaw())
	got, ok = r.Read(scope, normal)
	require.True(t, ok)
	want.Dialect = got.Dialect
	require.Equal(t, want, *got, "%s, normalised", span.Name())
}

func TestReadingIsNormalisingAndDecoding(t *testing.T) {
	n := dialect.New(dialect.Options{})
	r := n.NewReader()
	for _, td := range corpus(t) {
		eachSpan([]ptrace.Traces{td}, func(_ string, ss ptrace.ScopeSpans, span ptrace.Span) { reading(t, n, r, td, ss, span) })
	}
}

func TestReadingMixturesOfAllDialects(t *testing.T) {
	examples, random := allExamples(), rand.New(rand.NewPCG(3, 4))
	n := dialect.New(dialect.Options{Aliases: map[string]string{"acme.tool": "gen_ai.tool.name", "acme.method": "mcp.method.name"}})
	r := n.NewReader()
	pick := func() given { return examples[random.IntN(len(examples))].given }
	for range 20_000 {
		g := given{scope: pick().scope, name: pick().name, kind: pick().kind, status: pick().status, attrs: maps.Clone(pick().attrs), events: pick().events}
		if random.IntN(2) == 0 {
			g.scope = "app"
		}
		if g.attrs == nil {
			g.attrs = attrs{}
		}
		for range random.IntN(4) {
			swap(g.attrs, pick().attrs)
		}
		switch random.IntN(8) {
		case 0:
			g.attrs["acme.tool"] = "mine"
		case 1:
			g.attrs["acme.method"] = "tools/call"
		}
		td, ss, span := g.build(t)
		reading(t, n, r, td, ss, span)
	}
}

// TestAReaderForgetsWhatItHasTranslated: the copy that is translated has the texts of the span, too.
func TestAReaderForgetsWhatItHasTranslated(t *testing.T) {
	normalizer := dialect.New(dialect.Options{})
	reader := normalizer.NewReader()
	scope := ptrace.NewScopeSpans().Scope()
	scope.SetName("fast_agent.mcp.mcp_aggregator")
	span := ptrace.NewSpan()
	span.SetName("MCP Tool: calc__add")
	span.Attributes().PutStr("tool_name", "add")
	span.Events().AppendEmpty().SetName("x")
	call, ok := reader.Read(normalizer.Scope(scope), span)
	require.True(t, ok)
	require.Equal(t, "add", call.Tool)
	require.NotZero(t, reader.Holds())
	reader.Forget()
	require.Zero(t, reader.Holds())
	require.Empty(t, call.Tool)
	call, ok = reader.Read(normalizer.Scope(scope), span)
	require.True(t, ok)
	require.Equal(t, "add", call.Tool, "it can be used again")
}
