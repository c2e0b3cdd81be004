package conformance

import (
	"fmt"
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// proxyConfig is a collector with the proxy in front of one server, which counts
// the calls that pass.
const proxyConfig = `
receivers:
  mcp:
    proxy:
      endpoint: %q
      routes: [{path: %q, upstream: %q, name: upstream}]
connectors:
  mcpspanmetrics: {metrics_flush_interval: 100ms, trust_names: true}
exporters:
  prometheus: {endpoint: %q}
service:
  telemetry: {logs: {level: error}, metrics: {level: none}}
  pipelines:
    traces: {receivers: [mcp], exporters: [mcpspanmetrics]}
    metrics: {receivers: [mcpspanmetrics], exporters: [prometheus]}
`

// proxied is a running collector with the proxy.
type proxied struct {
	address, metrics string
	pid              int
}

// startProxy puts a collector in front of an upstream's URL, at a path.
func startProxy(t *testing.T, path, upstream string) proxied {
	t.Helper()
	p := proxied{address: harness.FreeAddress(t), metrics: harness.FreeAddress(t)}
	p.pid = harness.StartCollector(t, fmt.Sprintf(proxyConfig, p.address, path, upstream, p.metrics), p.address).Cmd.Process.Pid
	return p
}
