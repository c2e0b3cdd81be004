package mcpredactprocessor

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"golang.org/x/tools/txtar"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

var update = flag.Bool("update", false, "rewrite the expectations of the scenario files")

// TestScenarios runs the files in testdata: each begins with a sentence that
// says what it shows, then the sections, in any number and order:
//
//	config                 the processor's configuration; "key" in it is a file with a key
//	spans, records, points telemetry to consume
//	out                    what came out since the last out
//	telemetry              its own metrics so far
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { runScenario(t, file) })
	}
}

func runScenario(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	require.NoError(t, err)
	require.NotEmpty(t, strings.TrimSpace(string(archive.Comment)), "a scenario says what it shows")
	var p *pipelines
	for i := range archive.Files {
		f := &archive.Files[i]
		if f.Name == "config" {
			p = start(t, strings.ReplaceAll(string(f.Data), "KEY", filepath.ToSlash(keyFile(t, strings.Repeat("k", 32)))))
			continue
		}
		got, isExpectation := p.act(t, f.Name, string(f.Data))
		if !isExpectation {
			continue
		}
		if *update {
			f.Data = []byte(got)
			continue
		}
		require.Equal(t, string(f.Data), got, "section %d, %s", i+1, f.Name)
	}
	if *update {
		require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o600))
	}
}

func keyFile(t testing.TB, key string) string {
	file := filepath.Join(t.TempDir(), "key")
	require.NoError(t, os.WriteFile(file, []byte(key), 0o600))
	return file
}

// act performs one section; an expectation returns what is the case.
func (p *pipelines) act(t *testing.T, name, data string) (got string, isExpectation bool) {
	switch name {
	case "spans":
		require.NoError(t, p.traces.ConsumeTraces(t.Context(), mcptest.Spans(t, data)))
	case "records":
		require.NoError(t, p.logs.ConsumeLogs(t.Context(), mcptest.Records(t, data)))
	case "points":
		require.NoError(t, p.metrics.ConsumeMetrics(t.Context(), mcptest.Points(t, data)))
	case "out":
		got = mcptest.SpanLines(p.spans.AllTraces()...) + mcptest.RecordLines(p.records.AllLogs()...) + pointLines(p.points.AllMetrics())
		p.spans.Reset()
		p.records.Reset()
		p.points.Reset()
		return got, true
	case "telemetry":
		return p.ownMetrics(t), true
	default:
		t.Fatalf("unknown section %q", name)
	}
	return "", false
}

func pointLines(batches []pmetric.Metrics) string {
	return mcptest.Metrics(time.Unix(0, 0), batches...)
}

// ownMetrics writes the processor's sums as lines, sorted.
func (p *pipelines) ownMetrics(t *testing.T) string {
	var lines []string
	for _, name := range []string{"redactions", "failures", "bytes"} {
		name = "otelcol_processor_mcpredact_" + name
		m, err := p.telemetry.GetMetric(name)
		if err != nil {
			continue // nothing recorded
		}
		for _, point := range m.Data.(metricdata.Sum[int64]).DataPoints {
			lines = append(lines, fmt.Sprintf("%s{%s} %d\n", name, point.Attributes.Encoded(attribute.DefaultEncoder()), point.Value))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}
