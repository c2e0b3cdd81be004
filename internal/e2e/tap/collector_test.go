package tap

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
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
	otlp, metrics := harness.FreeAddress(t), harness.FreeAddress(t)
	harness.StartCollector(t, fmt.Sprintf(counting, otlp, metrics), otlp)
	env := []string{"OTEL_EXPORTER_OTLP_ENDPOINT=http://" + otlp, "OTEL_EXPORTER_OTLP_PROTOCOL=grpc"}
	converse(t, env, gosdk(t), "2025-11-25", harness.Tap(t), "--", gosdk(t), "serve")
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
