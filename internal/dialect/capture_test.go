package dialect_test

import (
	"bufio"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcpspan"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const captures = "../../testdata/captures/otlp"

// TestCaptures normalises what real emitters sent and compares every call,
// counted by what it says, with a golden file that a person has checked.
func TestCaptures(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(captures, "*.traces.jsonl"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".traces.jsonl")
		t.Run(name, func(t *testing.T) {
			golden := filepath.Join("testdata", "captures", name+".txt")
			got := tally(readTraces(t, file))
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(golden), 0o755))
				require.NoError(t, os.WriteFile(golden, []byte(got), 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			require.Equal(t, string(want), got)
		})
	}
}

// readTraces reads one OTLP/JSON export request per line.
func readTraces(t testing.TB, file string) []ptrace.Traces {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	var out []ptrace.Traces
	for lines.Scan() {
		td, err := new(ptrace.JSONUnmarshaler).UnmarshalTraces(lines.Bytes())
		require.NoError(t, err)
		out = append(out, td)
	}
	require.NoError(t, lines.Err())
	return out
}

// eachSpan calls f for every span with its service and scope.
func eachSpan(batches []ptrace.Traces, f func(service string, scope ptrace.ScopeSpans, span ptrace.Span)) {
	for _, td := range batches {
		for _, rs := range td.ResourceSpans().All() {
			var service string
			if v, ok := rs.Resource().Attributes().Get("service.name"); ok {
				service = v.AsString()
			}
			for _, ss := range rs.ScopeSpans().All() {
				for _, span := range ss.Spans().All() {
					f(service, ss, span)
				}
			}
		}
	}
}

// tally normalises spans and counts equal lines, one line a call.
func tally(batches []ptrace.Traces) string {
	n := dialect.New(dialect.Options{})
	counts := map[string]int{}
	eachSpan(batches, func(service string, scope ptrace.ScopeSpans, span ptrace.Span) {
		result := n.Normalize(n.Scope(scope.Scope()), span)
		counts[service+" "+describe(result, span)]++
	})
	var b strings.Builder
	for _, line := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&b, "%3d %s\n", counts[line], line)
	}
	return b.String()
}

func describe(result dialect.Result, span ptrace.Span) string {
	var c mcp.Call
	if !mcpspan.Decode(span, &c) {
		return fmt.Sprintf("[%s] - %s", result.Dialect, span.Name())
	}
	line := fmt.Sprintf("[%s] %s %q %s error=%q", result.Dialect, c.Role, span.Name(), c.Outcome, c.ErrorType)
	if c.Usage.HasInput || c.Usage.HasOutput {
		line += fmt.Sprintf(" tokens=%d/%d", c.Usage.Input, c.Usage.Output)
	}
	if result.Repaired {
		line += " repaired"
	}
	return line
}
