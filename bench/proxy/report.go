package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// report prints the medians of each side over the rounds, and the medians of its ratios to Go's plain proxy.
func report(to io.Writer, s *scenario, sides []*side, results [][]result) error {
	plain := slices.IndexFunc(sides, func(s *side) bool { return s.name == "httputil.ReverseProxy" })
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\n%s\trequests/s\tp50 ms\tp99 ms\tCPU µs/request\trequests/s ×\tp99 + ms\tCPU ×\terrors\n", s.name)
	for i, of := range results {
		median := func(value func(r, plain *result) float64) float64 {
			values := make([]float64, len(of))
			for round := range of {
				values[round] = value(&of[round], &results[plain][round])
			}
			slices.Sort(values)
			return values[len(values)/2]
		}
		milliseconds := func(d time.Duration) float64 { return float64(d) / 1e6 }
		fmt.Fprintf(w, "%s\t%.0f\t%.3f\t%.3f", sides[i].name,
			median(func(r, _ *result) float64 { return r.perSecond() }),
			median(func(r, _ *result) float64 { return milliseconds(r.quantile(0.5)) }),
			median(func(r, _ *result) float64 { return milliseconds(r.quantile(0.99)) }))
		errors := 0
		for _, r := range of {
			errors += r.errors
		}
		if sides[i].process == nil {
			fmt.Fprintf(w, "\t\t\t\t\t%d\n", errors)
			continue
		}
		fmt.Fprintf(w, "\t%.1f\t%.2f\t%+.2f\t%.2f\t%d\n",
			median(func(r, _ *result) float64 { return r.perCall() }),
			median(func(r, plain *result) float64 { return r.perSecond() / plain.perSecond() }),
			median(func(r, plain *result) float64 { return milliseconds(r.quantile(0.99) - plain.quantile(0.99)) }),
			median(func(r, plain *result) float64 { return r.perCall() / plain.perCall() }), errors)
	}
	return w.Flush()
}
