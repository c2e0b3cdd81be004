package conformance

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
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
	p := proxied{address: free(t), metrics: free(t)}
	file := filepath.Join(t.TempDir(), "config.yaml")
	require.NoError(t, os.WriteFile(file, fmt.Appendf(nil, proxyConfig, p.address, path, upstream, p.metrics), 0o600))
	cmd := exec.Command(collector(t), "--config="+file)
	start(t, p.address, cmd)
	p.pid = cmd.Process.Pid
	return p
}
