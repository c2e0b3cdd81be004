package dialect_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
)

// TestWhatSpansAre lists what each example's span is, from where it was seen, how
// it ended and what it lacks. A person has checked the list.
func TestWhatSpansAre(t *testing.T) {
	n := dialect.New(dialect.Options{})
	var got []string
	for _, ex := range allExamples() {
		_, ss, span := ex.build(t)
		result := n.Normalize(n.Scope(ss.Scope()), span)
		if result.Dialect == dialect.None {
			continue
		}
		require.Equal(t, result.Kind.String(), textOf(span, described[0]), ex.fact)
		got = append(got, fmt.Sprintf("%-15s %-60s %s", result.Dialect, ex.name, whatItIs(result, span)))
	}
	slices.Sort(got)
	golden := filepath.Join("testdata", "described.txt")
	text := strings.Join(slices.Compact(got), "\n") + "\n"
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(text), 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), text)
}

func whatItIs(result dialect.Result, span ptrace.Span) string {
	var words []string
	for _, key := range described {
		if text := textOf(span, key); text != "" {
			words = append(words, text)
		}
	}
	if lacks := lacking(result.Lacks); len(lacks) > 0 {
		words = append(words, "without "+strings.Join(lacks, ", "))
	}
	return strings.Join(words, " ")
}

func lacking(l dialect.Lacks) (names []string) {
	for n := range dialect.NumLacks {
		if l&(1<<n) != 0 {
			names = append(names, dialect.LackName(n))
		}
	}
	return names
}

func textOf(span ptrace.Span, key string) string {
	if v, ok := span.Attributes().Get(key); ok {
		return v.AsString()
	}
	return ""
}
