package main

import (
	"fmt"
	"strings"
)

// perSecond sums up how fast a counter grows.
func perSecond(by, metric, selector string) string {
	return fmt.Sprintf(`sum by (%s) (rate(%s{%s}[$__rate_interval]))`, by, metric, selector)
}

// once is for what several roles tell of the same calls, such as money: of the role that tells of most. The function sums up by labels.
func once(sum func(by, metric, selector string) string, by, metric, selector string) string {
	return fmt.Sprintf(`max by (%s) (%s)`, by, sum(by+", mcp_call_role", metric, selector))
}

// inRange is by how much a counter has grown in the time that is shown.
func inRange(by, metric, selector string) string {
	return fmt.Sprintf(`sum by (%s) (increase(%s{%s}[$__range]))`, by, metric, selector)
}

// rare is by how much a counter has grown in a time, with what its series began with if they began then. rate and increase do not see
// that, and a finding is often the first of its kind.
func rare(window, by, metric, selector string) string {
	m := metric
	if selector != "" {
		m += "{" + selector + "}"
	}
	return fmt.Sprintf(`sum by (%[1]s) ((last_over_time(%[2]s[%[3]s]) unless %[2]s offset %[3]s) or increase(%[2]s[%[3]s]))`, by, m, window)
}

const (
	atATime  = "$__rate_interval" // for values over time
	inPeriod = "$__range"         // for the whole time that is shown
)

// most keeps the ten largest.
func most(expr string) string { return "topk(10, " + expr + ")" }

// ofSeldom widens the window of a query.
func ofSeldom(expr string) string { return strings.ReplaceAll(expr, atATime, seldom) }

// share is the part of the calls for which the further selector holds: 0 if there are calls, but none of these.
func share(by, metric, selector, further string) string {
	of := perSecond(by, metric, selector)
	return "(" + perSecond(by, metric, selector+", "+further) + " or 0 * " + of + ") / " + of
}

// quantile is of a histogram, whose results are told apart by these labels.
func quantile(q float64, by, metric, selector string) string {
	return quantileOver("$__rate_interval", q, by, metric, selector)
}

func quantileOver(window string, q float64, by, metric, selector string) string {
	labels := "le"
	if by != "" {
		labels += ", " + by
	}
	return fmt.Sprintf(`histogram_quantile(%v, sum by (%s) (rate(%s_bucket{%s}[%s])))`, q, labels, metric, selector, window)
}

// quantiles are p50, p95 and p99 of a histogram.
func quantiles(metric, selector string) []query { return quantilesOver(atATime, metric, selector) }

func quantilesOver(window, metric, selector string) (queries []query) {
	for _, q := range []struct {
		at   float64
		name string
	}{{0.5, "p50"}, {0.95, "p95"}, {0.99, "p99"}} {
		queries = append(queries, query{
			expr: quantileOver(window, q.at, "", metric, selector), legend: q.name, exemplars: true,
		})
	}
	return queries
}

// mean is the sum of a histogram by its count.
func mean(by, metric, selector string) string {
	return perSecond(by, metric+"_sum", selector) + " / " + perSecond(by, metric+"_count", selector)
}

// own selects a metric of the Collector's own. Whether counters end in _total depends on how the Collector is configured.
func own(metric, selector string) string {
	name := fmt.Sprintf(`__name__=~"otelcol_%s(_total)?", job=~"$collector"`, metric)
	if selector != "" {
		name += ", " + selector
	}
	return "{" + name + "}"
}

// ownPerSecond sums up how fast such a counter grows.
func ownPerSecond(by, metric string) string {
	return fmt.Sprintf(`sum by (%s) (rate(%s[$__rate_interval]))`, by, own(metric, ""))
}

// ownSignals are counters that the Collector has for each signal. They have the same labels, so that one query cannot have them all.
func ownSignals(by, metric, legend string) (queries []query) {
	for _, signal := range []string{"spans", "metric_points", "log_records"} {
		queries = append(queries, query{expr: ownPerSecond(by, metric+"_"+signal), legend: legend + " " + strings.ReplaceAll(signal, "_", " ")})
	}
	return queries
}

// one is the only query of a panel.
func one(expr, legend string) []query { return []query{{expr: expr, legend: legend}} }
