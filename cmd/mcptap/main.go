// Command mcptap wraps an MCP server that speaks over stdio:
//
//	mcptap [flags] -- command arguments...
//
// What client and server say to each other is relayed byte for byte; spans made from
// copies of it go to an OTLP endpoint, as the standard OTEL_ environment variables
// say. The exit status is that of the command.
//
// What a reader would get wrong: nothing here is worth more than the server. Telemetry
// is dropped before anything waits for it, and what goes wrong with it is told to
// nobody unless -verbose asks.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcptap/internal/export"
	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcptap/internal/relay"
)

// version is that of the distribution; a release sets another one with -ldflags -X.
var version = "0.1.0"

// statusUsage is the exit status of a wrong command line.
const statusUsage = 2

func init() {
	// The command is killed when the thread is gone that has started it, so that is
	// the one that lasts.
	runtime.LockOSThread()
}

// Tunings of the Go runtime, which its own environment variables outrank.
const (
	// threads are those of the runtime that run code at once: one for each direction,
	// which keeps its place while it waits in the system, one for telemetry, and an idle
	// one. Without that the runtime takes the places of the waiting back, and its monitor
	// wakes up for every message.
	threads = 4
	// garbage is how much of it, in percent of what is in use, comes together before it
	// is collected: that little is in use makes it come together fast.
	garbage = 300
)

func main() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(threads)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	s, err := parse(args, os.Stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintf(os.Stderr, "mcptap: %v\nTry mcptap -help.\n", err)
		return statusUsage
	case s.version:
		fmt.Println("mcptap", version)
		return 0
	}
	signals := relay.Signals()
	o := relay.Options{Args: s.command, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
	if export.Disabled() {
		return wrap(o, signals, nil)
	}
	t := newTelemetry(s)
	o.Show = t.observer.Show
	return wrap(o, signals, t)
}

// wrap runs the command. Telemetry begins when the command has begun, and what comes
// until then waits.
func wrap(o relay.Options, signals <-chan os.Signal, t *telemetry) int {
	p, err := relay.Start(o)
	if err != nil {
		fmt.Fprintf(os.Stderr, "mcptap: %v\n", err)
		return relay.Status(err)
	}
	go p.Forward(signals)
	if t != nil {
		t.start()
	}
	status := p.Wait()
	if t != nil {
		t.stop(p.Hurried())
	}
	return status
}
