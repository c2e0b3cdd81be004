package dialect_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
)

// normalized renders what becomes of a span under options, but for what every
// span gets.
func normalized(t *testing.T, o dialect.Options, g given) string {
	t.Helper()
	require.NoError(t, o.Validate())
	n := dialect.New(o)
	td, ss, span := g.build(t)
	first := renderLike("", n.Normalize(n.Scope(ss.Scope()), span), span)
	once := marshal(t, td)
	n.Normalize(n.Scope(ss.Scope()), span)
	require.Equal(t, once, marshal(t, td), "twice is more than once")
	return first
}

var openlitCall = given{
	scope: "@openlit/instrumentation-mcp", name: "mcp tools/call", kind: "client",
	attrs: attrs{"mcp.operation.name": "tools_call", "mcp.tool.name": "divide", "mcp.method": "divide"},
}

func TestADisabledDialectIsNotRead(t *testing.T) {
	require.Equal(t, lines(`none: client "mcp tools/call" unset
		mcp.method "divide"
		mcp.operation.name "tools_call"
		mcp.tool.name "divide"`), normalized(t, dialect.Options{Disabled: []string{"openlit"}}, openlitCall))
}

func TestDisabledGenericNamesMeanNothing(t *testing.T) {
	g := given{name: "agent.tool.call", attrs: attrs{"tool_name": "divide"}}
	require.Equal(t, lines(`none: internal "agent.tool.call" unset
		tool_name "divide"`), normalized(t, dialect.Options{Disabled: []string{"generic"}}, g))
}

func TestKeptOriginalsStayBesideTheirTranslation(t *testing.T) {
	require.Equal(t, lines(`openlit: client "tools/call divide" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "divide"
		mcp.method "divide"
		mcp.method.name "tools/call"
		mcp.operation.name "tools_call"
		mcp.tool.name "divide"`), normalized(t, dialect.Options{KeepOriginals: true}, openlitCall))
}

// TestKeptOriginalsChangeNothingElse normalises every example with originals
// kept: twice is once, and what the conventions read is the same.
func TestKeptOriginalsChangeNothingElse(t *testing.T) {
	for _, ex := range allExamples() {
		t.Run(ex.fact, func(t *testing.T) { normalized(t, dialect.Options{KeepOriginals: true}, ex.given) })
	}
}

func TestUserAliases(t *testing.T) {
	o := dialect.Options{Aliases: map[string]string{
		"acme.rpc": "mcp.method.name", "acme.tool": "gen_ai.tool.name", "acme.tokens": "gen_ai.usage.input_tokens",
		"acme.out": "gen_ai.tool.call.result",
	}}
	for _, ex := range []example{
		{
			"an alias of the method makes a span one of MCP",
			given{scope: "acme", name: "call", kind: "client", attrs: attrs{"acme.rpc": "tools/call", "acme.tool": "divide", "acme.out": `{"isError":true}`}},
			`semconv: client "call" error
			error.type "tool_error"
			gen_ai.operation.name "execute_tool"
			gen_ai.tool.call.result "{\"isError\":true}"
			gen_ai.tool.name "divide"
			mcp.method.name "tools/call"
			mcp.status.repaired bool true`,
		},
		{
			"other aliases mean nothing on spans that are neither MCP nor GenAI",
			given{scope: "acme", name: "call", attrs: attrs{"acme.tool": "divide"}},
			`none: internal "call" unset
			acme.tool "divide"`,
		},
		{
			"they are stronger than the dialect's own, and the conventions' stronger still",
			given{scope: "@openlit/instrumentation-mcp", name: "mcp tools/call", kind: "client", attrs: attrs{
				"acme.tool": "mine", "mcp.tool.name": "theirs", "acme.tokens": "7", "gen_ai.usage.input_tokens": 9,
			}},
			`openlit: client "tools/call mine" unset
			acme.tokens "7"
			gen_ai.operation.name "execute_tool"
			gen_ai.tool.name "mine"
			gen_ai.usage.input_tokens int 9
			mcp.method.name "tools/call"
			mcp.tool.name "theirs"`,
		},
		{
			"a value that cannot be what it means stays",
			given{scope: "acme", name: "chat m", attrs: attrs{"gen_ai.operation.name": "chat", "acme.tokens": "many"}},
			`semconv: internal "chat m" unset
			acme.tokens "many"
			gen_ai.operation.name "chat"`,
		},
	} {
		t.Run(ex.fact, func(t *testing.T) { require.Equal(t, lines(ex.want), normalized(t, o, ex.given)) })
	}
}

func TestInvalidOptionsNameRuleAndValue(t *testing.T) {
	for name, test := range map[string]struct {
		options dialect.Options
		want    string
	}{
		"unknown dialect":   {dialect.Options{Disabled: []string{"openlit", "openlitt"}}, `disabled_dialects::1: must be one of openlit, `},
		"the conventions":   {dialect.Options{Disabled: []string{"semconv"}}, `disabled_dialects::0: must be one of openlit, `},
		"unknown target":    {dialect.Options{Aliases: map[string]string{"a": "gen_ai.tool"}}, `aliases::a: must mean one of `},
		"convention source": {dialect.Options{Aliases: map[string]string{"gen_ai.tool.name": "gen_ai.agent.name"}}, `aliases::gen_ai.tool.name: the key must not be one of the conventions' own`},
		"empty source":      {dialect.Options{Aliases: map[string]string{"": "gen_ai.agent.name"}}, `the key must have 1 to 63 bytes`},
		"pattern":           {dialect.Options{Aliases: map[string]string{"acme.*": "gen_ai.agent.name"}}, `not end in "*"`},
	} {
		t.Run(name, func(t *testing.T) { require.ErrorContains(t, test.options.Validate(), test.want) })
	}
}
