package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"
	"go.opentelemetry.io/collector/pdata/pmetric/pmetricotlp"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

const canaryConfig = `
receivers:
  otlp: {protocols: {http: {endpoint: %s}}}
processors:
  mcpredact:
exporters:
  file: {path: %s}
extensions:
  health_check: {endpoint: %s}
service:
  extensions: [health_check]
  telemetry: {metrics: {level: none}}
  pipelines:
    traces: {receivers: [otlp], processors: [mcpredact], exporters: [file]}
    metrics: {receivers: [otlp], processors: [mcpredact], exporters: [file]}
    logs: {receivers: [otlp], processors: [mcpredact], exporters: [file]}
`

// TestNoCanaryLeaves sends secrets and personal data in every place and encoding of all
// three signals, and reads what was written.
func TestNoCanaryLeaves(t *testing.T) {
	at, file := harness.FreeAddresses(t, 2), filepath.Join(t.TempDir(), "out.json")
	collector := startCollector(t, fmt.Sprintf(canaryConfig, at[0], file, at[1]), at[1])
	c := mcptest.NewCanaries()
	traces, err := ptraceotlp.NewExportRequestFromTraces(c.Traces).MarshalProto()
	require.NoError(t, err)
	metrics, err := pmetricotlp.NewExportRequestFromMetrics(c.Metrics).MarshalProto()
	require.NoError(t, err)
	logs, err := plogotlp.NewExportRequestFromLogs(c.Logs).MarshalProto()
	require.NoError(t, err)
	post(t, "http://"+at[0]+"/v1/traces", traces)
	post(t, "http://"+at[0]+"/v1/metrics", metrics)
	post(t, "http://"+at[0]+"/v1/logs", logs)
	collector.Stop(t)

	out, err := os.ReadFile(file)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	require.Len(t, lines, 3, "a line for each signal")
	var leaked []string
	for _, line := range lines {
		leaked = append(leaked, c.Leaked(line)...)
	}
	slices.Sort(leaked)
	for _, place := range leaked {
		t.Logf("leaked: %s: %s", place, c.Values[place])
	}
	assert.Empty(t, leaked, "%d of %d", len(leaked), len(c.Values))
	assert.Greater(t, strings.Count(string(out), "[REDACTED:"), len(c.Values)*9/10, "they are marked, not just gone")
}
