package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"slices"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/otelcol-mcp/otelcol-mcp/bench"
	"github.com/otelcol-mcp/otelcol-mcp/bench/workload"
)

// roleVariable makes this program a collector with the configuration that is its argument.
const roleVariable = "BENCH_PIPELINE_ROLE"

// starter starts processes and stops them all.
type starter struct {
	running []*exec.Cmd
	conns   []*grpc.ClientConn
}

func (s *starter) all() ([]*side, error) {
	var sides []*side
	for _, p := range pipelines() {
		next, err := s.start(&p)
		if err != nil {
			return nil, fmt.Errorf("starting %s: %w", p.name, err)
		}
		sides = append(sides, next)
	}
	return sides, nil
}

func (s *starter) stop() {
	for _, conn := range s.conns {
		_ = conn.Close() // nothing is under way
	}
	for _, cmd := range slices.Backward(s.running) {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait() // however it ended, it has
	}
}

// start starts this program as a collector, waits until it listens, and gives it a workload of its own.
func (s *starter) start(p *pipeline) (*side, error) {
	otlp, err := free()
	if err != nil {
		return nil, err
	}
	prometheus, err := free()
	if err != nil {
		return nil, err
	}
	config, err := p.config(otlp, prometheus)
	if err != nil {
		return nil, err
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, config)
	cmd.Env, cmd.Stderr = append(os.Environ(), roleVariable+"=collector"), os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s.running = append(s.running, cmd)
	if err := listens(otlp); err != nil {
		return nil, err
	}
	conn, err := grpc.NewClient(otlp, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return nil, err
	}
	s.conns = append(s.conns, conn)
	traces := workload.Traces()
	bench.Soil(traces)
	return &side{name: p.name, process: cmd.Process, conn: conn, metrics: "http://" + prometheus + "/metrics", calls: p.calls, traces: traces}, nil
}

func listens(address string) error {
	for range 200 {
		if conn, err := net.Dial("tcp", address); err == nil {
			return conn.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("nothing listens at %s", address)
}
