package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"
)

// comparison is a batch of work and the sides that can do it, ours first.
type comparison struct {
	title string
	item  string // what a batch has many of, in the singular
	items int    // in a batch
	sides []side
}

// side is one implementation, ready to work. run does one batch. renew, if there is one, comes before it and does not count.
type side struct {
	name  string
	renew func()
	run   func() error
	close func() error
}

// sample is what one item cost a side in one turn.
type sample struct {
	ns, cpu, allocs, bytes float64
}

// measure returns the samples by side and round. One turn before the first round brings every side to its steady state.
func (c *comparison) measure(rounds, batches int) ([][]sample, error) {
	samples := make([][]sample, len(c.sides))
	for round := -1; round < rounds; round++ {
		for i := range c.sides {
			if round%2 != 0 { // there and back, so that no side is always the one after another
				i = len(c.sides) - 1 - i
			}
			s, err := c.turn(c.sides[i], batches)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.sides[i].name, err)
			}
			if round >= 0 {
				samples[i] = append(samples[i], s)
			}
		}
	}
	return samples, nil
}

// turn lets a side do a number of batches. It begins with an empty heap, so a side pays for its own garbage only.
func (c *comparison) turn(s side, batches int) (sample, error) {
	var sum sample
	runtime.GC()
	for range batches {
		if s.renew != nil {
			s.renew()
		}
		if err := sum.add(s.run); err != nil {
			return sample{}, err
		}
	}
	items := float64(batches * c.items)
	return sample{ns: sum.ns / items, cpu: sum.cpu / items, allocs: sum.allocs / items, bytes: sum.bytes / items}, nil
}

// add adds what one batch cost.
func (s *sample) add(run func() error) error {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start, used := time.Now(), processorTime()
	err := run()
	s.ns += float64(time.Since(start).Nanoseconds())
	s.cpu += float64((processorTime() - used).Nanoseconds())
	runtime.ReadMemStats(&after)
	s.allocs += float64(after.Mallocs - before.Mallocs)
	s.bytes += float64(after.TotalAlloc - before.TotalAlloc)
	return err
}

// report writes the medians of each side and of its ratios to the first one: of the time with the middle half of the
// ratios, and of the processor time with the interval that the median is in with a confidence of 95 %.
func (c *comparison) report(to io.Writer, samples [][]sample) error {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s\tns/%[2]s\tCPU ns/%[2]s\tallocs/%[2]s\tB/%[2]s\tratio\tmiddle half\tCPU ratio\t95 %%\n", c.title, c.item)
	for i, s := range c.sides {
		fmt.Fprintf(w, "%s\t%.0f\t%.0f\t%.2f\t%.0f", s.name,
			quantile(0.5, samples[i], func(_ int, s sample) float64 { return s.ns }),
			quantile(0.5, samples[i], func(_ int, s sample) float64 { return s.cpu }),
			quantile(0.5, samples[i], func(_ int, s sample) float64 { return s.allocs }),
			quantile(0.5, samples[i], func(_ int, s sample) float64 { return s.bytes }))
		ratio := func(round int, s sample) float64 { return s.ns / samples[0][round].ns }
		fmt.Fprintf(w, "\t%.2f\t%.2f – %.2f",
			quantile(0.5, samples[i], ratio), quantile(0.25, samples[i], ratio), quantile(0.75, samples[i], ratio))
		ratio = func(round int, s sample) float64 { return s.cpu / samples[0][round].cpu }
		low, high := interval(samples[i], ratio)
		fmt.Fprintf(w, "\t%.3f\t%.3f – %.3f\n", quantile(0.5, samples[i], ratio), low, high)
	}
	return w.Flush()
}

// sorted returns what value says about each sample, in order.
func sorted(samples []sample, value func(round int, s sample) float64) []float64 {
	values := make([]float64, len(samples))
	for round, s := range samples {
		values[round] = value(round, s)
	}
	slices.Sort(values)
	return values
}

// quantile returns the q-quantile of what value says about each sample, which there must be.
func quantile(q float64, samples []sample, value func(round int, s sample) float64) float64 {
	values := sorted(samples, value)
	at := q * float64(len(values)-1)
	low := int(at)
	high := min(low+1, len(values)-1)
	return values[low] + (at-float64(low))*(values[high]-values[low])
}

// interval returns between what the median is with a confidence of 95 %, whatever the distribution: of n values, the
// number below the median is that of heads in n throws of a coin. With fewer than six it is less sure than that.
func interval(samples []sample, value func(round int, s sample) float64) (low, high float64) {
	values := sorted(samples, value)
	n := float64(len(values))
	outside := int(max(0, (n-1.96*math.Sqrt(n))/2))
	return values[outside], values[len(values)-1-outside]
}

// close ends every side.
func (c *comparison) close() error {
	var errs []error
	for _, s := range c.sides {
		errs = append(errs, s.close())
	}
	return errors.Join(errs...)
}
