package e2e

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// TestPrometheusStoresNativeHistograms makes the durations of operations exponential
// histograms, which Prometheus stores as native ones if it is told to ask for them.
func TestPrometheusStoresNativeHistograms(t *testing.T) {
	harness.Prometheus(t) // skip before anything is built
	at := freeAddresses(t)
	collector := startCollector(t, substitute(t, sidecarConfig(t, at), "    metrics_flush_interval: 15s", `
    metrics_flush_interval: 1s
    metrics:
      mcp.client.operation.duration: {histogram: exponential}
      mcp.server.operation.duration: {histogram: exponential, max_size: 40}`), at.health)
	prom := startPrometheus(t, at.metrics, "scrape_native_histograms: true")
	peers, sent := newPeers(t, at), newTally()
	began := time.Now()
	send := func(calls []call) {
		peers.send(t, calls)
		sent.add(calls)
	}
	send(introduction())
	for i := range rounds {
		send(round(i))
	}
	next := rounds
	harness.Poll(t, settleWithin, func() error { // an exemplar is on the page until the next flush
		send(round(next))
		next++
		for _, side := range []string{"client", "server"} {
			if len(prom.exemplars(t, began, time.Now(), "mcp_"+side+"_operation_duration_seconds")) == 0 {
				return fmt.Errorf("%s: no exemplar", side)
			}
		}
		return nil
	})
	for side, maxSize := range map[string]int{"client": 160, "server": 40} {
		t.Run(side, func(t *testing.T) {
			metric := fmt.Sprintf("mcp_%s_operation_duration_seconds", side)
			prom.waitForCountsBy(t, "histogram_count("+metric+")", sent)
			require.Empty(t, prom.query(t, time.Now(), metric+"_bucket"), "it is no classic histogram")
			for tool, took := range sent.took {
				checkNative(t, prom, fmt.Sprintf("sum(%s{gen_ai_tool_name=%q})", metric, tool), seenBy(side, took), maxSize)
			}
		})
	}
	collector.Stop(t)
}

// checkNative compares sum and quantiles of a histogram of at most so many buckets with
// those of the values. A quantile is somewhere in the bucket of the value at its rank.
func checkNative(t *testing.T, prom *promServer, histogram string, values []float64, maxSize int) {
	t.Helper()
	slices.Sort(values)
	sum := 0.0
	for _, value := range values {
		sum += value
	}
	now := time.Now()
	assert.InEpsilon(t, sum, prom.number(t, now, "histogram_sum("+histogram+")"), 1e-6, histogram)
	factor := bucketFactor(values[0], values[len(values)-1], maxSize) * (1 + 1e-6)
	for _, q := range []float64{0.1, 0.5, 0.95, 1} {
		rank := q * float64(len(values))
		low, high := values[int(math.Ceil(rank))-1], values[min(int(rank), len(values)-1)] // two, between two ranks
		got := prom.number(t, now, fmt.Sprintf("histogram_quantile(%g, %s)", q, histogram))
		assert.GreaterOrEqual(t, got, low/factor, "quantile %g of %s", q, histogram)
		assert.LessOrEqual(t, got, high*factor, "quantile %g of %s", q, histogram)
	}
}

// bucketFactor is the base of the narrowest buckets of which so many reach from one value to
// another. Prometheus has none narrower than 2^(1/256).
func bucketFactor(low, high float64, maxSize int) float64 {
	scale := 8
	for math.Ldexp(math.Log2(high/low), scale)+1 > float64(maxSize) {
		scale--
	}
	return math.Exp2(math.Ldexp(1, -scale))
}

// number is the result of a query that has one.
func (p *promServer) number(t *testing.T, at time.Time, promql string) float64 {
	t.Helper()
	samples := p.query(t, at, promql)
	require.Len(t, samples, 1, promql)
	return samples[0].value
}
