package mcpreceiver

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
)

// TestReadmeListsEveryDialect keeps the README's table equal to the code.
func TestReadmeListsEveryDialect(t *testing.T) {
	text, err := os.ReadFile("README.md")
	require.NoError(t, err)
	_, table, ok := strings.Cut(string(text), "| Dialect | Emitter |")
	require.True(t, ok)
	table, _, _ = strings.Cut(table, "\n\n")
	var listed []string
	for line := range strings.SplitSeq(table, "\n") {
		if name, ok := strings.CutPrefix(line, "| `"); ok {
			name, _, _ = strings.Cut(name, "`")
			listed = append(listed, name)
		}
	}
	var known []string
	for _, id := range dialect.IDs() {
		if id != dialect.None {
			known = append(known, id.String())
		}
	}
	require.ElementsMatch(t, known, listed)
}
