package mcpanomalyprocessor

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"golang.org/x/tools/txtar"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

var update = flag.Bool("update", false, "rewrite the expectations of the scenario files")

// TestScenarios runs the files in testdata: each begins with a sentence that
// says what it shows, then the sections, in any number and order:
//
//	config     the processor's configuration
//	spans      spans to consume
//	out        what came out since the last out
//	telemetry  its own metrics so far
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { runScenario(t, file) })
		})
	}
}

func runScenario(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	require.NoError(t, err)
	require.NotEmpty(t, strings.TrimSpace(string(archive.Comment)), "a scenario says what it shows")
	var p *pipeline
	for i := range archive.Files {
		f := &archive.Files[i]
		if f.Name == "config" {
			p = start(t, string(f.Data))
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

// act performs one section; an expectation returns what is the case.
func (p *pipeline) act(t *testing.T, name, data string) (got string, isExpectation bool) {
	switch name {
	case "spans":
		p.consume(t, data)
	case "out":
		got = mcptest.SpanLines(p.spans.AllTraces()...)
		p.spans.Reset()
		return got, true
	case "telemetry":
		return p.ownMetrics(t), true
	default:
		t.Fatalf("unknown section %q", name)
	}
	return "", false
}

// ownMetrics writes the processor's sums and gauges as lines, sorted.
func (p *pipeline) ownMetrics(t *testing.T) string {
	var lines []string
	for _, name := range []string{"calls", "findings", "skipped", "known", "forgotten"} {
		name = "otelcol_processor_mcpanomaly_" + name
		m, err := p.telemetry.GetMetric(name)
		if err != nil {
			continue // nothing recorded
		}
		for _, point := range points(m) {
			if point.Value != 0 {
				lines = append(lines, fmt.Sprintf("%s{%s} %d\n", name, point.Attributes.Encoded(attribute.DefaultEncoder()), point.Value))
			}
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

func points(m metricdata.Metrics) []metricdata.DataPoint[int64] {
	if sum, ok := m.Data.(metricdata.Sum[int64]); ok {
		return sum.DataPoints
	}
	return m.Data.(metricdata.Gauge[int64]).DataPoints
}
