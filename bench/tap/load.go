package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"
	"time"
)

// load is what a client does.
type load struct {
	name   string
	calls  int
	flight int // calls that wait for an answer at once
	size   int // of a result, in bytes
}

func loads(calls int) []load {
	return []load{
		{"one call in flight, results of 1 kB", calls, 1, 1 << 10},
		{"64 calls in flight, results of 1 kB", 4 * calls, 64, 1 << 10},
		{"one call in flight, results of 1 MB", calls / 50, 1, 1 << 20},
	}
}

// request is a call of about 200 bytes.
const request = `{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"forecast","arguments":` +
	`{"city":"Bergen","days":3,"units":"metric","size":%d},"_meta":{"progressToken":%[1]d}}}` + "\n"

// turn returns the calls a second of one run of a load.
func (l load) turn(s *server) (float64, error) {
	lines := bufio.NewReaderSize(s.out, 64<<10)
	answer := func() error {
		for {
			_, err := lines.ReadSlice('\n')
			if err != bufio.ErrBufferFull {
				return err
			}
		}
	}
	if _, err := fmt.Fprintf(s.in, request, 0, l.size); err != nil {
		return 0, err
	}
	if err := answer(); err != nil {
		return 0, err
	}
	began := time.Now()
	for sent, answered := 0, 0; answered < l.calls; answered++ {
		for ; sent < l.calls && sent-answered < l.flight; sent++ {
			if _, err := fmt.Fprintf(s.in, request, sent+1, l.size); err != nil {
				return 0, err
			}
		}
		if err := answer(); err != nil {
			return 0, err
		}
	}
	return float64(l.calls) / time.Since(began).Seconds(), nil
}

// result is what one turn of a side gave.
type result struct {
	rate float64 // calls a second
	cpu  float64 // of the side's processes, the server's included, in microseconds a call
}

// measure returns the results by side and round. The sides take turns, there and back.
func measure(sides []side, l load, rounds int) ([][]result, error) {
	results := make([][]result, len(sides))
	for round := range rounds {
		for n := range sides {
			i := n
			if round%2 != 0 {
				i = len(sides) - 1 - n
			}
			r, err := sides[i].measure(l)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", sides[i].name, err)
			}
			results[i] = append(results[i], r)
		}
	}
	return results, nil
}

func (s *side) measure(l load) (r result, err error) {
	running, err := s.start()
	if err != nil {
		return result{}, err
	}
	if r.rate, err = l.turn(running); err != nil {
		return result{}, err
	}
	cpu, err := running.stop()
	r.cpu = float64(cpu.Microseconds()) / float64(l.calls)
	return r, err
}

// measureStarts returns the milliseconds from the start of a process to its first
// answer.
func measureStarts(sides []side, rounds int) ([][]float64, error) {
	results := make([][]float64, len(sides))
	for range rounds {
		for i := range sides {
			began := time.Now()
			s, err := sides[i].start()
			if err != nil {
				return nil, err
			}
			if _, err := fmt.Fprintf(s.in, request, 0, 10); err != nil {
				return nil, err
			}
			if _, err := bufio.NewReader(s.out).ReadSlice('\n'); err != nil {
				return nil, err
			}
			results[i] = append(results[i], float64(time.Since(began).Microseconds())/1000)
			if _, err := s.stop(); err != nil {
				return nil, err
			}
		}
	}
	return results, nil
}

func report(title string, sides []side, results [][]result) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s\tcalls/s\tmcptap is\tmiddle half\tCPU µs/call\n", title)
	for i, s := range sides {
		var rates, ratios, cpus []float64
		for round, r := range results[i] {
			rates, cpus = append(rates, r.rate), append(cpus, r.cpu)
			ratios = append(ratios, results[0][round].rate/r.rate)
		}
		slices.Sort(ratios)
		fmt.Fprintf(w, "%s\t%.0f\t%.2f×\t%.2f – %.2f\t%.1f\n", s.name, median(rates),
			median(ratios), ratios[len(ratios)/4], ratios[len(ratios)-1-len(ratios)/4], median(cpus))
	}
	_ = w.Flush()
	fmt.Println()
}

func reportStarts(sides []side, starts [][]float64) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "from start to first answer\tms")
	for i, s := range sides {
		fmt.Fprintf(w, "%s\t%.1f\n", s.name, median(starts[i]))
	}
	_ = w.Flush()
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
