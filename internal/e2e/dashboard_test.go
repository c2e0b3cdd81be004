package e2e

import (
	"encoding/json"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// dashboard is what a test has to know of one.
type dashboard struct {
	UID        string
	Templating struct{ List []dashboardVariable }
	Panels     []struct {
		Title   string
		Type    string
		Targets []dashboardTarget
	}
}

type dashboardVariable struct {
	Name, Type, Regex, AllValue string
	IncludeAll                  bool
	Query                       any // of a query: a text
}

type dashboardTarget struct {
	RefID, Expr string
	Instant     bool
	Exemplar    bool
}

func readDashboards(t *testing.T) (all []dashboard) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(moduleRoot, "dashboards", "grafana", "*.json"))
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var d dashboard
		require.NoError(t, json.Unmarshal(text, &d), file)
		all = append(all, d)
	}
	return all
}

// choices are the values of a dashboard's variables, as they stand in its queries.
type choices map[string]string

// in fills them in, and the intervals that Grafana computes.
func (c choices) in(text string) string {
	for _, name := range []string{"__rate_interval", "__range"} {
		text = strings.ReplaceAll(text, "$"+name, map[string]string{"__rate_interval": (4 * historyStep).String(), "__range": "1h"}[name])
	}
	for name, value := range c {
		text = strings.ReplaceAll(text, "$"+name, value)
	}
	return text
}

// choose makes the choices that a dashboard begins with: of a variable that can stand for all values all, of others the first value that
// Prometheus offers. Every variable has to offer some.
func (d dashboard) choose(t *testing.T, prom *promServer, from, to time.Time) choices {
	t.Helper()
	chosen := choices{}
	for _, v := range d.Templating.List {
		if v.Type != "query" {
			continue
		}
		offered := v.offers(t, prom, chosen, from, to)
		require.NotEmpty(t, offered, "%s: values of %s", d.UID, v.Name)
		if v.IncludeAll {
			chosen[v.Name] = v.AllValue
		} else {
			chosen[v.Name] = slices.Max(offered) // they are sorted backwards
		}
	}
	return chosen
}

var labelValues = regexp.MustCompile(`^label_values\((.+), (\w+)\)$`)

// offers are the values that the reader may choose.
func (v dashboardVariable) offers(t *testing.T, prom *promServer, chosen choices, from, to time.Time) (values []string) {
	t.Helper()
	text, _ := v.Query.(string)
	parts := labelValues.FindStringSubmatch(text)
	require.NotNil(t, parts, "query of %s", v.Name)
	var all []string
	prom.ask(t, "label/"+parts[2]+"/values", url.Values{
		"match[]": {chosen.in(parts[1])}, "start": {unixSeconds(from)}, "end": {unixSeconds(to)},
	}, &all)
	keep := regexp.MustCompile(strings.Trim(v.Regex, "/"))
	for _, value := range all {
		if keep.MatchString(value) {
			values = append(values, value)
		}
	}
	return values
}

// points runs the query of a target as Grafana would, and counts the values that could be drawn.
func (p *promServer) points(t *testing.T, expr string, instant bool, from, to time.Time) int {
	t.Helper()
	var answer struct {
		Result []struct {
			Values [][2]any
			Value  [2]any
		}
	}
	endpoint, args := "query_range", url.Values{"query": {expr}, "start": {unixSeconds(from)}, "end": {unixSeconds(to)}, "step": {historyStep.String()}}
	if instant {
		endpoint, args = "query", url.Values{"query": {expr}, "time": {unixSeconds(to)}}
	}
	p.ask(t, endpoint, args, &answer)
	n := 0
	for _, series := range answer.Result {
		if instant {
			series.Values = append(series.Values, series.Value)
		}
		for _, point := range series.Values {
			text, _ := point[1].(string)
			value, err := strconv.ParseFloat(text, 64)
			require.NoError(t, err)
			if !math.IsNaN(value) {
				n++
			}
		}
	}
	return n
}

// rulesOf asks Prometheus how it fares with its rules.
func (p *promServer) rulesOf(t *testing.T) (all []loadedRule) {
	t.Helper()
	var answer struct {
		Groups []struct{ Rules []loadedRule }
	}
	p.ask(t, "rules", nil, &answer)
	for _, group := range answer.Groups {
		all = append(all, group.Rules...)
	}
	return all
}

type loadedRule struct {
	Name, Type, Health, LastError string
	Labels                        map[string]string
	LastEvaluation                time.Time
}

// has reports whether the selector has any value now.
func (p *promServer) has(t *testing.T, selector string) bool {
	t.Helper()
	return len(p.query(t, time.Now(), selector)) > 0
}
