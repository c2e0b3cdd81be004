// Command demo shows the distribution at work on recorded traffic, with nothing
// to install or to set up: it starts the collector as a child, replays captured
// OTLP traces of real instrumentations into it, reads the metrics they became and
// prints one line per service and tool.
//
//	go run ./internal/demo -collector bin/otelcol-mcp -config examples/sidecar.yaml
//
// It expects the addresses of examples/sidecar.yaml, needs no network beyond the
// loopback interface, and always ends by itself, with the collector stopped.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// lifetime bounds the whole run, whatever hangs.
const lifetime = 60 * time.Second

// options are the command line.
type options struct {
	collector string
	config    string
	captures  string
	flush     time.Duration
}

func main() {
	if err := demo(); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

// demo reads the command line and runs until done, interrupted or out of time.
func demo() error {
	var o options
	flag.StringVar(&o.collector, "collector", "bin/otelcol-mcp", "the collector `binary`")
	flag.StringVar(&o.config, "config", "examples/sidecar.yaml", "its configuration `file`")
	flag.StringVar(&o.captures, "captures", "testdata/captures/otlp", "`directory` with the *.traces.jsonl files to replay")
	flag.DurationVar(&o.flush, "flush", time.Second, "how often the connector sends metrics on, instead of what the configuration says")
	flag.Parse()
	if o.flush <= 0 {
		return fmt.Errorf("-flush must be positive, is %v", o.flush)
	}

	// A reader that goes away, as head does, must not keep the collector alive.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, lifetime)
	defer cancel()
	return run(ctx, o, os.Stdout)
}

// run starts the collector, shows what it makes of the captures, and stops it.
func run(ctx context.Context, o options, out io.Writer) (err error) {
	if err := sidecar.free(ctx); err != nil {
		return err
	}
	c, err := startCollector(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.stop()) }()

	if err := c.waitHealthy(ctx, sidecar.health); err != nil {
		return err
	}
	sent, err := replay(ctx, o.captures, sidecar.traces)
	if err != nil {
		return c.explain(err)
	}
	fmt.Fprintf(out, "replayed %d export requests from %d captures\n\n", sent.requests, sent.files)

	report, err := settle(ctx, sidecar.metrics, o.flush)
	if err != nil {
		return c.explain(err)
	}
	return report.print(out)
}
