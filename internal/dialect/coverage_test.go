package dialect_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

const coverageDoc = "../../docs/dialects.md"

// coverageColumns are what one would look for on a tool call.
var coverageColumns = []struct {
	title string
	keys  []string // any of them
}{
	{"method", []string{"mcp.method.name"}},
	{"tool", []string{"gen_ai.tool.name"}},
	{"arguments", []string{"gen_ai.tool.call.arguments"}},
	{"result", []string{"gen_ai.tool.call.result"}},
	{"session", []string{"mcp.session.id", "gen_ai.conversation.id"}},
	{"call id", []string{"jsonrpc.request.id", "gen_ai.tool.call.id"}},
	{"protocol", []string{"mcp.protocol.version"}},
	{"server", []string{"mcp.server.name"}},
}

// coverage is what the tool calls among a dialect's examples and in captures have after
// normalising.
type coverage struct {
	roles []string
	has   []bool
}

func coverageOf(t *testing.T) map[string]*coverage {
	t.Helper()
	n := dialect.New(dialect.Options{})
	found := map[string]*coverage{}
	eachSpan(corpus(t), func(_ string, ss ptrace.ScopeSpans, span ptrace.Span) {
		r := n.Normalize(n.Scope(ss.Scope()), span)
		if r.Kind != mcp.KindToolCall {
			return
		}
		c := found[r.Dialect.String()]
		if c == nil {
			c = &coverage{has: make([]bool, len(coverageColumns))}
			found[r.Dialect.String()] = c
		}
		if role := textOf(span, "mcp.call.role"); role != "" && !slices.Contains(c.roles, role) {
			c.roles = append(c.roles, role)
		}
		for i, column := range coverageColumns {
			c.has[i] = c.has[i] || slices.ContainsFunc(column.keys, func(key string) bool { return textOf(span, key) != "" })
		}
	})
	return found
}

// TestCoverageIsDocumented keeps the table in the docs equal to the code; -update
// writes it.
func TestCoverageIsDocumented(t *testing.T) {
	found := coverageOf(t)
	var b strings.Builder
	row := func(cells ...string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	titles := []string{"Dialect", "Seen as"}
	for _, column := range coverageColumns {
		titles = append(titles, column.title)
	}
	row(titles...)
	b.WriteString(strings.Repeat("|---", len(titles)) + "|\n")
	for _, id := range dialect.IDs()[1:] {
		c := found[id.String()]
		cells := []string{"`" + id.String() + "`"}
		if c == nil {
			row(append(cells, append([]string{"no tool calls"}, make([]string, len(coverageColumns))...)...)...)
			continue
		}
		slices.Sort(c.roles)
		cells = append(cells, strings.Join(c.roles, ", "))
		for _, has := range c.has {
			cells = append(cells, map[bool]string{true: "yes", false: "–"}[has])
		}
		row(cells...)
	}
	const begin, end = "<!-- coverage: begin -->\n", "<!-- coverage: end -->"
	doc, err := os.ReadFile(coverageDoc)
	require.NoError(t, err)
	head, rest, ok := strings.Cut(string(doc), begin)
	require.True(t, ok)
	table, tail, ok := strings.Cut(rest, end)
	require.True(t, ok)
	if *update {
		require.NoError(t, os.WriteFile(coverageDoc, fmt.Appendf(nil, "%s%s%s%s%s", head, begin, b.String(), end, tail), 0o600))
		return
	}
	require.Equal(t, table, b.String())
}
