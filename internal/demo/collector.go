package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"syscall"
	"time"
)

const (
	// stopGrace is how long the collector may take to flush and exit.
	stopGrace = 10 * time.Second
	// pollEvery is the distance between two looks at something awaited.
	pollEvery = 100 * time.Millisecond
)

// errExited is the collector having ended before it was told to.
var errExited = errors.New("the collector exited by itself")

// collector is the running child process.
type collector struct {
	cmd    *exec.Cmd
	log    *tail
	exited chan struct{} // closed when the process is gone; err is set before
	err    error
}

// startCollector runs the binary. When ctx ends the process is killed, so that it
// cannot outlive the demo.
func startCollector(ctx context.Context, o options) (*collector, error) {
	cmd := exec.CommandContext(ctx, o.collector, "--config="+o.config,
		"--set=connectors::mcpspanmetrics::metrics_flush_interval="+o.flush.String())
	c := &collector{cmd: cmd, log: &tail{limit: 4096}, exited: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = c.log, c.log
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the collector: %w", err)
	}
	go func() {
		c.err = cmd.Wait()
		close(c.exited)
	}()
	return c, nil
}

// waitHealthy returns when the health check answers 200.
func (c *collector) waitHealthy(ctx context.Context, url string) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		if ok(ctx, url) {
			return nil
		}
		select {
		case <-c.exited:
			return c.explain(errExited)
		case <-ctx.Done():
			return c.explain(fmt.Errorf("waiting for the collector: %w", ctx.Err()))
		case <-tick.C:
		}
	}
}

func ok(ctx context.Context, url string) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	return resp.Body.Close() == nil && resp.StatusCode == http.StatusOK
}

// stop ends the collector in order, or by force when that takes too long. It
// reports an exit that was not clean, unless the collector had ended before.
func (c *collector) stop() error {
	select {
	case <-c.exited:
		return nil // explained where it was noticed
	default:
	}
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("stopping the collector: %w", err)
	}
	select {
	case <-c.exited:
	case <-time.After(stopGrace):
		_ = c.cmd.Process.Kill() // it is gone or about to be
		<-c.exited
		return fmt.Errorf("the collector did not stop within %v", stopGrace)
	}
	if c.err != nil {
		return c.explain(fmt.Errorf("stopping the collector: %w", c.err))
	}
	return nil
}

// explain adds to err what the collector logged last.
func (c *collector) explain(err error) error {
	return fmt.Errorf("%w\n--- last output of the collector\n%s", err, c.log)
}
