package main

import (
	"slices"
	"testing"
	"time"
)

func TestValuesAreReadInTheirUnit(t *testing.T) {
	for _, c := range []struct {
		value float64
		unit  string
		want  string
	}{
		{0.1234, "percentunit", "12.3 %"},
		{0.0042, "s", "4.2 ms"},
		{90, "s", "90 s"},
		{600, "s", "10 min"},
		{0, "s", "0 s"},
		{2048, "bytes", "2 KiB"},
		{1_460_000, "short", "1.46M"},
		{1.5, "reqps", "1.5 req/s"},
		{12, "currencyUSD", "12 $"},
		{7, "", "7"},
	} {
		if got := readable(c.value, c.unit); got != c.want {
			t.Errorf("%v %s is %q, want %q", c.value, c.unit, got, c.want)
		}
	}
}

func TestLinesEndAtGaps(t *testing.T) {
	s := series{points: []point{{0, 1}, {30, 1}, {90, 1}, {120, 1}, {300, 1}}}
	var lengths []int
	for _, part := range s.parts(30 * time.Second) {
		lengths = append(lengths, len(part))
	}
	if want := []int{2, 2, 1}; !slices.Equal(lengths, want) {
		t.Errorf("lengths of parts are %v, want %v", lengths, want)
	}
}

func TestLegendsTakeLabels(t *testing.T) {
	r := result{Metric: map[string]string{"job": "desk", "tool": "search"}, Value: &[2]any{1.0, "2"}}
	if got := r.series("{{job}}: {{ tool }} {{other}}").name; got != "desk: search" {
		t.Errorf("name is %q", got)
	}
}

func TestChoicesAndIntervalsAreFilledIn(t *testing.T) {
	o := options{from: time.Unix(0, 0), to: time.Unix(3600, 0), step: 30 * time.Second, chosen: choices{"job": ".*"}}
	if got := o.fill(`rate(m{job=~"$job"}[$__rate_interval]) + increase(m[$__range])`); got != `rate(m{job=~".*"}[2m0s]) + increase(m[1h0m0s])` {
		t.Errorf("filled in: %s", got)
	}
}
