package mcpredactprocessor

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/connector/mcpspanmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

// TestMetricsOfRedactedSpans: what real emitters sent counts the same after it was
// redacted, but for how long content is. Addresses of machines are labels.
func TestMetricsOfRedactedSpans(t *testing.T) {
	files, err := filepath.Glob("../../testdata/captures/otlp/*.traces.jsonl")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	metrics := 0
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".traces.jsonl"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := start(t, `{report: false, categories: {ip: {action: allow}}}`)
				plain := counted(t, readCapture(t, file))
				batches := readCapture(t, file)
				for _, td := range batches {
					require.NoError(t, p.traces.ConsumeTraces(t.Context(), td))
				}
				require.Equal(t, plain, counted(t, batches))
				metrics += len(plain)
			})
		})
	}
	require.NotZero(t, metrics)
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

// ofContent are metrics of how long content is: what is redacted has another length.
var ofContent = regexp.MustCompile(` mcp\.(context\.|tool\.result\.size|resource\.size)`)

// sessionID becomes a pseudonym where it is a label.
var sessionID = regexp.MustCompile(`mcp\.session\.id="[^"]*"`)

// counted are the metrics that the mcpspanmetrics connector makes of spans.
func counted(t *testing.T, batches []ptrace.Traces) string {
	sink := new(consumertest.MetricsSink)
	f := mcpspanmetrics.NewFactory()
	c, err := f.CreateTracesToMetrics(t.Context(), connectortest.NewNopSettings(f.Type()), f.CreateDefaultConfig(), sink)
	require.NoError(t, err)
	require.NoError(t, c.Start(t.Context(), componenttest.NewNopHost()))
	for _, td := range batches {
		require.NoError(t, c.ConsumeTraces(t.Context(), td))
	}
	require.NoError(t, c.Shutdown(t.Context()))
	var lines []string
	for line := range strings.Lines(mcptest.Metrics(time.Now(), sink.AllMetrics()...)) {
		if !ofContent.MatchString(line) {
			lines = append(lines, sessionID.ReplaceAllString(line, "mcp.session.id=?"))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}
