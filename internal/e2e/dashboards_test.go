package e2e

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// TestDashboardsAndRulesHaveData feeds the distribution all captures and an hour of traffic, and asks a real Prometheus with the shipped
// configuration and rules everything that the dashboards ask.
//
// The hour takes less than a minute: what the collector shows after each round of traffic is written into the database as of half a
// minute after the round before. This is exact for all that depends on counters and on what spans say; what the collector itself
// measures by its clock, as idle sessions, is told as if the hour had been that short. Afterwards Prometheus scrapes the running
// collector, so that the past goes on, and rules and exemplars are made as they would be anywhere.
func TestDashboardsAndRulesHaveData(t *testing.T) {
	harness.Prometheus(t) // skip before anything is built
	o := startObserved(t)
	o.replayCaptures(t)
	for i := range historyRounds {
		o.live(t, i)
	}
	to := time.Now()
	from := to.Add(-time.Hour)
	data := o.backfill(t, to)
	prom := o.scrapedBy(t, data)

	t.Run("panels", func(t *testing.T) { checkPanels(t, prom, from, to) })
	t.Run("choices", func(t *testing.T) { checkChoices(t, prom, from, to) })
	t.Run("exemplars", func(t *testing.T) { o.checkExemplarsOf(t, prom, "mcp_tool_call_duration_seconds_bucket") })
	t.Run("rules", func(t *testing.T) { checkRules(t, prom) })
	t.Run("community names", func(t *testing.T) { checkCommunityNames(t, prom) })
	draw(t, prom, from, to)
	o.Stop(t)
}

