package tap

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// counting is the way of a span through the collector, from mcptap to Prometheus.
const counting = `
receivers:
  mcp: {otlp: {protocols: {grpc: {endpoint: %q}}}}
connectors:
  mcpspanmetrics: {metrics_flush_interval: 100ms}
exporters:
  prometheus: {endpoint: %q}
service:
  telemetry: {metrics: {level: none}}
  pipelines:
    traces: {receivers: [mcp], exporters: [mcpspanmetrics]}
    metrics: {receivers: [mcpspanmetrics], exporters: [prometheus]}
`

// TestCollector lets the collector count what passes through mcptap: every tool call
// once, by how it ended.
func TestCollector(t *testing.T) {
	bin := os.Getenv("OTELCOL_MCP_BIN")
	if bin == "" {
		t.Skip("NOT TESTED WITH THE COLLECTOR: OTELCOL_MCP_BIN is not set; make e2e-tap sets it")
	}
	otlp, metrics := startCollector(t, bin)
	env := []string{"OTEL_EXPORTER_OTLP_ENDPOINT=http://" + otlp, "OTEL_EXPORTER_OTLP_PROTOCOL=grpc"}
	converse(t, env, gosdk, "2025-11-25", mcptap, "--", gosdk, "serve")
	want := map[string]int{
		"greet success": 52, "fail tool_error": 1,
		"slow cancelled": 1, "slow timeout": 1,
	}
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		got := scrape(c, metrics)
		for what, n := range want {
			assert.Equal(c, n, got[what], what)
		}
		assert.Equal(c, 1, got["greet validation_error"], "refused arguments, by the words of the result")
		total := 0
		for _, n := range got {
			total += n
		}
		assert.Equal(c, 57, total, "calls of all tools, with the one that there is not")
	}, 20*time.Second, 200*time.Millisecond)
}

// startCollector returns where it takes OTLP and where its metrics are.
func startCollector(t *testing.T, bin string) (otlp, metrics string) {
	t.Helper()
	otlp, metrics = freeAddress(t), freeAddress(t)
	config := filepath.Join(t.TempDir(), "config.yaml")
	require.NoError(t, os.WriteFile(config, fmt.Appendf(nil, counting, otlp, metrics), 0o600))
	cmd := exec.Command(bin, "--config="+config)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has no state
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("output of the collector:\n%s", &output)
		}
	})
	require.Eventually(t, func() bool {
		c, err := net.Dial("tcp", otlp)
		return err == nil && c.Close() == nil
	}, 30*time.Second, 50*time.Millisecond)
	return otlp, metrics
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}

var (
	toolCalls = regexp.MustCompile(`(?m)^mcp_tool_calls_total\{(.*)\} (\d+)$`)
	label     = regexp.MustCompile(`(\w+)="([^"]*)"`)
)

// scrape returns the tool calls of gateways, by tool and outcome.
func scrape(t require.TestingT, address string) map[string]int {
	calls := map[string]int{}
	r, err := http.Get("http://" + address + "/metrics")
	if err != nil {
		return calls
	}
	defer r.Body.Close()
	page, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	for _, line := range toolCalls.FindAllStringSubmatch(string(page), -1) {
		labels := map[string]string{}
		for _, l := range label.FindAllStringSubmatch(line[1], -1) {
			labels[l[1]] = l[2]
		}
		if labels["mcp_call_role"] == "gateway" {
			n, err := strconv.Atoi(line[2])
			require.NoError(t, err)
			calls[labels["gen_ai_tool_name"]+" "+labels["mcp_call_outcome"]] += n
		}
	}
	return calls
}
