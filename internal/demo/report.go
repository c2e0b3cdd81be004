package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	dto "github.com/prometheus/client_model/go"
)

const (
	callsMetric    = "mcp_tool_calls_total"
	tokensMetric   = "gen_ai_client_token_usage"
	findingsMetric = "mcp_findings_total"
)

// durationMetrics says, by role of the reporter, in which histograms its calls
// are found. The first that knows the tool is used.
var durationMetrics = map[string][]string{
	"agent":   {"gen_ai_execute_tool_duration_seconds"},
	"client":  {"mcp_client_operation_duration_seconds"},
	"gateway": {"mcp_server_operation_duration_seconds", "mcp_client_operation_duration_seconds"},
	"server":  {"mcp_server_operation_duration_seconds"},
	"inside":  {"gen_ai_execute_tool_duration_seconds", "mcp_server_operation_duration_seconds"},
}

// harmless are the outcomes that are no error: an input_required answer is one
// step of a call that goes on.
var harmless = []string{"success", "input_required"}

// subject is what a row is about: one tool, as one kind of reporter saw it.
type subject struct {
	service, tool, role string
}

// row is one line of the table. The quantiles are in seconds, NaN if unknown.
type row struct {
	subject
	calls, errors float64
	p50, p95      quantile
}

// report is everything that is printed. Rows are sorted by subject.
type report struct {
	rows     []row
	tokens   map[string]float64 // by gen_ai.token.type
	findings map[string]float64 // by mcp.finding.type
}

// newReport works out the table from one scrape.
func newReport(scraped families) report {
	calls := countCalls(scraped[callsMetric])
	r := report{tokens: sumTokens(scraped[tokensMetric]), findings: countFindings(scraped[findingsMetric])}
	for s, c := range calls {
		h := durations(scraped, s)
		r.rows = append(r.rows, row{
			subject: s, calls: c.all, errors: c.failed,
			p50: h.quantile(0.50), p95: h.quantile(0.95),
		})
	}
	slices.SortFunc(r.rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.service, b.service), cmp.Compare(a.tool, b.tool), cmp.Compare(a.role, b.role))
	})
	return r
}

type callCount struct{ all, failed float64 }

func countCalls(family *dto.MetricFamily) map[subject]callCount {
	counts := map[subject]callCount{}
	for _, m := range family.GetMetric() {
		s := subject{label(m, "job"), label(m, "gen_ai_tool_name"), label(m, "mcp_call_role")}
		c := counts[s]
		c.all += m.GetCounter().GetValue()
		if !slices.Contains(harmless, label(m, "mcp_call_outcome")) {
			c.failed += m.GetCounter().GetValue()
		}
		counts[s] = c
	}
	return counts
}

// durations merges the histograms of one subject, whatever their other labels.
func durations(scraped families, s subject) histogram {
	for _, name := range durationMetrics[s.role] {
		h := histogram{}
		for _, m := range scraped[name].GetMetric() {
			if label(m, "job") == s.service && label(m, "gen_ai_tool_name") == s.tool {
				h.add(m.GetHistogram())
			}
		}
		if len(h) > 0 {
			return h
		}
	}
	return nil
}

func sumTokens(family *dto.MetricFamily) map[string]float64 {
	tokens := map[string]float64{}
	for _, m := range family.GetMetric() {
		tokens[label(m, "gen_ai_token_type")] += m.GetHistogram().GetSampleSum()
	}
	return tokens
}

func countFindings(family *dto.MetricFamily) map[string]float64 {
	findings := map[string]float64{}
	for _, m := range family.GetMetric() {
		findings[label(m, "mcp_finding_type")] += m.GetCounter().GetValue()
	}
	return findings
}

func label(m *dto.Metric, name string) string {
	for _, l := range m.GetLabel() {
		if l.GetName() == name {
			return l.GetValue()
		}
	}
	return ""
}

// equal reports whether two reports count the same calls, tokens and findings.
func (r report) equal(other report) bool {
	return maps.Equal(r.tokens, other.tokens) && maps.Equal(r.findings, other.findings) &&
		slices.EqualFunc(r.rows, other.rows, func(a, b row) bool {
			return a.subject == b.subject && a.calls == b.calls && a.errors == b.errors
		})
}

// print writes the table and the lines of tokens and findings.
func (r report) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SERVICE\tTOOL\tSEEN BY\tCALLS\tERRORS\tP50\tP95")
	for _, row := range r.rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%.0f\t%.0f\t%v\t%v\n",
			orDash(row.service), orDash(row.tool), orDash(row.role), row.calls, row.errors, row.p50, row.p95)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "\ntokens: %s\nfindings: %s\n", amounts(r.tokens, "none reported"), amounts(r.findings, "none"))
	return err
}

// amounts writes numbers by kind, or what there is instead.
func amounts(of map[string]float64, none string) string {
	if len(of) == 0 {
		return none
	}
	var parts []string
	for _, kind := range slices.Sorted(maps.Keys(of)) {
		parts = append(parts, fmt.Sprintf("%.0f %s", of[kind], orDash(kind)))
	}
	return strings.Join(parts, ", ")
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
