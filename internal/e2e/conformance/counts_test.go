package conformance

import (
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// settledWithin bounds the way of the last span through queue, flush and scrape.
const settledWithin = 10 * time.Second

// toolCalls returns the tool calls that the collector counted, by tool and outcome.
func (p proxied) toolCalls(t *testing.T, expected map[string]int) map[string]int {
	t.Helper()
	return p.await(t, "mcp_tool_calls_total", expected, "gen_ai_tool_name", "mcp_call_outcome")
}

// await returns the points of a metric summed by labels: a while after they are the expected
// ones, so that what is too much has come too, or else what they are at last.
func (p proxied) await(t *testing.T, metric string, expected map[string]int, names ...string) map[string]int {
	t.Helper()
	now := func() map[string]int { return counted(scrape(t, p.metrics)[metric], names...) }
	for deadline := time.Now().Add(settledWithin); time.Now().Before(deadline); time.Sleep(harness.PollEvery) {
		if maps.Equal(now(), expected) {
			time.Sleep(time.Second)
			break
		}
	}
	return now()
}

// counted sums the points of a metric by the values of labels.
func counted(family *dto.MetricFamily, names ...string) map[string]int {
	sums := map[string]int{}
	for _, point := range family.GetMetric() {
		values := make([]string, len(names))
		for _, label := range point.GetLabel() {
			for i, name := range names {
				if label.GetName() == name {
					values[i] = label.GetValue()
				}
			}
		}
		n := point.GetCounter().GetValue() + float64(point.GetHistogram().GetSampleCount())
		if key := strings.Join(values, " "); !strings.HasPrefix(key, "notifications/") { // these have no answer
			sums[key] += int(n)
		}
	}
	return sums
}

// scrape reads one page of the Prometheus text format.
func scrape(t *testing.T, address string) map[string]*dto.MetricFamily {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/metrics", http.NoBody)
	require.NoError(t, err)
	response, err := (&http.Client{Timeout: 5 * time.Second}).Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(response.Body)
	require.NoError(t, err)
	return families
}
