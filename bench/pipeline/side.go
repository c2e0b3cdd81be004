package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"time"

	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"
	"google.golang.org/grpc"

	"github.com/otelcol-mcp/otelcol-mcp/bench/workload"
)

// side is a running collector, and what it was sent.
type side struct {
	name    string
	process *os.Process
	conn    *grpc.ClientConn
	metrics string // URL that Prometheus would scrape
	calls   string // name of the counter of spans there
	traces  ptrace.Traces
	batches int // sent so far
}

// turn sends a number of batches and returns how much processor time a span took the collector, in microseconds. What it
// does between two batches, such as collecting garbage and making metrics, is part of it.
func (s *side) turn(ctx context.Context, batches int) (float64, error) {
	before, err := cpu(s.process.Pid)
	if err != nil {
		return 0, err
	}
	client := ptraceotlp.NewGRPCClient(s.conn)
	for range batches {
		s.batches++
		workload.Renew(s.traces, s.batches)
		answer, err := client.Export(ctx, ptraceotlp.NewExportRequestFromTraces(s.traces))
		if err != nil {
			return 0, err
		}
		if n := answer.PartialSuccess().RejectedSpans(); n > 0 {
			return 0, fmt.Errorf("%d spans were rejected", n)
		}
	}
	after, err := cpu(s.process.Pid)
	return float64((after - before).Nanoseconds()) / 1000 / float64(batches*workload.Spans), err
}

// counted waits until the metrics say that every span was counted, once.
func (s *side) counted(ctx context.Context) error {
	want := float64(s.batches * workload.Spans)
	got := 0.0
	for deadline := time.Now().Add(4 * flushInterval); time.Now().Before(deadline); time.Sleep(flushInterval / 20) {
		var err error
		if got, err = s.total(ctx); err != nil || got >= want {
			break
		}
	}
	if got != want {
		return fmt.Errorf("%s is %.0f after %.0f spans", s.calls, got, want)
	}
	return nil
}

// total adds up the series of the counter of spans.
func (s *side) total(ctx context.Context) (sum float64, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.metrics, http.NoBody)
	if err != nil {
		return 0, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, answer.Body.Close()) }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err
	}
	for _, m := range regexp.MustCompile(`(?m)^`+s.calls+`\{.*\} (\S+)$`).FindAllSubmatch(text, -1) {
		value, err := strconv.ParseFloat(string(m[1]), 64)
		if err != nil {
			return 0, err
		}
		sum += value
	}
	return sum, nil
}

// free returns a loopback address that nothing listens on.
func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
