package e2e

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

// everyMetric are spans of which every metric is made.
const everyMetric = `
resource service.name=everything
span session server 9s mcp.span.type=session mcp.session.id=s mcp.session.turn_count=1 mcp.session.tool_call_count=2
span session client 9s mcp.span.type=session mcp.session.id=s
span turn internal 9s mcp.span.type=turn mcp.session.tool_call_count=2
span init server 1s mcp.method.name=initialize mcp.protocol.version="2025-11-25"
span list server 1s mcp.method.name=tools/list mcp.session.id=s mcp.server.name=desk mcp.capability.count=1
event mcp.tool.definition gen_ai.tool.name=search mcp.tool.definition.size=400 mcp.tool.definition.digest=d
span call server 1s id=call mcp.method.name=tools/call gen_ai.tool.name=search mcp.session.id=s mcp.server.name=desk mcp.request.size=9 mcp.response.size=9 mcp.tool.result.digest=r mcp.status.repaired=true mcp.elicitation.accept=1
event mcp.finding mcp.finding.type=retry_loop mcp.finding.severity=high
span call server 1s id=call mcp.method.name=tools/call gen_ai.tool.name=search
span call server 1s mcp.method.name=tools/call gen_ai.tool.name=search mcp.session.id=s mcp.server.name=desk mcp.response.size=9 mcp.tool.result.digest=r
span call client 1s mcp.method.name=tools/call gen_ai.tool.name=search
span read server 1s mcp.method.name=resources/read mcp.resource.uri="file:///x" mcp.response.size=9
span run internal 1s id=run gen_ai.operation.name=invoke_agent gen_ai.agent.name=a
span chat client 1s parent=run gen_ai.operation.name=chat gen_ai.request.model=m gen_ai.usage.input_tokens=9 gen_ai.usage.output_tokens=9 gen_ai.usage.cache_read.input_tokens=1 gen_ai.usage.cache_write.input_tokens=1 gen_ai.usage.reasoning.output_tokens=1 gen_ai.response.time_to_first_chunk=0.5
span chat server 1s gen_ai.operation.name=chat gen_ai.request.model=m
span tool internal 1s parent=run gen_ai.operation.name=execute_tool gen_ai.tool.name=search
span flow internal 1s gen_ai.operation.name=invoke_workflow
`

const everyMetricConfig = `
receivers:
  otlp: {protocols: {http: {endpoint: %s}}}
connectors:
  mcpspanmetrics:
    metrics_flush_interval: 500ms
    families: [v1.41, latest]
    cost: {models: {m: {input: 1}}}
exporters:
  prometheus: {endpoint: %s}
extensions:
  health_check: {endpoint: %s}
service:
  extensions: [health_check]
  telemetry: {metrics: {level: none}}
  pipelines:
    traces: {receivers: [otlp], exporters: [mcpspanmetrics]}
    metrics: {receivers: [mcpspanmetrics], exporters: [prometheus]}
`

// TestPrometheusNamesAreThoseOfTheDocs makes every metric and looks for the names that
// the documentation gives them.
func TestPrometheusNamesAreThoseOfTheDocs(t *testing.T) {
	at := harness.FreeAddresses(t, 3)
	collector := startCollector(t, fmt.Sprintf(everyMetricConfig, at[0], at[1], at[2]), at[2])
	traces := mcptest.Spans(t, everyMetric)
	span := traces.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(5)
	counts := span.Attributes().PutEmptyMap("mcp.redaction.counts")
	counts.PutInt("email", 2)
	body, err := ptraceotlp.NewExportRequestFromTraces(traces).MarshalProto()
	require.NoError(t, err)
	post(t, "http://"+at[0]+"/v1/traces", body)

	names := documentedNames(t)
	require.Greater(t, len(names), 40)
	harness.Poll(t, settleWithin, func() error {
		page, err := scrape(t.Context(), "http://"+at[1]+"/metrics")
		if err != nil {
			return err
		}
		for _, name := range names {
			if !strings.Contains(page, "\n# TYPE "+name+" ") {
				return fmt.Errorf("no metric is called %s", name)
			}
		}
		return nil
	})
	collector.Stop(t)
}

var lastCell = regexp.MustCompile("(?m)^\\| `[a-z_.]+` \\|.*\\| `([A-Za-z_]+)` \\|$")

func documentedNames(t *testing.T) (names []string) {
	text, err := os.ReadFile(moduleRoot + "/docs/metrics.md")
	require.NoError(t, err)
	for _, cell := range lastCell.FindAllStringSubmatch(string(text), -1) {
		names = append(names, cell[1])
	}
	return names
}

func post(t *testing.T, url string, body []byte) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/x-protobuf")
	response, err := harness.Client.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusOK, response.StatusCode)
}

func scrape(ctx context.Context, url string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return "", err
	}
	response, err := harness.Client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	return string(page), err
}
