package e2e

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

// TestStoppingFlushesWhatWasAccepted stops the collector right after it accepted
// spans, with the next flush an hour away. What was accepted must be in the file.
func TestStoppingFlushesWhatWasAccepted(t *testing.T) {
	at := freeAddresses(t)
	file := filepath.Join(t.TempDir(), "metrics.jsonl")
	collector := startCollector(t, flushConfig(at, file), at.health)
	peers, sent := newPeers(t, at), newTally()
	for _, calls := range [][]call{introduction(), round(0), round(1)} {
		peers.send(t, calls)
		sent.add(calls)
	}

	collector.Stop(t)

	written := readMetrics(t, file)
	want := sent.calls()
	for _, name := range []string{"mcp.client.operation.duration", "mcp.server.operation.duration"} {
		assert.Equal(t, want, lastCounts(written, name), name)
	}
	assert.Equal(t, 2*want, lastCounts(written, "mcp.tool.calls"), "once for each end")
}

func flushConfig(at addresses, file string) string {
	return withService(at.health, fmt.Sprintf(`
receivers:
  mcp: {otlp: {protocols: {grpc: {endpoint: %q}, http: {endpoint: %q}}}}
connectors:
  mcpspanmetrics: {metrics_flush_interval: 1h}
exporters:
  file: {path: %q}
`, at.grpc, at.http, file), `
    traces: {receivers: [mcp], exporters: [mcpspanmetrics]}
    metrics: {receivers: [mcpspanmetrics], exporters: [file]}
`)
}

// readMetrics reads one OTLP/JSON export request per line.
func readMetrics(t *testing.T, file string) []pmetric.Metrics {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	var all []pmetric.Metrics
	for lines.Scan() {
		md, err := (&pmetric.JSONUnmarshaler{}).UnmarshalMetrics(lines.Bytes())
		require.NoError(t, err)
		all = append(all, md)
	}
	require.NoError(t, lines.Err())
	return all
}

// lastCounts adds up the points of the cumulative metric in the last export of
// each service that has it.
func lastCounts(exports []pmetric.Metrics, name string) float64 {
	last := map[string]float64{}
	for _, md := range exports {
		maps.Copy(last, countsByService(md, name))
	}
	sum := 0.0
	for _, n := range last {
		sum += n
	}
	return sum
}
