package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcptap/internal/export"
	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcptap/internal/observe"
)

// report tells the user what becomes of telemetry, if that is wanted: standard error is
// the server's.
type report struct {
	out  io.Writer
	mu   sync.Mutex // covers last
	last string
}

func newReport(verbose bool) *report {
	if verbose {
		return &report{out: os.Stderr}
	}
	return &report{out: io.Discard}
}

// maxFailure is the length in bytes of what is told of a failure.
const maxFailure = 300

// failure tells that something went wrong, once as long as it is the same. What an
// endpoint answers may be long, and may quote what it was sent.
func (r *report) failure(err error) {
	text, _, _ := strings.Cut(err.Error(), " (body:")
	text, _, _ = strings.Cut(text, "\n")
	text = strings.ToValidUTF8(text[:min(len(text), maxFailure)], "")
	r.mu.Lock()
	defer r.mu.Unlock()
	if text != r.last {
		fmt.Fprintln(r.out, "mcptap:", text)
	}
	r.last = text
}

func (r *report) summary(seen observe.Counts, spans, records export.Counts, took time.Duration) {
	tell := func(what string, c export.Counts) {
		fmt.Fprintf(r.out, "mcptap: %s: %d sent, %d refused, %d dropped\n", what, c.Sent, c.Refused, c.Dropped)
	}
	tell("spans", spans)
	tell("log records", records)
	fmt.Fprintf(r.out, "mcptap: requests: %d seen, %d reported; not looked at: %d bytes in %d pieces; flushed in %v\n",
		seen.Exchange.Requests, seen.Exchange.Reported, seen.Unseen, seen.Holes, took.Round(time.Millisecond))
	if seen.Broken {
		fmt.Fprintln(r.out, "mcptap: a fault of its own has ended telemetry early")
	}
}
