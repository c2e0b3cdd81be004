package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// report prints medians over the rounds. Both times of a ratio are of the same round.
func report(w io.Writer, sides []*side, turns [][]float64) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "pipeline\tµs CPU/span\tspans/core s\tratio\tmiddle half\tMiB resident")
	for i, s := range sides {
		var ratios []float64
		for round, cost := range turns[i] {
			ratios = append(ratios, cost/turns[0][round])
		}
		resident, err := resident(s.process.Pid)
		if err != nil {
			return err
		}
		cost := quantile(turns[i], 0.5)
		fmt.Fprintf(table, "%s\t%.1f\t%.0f\t%.2f\t%.2f – %.2f\t%d\n", s.name, cost, 1e6/cost,
			quantile(ratios, 0.5), quantile(ratios, 0.25), quantile(ratios, 0.75), resident)
	}
	return table.Flush()
}

// quantile returns the value that a share q of the values is not above.
func quantile(values []float64, q float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[int(q*float64(len(sorted)-1)+0.5)]
}

// tick is the unit of the times in /proc/<pid>/stat, 1/100 s on every Linux that Go runs on.
const tick = 10 * time.Millisecond

// cpu is what a process has taken of the processors so far: utime and stime, fields 14 and 15 of proc(5).
func cpu(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(text), ") ") // the name of the program may have spaces
	var ticks int64
	for _, field := range strings.Fields(rest)[11:13] {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * tick, nil
}

// resident is how much memory a process has in use, in MiB: VmRSS of proc(5).
func resident(pid int) (int, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kib, err := strconv.Atoi(strings.Fields(rest)[0])
	return kib / 1024, err
}
