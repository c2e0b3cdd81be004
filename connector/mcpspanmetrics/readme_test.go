package mcpspanmetrics

import (
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

const metricsDoc = "../../docs/metrics.md"

// TestDocsDescribeEveryMetric keeps the tables of the documentation equal to the code.
func TestDocsDescribeEveryMetric(t *testing.T) {
	rows := map[string][]string{}
	for _, row := range tableRows(t, metricsDoc, "| Metric |") {
		require.NotContains(t, rows, row[0])
		rows[row[0]] = row
	}
	metrics := callmetrics.Metrics()
	require.Len(t, rows, len(metrics))
	for _, m := range metrics {
		row := rows["`"+m.Name+"`"]
		require.Len(t, row, 7, m.Name)
		require.Equal(t, instruments[m.Instrument]+", `"+m.Unit+"`", row[1], m.Name)
		require.NotEmpty(t, row[2], m.Name)
		require.Equal(t, "`"+strings.Join(callmetrics.Keys(m), "`, `")+"`", row[3], m.Name)
		require.Equal(t, families[m.Family], row[4], m.Name)
		require.NotEmpty(t, row[5], m.Name)
		require.Equal(t, "`"+prometheusName(m)+"`", row[6], m.Name)
	}
}

func TestDocsDescribeEveryFreeLabel(t *testing.T) {
	rows := tableRows(t, metricsDoc, "| Attribute |")
	require.Len(t, rows, len(callmetrics.FreeLabels()))
	for i, free := range callmetrics.FreeLabels() {
		require.Equal(t, []string{"`" + free.Key + "`", strconv.Itoa(free.Most)}, rows[i][:2])
	}
}

var instruments = map[semconv.Instrument]string{
	semconv.Counter: "counter", semconv.Sum: "counter", semconv.UpDownCounter: "up-down counter", semconv.Gauge: "gauge", semconv.Histogram: "histogram",
}

var families = map[semconv.Family]string{0: "on", semconv.V141: "`v1.41`", semconv.Latest: "`latest`"}

// prometheusName is the default translation (semconv, Prometheus names): the
// unit is a suffix unless it is an annotation, and what only grows ends in _total.
func prometheusName(m *semconv.Metric) string {
	name := strings.ReplaceAll(m.Name, ".", "_")
	switch m.Unit {
	case "s":
		name += "_seconds"
	case "By":
		name += "_bytes"
	case "USD":
		name += "_USD"
	}
	if m.Instrument == semconv.Counter || m.Instrument == semconv.Sum {
		name += "_total"
	}
	return name
}

func TestReadmeDescribesEveryOption(t *testing.T) {
	documented := map[string]bool{}
	for _, row := range tableRows(t, "README.md", "| Option |") {
		documented[strings.Trim(row[0], "`")] = true
	}
	fields := reflect.VisibleFields(reflect.TypeFor[Config]())
	require.Len(t, documented, len(fields))
	for _, f := range fields {
		require.Contains(t, documented, f.Tag.Get("mapstructure"))
	}
}

// tableRows returns the cells of the tables of a file whose header begins with head.
func tableRows(t *testing.T, file, head string) [][]string {
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	tables := strings.Split(string(text), "\n"+head)
	require.Greater(t, len(tables), 1)
	var rows [][]string
	for _, table := range tables[1:] {
		for i, line := range strings.Split(table, "\n") {
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
	}
	return rows
}
