package dialect_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// everyOption has each option that changes what is looked for.
var everyOption = []dialect.Options{
	{},
	{Aliases: map[string]string{"my.method": "mcp.method.name", "tool": "gen_ai.tool.name", "abc": "gen_ai.operation.name"}},
	{Disabled: []string{"generic", "openlit", "obi"}},
	{KeepOriginals: true},
}

// TestTheFirstLookErrsOnOneSideOnly draws spans that are nearly foreign: one or two
// attributes of some dialect among those of others' software, under any name and scope.
// What the first look passes by, a full look would have left alone, too.
func TestTheFirstLookErrsOnOneSideOnly(t *testing.T) {
	examples, random := allExamples(), rand.New(rand.NewPCG(5, 6))
	pick := func() given { return examples[random.IntN(len(examples))].given }
	foreign := attrs{"http.request.method": "GET", "url.path": "/", "error.type": "500", "db.system.name": "x", "client.address": "::1", "a": 1}
	for _, o := range everyOption {
		n, passed := dialect.New(o), 0
		for range 20_000 {
			g := given{name: "GET /", kind: pick().kind, status: pick().status, attrs: maps.Clone(foreign)}
			if random.IntN(4) == 0 {
				g.name = pick().name
			}
			if random.IntN(4) == 0 {
				g.scope = pick().scope
			}
			if random.IntN(4) == 0 {
				g.events = pick().events
			}
			if random.IntN(4) == 0 {
				g.attrs[[]string{"my.method", "tool", "abc"}[random.IntN(3)]] = "chat"
			}
			from := pick().attrs
			keys := slices.Sorted(maps.Keys(from))
			for i := 0; i < random.IntN(3) && len(keys) > 0; i++ {
				key := keys[random.IntN(len(keys))]
				g.attrs[key] = from[key]
			}
			td, ss, span := g.build(t)
			scope := n.Scope(ss.Scope())
			if !n.IsForeign(scope, span) {
				continue
			}
			passed++
			before := marshal(t, td)
			require.Zero(t, n.NormalizeFully(scope, span), "%#v", g)
			require.Equal(t, before, marshal(t, td), "%#v", g)
		}
		require.Greater(t, passed, 5_000, "most are foreign")
	}
}

// TestTheFirstLookSeesWhatIdentifies gives a foreign span each key by which a span can
// say what it is.
func TestTheFirstLookSeesWhatIdentifies(t *testing.T) {
	n := dialect.New(dialect.Options{})
	identify := attrs{"mcp.method.name": "tools/call", "gen_ai.operation.name": "chat", "mcp.span.type": "session", "gen_ai.system": "openai"}
	for key, value := range identify {
		g := given{scope: "http", name: "POST", attrs: attrs{"http.request.method": "POST", key: value}}
		_, ss, span := g.build(t)
		require.False(t, n.IsForeign(n.Scope(ss.Scope()), span), key)
	}
}

// TestAllTogetherAreAsOneByOne normalises the captured batches both ways.
func TestAllTogetherAreAsOneByOne(t *testing.T) {
	n := dialect.New(dialect.Options{})
	for _, td := range corpus(t) {
		together := ptrace.NewTraces()
		td.CopyTo(together)
		var one, all []dialect.Result
		eachSpan([]ptrace.Traces{td}, func(_ string, ss ptrace.ScopeSpans, span ptrace.Span) {
			one = append(one, n.Normalize(n.Scope(ss.Scope()), span))
		})
		for _, rs := range together.ResourceSpans().All() {
			for _, ss := range rs.ScopeSpans().All() {
				n.NormalizeAll(ss, func(r dialect.Result) { all = append(all, r) })
			}
		}
		require.Equal(t, one, all)
		require.Equal(t, marshal(t, td), marshal(t, together))
	}
}

// TestLongValuesOfOthersAreNotCounted has a value that would be too long to read, under
// a key that says something of calls, on a span that is none.
func TestLongValuesOfOthersAreNotCounted(t *testing.T) {
	n := dialect.New(dialect.Options{})
	g := given{scope: "http", name: "POST", status: "ok", attrs: attrs{"client.address": string(make([]byte, 1<<20))}}
	_, ss, span := g.build(t)
	require.Equal(t, [mcp.NumOddities]uint8{}, n.Normalize(n.Scope(ss.Scope()), span).Odd)
}
