package mcpanomalyprocessor

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// TestWhatRealEmittersSent: in every capture with content, the page that tells the model
// what to do is found, whatever the emitter calls things, and where they tell of it, the
// call of a tool that is not there and a session id among the arguments; nothing else is.
func TestWhatRealEmittersSent(t *testing.T) {
	files, err := filepath.Glob("../../testdata/captures/otlp/*.traces.jsonl")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".traces.jsonl"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := start(t, `{}`)
				content := 0
				for _, td := range readCapture(t, file) {
					json, err := (&ptrace.JSONMarshaler{}).MarshalTraces(td)
					require.NoError(t, err)
					content += strings.Count(strings.ToLower(string(json)), "ignore previous instructions")
					require.NoError(t, p.ConsumeTraces(t.Context(), td))
				}
				told := 0
				for _, found := range p.findings() {
					require.Regexp(t, "^(injected_instruction: |unknown_tool: .*no_such_tool|secret_in_arguments: .*mcp-session$)", found)
					told += strings.Count(found, "injected_instruction: ")
				}
				require.Equal(t, content > 0, told > 0)
			})
		})
	}
}

// findings are what was written on spans: type, name of the span and, where it is not in that, of the
// tool, reason.
func (p *pipeline) findings() (all []string) {
	for _, td := range p.spans.AllTraces() {
		for _, rs := range td.ResourceSpans().All() {
			for _, ss := range rs.ScopeSpans().All() {
				for _, span := range ss.Spans().All() {
					for _, event := range span.Events().All() {
						if event.Name() == semconv.EventFinding {
							all = append(all, text(event.Attributes(), semconv.MCPFindingType)+": "+span.Name()+" "+text(span.Attributes(), "mcp.tool.name")+": "+text(event.Attributes(), semconv.MCPFindingReason))
						}
					}
				}
			}
		}
	}
	return all
}

func readCapture(t *testing.T, file string) (batches []ptrace.Traces) {
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		td, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(lines.Bytes())
		require.NoError(t, err)
		batches = append(batches, td)
	}
	require.NoError(t, lines.Err())
	return batches
}
