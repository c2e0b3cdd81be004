package mcpanomalyprocessor

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

// TestCallsAreJudgedAsIfOneByOne: what is found is the same whether spans come in one batch or each
// in one of its own.
func TestCallsAreJudgedAsIfOneByOne(t *testing.T) {
	batches := []ptrace.Traces{mcptest.Spans(t, listsAmongCalls())}
	files, err := filepath.Glob("../../testdata/captures/otlp/*.traces.jsonl")
	require.NoError(t, err)
	for _, file := range files {
		batches = append(batches, readCapture(t, file)...)
	}
	require.Greater(t, len(batches), 20)
	found := 0
	for n, batch := range batches {
		synctest.Test(t, func(t *testing.T) {
			together, apart := start(t, `{}`), start(t, `{}`)
			for _, one := range eachSpan(batch) {
				require.NoError(t, apart.ConsumeTraces(t.Context(), one))
			}
			require.NoError(t, together.ConsumeTraces(t.Context(), batch))
			want := apart.events()
			require.Equal(t, want, together.events(), "batch %d", n)
			found += len(apart.findings())
		})
	}
	require.Greater(t, found, 20)
}

// TestNothingOfABatchIsHeld: a worker may be idle for long.
func TestNothingOfABatchIsHeld(t *testing.T) {
	p, err := newAnomalies(processortest.NewNopSettings(NewFactory().Type()), NewFactory().CreateDefaultConfig().(*Config), newModels())
	require.NoError(t, err)
	require.NoError(t, p.start(t.Context(), componenttest.NewNopHost()))
	defer func() { require.NoError(t, p.shutdown(t.Context())) }()
	w := newWorker(p)
	w.traces(mcptest.Spans(t, listsAmongCalls()), time.Now())
	for i := range w.waiting.calls {
		x := &w.waiting.calls[i]
		require.Zero(t, x.span, "call %d", i)
		require.Nil(t, x.observed.Call)
		require.Empty(t, x.observed.Server)
		for _, d := range x.observed.Definitions[:cap(x.observed.Definitions)] {
			require.Zero(t, d)
		}
	}
	require.Equal(t, about{}, w.resource)
}

// events are what was written on each span.
func (p *pipeline) events() (all []map[string]any) {
	for _, td := range p.spans.AllTraces() {
		for _, rs := range td.ResourceSpans().All() {
			for _, ss := range rs.ScopeSpans().All() {
				for _, span := range ss.Spans().All() {
					events := map[string]any{}
					for i, event := range span.Events().All() {
						events[fmt.Sprint(i, event.Name())] = event.Attributes().AsRaw()
					}
					all = append(all, events)
				}
			}
		}
	}
	return all
}

// listsAmongCalls are calls around lists that change, as many as are judged together and more: of tools
// that are listed later, that are no longer listed, and some that are told twice.
func listsAmongCalls() string {
	var b strings.Builder
	b.WriteString("resource service.name=desk\n")
	for i := range 3 * mostWaiting {
		fmt.Fprintf(&b, "span tools/call server 1ms mcp.method.name=tools/call gen_ai.tool.name=tool%d mcp.server.name=desk mcp.session.id=s1-%032x\n", (i+3)%7, i%2)
		fmt.Fprintf(&b, "span GET client 1ms http.request.method=GET\n")
		if i%5 == 4 {
			fmt.Fprintf(&b, "span tools/list server 1ms mcp.method.name=tools/list mcp.server.name=desk\n")
			for tool := range 1 + i%6 {
				fmt.Fprintf(&b, "event mcp.tool.definition gen_ai.tool.name=tool%d mcp.tool.definition=%q\n", tool, fmt.Sprintf(`{"name":"tool%d","description":"version %d"}`, tool, i/10))
			}
		}
	}
	return b.String()
}

// eachSpan are the spans of a batch in batches of their own.
func eachSpan(batch ptrace.Traces) (all []ptrace.Traces) {
	for _, rs := range batch.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			for _, span := range ss.Spans().All() {
				td := ptrace.NewTraces()
				of := td.ResourceSpans().AppendEmpty()
				rs.Resource().CopyTo(of.Resource())
				in := of.ScopeSpans().AppendEmpty()
				ss.Scope().CopyTo(in.Scope())
				span.CopyTo(in.Spans().AppendEmpty())
				all = append(all, td)
			}
		}
	}
	return all
}
