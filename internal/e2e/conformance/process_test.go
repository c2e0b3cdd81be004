package conformance

import (
	"bytes"
	"context"
	"fmt"
	"net"
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
	// startWithin bounds the start of a process, until it listens.
	startWithin = 30 * time.Second
	// pollEvery is the distance between two looks at something awaited.
	pollEvery = 50 * time.Millisecond
)

// buildDir is where programs are built when none were given.
var buildDir string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		if os.Getenv(betweenCollector) != "" {
			return between()
		}
		dir, err := os.MkdirTemp("", "otelcol-mcp-conformance")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer func() { _ = os.RemoveAll(dir) }() // the system clears its temporary files too
		buildDir = dir
		return m.Run()
	}())
}

// collector returns the collector to test.
func collector(t *testing.T) string {
	t.Helper()
	path, err := builtCollector()
	require.NoError(t, err)
	return path
}

var builtCollector = sync.OnceValues(func() (string, error) {
	if bin := os.Getenv("OTELCOL_MCP_BIN"); bin != "" {
		return filepath.Abs(bin)
	}
	return filepath.Join(buildDir, "otelcol-mcp"), build(moduleRoot, "-tags", "grpcnotrace", "./otelcol-mcp")
})

// sdk returns a program of the Go SDK.
func sdk(t *testing.T, name string) string {
	t.Helper()
	dir, err := builtSDK()
	require.NoError(t, err)
	return filepath.Join(dir, name)
}

var builtSDK = sync.OnceValues(func() (string, error) {
	if dir := os.Getenv("MCP_SDK_BIN"); dir != "" {
		return filepath.Abs(dir)
	}
	const programs = "github.com/modelcontextprotocol/go-sdk/conformance/everything-"
	return buildDir, build(filepath.Join(moduleRoot, "internal", "tools", "mcpsdk"), programs+"server", programs+"client")
})

func build(dir string, args ...string) error {
	cmd := exec.Command("go", append([]string{"build", "-o", buildDir + string(filepath.Separator)}, args...)...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	return nil
}

// start runs a program until the test ends and returns when it listens at an address.
func start(t *testing.T, address string, cmd *exec.Cmd) {
	t.Helper()
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it has no state, or has ended
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("output of %s:\n%s", filepath.Base(cmd.Path), &output)
		}
	})
	require.NoError(t, awaitListening(address))
}

// awaitListening returns when something listens at an address.
func awaitListening(address string) error {
	ctx, cancel := context.WithTimeout(context.Background(), startWithin)
	defer cancel()
	for {
		connection, err := new(net.Dialer).DialContext(ctx, "tcp", address)
		if err == nil {
			return connection.Close()
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pollEvery):
		}
	}
}

// freeAddress returns a loopback address that nothing listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

func free(t *testing.T) string {
	t.Helper()
	address, err := freeAddress()
	require.NoError(t, err)
	return address
}

func portOf(t *testing.T, address string) string {
	t.Helper()
	_, port, err := net.SplitHostPort(address)
	require.NoError(t, err)
	return port
}
