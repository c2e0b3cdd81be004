package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// promServer is a real Prometheus with a database of its own.
type promServer struct {
	*harness.Process
	url string
}

// startPrometheus scrapes the target every second, with these further lines of scrape
// configuration. It keeps exemplars.
func startPrometheus(t *testing.T, target string, options ...string) *promServer {
	t.Helper()
	dir := t.TempDir()
	config := filepath.Join(dir, "prometheus.yaml")
	require.NoError(t, os.WriteFile(config, fmt.Appendf(nil, `
global: {scrape_interval: 1s, scrape_timeout: 1s}
scrape_configs:
  - job_name: otelcol-mcp
    honor_labels: true
    static_configs: [{targets: [%q]}]
    %s
`, target, strings.Join(options, "\n    ")), 0o600))

	return runPrometheus(t, config, filepath.Join(dir, "data"))
}

// runPrometheus runs it with this configuration on this database, which may have a past.
func runPrometheus(t *testing.T, config, data string) *promServer {
	t.Helper()
	listen := harness.FreeAddresses(t, 1)[0]
	p := harness.Start(t, exec.Command(harness.Prometheus(t), "--config.file="+config, "--storage.tsdb.path="+data,
		"--web.listen-address="+listen, "--log.level=warn", "--enable-feature=exemplar-storage"))
	p.AwaitOK(t, "http://"+listen+"/-/ready")
	return &promServer{Process: p, url: "http://" + listen}
}

// sample is one element of an instant vector.
type sample struct {
	labels map[string]string
	value  float64
}

// query evaluates PromQL at the given time.
func (p *promServer) query(t *testing.T, at time.Time, promql string) []sample {
	t.Helper()
	var answer struct {
		Result []struct {
			Metric map[string]string
			Value  [2]any
		}
	}
	p.ask(t, "query", url.Values{"query": {promql}, "time": {unixSeconds(at)}}, &answer)
	var samples []sample
	for _, r := range answer.Result {
		text, _ := r.Value[1].(string)
		value, err := strconv.ParseFloat(text, 64)
		require.NoError(t, err)
		samples = append(samples, sample{labels: r.Metric, value: value})
	}
	return samples
}

// ask fills data from an endpoint of the HTTP API.
func (p *promServer) ask(t *testing.T, endpoint string, args url.Values, data any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.url+"/api/v1/"+endpoint+"?"+args.Encode(), http.NoBody)
	require.NoError(t, err)
	resp, err := harness.Client.Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	var answer struct {
		Status, Error string
		Data          json.RawMessage
	}
	require.NoError(t, json.NewDecoder(resp.Body).Decode(&answer))
	require.Equal(t, "success", answer.Status, "%s: %s", args, answer.Error)
	require.NoError(t, json.Unmarshal(answer.Data, data))
}

func unixSeconds(at time.Time) string {
	return strconv.FormatFloat(float64(at.UnixMilli())/1e3, 'f', 3, 64)
}

// exemplars returns the trace ids of the exemplars of a selector between two times.
func (p *promServer) exemplars(t *testing.T, from, to time.Time, selector string) []string {
	t.Helper()
	var answer []struct {
		Exemplars []struct{ Labels map[string]string }
	}
	p.ask(t, "query_exemplars", url.Values{"query": {selector}, "start": {unixSeconds(from)}, "end": {unixSeconds(to)}}, &answer)
	var traces []string
	for _, one := range answer {
		for _, exemplar := range one.Exemplars {
			traces = append(traces, exemplar.Labels["trace_id"])
		}
	}
	return traces
}

// byLabel is the result of a query that groups by one label.
func (p *promServer) byLabel(t *testing.T, at time.Time, label, promql string) map[string]float64 {
	t.Helper()
	values := map[string]float64{}
	for _, s := range p.query(t, at, promql) {
		values[s.labels[label]] = s.value
	}
	return values
}
