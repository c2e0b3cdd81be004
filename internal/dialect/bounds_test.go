package dialect_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// badTexts are what emitters put where JSON is expected.
func badTexts() map[string]string {
	return map[string]string{
		"truncated JSON":    `{"isError":true,"content":[{"type":"te`,
		"Python's repr":     `CallToolResult(content=[TextContent(type='text', text='x')], isError=True)`,
		"k=v list":          `city=Paris, unit=c`,
		"a placeholder":     `<not specified>`,
		"nested too deeply": strings.Repeat(`{"arguments":`, 20_000) + "1" + strings.Repeat("}", 20_000),
		"10 MB of JSON":     `{"arguments":{"a":"` + strings.Repeat("x", 10<<20) + `"},"isError":true}`,
		"10 MB of nothing":  strings.Repeat(" ", 10<<20),
		"bad UTF-8":         "{\"isError\":true,\"a\":\"\xff\"}",
	}
}

// TestBadTextIsKept gives every example each bad text in place of every text that
// is JSON: nothing is lost, whatever became of its key, and twice is once.
func TestBadTextIsKept(t *testing.T) {
	n := dialect.New(dialect.Options{})
	for name, text := range badTexts() {
		t.Run(name, func(t *testing.T) {
			replaced := 0
			for _, ex := range allExamples() {
				g := ex.given
				g.attrs = maps.Clone(g.attrs)
				for key, v := range g.attrs {
					if s, ok := v.(string); ok && strings.HasPrefix(s, `{"`) {
						g.attrs[key] = text
						replaced++
					}
				}
				td, ss, span := g.build(t)
				r := n.Normalize(n.Scope(ss.Scope()), span)
				for key, v := range g.attrs {
					if v == text && text != "<not specified>" {
						require.True(t, holds(span, text), "%s: the text of %s is lost", ex.fact, key)
					}
				}
				if len(text) > 1<<20 && slices.ContainsFunc(slices.Collect(maps.Values(g.attrs)), func(v any) bool { return v == text }) && r.Dialect != dialect.None {
					require.NotZero(t, r.Odd[mcp.TooLong], ex.fact)
				}
				once := marshal(t, td)
				n.Normalize(n.Scope(ss.Scope()), span)
				require.Equal(t, len(once), len(marshal(t, td)), ex.fact)
			}
			require.Greater(t, replaced, 30)
		})
	}
}

func holds(span ptrace.Span, text string) bool {
	for _, v := range span.Attributes().All() {
		if v.Str() == text {
			return true
		}
	}
	return false
}

// everyMarker has an attribute of every dialect at once, contradictions included.
func everyMarker() given {
	g := given{scope: "app", name: "mcp tools/call x", kind: "client", attrs: attrs{}}
	for _, ex := range allExamples() {
		maps.Copy(g.attrs, ex.attrs)
	}
	return g
}

func TestAllMarkersAtOnce(t *testing.T) {
	g := everyMarker()
	require.Greater(t, len(g.attrs), 128)
	for _, ex := range allExamples() {
		g.scope, g.name, g.kind, g.status = ex.scope, ex.name, ex.kind, ex.status
		n := dialect.New(dialect.Options{KeepOriginals: true})
		td, ss, span := g.build(t)
		n.Normalize(n.Scope(ss.Scope()), span)
		once := marshal(t, td)
		n.Normalize(n.Scope(ss.Scope()), span)
		require.Equal(t, once, marshal(t, td), ex.fact)
	}
}

// Of more attributes than are read, the rest stays as it is, and what the
// conventions already say wins even there.
func TestMoreAttributesThanAreRead(t *testing.T) {
	n := dialect.New(dialect.Options{})
	td := ptrace.NewTraces()
	span := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	span.SetName("mcp tools/call")
	put := span.Attributes().PutStr
	put("mcp.operation.name", "tools_call")
	put("mcp.tool.name", "theirs")
	for i := range 5000 {
		put(fmt.Sprintf("mcp.request.argument.a%d", i), "1")
	}
	put("gen_ai.tool.name", "ours")
	scope := n.Scope(td.ResourceSpans().At(0).ScopeSpans().At(0).Scope())
	r := n.Normalize(scope, span)
	require.Equal(t, "openlit", r.Dialect.String())
	require.NotZero(t, r.Odd[mcp.TooLong])
	require.Equal(t, "ours", textOf(span, "gen_ai.tool.name"))
	require.Equal(t, "tools/call", textOf(span, "mcp.method.name"))
	require.Equal(t, "1", textOf(span, "mcp.request.argument.a4999"))
	once := marshal(t, td)
	n.Normalize(scope, span)
	require.Equal(t, once, marshal(t, td))
}

// BenchmarkHostileSpans shows that the work is linear in what a span holds.
func BenchmarkHostileSpans(b *testing.B) {
	spans := map[string]ptrace.Span{}
	_, _, spans["all markers"] = everyMarker().build(b)
	for _, size := range []int{1_000, 10_000, 100_000} {
		for _, key := range []string{"mcp.request.argument.a%d", "traceloop.a%d", "acme.a%d"} {
			g := given{scope: "app", name: "tools/call x", kind: "server", attrs: attrs{"mcp.method.name": "tools/call", "mcp.tool.name": "x"}}
			_, _, span := g.build(b)
			span.Attributes().EnsureCapacity(size)
			for i := range size {
				span.Attributes().PutStr(fmt.Sprintf(key, i), "1")
			}
			spans[fmt.Sprintf("%d of "+key, size, 0)] = span
		}
	}
	for name, text := range badTexts() {
		_, _, spans[name] = given{scope: traceloopJS, name: "x.tool", attrs: attrs{"traceloop.entity.input": text, "traceloop.entity.output": text}}.build(b)
	}
	n := dialect.New(dialect.Options{})
	for _, name := range slices.Sorted(maps.Keys(spans)) {
		b.Run(name, func(b *testing.B) {
			ss := ptrace.NewScopeSpans()
			if spans[name].Name() == "x.tool" {
				ss.Scope().SetName(traceloopJS)
			}
			scope := n.Scope(ss.Scope())
			for b.Loop() {
				b.StopTimer()
				span := ptrace.NewSpan()
				spans[name].CopyTo(span)
				b.StartTimer()
				n.Normalize(scope, span)
			}
		})
	}
}
