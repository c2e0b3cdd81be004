// Command connector measures what a ratio per span does not show of mcpspanmetrics: whether two producers count twice as
// much as one, how long a flush holds producers up, and how much memory many sessions and tools take. Everything the
// connector can do is on.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"
)

func main() {
	turn := flag.Duration("turn", 2*time.Second, "how long each measurement takes")
	rounds := flag.Int("rounds", 5, "rounds; what is printed is the median")
	flag.Parse()
	if *turn <= 0 || *rounds < 1 || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	fmt.Printf("%d processors, %s; %d rounds of %v\n", runtime.NumCPU(), runtime.Version(), *rounds, *turn)
	for _, measure := range []func(context.Context, int, time.Duration) error{scaling, flushing, memory} {
		if err := measure(context.Background(), *rounds, *turn); err != nil {
			fmt.Fprintln(os.Stderr, "connector:", err)
			os.Exit(1)
		}
	}
}
