package mcpredactprocessor

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processortest"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"github.com/otelcol-mcp/otelcol-mcp/internal/each"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
	"github.com/otelcol-mcp/otelcol-mcp/processor/mcpredactprocessor/internal/metadata"
)

// faulty panics at texts that say so, with what it was shown.
type faulty struct{}

func (faulty) Text(_, text string) (string, bool, bool) {
	if strings.Contains(text, "boom") {
		panic(text)
	}
	return text, false, false
}

func (f faulty) Name(text string) (string, bool) {
	out, changed, _ := f.Text("", text)
	return out, changed
}

func (faulty) KeyRule(string) redact.KeyRule { return redact.KeyRule{} }
func (faulty) Counts() (map[string]int, int) { return nil, 0 }
func (faulty) At(string, string) bool        { return false }
func (faulty) Reset()                        {}

func TestWhatMakesTheRedactorPanicIsReplaced(t *testing.T) {
	core, logged := observer.New(zapcore.DebugLevel)
	set := processortest.NewNopSettings(metadata.Type)
	set.Logger = zap.New(core)
	p, err := newRedaction(set, defaultConfig(), "traces")
	require.NoError(t, err)
	made := 0
	p.workers.Create = func() *worker {
		return newWorker(p.config, func() redactor { made++; return faulty{} })
	}
	td := mcptest.Spans(t, "resource a=b\nspan boom1 client 1ms key=boom2 boom3=x m=json:{\"a\":[\"boom4\",\"ok\"]}")
	td, err = p.traces(t.Context(), td)
	require.NoError(t, err)
	require.Equal(t, `{a="b"} span "[REDACTED:failed]" {[REDACTED:failed]="x" key="[REDACTED:failed]" m={"a":["[REDACTED:failed]","ok"]}}`+"\n", mcptest.SpanLines(td))
	require.Equal(t, 5, made, "a redactor that panicked is not used again")
	require.Equal(t, 1, logged.Len())
	for _, entry := range logged.All() {
		require.NotContains(t, entry.Message, "boom")
		require.Empty(t, entry.Context)
	}
}

func TestStructureIsBoundedAsAWhole(t *testing.T) {
	td := ptrace.NewTraces()
	s := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	for _, key := range []string{"gen_ai.tool.call.result", "gen_ai.tool.call.arguments"} {
		list := s.Attributes().PutEmptySlice(key)
		for range 100 {
			list.AppendEmpty().SetStr(strings.Repeat("é", 1000))
		}
	}
	p := start(t, `{}`)
	require.NoError(t, p.traces.ConsumeTraces(t.Context(), td))
	for key, v := range s.Attributes().All() {
		if v.Type() != pcommon.ValueTypeSlice {
			continue
		}
		require.Equal(t, 100, v.Slice().Len())
		require.Less(t, len(v.AsString()), maxContent+100*len(`"[CUT]",`), key)
		require.Greater(t, len(v.AsString()), maxContent, key)
	}
}

func TestProcessorFails(t *testing.T) {
	next := consumertest.NewErr(errors.New("full"))
	p, err := NewFactory().CreateTraces(t.Context(), processortest.NewNopSettings(metadata.Type), defaultConfig(), next)
	require.NoError(t, err)
	require.True(t, p.Capabilities().MutatesData)
	require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	require.ErrorContains(t, p.ConsumeTraces(t.Context(), mcptest.Spans(t, "resource a=b\nspan c client 1ms")), "full")
	require.NoError(t, p.Shutdown(t.Context()))
}

func TestNothingComesAfterShutdown(t *testing.T) {
	processortest.VerifyShutdown(t, NewFactory(), defaultConfig())
}

// TestCleanTelemetryCostsNoMemory bounds what a batch costs: its own telemetry, and
// nothing for a span.
func TestCleanTelemetryCostsNoMemory(t *testing.T) {
	td := clean(1000)
	p := start(t, `{}`)
	per := testing.AllocsPerRun(10, func() { _ = p.traces.ConsumeTraces(t.Context(), td) })
	require.Less(t, per, 20.0, "allocations for %d spans", td.SpanCount())
}

// clean returns spans with nothing to find.
func clean(spans int) ptrace.Traces {
	td := ptrace.NewTraces()
	rs := td.ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("service.name", "desk")
	ss := rs.ScopeSpans().AppendEmpty()
	for range spans {
		s := ss.Spans().AppendEmpty()
		s.SetName("tools/call search")
		a := s.Attributes()
		a.PutStr("mcp.method.name", "tools/call")
		a.PutStr("gen_ai.tool.name", "search")
		a.PutStr("gen_ai.operation.name", "execute_tool")
		a.PutStr("gen_ai.tool.call.arguments", `{"query":"opening hours of the museum","limit":10}`)
		a.PutStr("gen_ai.tool.call.result", `{"content":[{"type":"text","text":"The museum opens at ten and closes at six."}],"isError":false}`)
		a.PutInt("server.port", 8080)
		a.PutInt("gen_ai.usage.input_tokens", 1234)
		a.PutBool("mcp.status.repaired", true)
		a.PutStr("network.transport", "tcp")
	}
	return td
}

func BenchmarkTraces(b *testing.B) {
	for name, yaml := range map[string]string{"clean": `{}`, "dry run": `dry_run: true`} {
		b.Run(name, func(b *testing.B) {
			td := clean(1000)
			p := start(b, yaml)
			p.spans = consumertest.TracesSink{}
			w := walkerBytes(b, td)
			b.SetBytes(w)
			b.ReportAllocs()
			for b.Loop() {
				_ = p.traces.ConsumeTraces(b.Context(), td)
				p.spans.Reset()
			}
		})
	}
}

// walkerBytes is how many bytes of text there are.
func walkerBytes(b *testing.B, td ptrace.Traces) int64 {
	w := newWorker(defaultConfig(), func() redactor { return faulty{} })
	each.NewWalker(w).Traces(td)
	return w.tally.bytes
}
