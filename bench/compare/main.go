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
	"runtime"
	"strings"
)

// comparisons are all that the command knows, by the name that -only looks at. What is no conversation is measured on one
// core: there, a side pays for its garbage while it is timed. With receivers, the client is on another one.
var comparisons = []struct {
	name  string
	cores int
	open  func(context.Context) (*comparison, error)
}{
	{"metrics", 1, spanMetrics},
	{"redaction", 1, redaction},
	{"anomalies", 1, anomalies},
	{"anomalies in records", 1, anomaliesInRecords},
	{"receiving MCP", runtime.NumCPU(), mcpReceivers},
	{"receiving HTTP", runtime.NumCPU(), httpReceivers},
}

func main() {
	rounds := flag.Int("rounds", 15, "rounds; in each of them every side has one turn")
	batches := flag.Int("batches", 50, "batches in a turn")
	only := flag.String("only", "", "only comparisons whose name contains this: metrics, redaction, anomalies, anomalies in records, receiving MCP, receiving HTTP")
	flag.Parse()
	if *rounds < 1 || *batches < 1 || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(context.Background(), *only, *rounds, *batches); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, only string, rounds, batches int) error {
	fmt.Printf("%s\n%d rounds of %d batches\n", machine(), rounds, batches)
	for _, candidate := range comparisons {
		if !strings.Contains(candidate.name, only) {
			continue
		}
		runtime.GOMAXPROCS(candidate.cores)
		c, err := candidate.open(ctx)
		if err != nil {
			return err
		}
		c.title += fmt.Sprintf(", cores: %d", candidate.cores)
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
