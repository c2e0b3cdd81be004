// Command proxy measures what it costs to stand in front of an MCP server: nothing (direct), Go's plain
// httputil.ReverseProxy, our collector with the proxy capturing every call, and nginx and haproxy where they are
// installed. Each is a process of its own in front of the same server, which is one too; the load comes from this one.
//
// The sides take turns within a round and ratios are those of the same round, so a machine that is slow for a while
// slows both sides of a ratio. Absolute numbers are those of the machine.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"
)

// options are what the command can be told.
type options struct {
	collector string
	upstream  string
	only      string
	pprof     string
	rounds    int
	turn      time.Duration
}

func main() {
	if role := os.Getenv(roleVariable); role != "" {
		exit(play(role, os.Args[1:]))
	}
	var o options
	flag.StringVar(&o.collector, "collector", "../bin/otelcol-mcp", "the collector to measure, or several builds of it, separated by commas; make build builds it")
	flag.StringVar(&o.upstream, "upstream", "plain", "the server behind: plain, a handler that speaks just enough MCP, or sdk, the Go SDK's")
	flag.StringVar(&o.only, "only", "", "only scenarios whose name contains this")
	flag.StringVar(&o.pprof, "pprof", "", "where the collector serves profiles; any free address if empty")
	flag.IntVar(&o.rounds, "rounds", 5, "rounds; in each of them every side has one turn")
	flag.DurationVar(&o.turn, "turn", 2*time.Second, "how long a turn lasts")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	exit(run(ctx, &o))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "proxy:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func run(ctx context.Context, o *options) (err error) {
	sides, stop, err := startSides(o)
	defer stop()
	if err != nil {
		return err
	}
	fmt.Printf("%d rounds of %v, server: %s\n", o.rounds, o.turn, o.upstream)
	for i := range scenarios {
		s := &scenarios[i]
		if !s.named(o.only) {
			continue
		}
		results, err := measure(ctx, s, sides, o)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if err := report(os.Stdout, s, sides, results); err != nil {
			return err
		}
	}
	return reportSeen(ctx, os.Stdout, sides)
}

// measure gives every side a turn in every round. One turn before the first brings everyone to a steady state.
func measure(ctx context.Context, s *scenario, sides []*side, o *options) ([][]result, error) {
	results := make([][]result, len(sides))
	for round := -1; round < o.rounds; round++ {
		for i := range sides {
			if round%2 != 0 { // there and back, so that no side is always the one after another
				i = len(sides) - 1 - i
			}
			turn := o.turn
			if round < 0 {
				turn /= 4
			}
			r, err := sides[i].turn(ctx, s, turn)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", sides[i].name, err)
			}
			if round >= 0 {
				results[i] = append(results[i], r)
			}
		}
	}
	return results, nil
}
