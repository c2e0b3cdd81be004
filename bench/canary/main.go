// Command canary prints how many credentials and addresses, one in every place and encoding of all three signals, can be
// read from what each redacting processor leaves. Both kinds are among the peer's patterns.
//
//	go run ./canary [-v]
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/bench"
)

func main() {
	verbose := flag.Bool("v", false, "name the places")
	flag.Parse()
	for _, p := range bench.Thorough() {
		places, of, err := p.Leaks(context.Background())
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Printf("%-34s %3d of %d leak\n", p.Name, len(places), of)
		if *verbose {
			slices.Sort(places)
			for _, place := range places {
				fmt.Println("    " + place)
			}
		}
	}
}
