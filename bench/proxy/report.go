package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"text/tabwriter"
	"time"
)

// report prints the medians of each side over the rounds, and the medians of its ratios to Go's plain proxy: that of the
// processor time with the interval that it is in with a confidence of 95 %.
func report(to io.Writer, s *scenario, sides []*side, results [][]result) error {
	plain := slices.IndexFunc(sides, func(s *side) bool { return s.name == "httputil.ReverseProxy" })
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\n%s\trequests/s\tp50 ms\tp99 ms\tCPU µs/request\trequests/s ×\tp99 + ms\tCPU ×\t95 %%\terrors\n", s.name)
	for i, of := range results {
		sorted := func(value func(r, plain *result) float64) []float64 {
			values := make([]float64, len(of))
			for round := range of {
				values[round] = value(&of[round], &results[plain][round])
			}
			slices.Sort(values)
			return values
		}
		median := func(value func(r, plain *result) float64) float64 { return sorted(value)[len(of)/2] }
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
			fmt.Fprintf(w, "\t\t\t\t\t\t%d\n", errors)
			continue
		}
		cpu := sorted(func(r, plain *result) float64 { return r.perCall() / plain.perCall() })
		outside := outside(len(cpu))
		fmt.Fprintf(w, "\t%.1f\t%.2f\t%+.2f\t%.2f\t%.2f – %.2f\t%d\n",
			median(func(r, _ *result) float64 { return r.perCall() }),
			median(func(r, plain *result) float64 { return r.perSecond() / plain.perSecond() }),
			median(func(r, plain *result) float64 { return milliseconds(r.quantile(0.99) - plain.quantile(0.99)) }),
			cpu[len(cpu)/2], cpu[outside], cpu[len(cpu)-1-outside], errors)
	}
	return w.Flush()
}

// outside is how many of n sorted values are left out at each end so that the median is between the others with a
// confidence of 95 %: the number below it is that of heads in n throws of a coin. Of fewer than six, none are.
func outside(n int) int { return int(max(0, (float64(n)-1.96*math.Sqrt(float64(n)))/2)) }
