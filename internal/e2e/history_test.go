package e2e

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

const (
	// historyRounds and historyStep make an hour: what the collector shows after each round is taken for what it would have
	// shown that much later than after the round before.
	historyRounds = 121
	historyStep   = 30 * time.Second
	// flushEvery is the shortest that the connector has.
	flushEvery = 100 * time.Millisecond
)

// historyConfig has all that dashboards and rules look at: the proxy, detection, redaction, prices, the server's name on every metric, and
// an exporter whose backend is down.
const historyConfig = `
receivers:
  mcp:
    otlp: {protocols: {http: {endpoint: %s}}}
    normalize: {metric_units: true}
    proxy:
      endpoint: %s
      routes: [{path: /files, upstream: %q, name: files}]
processors:
  memory_limiter: {check_interval: 1s, limit_mib: 512}
  mcpanomaly:
  mcpredact:
connectors:
  mcpspanmetrics:
    metrics_flush_interval: 100ms
    families: [v1.41, latest]
    metrics:
      mcp.tool.calls: &server {dimensions: [{name: mcp.server.name}]}
      mcp.tool.call.duration: *server
      mcp.tool.result.size: *server
      mcp.messages: *server
      mcp.findings: *server
    resource_templates: ["file:///notes/{id}"]
    cost:
      models: {gpt-4.1*: {input: 2, output: 8, cache_read: 0.5}, claude-*: {input: 3, output: 15}}
      tools: {export: 0.01}
exporters:
  prometheus: {endpoint: %s, enable_open_metrics: true}
  otlp_http/down:
    endpoint: http://%s
    retry_on_failure: {enabled: true, initial_interval: 100ms, max_interval: 100ms, max_elapsed_time: 5s} # so that the queue is full however slow the test is
    sending_queue: {queue_size: 2, num_consumers: 1}
extensions:
  health_check: {endpoint: %s}
service:
  extensions: [health_check]
  telemetry:
    metrics:
      level: normal
      readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: %s}}}}]
  pipelines:
    traces: {receivers: [mcp], processors: [memory_limiter, mcpanomaly, mcpredact], exporters: [mcpspanmetrics, otlp_http/down]}
    logs: {receivers: [mcp], processors: [memory_limiter, mcpredact], exporters: [otlp_http/down]}
    metrics: {receivers: [mcpspanmetrics], exporters: [prometheus]}
    metrics/emitted: {receivers: [mcp], processors: [memory_limiter, mcpredact], exporters: [otlp_http/down]}
`

// observed is a collector under traffic, and what it has shown so far.
type observed struct {
	*harness.Process
	otlp, proxy  string   // URLs
	metrics, own string   // addresses
	pages        []string // of the two together, after each round
}

func startObserved(t *testing.T) *observed {
	t.Helper()
	at := harness.FreeAddresses(t, 6)
	_, own, err := net.SplitHostPort(at[5])
	require.NoError(t, err)
	config := fmt.Sprintf(historyConfig, at[0], at[1], silentServer(t).URL+"/mcp", at[2], at[3], at[4], own)
	return &observed{
		Process: startCollector(t, config, at[4]),
		otlp:    "http://" + at[0] + "/v1/", proxy: "http://" + at[1] + "/files",
		metrics: at[2], own: at[5],
	}
}

// live sends one round and keeps what is shown after it.
func (o *observed) live(t *testing.T, i int) {
	t.Helper()
	o.send(t, "traces", "application/x-protobuf", exportOfRound(t, i))
	o.send(t, "logs", "application/json", logOfRound(i))
	o.send(t, "metrics", "application/json", metricOfRound(i))
	callThroughProxy(t, o.proxy, i)
	time.Sleep(flushEvery + flushEvery/2) // a flush lies in it, nothing is waited for
	made, err := scrape(t.Context(), "http://"+o.metrics+"/metrics")
	require.NoError(t, err)
	own, err := scrape(t.Context(), "http://"+o.own+"/metrics")
	require.NoError(t, err)
	o.pages = append(o.pages, made+own)
}

// replayCaptures sends every recorded trace export of the repository.
func (o *observed) replayCaptures(t *testing.T) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(moduleRoot, "testdata", "captures", "*", "*.traces.jsonl"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		for line := range bytes.Lines(content) {
			o.send(t, "traces", "application/json", line)
		}
	}
}

// send posts OTLP. While the queue of the exporter whose backend is down is full, the collector refuses on its behalf, and the
// connector has the spans all the same.
func (o *observed) send(t *testing.T, signal, contentType string, body []byte) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.otlp+signal, bytes.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", contentType)
	response, err := harness.Client.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	require.NoError(t, err)
	require.Contains(t, []int{http.StatusOK, http.StatusServiceUnavailable}, response.StatusCode)
}

// backfill writes the pages into a new Prometheus database, the last one as of the given time. It returns the folder.
func (o *observed) backfill(t *testing.T, last time.Time) string {
	t.Helper()
	dir := t.TempDir()
	text := filepath.Join(dir, "history.txt")
	file, err := os.Create(text)
	require.NoError(t, err)
	w := bufio.NewWriter(file)
	for i, page := range o.pages {
		at := last.Add(-time.Duration(len(o.pages)-1-i) * historyStep)
		for line := range strings.Lines(page) {
			if line[0] != '#' {
				fmt.Fprintf(w, "%s %s\n", asScraped(strings.TrimSuffix(line, "\n"), o.own), unixSeconds(at))
			}
		}
		fmt.Fprintf(w, "up{job=\"otelcol-mcp\",instance=%q} 1 %s\n", o.own, unixSeconds(at))
	}
	fmt.Fprintln(w, "# EOF")
	require.NoError(t, w.Flush())
	require.NoError(t, file.Close())
	data := filepath.Join(dir, "data")
	out, err := exec.Command(promtool(t), "tsdb", "create-blocks-from", "openmetrics", "--quiet", text, data).CombinedOutput()
	require.NoError(t, err, string(out))
	return data
}

// asScraped gives a sample the labels of its target, unless it has labels of these names.
func asScraped(sample, instance string) string {
	name, rest, _ := strings.Cut(sample, " ")
	target := fmt.Sprintf(`job="otelcol-mcp",instance=%q`, instance)
	brace := strings.IndexByte(sample, '{')
	switch {
	case brace < 0 || brace > len(name):
		return name + "{" + target + "} " + rest
	case strings.Contains(sample, `job="`):
		return sample
	default:
		return sample[:brace+1] + target + "," + sample[brace+1:]
	}
}

// promtool is the one beside the Prometheus under test.
func promtool(t *testing.T) string {
	t.Helper()
	return filepath.Join(filepath.Dir(harness.Prometheus(t)), "promtool")
}
