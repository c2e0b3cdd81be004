package dialect_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// attrs are attributes by key; values are string, int, float64, bool, []any,
// map[string]any or []byte.
type attrs = map[string]any

// given is a span as an emitter sends it.
type given struct {
	scope, name string
	kind        string // internal, if empty
	status      string // unset, if empty; "error: message" has a message
	attrs       attrs
	events      []event
}

// event is a span event as an emitter sends it.
type event struct {
	name  string
	attrs attrs
}

// example is what becomes of one span.
type example struct {
	fact string
	given
	want string // as render writes it, or untouched
}

// untouched is for spans that are neither MCP nor GenAI.
const untouched = "untouched"

// Spans that are parts are told so and otherwise untouched.
const (
	asTransport = "transport"
	asStructure = "structure"
)

// check normalises every example and compares the result. An untouched span is
// byte-identical, and normalising twice changes nothing.
func check(t *testing.T, examples []example) {
	t.Helper()
	n := dialect.New(dialect.Options{})
	for _, ex := range examples {
		t.Run(ex.fact, func(t *testing.T) {
			td, ss, span := ex.build(t)
			before := marshal(t, td)
			result := n.Normalize(n.Scope(ss.Scope()), span)
			once := marshal(t, td)
			switch ex.want {
			case untouched:
				require.Equal(t, "none", result.Dialect.String())
				require.True(t, bytes.Equal(before, once), render(result, span))
			case asTransport, asStructure:
				require.Equal(t, ex.want, result.Kind.String(), render(result, span))
				require.True(t, bytes.Equal(before, marshal(t, undescribed(td))), render(result, span))
			default:
				require.Equal(t, lines(ex.want), renderLike(ex.want, result, span))
			}
			again := n.Normalize(n.Scope(ss.Scope()), span)
			require.True(t, bytes.Equal(once, marshal(t, td)), "twice is more than once:\n%s", render(again, span))
		})
	}
}

func (g given) build(t testing.TB) (ptrace.Traces, ptrace.ScopeSpans, ptrace.Span) {
	t.Helper()
	td := ptrace.NewTraces()
	ss := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty()
	ss.Scope().SetName(g.scope)
	span := ss.Spans().AppendEmpty()
	span.SetName(g.name)
	span.SetKind(kindNamed(g.kind))
	code, message, _ := strings.Cut(g.status, ": ")
	span.Status().SetCode(map[string]ptrace.StatusCode{"error": ptrace.StatusCodeError, "ok": ptrace.StatusCodeOk}[code])
	span.Status().SetMessage(message)
	for _, key := range slices.Sorted(maps.Keys(g.attrs)) {
		require.NoError(t, span.Attributes().PutEmpty(key).FromRaw(g.attrs[key]))
	}
	for _, e := range g.events {
		added := span.Events().AppendEmpty()
		added.SetName(e.name)
		for _, key := range slices.Sorted(maps.Keys(e.attrs)) {
			require.NoError(t, added.Attributes().PutEmpty(key).FromRaw(e.attrs[key]))
		}
	}
	return td, ss, span
}

func kindNamed(name string) ptrace.SpanKind {
	return map[string]ptrace.SpanKind{
		"": ptrace.SpanKindInternal, "client": ptrace.SpanKindClient, "server": ptrace.SpanKindServer,
		"unspecified": ptrace.SpanKindUnspecified,
	}[name]
}

func marshal(t testing.TB, td ptrace.Traces) []byte {
	t.Helper()
	b, err := new(ptrace.ProtoMarshaler).MarshalTraces(td)
	require.NoError(t, err)
	return b
}

// render writes a span canonically: dialect, kind, name and status, then the
// attributes by key. Strings are quoted, other values follow their type.
func render(result dialect.Result, span ptrace.Span) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s %q %s", result.Dialect, strings.ToLower(span.Kind().String()), span.Name(), strings.ToLower(span.Status().Code().String()))
	if message := span.Status().Message(); message != "" {
		fmt.Fprintf(&b, " %q", message)
	}
	var list []string
	for key, v := range span.Attributes().All() {
		list = append(list, "\n"+key+" "+renderValue(v))
	}
	slices.Sort(list)
	return b.String() + strings.Join(list, "")
}

// described are the attributes that every span of MCP or GenAI gets.
var described = []string{semconv.MCPSpanType, semconv.MCPCallRole, semconv.MCPCallOutcome}

// renderLike leaves out the described attributes that the wanted text does not
// mention: TestWhatSpansAre shows them for every example.
func renderLike(want string, result dialect.Result, span ptrace.Span) string {
	var out []string
	for line := range strings.SplitSeq(render(result, span), "\n") {
		key, _, _ := strings.Cut(line, " ")
		if !slices.Contains(described, key) || strings.Contains(want, key) {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// undescribed is a copy without the described attributes.
func undescribed(td ptrace.Traces) ptrace.Traces {
	out := ptrace.NewTraces()
	td.CopyTo(out)
	out.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0).Attributes().RemoveIf(func(key string, _ pcommon.Value) bool {
		return slices.Contains(described, key)
	})
	return out
}

func renderValue(v pcommon.Value) string {
	if v.Type() == pcommon.ValueTypeStr {
		return strconv.Quote(v.Str())
	}
	return strings.ToLower(v.Type().String()) + " " + v.AsString()
}

// lines removes the indentation that a text has in the source.
func lines(text string) string {
	var out []string
	for line := range strings.Lines(strings.TrimSpace(text)) {
		out = append(out, strings.TrimSpace(line))
	}
	return strings.Join(out, "\n")
}
