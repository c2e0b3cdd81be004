package dialect_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// allExamples are the examples of every dialect.
func allExamples() []example {
	return slices.Concat(
		openlitExamples, traceloopExamples, openinferenceExamples, fastmcpExamples, mcpPythonExamples, mcpCSharpExamples,
		adotExamples, loongsuiteExamples, obiExamples, agentgatewayExamples, envoyExamples, dockerExamples, contextforgeExamples,
		kongExamples, kuadrantExamples, mcpDevtoolsExamples,
		sentryExamples, shinzoExamples, toolhiveExamples, vercelExamples, genericExamples, semconvExamples, legacyExamples,
		mafExamples, adkExamples, pydanticAIExamples, langfuseExamples, langsmithExamples, strandsExamples, logfireExamples,
		claudeCodeExamples, codexExamples, geminiCLIExamples,
		mastraExamples, haystackExamples, lmnrExamples, mlflowExamples, mcpAgentExamples, fastAgentExamples,
	)
}

// corpus are all captures and all examples.
func corpus(t testing.TB) []ptrace.Traces {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(captures, "*.traces.jsonl"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var out []ptrace.Traces
	for _, file := range files {
		out = append(out, readTraces(t, file)...)
	}
	for _, ex := range allExamples() {
		td, _, _ := ex.build(t)
		out = append(out, td)
	}
	return out
}

// alone returns the bytes of one span of its own.
func alone(t testing.TB, scope pcommon.InstrumentationScope, span ptrace.Span) []byte {
	t.Helper()
	td := ptrace.NewTraces()
	ss := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty()
	scope.CopyTo(ss.Scope())
	span.CopyTo(ss.Spans().AppendEmpty())
	return marshal(t, td)
}

func TestNormalisingTwiceChangesNothingMore(t *testing.T) {
	n := dialect.New(dialect.Options{})
	eachSpan(corpus(t), func(_ string, ss ptrace.ScopeSpans, span ptrace.Span) {
		scope := n.Scope(ss.Scope())
		n.Normalize(scope, span)
		once := alone(t, ss.Scope(), span)
		n.Normalize(scope, span)
		require.True(t, bytes.Equal(once, alone(t, ss.Scope(), span)), "%s %q", ss.Scope().Name(), span.Name())
	})
}

func TestWhatIsNeitherMCPNorGenAIIsByteIdentical(t *testing.T) {
	n := dialect.New(dialect.Options{})
	left := 0
	eachSpan(corpus(t), func(_ string, ss ptrace.ScopeSpans, span ptrace.Span) {
		before := alone(t, ss.Scope(), span)
		if n.Normalize(n.Scope(ss.Scope()), span).Dialect != dialect.None {
			return
		}
		left++
		require.True(t, bytes.Equal(before, alone(t, ss.Scope(), span)), "%s %q", ss.Scope().Name(), span.Name())
	})
	require.Greater(t, left, 100)
}

func TestASpanDoesNotSeeTheOneBefore(t *testing.T) {
	var want [][]byte
	eachSpan(corpus(t), func(_ string, ss ptrace.ScopeSpans, span ptrace.Span) {
		n := dialect.New(dialect.Options{})
		n.Normalize(n.Scope(ss.Scope()), span)
		want = append(want, alone(t, ss.Scope(), span))
	})
	n, i := dialect.New(dialect.Options{}), 0
	eachSpan(corpus(t), func(_ string, ss ptrace.ScopeSpans, span ptrace.Span) {
		n.Normalize(n.Scope(ss.Scope()), span)
		require.True(t, bytes.Equal(want[i], alone(t, ss.Scope(), span)), "%s %q", ss.Scope().Name(), span.Name())
		i++
	})
}

func TestOneNormalizerServesManyGoroutines(t *testing.T) {
	n := dialect.New(dialect.Options{})
	serial := normalizeAll(t, n, corpus(t))
	var wg sync.WaitGroup
	for range 4 {
		mine := corpus(t)
		wg.Go(func() {
			if !bytes.Equal(serial, normalizeAll(t, n, mine)) {
				t.Error("differs from the serial run")
			}
		})
	}
	wg.Wait()
}

func normalizeAll(t testing.TB, n *dialect.Normalizer, batches []ptrace.Traces) []byte {
	t.Helper()
	var out []byte
	eachSpan(batches, func(_ string, ss ptrace.ScopeSpans, span ptrace.Span) {
		n.Normalize(n.Scope(ss.Scope()), span)
	})
	for _, td := range batches {
		out = append(out, marshal(t, td)...)
	}
	return out
}

func TestOddValuesAreIgnoredAndCounted(t *testing.T) {
	bad := "\xff"
	for _, tt := range []struct {
		fact string
		given
		odd  map[mcp.Oddity]int
		want string
	}{
		{
			"a method that is a number",
			given{name: "x", attrs: attrs{"mcp.method.name": 5}},
			map[mcp.Oddity]int{mcp.WrongType: 1},
			"none: internal \"x\" unset\nmcp.method.name int 5",
		},
		{
			"a method that is a number, where the name says it",
			given{scope: "mcp-python-sdk", name: "MCP send ping", attrs: attrs{"mcp.method.name": 5}},
			map[mcp.Oddity]int{mcp.WrongType: 1},
			"mcp-python: internal \"ping\" unset\nmcp.method.name \"ping\"",
		},
		{
			"an operation that is no text",
			given{name: "x", attrs: attrs{"gen_ai.operation.name": bad}},
			map[mcp.Oddity]int{mcp.BadUTF8: 1},
			"none: internal \"x\" unset\ngen_ai.operation.name \"\\xff\"",
		},
		{
			"a tool that is a list and one that is no text",
			given{name: "tools/call", attrs: attrs{"mcp.method.name": "tools/call", "mcp.tool.name": []any{"a"}, "mcp.prompt.name": bad}},
			map[mcp.Oddity]int{mcp.WrongType: 1, mcp.BadUTF8: 1},
			"semconv: internal \"tools/call\" unset\ngen_ai.operation.name \"execute_tool\"\nmcp.method.name \"tools/call\"\nmcp.prompt.name \"\\xff\"\nmcp.tool.name slice [\"a\"]",
		},
		{
			"counts out of range and of no type that counts",
			given{name: "chat m", attrs: attrs{
				"gen_ai.system": "a", "gen_ai.usage.prompt_tokens": -1, "gen_ai.usage.completion_tokens": "NaN",
				"gen_ai.usage.cache_read_input_tokens": "many", "gen_ai.usage.cache_write_input_tokens": true,
			}},
			map[mcp.Oddity]int{mcp.WrongType: 2, mcp.OutOfRange: 2},
			"semconv: internal \"chat m\" unset\ngen_ai.operation.name \"chat\"\ngen_ai.provider.name \"a\"\ngen_ai.usage.cache_read_input_tokens \"many\"\ngen_ai.usage.cache_write_input_tokens bool true\ngen_ai.usage.completion_tokens \"NaN\"\ngen_ai.usage.prompt_tokens int -1",
		},
		{
			"an argument that is no text",
			given{scope: "@sentry/node", name: "tools/call a", attrs: attrs{
				"mcp.method.name": "tools/call", "mcp.request.argument.a": bad, "mcp.request.argument.b": "1",
			}},
			map[mcp.Oddity]int{mcp.BadUTF8: 1},
			"sentry: server \"tools/call a\" unset\ngen_ai.operation.name \"execute_tool\"\ngen_ai.tool.call.arguments \"{\\\"b\\\":1}\"\ngen_ai.tool.name \"a\"\nmcp.method.name \"tools/call\"\nmcp.request.argument.a \"\\xff\"",
		},
	} {
		t.Run(tt.fact, func(t *testing.T) {
			n := dialect.New(dialect.Options{})
			_, ss, span := tt.build(t)
			result := n.Normalize(n.Scope(ss.Scope()), span)
			require.Equal(t, tt.want, renderLike(tt.want, result, span))
			for i, got := range result.Odd {
				require.Equal(t, tt.odd[mcp.Oddity(i)], int(got), mcp.Oddity(i).String())
			}
		})
	}
}

// spanOfJSON builds a span whose attributes are in OTLP/JSON: only there can a
// key occur twice.
func spanOfJSON(t testing.TB, scope, name, attributes string) (ptrace.Traces, ptrace.ScopeSpans, ptrace.Span) {
	t.Helper()
	td, err := new(ptrace.JSONUnmarshaler).UnmarshalTraces(fmt.Appendf(nil,
		`{"resourceSpans":[{"scopeSpans":[{"scope":{"name":%q},"spans":[{"name":%q,"attributes":[%s]}]}]}]}`, scope, name, attributes))
	require.NoError(t, err)
	ss := td.ResourceSpans().At(0).ScopeSpans().At(0)
	return td, ss, ss.Spans().At(0)
}

func TestOfAKeyThatOccursTwiceTheLastCounts(t *testing.T) {
	for _, tt := range []struct{ fact, scope, attributes, key, want string }{
		{
			"a value that is mended is the last", "app",
			`{"key":"mcp.method.name","value":{"stringValue":"ping"}},{"key":"jsonrpc.request.id","value":{"intValue":1}},{"key":"jsonrpc.request.id","value":{"intValue":2}}`,
			"jsonrpc.request.id", "2",
		},
		{
			"an argument is the last", "@sentry/node",
			`{"key":"mcp.method.name","value":{"stringValue":"tools/call"}},{"key":"mcp.request.argument.a","value":{"stringValue":"1"}},{"key":"mcp.request.argument.a","value":{"stringValue":"2"}}`,
			"gen_ai.tool.call.arguments", `{"a":2}`,
		},
		{
			"a method that is replaced is the last", "app",
			`{"key":"mcp.method.name","value":{"stringValue":"a"}},{"key":"mcp.method.name","value":{"stringValue":"b"}}`,
			"mcp.method.name", "ping",
		},
	} {
		t.Run(tt.fact, func(t *testing.T) {
			n := dialect.New(dialect.Options{})
			td, ss, span := spanOfJSON(t, tt.scope, "ping", tt.attributes)
			n.Normalize(n.Scope(ss.Scope()), span)
			require.Equal(t, tt.want, lastOf(span, tt.key))
			once := marshal(t, td)
			n.Normalize(n.Scope(ss.Scope()), span)
			require.True(t, bytes.Equal(once, marshal(t, td)))
		})
	}
}

func lastOf(span ptrace.Span, key string) (last string) {
	for k, v := range span.Attributes().All() {
		if k == key {
			last = v.Str()
		}
	}
	return last
}

func TestMarkersOfTwoDialectsStay(t *testing.T) {
	check(t, []example{{
		"the first in order of evidence has the span, twice",
		given{name: "mcp ping", kind: "client", attrs: attrs{
			"mcp.operation.name": "ping", "openinference.span.kind": "TOOL", "traceloop.entity.name": "x", "input.value": "{}",
		}},
		`openlit: client "ping" unset
		input.value "{}"
		mcp.method.name "ping"
		mcp.operation.name "ping"
		openinference.span.kind "TOOL"
		traceloop.entity.name "x"`,
	}})
}

func TestHugeAndDeepContentPasses(t *testing.T) {
	deep := strings.Repeat(`{"isError":`, 200_000) + "true" + strings.Repeat("}", 200_000)
	huge := `{"isError":true,"content":[{"text":"` + strings.Repeat("x", 2<<20) + `"}]}`
	n := dialect.New(dialect.Options{})
	for _, content := range []string{deep, huge, strings.Repeat("[", 500_000), huge[:100]} {
		for _, g := range []given{
			{scope: openlitTS, name: "mcp tools/call", attrs: attrs{"mcp.response.payload": content, "mcp.request.payload": content}},
			{scope: traceloopJS, name: "a.tool", attrs: attrs{"traceloop.entity.input": content, "traceloop.entity.output": content}},
			{scope: openinferenceAgents, name: "a", attrs: attrs{"openinference.span.kind": "TOOL", "tool.parameters": content, "output.value": content}},
			{scope: "@sentry/node", name: "tools/call a", attrs: attrs{"mcp.method.name": "tools/call", "mcp.request.argument.a": content}},
		} {
			_, ss, span := g.build(t)
			result := n.Normalize(n.Scope(ss.Scope()), span)
			require.NotEqual(t, dialect.None, result.Dialect)
			require.False(t, result.Repaired)
		}
	}
}

// TestManyAttributesCostLinearTime fails by taking minutes.
func TestManyAttributesCostLinearTime(t *testing.T) {
	var b strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&b, `,{"key":"mcp.request.argument.%d","value":{"stringValue":"1"}}`, i)
	}
	n := dialect.New(dialect.Options{})
	for _, method := range []string{"tools/call", "prompts/get"} {
		method = fmt.Sprintf(`{"key":"mcp.method.name","value":{"stringValue":%q}}`, method)
		_, ss, span := spanOfJSON(t, "@sentry/node", "x", method+b.String())
		n.Normalize(n.Scope(ss.Scope()), span)
	}
}

