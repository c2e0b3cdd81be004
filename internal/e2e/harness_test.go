package e2e

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	// moduleRoot is the root of the module, seen from this package.
	moduleRoot = "../.."
	// startWithin bounds the start of a process, until it answers.
	startWithin = 30 * time.Second
	// stopWithin is how long a process may take to end in order.
	stopWithin = 10 * time.Second
	// pollEvery is the distance between two looks at something awaited.
	pollEvery = 100 * time.Millisecond
)

// buildDir is where the collector is built when none was given.
var buildDir string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "otelcol-mcp-e2e")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer func() { _ = os.RemoveAll(dir) }() // the system clears its temporary files too
		buildDir = dir
		return m.Run()
	}())
}

// collectorBinary returns the collector to test, which is built once if need be.
func collectorBinary(t *testing.T) string {
	t.Helper()
	skipIfShort(t)
	bin, err := findOrBuild()
	require.NoError(t, err)
	return bin
}

var findOrBuild = sync.OnceValues(func() (string, error) {
	if bin := os.Getenv("OTELCOL_MCP_BIN"); bin != "" {
		return filepath.Abs(bin)
	}
	bin := filepath.Join(buildDir, "otelcol-mcp")
	build := exec.Command("go", "build", "-tags", "grpcnotrace", "-o", bin, "./otelcol-mcp")
	build.Dir = moduleRoot
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the collector: %w\n%s", err, out)
	}
	return bin, nil
})

func skipIfShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts real processes")
	}
}

// startCollector runs the collector with the configuration text and returns when
// the health check at the given address answers.
func startCollector(t *testing.T, config, health string, flags ...string) *process {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.yaml")
	require.NoError(t, os.WriteFile(file, []byte(config), 0o600))
	p := start(t, collectorBinary(t), append([]string{"--config=" + file}, flags...)...)
	p.waitOK(t, "http://"+health+"/")
	return p
}

// poll calls check until it returns nil, and fails the test with its last error
// when that does not happen in time.
func poll(t *testing.T, within time.Duration, check func() error) {
	t.Helper()
	deadline := time.NewTimer(within)
	defer deadline.Stop()
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		err := check()
		if err == nil {
			return
		}
		select {
		case <-deadline.C:
			t.Fatalf("not after %v: %v", within, err)
		case <-tick.C:
		}
	}
}

// client gives up on a peer that does not answer.
var client = &http.Client{Timeout: 5 * time.Second}

func get(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	if err := resp.Body.Close(); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return nil
}

// freePorts returns n loopback addresses that nothing listens on.
func freePorts(t *testing.T, n int) []string {
	t.Helper()
	var addresses []string
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		defer l.Close() // all stay taken until the last is found, so they differ
		addresses = append(addresses, l.Addr().String())
	}
	return addresses
}
