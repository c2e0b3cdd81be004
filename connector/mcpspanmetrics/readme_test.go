package mcpspanmetrics

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// TestReadmeDescribesEveryMetric keeps the README's table equal to the code.
func TestReadmeDescribesEveryMetric(t *testing.T) {
	rows := tableRows(t, "| Metric |")
	metrics := callmetrics.Metrics()
	require.Len(t, rows, len(metrics))
	for i, m := range metrics {
		require.Equal(t, "`"+m.Name+"`", rows[i][0])
		require.Equal(t, "`"+m.Unit+"`", rows[i][1], m.Name)
		require.Equal(t, "`"+strings.Join(callmetrics.Keys(m), "`, `")+"`", rows[i][3], m.Name)
		require.Equal(t, "`"+prometheusName(m)+"`", rows[i][4], m.Name)
	}
}

// prometheusName is the default translation (semconv, Prometheus names): the
// unit is a suffix unless it is an annotation, and what only grows ends in _total.
func prometheusName(m *semconv.Metric) string {
	name := strings.ReplaceAll(m.Name, ".", "_")
	switch m.Unit {
	case "s":
		name += "_seconds"
	case "By":
		name += "_bytes"
	}
	if m.Instrument == semconv.Counter || m.Instrument == semconv.Sum {
		name += "_total"
	}
	return name
}

func TestReadmeDescribesEveryOption(t *testing.T) {
	documented := map[string]bool{}
	for _, row := range tableRows(t, "| Option |") {
		documented[strings.Trim(row[0], "`")] = true
	}
	fields := reflect.VisibleFields(reflect.TypeFor[Config]())
	require.Len(t, documented, len(fields))
	for _, f := range fields {
		require.Contains(t, documented, f.Tag.Get("mapstructure"))
	}
}

// tableRows returns the cells of the table whose header begins with head.
func tableRows(t *testing.T, head string) [][]string {
	text, err := os.ReadFile("README.md")
	require.NoError(t, err)
	_, after, ok := strings.Cut(string(text), "\n"+head)
	require.True(t, ok)
	var rows [][]string
	for i, line := range strings.Split(after, "\n") {
		if i < 2 {
			continue // the rest of the header, the separator
		}
		if !strings.HasPrefix(line, "|") {
			break
		}
		var cells []string
		for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		rows = append(rows, cells)
	}
	return rows
}