func TestDialectsHaveNames(t *testing.T) {
	var names []string
	for _, id := range dialect.IDs() {
		names = append(names, id.String())
	}
	require.Equal(t, []string{
		"none", "semconv",
		"openlit", "traceloop", "openinference", "fastmcp",
		"loongsuite", "agentgateway", "envoy-aigw",
		"pydantic-ai",
		"mcp-python", "mcp-csharp",
		"codex",
		"adot", "obi", "docker-gw", "contextforge", "kong", "kuadrant", "mcp-devtools",
		"sentry", "shinzo", "toolhive", "vercel",
		"maf", "adk", "langfuse", "langsmith", "strands", "logfire", "claude-code", "gemini-cli", "mastra", "haystack", "lmnr", "mlflow", "mcp-agent", "fast-agent",
		"generic",
	}, names)
}

// TestMixturesOfAllDialects draws spans from the words of all examples: scopes,
// names, kinds, statuses, keys and values that do not belong together.
func TestMixturesOfAllDialects(t *testing.T) {
	var (
		examples = allExamples()
		random   = rand.New(rand.NewPCG(1, 2))
		n        = dialect.New(dialect.Options{})
	)
	pick := func() given { return examples[random.IntN(len(examples))].given }
	for range 20_000 {
		g := given{scope: pick().scope, name: pick().name, kind: pick().kind, status: pick().status, attrs: attrs{}, events: pick().events}
		for range 1 + random.IntN(3) {
			maps.Copy(g.attrs, pick().attrs)
		}
		for range random.IntN(4) {
			swap(g.attrs, pick().attrs)
		}
		td, ss, span := g.build(t)
		before := marshal(t, td)
		result := n.Normalize(n.Scope(ss.Scope()), span)
		once, is := marshal(t, td), render(result, span)
		again := n.Normalize(n.Scope(ss.Scope()), span)
		require.True(t, bytes.Equal(once, marshal(t, td)), "%#v\nonce:  %s\ntwice: %s", g, is, render(again, span))
		require.True(t, result.Dialect != dialect.None || bytes.Equal(before, once), "%#v\n%s", g, is)
		require.LessOrEqual(t, span.Attributes().Len(), len(g.attrs)+maxAdded)
	}
}

// swap gives one key of a span a value of another's.
func swap(to, from attrs) {
	if len(to) == 0 || len(from) == 0 {
		return
	}
	key, other := slices.Sorted(maps.Keys(to)), slices.Sorted(maps.Keys(from))
	to[key[len(other)%len(key)]] = from[other[len(key)%len(other)]]
}
