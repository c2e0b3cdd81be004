package e2e

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

const (
	rounds     = 48
	roundEvery = 250 * time.Millisecond
	// settleWithin bounds the way of a span through flush and scrape.
	settleWithin = 30 * time.Second
)

// TestPrometheusTellsWhatWasCalled sends the calls of an agent and a server with
// the SDK's exporters through the quick-start configuration and asks Prometheus
// the questions a user would ask.
func TestPrometheusTellsWhatWasCalled(t *testing.T) {
	harness.Prometheus(t) // skip before anything is built
	at := freeAddresses(t)
	collector := startCollector(t, sidecarConfig(t, at), at.health,
		"--set=connectors::mcpspanmetrics::metrics_flush_interval=1s")
	prom := startPrometheus(t, at.metrics)
	peers, sent := newPeers(t, at), newTally()

	sendTallied := func(calls []call) {
		peers.send(t, calls)
		sent.add(calls)
	}
	sendTallied(introduction())
	prom.waitForCounts(t, "client", sent)
	prom.waitForCounts(t, "server", sent)

	began := time.Now()
	inRounds(roundEvery, func(i int) {
		sendTallied(round(i))
		if i == rounds/2 {
			checkExemplars(t, at.metrics)
		}
	})
	ended := time.Now()

	for _, side := range []string{"client", "server"} {
		t.Run(side, func(t *testing.T) {
			prom.waitForCounts(t, side, sent)
			checkOutcomes(t, prom, side, sent)
			checkP95(t, prom, side, sent)
			checkRates(t, prom, side, began, ended)
			checkJob(t, prom, side)
		})
	}
	collector.Stop(t)
}

// checkExemplars expects that a histogram names the span of a call to who asks for
// OpenMetrics.
func checkExemplars(t *testing.T, endpoint string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+endpoint+"/metrics", nil)
	require.NoError(t, err)
	request.Header.Set("Accept", "application/openmetrics-text; version=1.0.0")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Regexp(t, `mcp_client_operation_duration_seconds_bucket\{.*\} \d+ # \{(span_id="[0-9a-f]{16}",trace_id="[0-9a-f]{32}"|trace_id="[0-9a-f]{32}",span_id="[0-9a-f]{16}")\} `, string(page))
}

// inRounds calls send for every round, evenly spaced.
func inRounds(every time.Duration, send func(i int)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for i := range rounds {
		send(i)
		<-tick.C
	}
}

// waitForCounts returns when the histogram of the side has counted what was
// sent, by tool and error type, no more and no less.
func (p *promServer) waitForCounts(t *testing.T, side string, sent *tally) {
	t.Helper()
	p.waitForCountsBy(t, fmt.Sprintf("mcp_%s_operation_duration_seconds_count", side), sent)
}

// waitForCountsBy is waitForCounts of what counts the calls.
func (p *promServer) waitForCountsBy(t *testing.T, counts string, sent *tally) {
	t.Helper()
	query := fmt.Sprintf("sum by (gen_ai_tool_name, error_type) (%s)", counts)
	harness.Poll(t, settleWithin, func() error {
		got := map[[2]string]float64{}
		for _, s := range p.query(t, time.Now(), query) {
			got[[2]string{s.labels["gen_ai_tool_name"], s.labels["error_type"]}] = s.value
		}
		if !maps.Equal(got, sent.byError) {
			return fmt.Errorf("%s: counted %v, sent %v", counts, got, sent.byError)
		}
		return nil
	})
}

// checkOutcomes expects each call once in mcp.tool.calls, under its outcome.
func checkOutcomes(t *testing.T, prom *promServer, side string, sent *tally) {
	t.Helper()
	query := fmt.Sprintf("sum by (mcp_call_outcome) (mcp_tool_calls_total{mcp_call_role=%q})", side)
	harness.Poll(t, settleWithin, func() error {
		got := prom.byLabel(t, time.Now(), "mcp_call_outcome", query)
		if !maps.Equal(got, sent.byOutcome) {
			return fmt.Errorf("%s: outcomes are %v, sent %v", side, got, sent.byOutcome)
		}
		return nil
	})
}

// checkP95 expects the interpolation in the buckets of the conventions, exactly.
func checkP95(t *testing.T, prom *promServer, side string, sent *tally) {
	t.Helper()
	query := fmt.Sprintf("histogram_quantile(0.95, sum by (le, gen_ai_tool_name) (mcp_%s_operation_duration_seconds_bucket))", side)
	got := prom.byLabel(t, time.Now(), "gen_ai_tool_name", query)
	for tool, took := range sent.took {
		assert.InDelta(t, bucketQuantile(0.95, seenBy(side, took)), got[tool], 1e-6, tool)
	}
	assert.Len(t, got, len(sent.took), "tools")
}

// seenBy turns the durations the client saw into those the side saw.
func seenBy(side string, took []float64) []float64 {
	var seen []float64
	for _, seconds := range took {
		if side == "server" {
			seconds /= 2
		}
		seen = append(seen, seconds)
	}
	return seen
}

// checkRates compares growth and rate of the two tools that always succeed with
// what was sent between began and ended. Both tools are in every round, so that
// their ratio does not depend on when it was scraped; the absolute values do, by
// about one flush and one scrape at either end.
func checkRates(t *testing.T, prom *promServer, side string, began, ended time.Time) {
	t.Helper()
	successes := fmt.Sprintf(`mcp_%s_operation_duration_seconds_count{error_type="", gen_ai_tool_name=~"get_weather|geocode"}`, side)

	grown := prom.byLabel(t, time.Now(), "gen_ai_tool_name", "sum by (gen_ai_tool_name) (increase("+successes+"[5m]))")
	assert.InEpsilon(t, 3.0*rounds, grown["get_weather"], 0.25, "increase of get_weather")
	assert.InEpsilon(t, 1.0*rounds, grown["geocode"], 0.25, "increase of geocode")

	perSecond := rounds / ended.Sub(began).Seconds()
	rate := prom.byLabel(t, ended, "gen_ai_tool_name", "sum by (gen_ai_tool_name) (rate("+successes+"[8s]))")
	assert.InEpsilon(t, 3*perSecond, rate["get_weather"], 0.4, "rate of get_weather")
	assert.InEpsilon(t, 3, rate["get_weather"]/rate["geocode"], 0.1, "ratio of the rates")
}

// checkJob expects the series to belong to the service that sent the spans.
func checkJob(t *testing.T, prom *promServer, side string) {
	t.Helper()
	service := map[string]string{"client": "weather-agent", "server": "weather-server"}[side]
	for _, metric := range []string{
		fmt.Sprintf("mcp_%s_operation_duration_seconds_count", side),
		fmt.Sprintf("mcp_tool_calls_total{mcp_call_role=%q}", side),
	} {
		jobs := prom.byLabel(t, time.Now(), "job", fmt.Sprintf("group by (job) (%s)", metric))
		require.Equal(t, map[string]float64{service: 1}, jobs, metric)
	}
}
