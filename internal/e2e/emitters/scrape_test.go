package emitters

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// Metrics that are compared: calls by outcome, and how many durations there are.
const (
	toolCalls      = "mcp_tool_calls_total"
	clientDuration = "mcp_client_operation_duration_seconds_count"
	serverDuration = "mcp_server_operation_duration_seconds_count"
	agentDuration  = "gen_ai_execute_tool_duration_seconds_count"
)

// kept are the labels that say what happened, in the order they are written in;
// all others say how, when and with which versions.
var kept = []string{
	"job", "mcp_call_role", "mcp_method_name", "gen_ai_tool_name", "gen_ai_prompt_name",
	"mcp_call_outcome", "error_type", "rpc_response_status_code",
}

// series is one time series, with the labels that are kept.
type series struct {
	metric string
	labels map[string]string
	value  float64
}

func (s series) String() string {
	var labels []string
	for _, name := range kept {
		if value := s.labels[name]; value != "" {
			labels = append(labels, fmt.Sprintf("%s=%q", name, value))
		}
	}
	return fmt.Sprintf("%s{%s} %v", s.metric, strings.Join(labels, ","), s.value)
}

// settledWithin bounds the way of the last span through flush and scrape.
const settledWithin = 30 * time.Second

// settled returns what is compared, one line a series, once three scrapes in a row
// agree. A scrape every 100 ms and a flush every 100 ms: a flush lies between the
// first and the last. Spans are counted before their sender gets its answer.
func (c counting) settled(t *testing.T) []series {
	t.Helper()
	var last []series
	agreed := 0
	harness.Poll(t, settledWithin, func() error {
		now := compared(scrape(t, c.metrics))
		if len(now) == 0 || fmt.Sprint(now) != fmt.Sprint(last) {
			last, agreed = now, 0
			return errMoving
		}
		if agreed++; agreed < 2 {
			return errMoving
		}
		return nil
	})
	return last
}

// compared sums the series that differ only in labels that are not kept, sorted.
func compared(families map[string]*dto.MetricFamily) []series {
	sums := map[string]series{}
	for _, name := range []string{toolCalls, clientDuration, serverDuration, agentDuration} {
		for _, point := range families[strings.TrimSuffix(name, "_count")].GetMetric() {
			s := series{metric: name, labels: map[string]string{}}
			for _, label := range point.GetLabel() {
				if slices.Contains(kept, label.GetName()) {
					s.labels[label.GetName()] = label.GetValue()
				}
			}
			identity := s.String()
			s.value = sums[identity].value + valueOf(point)
			sums[identity] = s
		}
	}
	var all []series
	for _, identity := range slices.Sorted(maps.Keys(sums)) {
		all = append(all, sums[identity])
	}
	return all
}

func valueOf(point *dto.Metric) float64 {
	if h := point.GetHistogram(); h != nil {
		return float64(h.GetSampleCount())
	}
	return point.GetCounter().GetValue()
}

// dialects are the dialects that spans were read in, and how many.
func (c counting) dialects(t *testing.T) map[string]float64 {
	t.Helper()
	read := map[string]float64{}
	for _, point := range scrape(t, c.own)["otelcol_receiver_mcp_spans"].GetMetric() {
		for _, label := range point.GetLabel() {
			if label.GetName() == "dialect" && valueOf(point) > 0 {
				read[label.GetValue()] += valueOf(point)
			}
		}
	}
	return read
}

// scrape reads one page of the Prometheus text format.
func scrape(t *testing.T, address string) map[string]*dto.MetricFamily {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/metrics", http.NoBody)
	require.NoError(t, err)
	resp, err := harness.Client.Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	require.Equal(t, http.StatusOK, resp.StatusCode)
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(resp.Body)
	require.NoError(t, err)
	return families
}
