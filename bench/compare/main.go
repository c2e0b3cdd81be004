// Command compare runs our components and their peers side by side on the same telemetry and prints what an item costs
// each of them and how many times as much as ours the peers cost.
//
// The sides take turns within a round and the ratio is that of the same round, so a machine that is slow for a while
// slows both sides of a ratio. Absolute times are those of the machine; read the ratio.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
)

// comparisons are all that the command knows.
var comparisons = []func(context.Context) (*comparison, error){spanMetrics, redaction, anomalies, mcpReceivers, httpReceivers}

func main() {
	rounds := flag.Int("rounds", 15, "rounds; in each of them every side has one turn")
	batches := flag.Int("batches", 50, "batches in a turn")
	flag.Parse()
	if *rounds < 1 || *batches < 1 || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(context.Background(), *rounds, *batches); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rounds, batches int) error {
	fmt.Printf("%s\n%d rounds of %d batches\n", machine(), rounds, batches)
	for _, open := range comparisons {
		c, err := open(ctx)
		if err != nil {
			return err
		}
		samples, err := c.measure(rounds, batches)
		if err != nil {
			return fmt.Errorf("measuring %s: %w", c.title, err)
		}
		fmt.Println()
		if err := c.report(os.Stdout, samples); err != nil {
			return err
		}
		if err := c.close(); err != nil {
			return fmt.Errorf("closing %s: %w", c.title, err)
		}
	}
	return nil
}
