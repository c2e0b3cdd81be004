// Command tap measures what it costs to stand between a stdio client and its server:
// for mcptap, for tee in a pipe both ways, which copies and understands nothing, and
// for nobody.
//
// The sides take turns within a round, and a ratio is that of one round. Each turn
// starts the processes anew; what is measured begins when the first call was answered.
// mcptap sends its spans to an endpoint in this process, which reads and forgets them.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == serveCommand {
		serve(os.Stdin, os.Stdout)
		return
	}
	tap := flag.String("mcptap", "../bin/mcptap", "the binary, as make build makes it")
	rounds := flag.Int("rounds", 7, "rounds; in each of them every side has one turn")
	calls := flag.Int("calls", 20_000, "calls in a turn")
	only := flag.String("only", "", "only loads whose name contains this")
	flag.Parse()
	if *rounds < 1 || *calls < 100 || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*tap, *only, *rounds, *calls); err != nil {
		fmt.Fprintln(os.Stderr, "tap:", err)
		os.Exit(1)
	}
}

func run(tap, only string, rounds, calls int) error {
	sides, err := newSides(tap)
	if err != nil {
		return err
	}
	for _, l := range loads(calls) {
		if !strings.Contains(l.name, only) {
			continue
		}
		rates, err := measure(sides, l, rounds)
		if err != nil {
			return fmt.Errorf("%s: %w", l.name, err)
		}
		report(l.name, sides, rates)
	}
	if only != "" {
		return nil
	}
	starts, err := measureStarts(sides, rounds*3)
	if err != nil {
		return err
	}
	reportStarts(sides, starts)
	return nil
}
