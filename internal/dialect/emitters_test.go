package dialect_test

import (
	"bytes"
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
)

// emitterCaptures all follow one script, each step once.
const emitterCaptures = "../../testdata/captures/emitters"

// TestEmitterCaptures normalises what emitters of Python sent and compares every
// call with a golden file that a person has checked. Normalising again changes
// nothing, and what is no message stays as it came.
func TestEmitterCaptures(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(emitterCaptures, "*.traces.jsonl"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".traces.jsonl")
		t.Run(name, func(t *testing.T) {
			golden := filepath.Join("testdata", "captures", "emitters", name+".txt")
			got := tallyParts(readTraces(t, file))
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(golden), 0o755))
				require.NoError(t, os.WriteFile(golden, []byte(got), 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			require.Equal(t, string(want), got)
			checkInvariants(t, readTraces(t, file))
		})
	}
}

// tallyParts counts equal lines: of calls as [tally] does, of their parts by kind.
func tallyParts(batches []ptrace.Traces) string {
	n := dialect.New(dialect.Options{})
	counts := map[string]int{}
	eachSpan(batches, func(service string, scope ptrace.ScopeSpans, span ptrace.Span) {
		result := n.Normalize(n.Scope(scope.Scope()), span)
		line := describe(result, span)
		if result.Kind == mcp.KindStructure || result.Kind == mcp.KindTransport {
			line = fmt.Sprintf("[%s] - %s %q", result.Dialect, result.Kind, span.Name())
		}
		counts[service+" "+line]++
	})
	var b strings.Builder
	for _, line := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&b, "%3d %s\n", counts[line], line)
	}
	return b.String()
}

func checkInvariants(t *testing.T, batches []ptrace.Traces) {
	t.Helper()
	n := dialect.New(dialect.Options{})
	eachSpan(batches, func(_ string, ss ptrace.ScopeSpans, span ptrace.Span) {
		scope, before := n.Scope(ss.Scope()), alone(t, ss.Scope(), span)
		result := n.Normalize(scope, span)
		once := alone(t, ss.Scope(), span)
		if result.Dialect == dialect.None {
			require.True(t, bytes.Equal(before, once), "%s %q", ss.Scope().Name(), span.Name())
		}
		n.Normalize(scope, span)
		require.True(t, bytes.Equal(once, alone(t, ss.Scope(), span)), "%s %q", ss.Scope().Name(), span.Name())
	})
}
