package emitters

import (
	"bytes"
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
	moduleRoot = "../../.."
	// startWithin bounds the start of the collector, until it answers.
	startWithin = 30 * time.Second
	// pollEvery is the distance between two looks at something awaited.
	pollEvery = 100 * time.Millisecond
)

// buildDir is where the collector is built when none was given.
var buildDir string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "otelcol-mcp-emitters")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer func() { _ = os.RemoveAll(dir) }() // the system clears its temporary files too
		buildDir = dir
		return m.Run()
	}())
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

// counting is a running collector that counts: where it takes OTLP, serves what it
// counted, and tells of itself.
type counting struct {
	otlp, metrics, own string
}

// countingConfig is the way of a span: mcp, mcpspanmetrics, prometheus. Metrics
// and logs of the emitters are accepted and end there.
const countingConfig = `
receivers:
  mcp: {otlp: {protocols: {http: {endpoint: %q}}}}
connectors:
  mcpspanmetrics: {metrics_flush_interval: 100ms}
exporters:
  prometheus: {endpoint: %q}
  debug: {verbosity: basic}
service:
  telemetry:
    metrics: {readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: %s}}}}]}
  pipelines:
    traces: {receivers: [mcp], exporters: [mcpspanmetrics]}
    metrics/mcp: {receivers: [mcpspanmetrics], exporters: [prometheus]}
    metrics: {receivers: [mcp], exporters: [debug]}
    logs: {receivers: [mcp], exporters: [debug]}
`

func startCounting(t *testing.T) counting {
	t.Helper()
	free := freePorts(t, 3)
	c := counting{otlp: free[0], metrics: free[1], own: free[2]}
	_, ownPort, err := net.SplitHostPort(c.own)
	require.NoError(t, err)
	startCollector(t, fmt.Sprintf(countingConfig, c.otlp, c.metrics, ownPort), free...)
	return c
}

// startCollector returns when the collector listens at every address. It is gone
// when the test ends.
func startCollector(t *testing.T, config string, addresses ...string) *exec.Cmd {
	t.Helper()
	bin, err := findOrBuild()
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "config.yaml")
	require.NoError(t, os.WriteFile(file, []byte(config), 0o600))

	var output bytes.Buffer
	cmd := exec.Command(bin, "--config="+file)
	cmd.Stdout, cmd.Stderr = &output, &output
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has no state, or has ended
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("output of the collector:\n%s", &output)
		}
	})
	for _, address := range addresses {
		poll(t, startWithin, func() error { return listening(t.Context(), address) })
	}
	return cmd
}

func listening(ctx context.Context, address string) error {
	connection, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return connection.Close()
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

// httpClient gives up on a peer that does not answer.
var httpClient = &http.Client{Timeout: 5 * time.Second}

var errMoving = errors.New("the numbers still move")
