package emitters

import (
	"errors"
	"fmt"
	"os"
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// moduleRoot is the root of the module, seen from this package.
const moduleRoot = "../../.."

func TestMain(m *testing.M) { os.Exit(harness.Run(m)) }

// counting is a running collector that counts: where it takes OTLP, serves what it
// counted, and tells of itself.
type counting struct {
	otlp, metrics, own string
}

// countingConfig is the way of a span: mcp, mcpspanmetrics, prometheus. Metrics
// and logs of the emitters are accepted and end there.
const countingConfig = `
receivers:
  mcp: {otlp: {protocols: {http: {endpoint: %q}}}}
connectors:
  mcpspanmetrics: {metrics_flush_interval: 100ms}
exporters:
  prometheus: {endpoint: %q}
  debug: {verbosity: basic}
service:
  telemetry:
    metrics: {readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: %s}}}}]}
  pipelines:
    traces: {receivers: [mcp], exporters: [mcpspanmetrics]}
    metrics/mcp: {receivers: [mcpspanmetrics], exporters: [prometheus]}
    metrics: {receivers: [mcp], exporters: [debug]}
    logs: {receivers: [mcp], exporters: [debug]}
`

func startCounting(t *testing.T) counting {
	t.Helper()
	free := harness.FreeAddresses(t, 3)
	c := counting{otlp: free[0], metrics: free[1], own: free[2]}
	harness.StartCollector(t, fmt.Sprintf(countingConfig, c.otlp, c.metrics, harness.Port(t, c.own)), free...)
	return c
}

var errMoving = errors.New("the numbers still move")