// scrapedBy starts a Prometheus with the shipped configuration, every second instead of every 15.
func (o *observed) scrapedBy(t *testing.T, data string) *promServer {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"recording.yaml", "alerts.yaml", "community.yaml", "prometheus.yaml"} {
		content, err := os.ReadFile(filepath.Join(moduleRoot, "dashboards", "prometheus", name))
		require.NoError(t, err)
		text := string(content)
		switch name {
		case "prometheus.yaml":
			text = substitute(t, text, "127.0.0.1:8888", o.own, "127.0.0.1:9464", o.metrics,
				"scrape_interval: 15s", "scrape_interval: 1s\n  scrape_timeout: 1s", "evaluation_interval: 30s", "evaluation_interval: 1s")
		case "recording.yaml":
			text = substitute(t, text, "interval: 2m", "interval: 1s")
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	return runPrometheus(t, filepath.Join(dir, "prometheus.yaml"), data)
}

// without are the queries that have nothing to show in this test, and why.
var without = map[string]string{
	"mcp-collector/Refused for want of memory/A":     enoughMemory,
	"mcp-collector/Refused for want of memory/B":     enoughMemory,
	"mcp-collector/Refused for want of memory/C":     enoughMemory,
	"mcp-collector/Flushes refused/A":                "the prometheus exporter takes everything",
	"mcp-collector/Not seen, not understood/A":       enoughRoom,
	"mcp-collector/Forgotten, and state not saved/B": "what the detector knows is not stored, so that it cannot fail to be",
}

const (
	enoughMemory = "the memory limiter refuses nothing as long as there is memory"
	enoughRoom   = "the proxy inspects everything as long as its queue has room"
)

// checkPanels runs every query of every dashboard. A query that is expected to be empty has to be: else its reason is none any more.
func checkPanels(t *testing.T, prom *promServer, from, to time.Time) {
	seen := map[string]bool{}
	for _, d := range readDashboards(t) {
		chosen := d.choose(t, prom, from, to)
		for _, panel := range d.Panels {
			for _, target := range panel.Targets {
				key := d.UID + "/" + panel.Title + "/" + target.RefID
				require.False(t, seen[key], "two panels of one name: %s", key)
				seen[key] = true
				expr := chosen.in(target.Expr)
				require.NotContains(t, expr, "$", key)
				points := prom.points(t, expr, target.Instant, from, to)
				if _, empty := without[key]; empty {
					assert.Zero(t, points, "%s has data: take it off the list", key)
				} else {
					assert.NotZero(t, points, "%s has no data: %s", key, expr)
				}
			}
		}
	}
	for key := range without {
		assert.True(t, seen[key], "%s is on the list and on no dashboard", key)
	}
}

// checkChoices narrows dashboards down to one server and tool: nothing else may be left.
func checkChoices(t *testing.T, prom *promServer, from, to time.Time) {
	for _, d := range readDashboards(t) {
		chosen := d.choose(t, prom, from, to)
		if chosen["tool"] == "" || chosen["server"] == "" {
			continue
		}
		chosen["job"], chosen["server"], chosen["tool"] = "desk-server", "desk", "lookup"
		for _, panel := range d.Panels {
			for _, target := range panel.Targets {
				if !strings.Contains(target.Expr, `by (gen_ai_tool_name)`) || !strings.Contains(target.Expr, "mcp_call_role") {
					continue
				}
				for _, series := range prom.query(t, to, chosen.in(target.Expr)) {
					assert.Equal(t, "lookup", series.labels["gen_ai_tool_name"], "%s/%s", d.UID, panel.Title)
				}
			}
		}
	}
	chosen := choices{"role": "server", "job": "desk-server", "server": "desk", "tool": "lookup"}
	for _, d := range readDashboards(t) {
		for _, panel := range d.Panels {
			if len(panel.Targets) == 0 {
				continue // a heading
			}
			if key := d.UID + "/" + panel.Title; key == "mcp-tools/Calls" || key == "mcp-overview/Latency by tool, p95" {
				assert.Len(t, prom.query(t, to, chosen.in(panel.Targets[0].Expr)), 1, key)
			}
		}
	}
}

// checkExemplarsOf expects that a histogram leads to traces. An exemplar is shown until the next flush, and flushes come more often here
// than scrapes: so there is something new for each.
func (o *observed) checkExemplarsOf(t *testing.T, prom *promServer, selector string) {
	began, i := time.Now(), historyRounds
	harness.Poll(t, settleWithin, func() error {
		o.send(t, "traces", "application/x-protobuf", exportOfRound(t, i))
		i++
		if len(prom.exemplars(t, began.Add(-time.Minute), time.Now().Add(time.Minute), selector)) == 0 {
			return errors.New("no exemplars")
		}
		return nil
	})
}

// unrecorded are the series of recording rules that have nothing to record in this test, and why.
var unrecorded = map[string]string{
	`collector:telemetry_lost:increase15m{what="spans",where="processor_memory_limiter_refused"}`:         enoughMemory,
	`collector:telemetry_lost:increase15m{what="metric_points",where="processor_memory_limiter_refused"}`: enoughMemory,
	`collector:telemetry_lost:increase15m{what="log_records",where="processor_memory_limiter_refused"}`:   enoughMemory,
	`collector:telemetry_lost:increase15m{what="exchanges",where="receiver_mcp_proxy_unseen"}`:            enoughRoom,
}

// checkRules expects that Prometheus could evaluate every rule, and that every recording rule has recorded something.
func checkRules(t *testing.T, prom *promServer) {
	harness.Poll(t, settleWithin, func() error {
		for _, r := range prom.rulesOf(t) {
			if r.LastEvaluation.IsZero() {
				return fmt.Errorf("%s was not evaluated", r.Name)
			}
		}
		return nil
	})
	seen := map[string]bool{}
	for _, r := range prom.rulesOf(t) {
		assert.Equal(t, "ok", r.Health, "%s: %s", r.Name, r.LastError)
		if r.Type != "recording" {
			continue
		}
		key := r.selector()
		seen[key] = true
		if _, empty := unrecorded[key]; empty {
			assert.False(t, prom.has(t, key), "%s has data: take it off the list", key)
		} else {
			assert.True(t, prom.has(t, key), "%s has no data", key)
		}
	}
	for key := range unrecorded {
		assert.True(t, seen[key], "%s is on the list and no rule records it", key)
	}
	harness.Poll(t, settleWithin, func() error {
		firing := prom.byLabel(t, time.Now(), "alertname", `group by (alertname) (ALERTS{alertstate="firing"})`)
		for _, name := range fireAtOnce {
			if firing[name] == 0 {
				return fmt.Errorf("%s does not fire; these do: %v", name, slices.Sorted(maps.Keys(firing)))
			}
		}
		return nil
	})
}

// fireAtOnce are alerts that the traffic gives cause for and that wait for nothing: what the connector calls things is what they ask for.
var fireAtOnce = []string{
	"MCPRetryLoop", "MCPDefinitionsPoisoned", "MCPDefinitionsDrift", "MCPDataLeaves", "MCPFindingOfHighSeverity",
}

// selector selects what the rule records.
func (r loadedRule) selector() string {
	var labels []string
	for _, name := range slices.Sorted(maps.Keys(r.Labels)) {
		labels = append(labels, fmt.Sprintf("%s=%q", name, r.Labels[name]))
	}
	return r.Name + "{" + strings.Join(labels, ",") + "}"
}

// communityNames are the names and labels that hand-made dashboards ask for.
var communityNames = map[string][]string{
	"mcp_message_received_total": {"type"}, "mcp_message_sent_total": {"type"}, "mcp_protocol_version_count": {"version"},
	"mcp_message_size_bucket": {"direction", "le"}, "mcp_tool_invoked_total": {"tool"}, "mcp_tool_execution_time_bucket": {"tool", "le"},
	"mcp_tool_error_total": {"tool", "error_type"}, "mcp_tool_result_size_bucket": {"tool", "le"},
	"mcp_resource_accessed_total": {"resource"}, "mcp_resource_size_bucket": {"resource", "le"}, "mcp_resource_error_total": {"resource"},
	"mcp_active_sessions": nil, "mcp_session_duration_bucket": {"le"},
	"mcp_tool_invocations_total": {"tool", "status"}, "mcp_tool_duration_seconds_bucket": {"tool", "le"},
	"mcp_active_connections": nil, "mcp_tool_errors_total": {"tool", "error_type"},
	"mcp_message_size_bytes_bucket": {"direction", "type", "le"},
}

// sameNumbers are pairs of a question in a name of others and in ours.
var sameNumbers = map[string]string{
	`sum by (tool) (mcp_tool_invoked_total{job="desk-server"})`:          `sum by (tool) (label_replace(mcp_tool_calls_total{job="desk-server", mcp_call_role="server"}, "tool", "$1", "gen_ai_tool_name", "(.*)"))`,
	`sum(mcp_tool_invocations_total{job="desk-server", status="error"})`: `sum(mcp_tool_calls_total{job="desk-server", mcp_call_role="server", mcp_call_outcome!~"success|input_required"})`,
	`sum(mcp_tool_invoked_total{job="files"})`:                           `sum(mcp_tool_calls_total{job="files", mcp_call_role="gateway"})`,
	`sum(mcp_tool_errors_total{error_type="timeout"})`:                   `sum(mcp_tool_calls_total{job="desk-server", mcp_call_outcome="timeout", mcp_call_role="server"})`,
	`sum(mcp_tool_duration_seconds_count{tool="search"})`:                `sum(mcp_tool_call_duration_seconds_count{gen_ai_tool_name="search", mcp_call_role="server"})`,
	`count(mcp_tool_invoked_total{job="support-agent"}) or vector(0)`:    `vector(0)`, // an agent is no server
}

// checkCommunityNames expects every name with its labels, and the numbers of ours under it.
func checkCommunityNames(t *testing.T, prom *promServer) {
	for name, labels := range communityNames {
		var matchers []string
		for _, label := range labels {
			matchers = append(matchers, label+`!=""`)
		}
		assert.True(t, prom.has(t, name+"{"+strings.Join(matchers, ",")+"}"), "%s by %v", name, labels)
	}
	for theirs, ours := range sameNumbers {
		harness.Poll(t, settleWithin, func() error { // a rule is a second behind what it reads
			now := time.Now()
			got, want := prom.query(t, now, theirs), prom.query(t, now, ours)
			if len(want) == 0 || !assert.ObjectsAreEqual(valuesOf(want), valuesOf(got)) {
				return fmt.Errorf("%s is %v, want %v", theirs, got, want)
			}
			return nil
		})
	}
}

func valuesOf(samples []sample) map[string]float64 {
	values := map[string]float64{}
	for _, s := range samples {
		values[s.labels["tool"]] = s.value
	}
	return values
}

// draw makes pictures of the dashboards in the folder that DRAW_DASHBOARDS names, if it does: see `make dashboards-img`.
func draw(t *testing.T, prom *promServer, from, to time.Time) {
	t.Helper()
	folder := os.Getenv("DRAW_DASHBOARDS")
	if folder == "" {
		return
	}
	chosen := choices{"collector": ".*", "role": "server", "job": ".*", "server": ".*", "tool": ".*"}
	args := []string{"run", "./draw", "-prometheus", prom.url, "-out", folder, "-from", unixSeconds(from), "-to", unixSeconds(to), "-step", historyStep.String()}
	for _, name := range slices.Sorted(maps.Keys(chosen)) {
		args = append(args, "-choose", name+"="+chosen[name])
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = filepath.Join(moduleRoot, "internal", "tools", "dashboards")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
}
