package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A series is one result of a query: its name in the legend, and values over time, of which there may be one.
type series struct {
	name   string
	points []point
}

type point struct{ at, value float64 }

// last is the value that panels of one value show.
func (s series) last() float64 { return s.points[len(s.points)-1].value }

// parts are the runs of points without a gap between them.
func (s series) parts(step time.Duration) (parts [][]point) {
	begin := 0
	for i := 1; i <= len(s.points); i++ {
		if i == len(s.points) || s.points[i].at-s.points[i-1].at > 1.5*step.Seconds() {
			parts = append(parts, s.points[begin:i])
			begin = i
		}
	}
	return parts
}

// results runs all queries of a panel.
func (p panel) results(ctx context.Context, o options) (all []series, err error) {
	for _, t := range p.Targets {
		some, err := t.run(ctx, o)
		if err != nil {
			return nil, fmt.Errorf("panel %q: %w", p.Title, err)
		}
		all = append(all, some...)
	}
	return all, nil
}

func (t target) run(ctx context.Context, o options) ([]series, error) {
	endpoint, args := "query_range", url.Values{"start": {seconds(o.from)}, "end": {seconds(o.to)}, "step": {o.step.String()}}
	if t.Instant {
		endpoint, args = "query", url.Values{"time": {seconds(o.to)}}
	}
	args.Set("query", o.fill(t.Expr))
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, o.prometheus+"/api/v1/"+endpoint+"?"+args.Encode(), nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var answer struct {
		Status, Error string
		Data          struct{ Result []result }
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, err
	}
	if answer.Status != "success" {
		return nil, errors.New(answer.Error)
	}
	var all []series
	for _, r := range answer.Data.Result {
		if s := r.series(t.LegendFormat); len(s.points) > 0 {
			all = append(all, s)
		}
	}
	return all, nil
}

func seconds(at time.Time) string {
	return strconv.FormatFloat(float64(at.UnixMilli())/1e3, 'f', 3, 64)
}

// A result is a series as Prometheus writes it.
type result struct {
	Metric map[string]string
	Values [][2]any
	Value  *[2]any
}

var inBraces = regexp.MustCompile(`\{\{\s*(\w+)\s*\}\}`)

func (r result) series(legend string) series {
	s := series{name: strings.TrimSpace(inBraces.ReplaceAllStringFunc(legend, func(label string) string {
		return r.Metric[inBraces.FindStringSubmatch(label)[1]]
	}))}
	if r.Value != nil {
		r.Values = append(r.Values, *r.Value)
	}
	for _, v := range r.Values {
		at, _ := v[0].(float64)
		text, _ := v[1].(string)
		if value, err := strconv.ParseFloat(text, 64); err == nil && !math.IsNaN(value) && !math.IsInf(value, 0) {
			s.points = append(s.points, point{at, value})
		}
	}
	return s
}
