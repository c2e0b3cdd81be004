package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// settings are what the command line says.
type settings struct {
	command []string
	version bool
	verbose bool

	name string
	// arguments, results and definitions say what content is recorded.
	arguments, results, definitions bool
	maxContent, maxMessage          int
	queue                           int
	turnGap                         time.Duration
	flush                           time.Duration
}

// Bounds of what the command line may say.
const (
	minQueue   = 1 << 20
	maxMaximum = 1 << 30
)

const usage = `usage: mcptap [flags] -- command [arguments]

Runs an MCP server that speaks over stdio, relays what passes byte for byte, and sends
spans made from copies of it by OTLP, as the OTEL_ environment variables say.

`

// parse reads the command line. Asked for help, it writes that to out.
func parse(args []string, out io.Writer) (*settings, error) {
	s := new(settings)
	f := flag.NewFlagSet("mcptap", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&s.name, "name", "", "service.name of what is sent, whatever the environment says; without either, the command's")
	f.BoolVar(&s.arguments, "arguments", false, "record arguments of tool calls")
	f.BoolVar(&s.results, "results", false, "record results of tool calls")
	f.BoolVar(&s.definitions, "tool-definitions", false, "record definitions of tools, prompts and resource templates")
	f.IntVar(&s.maxContent, "max-content-size", 16<<10, "leave out what is recorded of content beyond so many `bytes`")
	f.IntVar(&s.maxMessage, "max-message-size", transport.DefaultMax, "look at beginning and end only of messages beyond so many `bytes`")
	f.IntVar(&s.queue, "queue-bytes", 32<<20, "drop what waits to be looked at beyond so many `bytes`, and what waits to be sent beyond a fourth of it")
	f.DurationVar(&s.turnGap, "turn-gap", 30*time.Second, "longest pause between calls of one turn")
	f.DurationVar(&s.flush, "flush-timeout", 2*time.Second, "how long telemetry may delay the exit when the command has ended")
	f.BoolVar(&s.verbose, "verbose", false, "tell on standard error what goes wrong with telemetry, and at the end what became of it")
	f.BoolVar(&s.version, "version", false, "print the version")
	err := f.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, usage)
		f.SetOutput(out)
		f.PrintDefaults()
	}
	if err != nil {
		return nil, err
	}
	s.command = f.Args()
	return s, s.validate()
}

func (s *settings) validate() error {
	switch {
	case s.version:
		return nil
	case len(s.command) == 0:
		return errors.New("a command is missing: mcptap [flags] -- command [arguments]")
	case s.turnGap <= 0:
		return fmt.Errorf("-turn-gap: must be positive, got %v", s.turnGap)
	case s.flush < 0:
		return fmt.Errorf("-flush-timeout: must not be negative, got %v", s.flush)
	}
	return errors.Join(
		within("-max-content-size", s.maxContent, 1),
		within("-max-message-size", s.maxMessage, 1<<10),
		within("-queue-bytes", s.queue, minQueue),
	)
}

func within(name string, n, least int) error {
	if n < least || n > maxMaximum {
		return fmt.Errorf("%s: must be from %d to %d, got %d", name, least, maxMaximum, n)
	}
	return nil
}
