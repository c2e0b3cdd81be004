// Command pipeline measures what a span costs from its arrival to the metrics that Prometheus scrapes: taken over OTLP/gRPC,
// redacted, counted. Ours, ours with findings too, and what one would put together from stock components are processes
// of their own; this one sends them the same spans in turns. The measure is processor time, so one core of any machine.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

// options are what the command can be told.
type options struct {
	rounds, batches int
}

func main() {
	if role := os.Getenv(roleVariable); role != "" {
		exit(play(os.Args[1]))
	}
	var o options
	flag.IntVar(&o.rounds, "rounds", 7, "rounds; in each of them every side has one turn")
	flag.IntVar(&o.batches, "batches", 40, "batches in a turn")
	flag.Parse()
	if o.rounds < 1 || o.batches < 1 || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	exit(run(ctx, &o))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "pipeline:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func run(ctx context.Context, o *options) error {
	s := &starter{}
	defer s.stop()
	sides, err := s.all()
	if err != nil {
		return err
	}
	fmt.Printf("%d rounds of %d batches\n\n", o.rounds, o.batches)
	turns, err := measure(ctx, sides, o)
	if err != nil {
		return err
	}
	for _, side := range sides {
		if err := side.counted(ctx); err != nil {
			return fmt.Errorf("%s: %w", side.name, err)
		}
	}
	return report(os.Stdout, sides, turns)
}

// measure gives every side a turn in every round and returns what a span cost, by side and round. One turn before the
// first brings everyone to a steady state.
func measure(ctx context.Context, sides []*side, o *options) ([][]float64, error) {
	turns := make([][]float64, len(sides))
	for round := -1; round < o.rounds; round++ {
		for i := range sides {
			if round%2 != 0 { // there and back, so that no side is always the one after another
				i = len(sides) - 1 - i
			}
			cost, err := sides[i].turn(ctx, o.batches)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", sides[i].name, err)
			}
			if round >= 0 {
				turns[i] = append(turns[i], cost)
			}
		}
	}
	return turns, nil
}
