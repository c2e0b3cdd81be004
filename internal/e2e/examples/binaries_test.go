package examples

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// moduleRoot is the root of the module, seen from this package.
const moduleRoot = "../../.."

// stdioServer in the environment makes the test binary an MCP server over stdio.
const stdioServer = "EXAMPLES_STDIO_SERVER"

// buildDir is where programs are built that were not given.
var buildDir string

func TestMain(m *testing.M) {
	if os.Getenv(stdioServer) != "" {
		serveStdio()
		return
	}
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "otelcol-mcp-examples")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer func() { _ = os.RemoveAll(dir) }() // the system clears its temporary files too
		buildDir = dir
		return m.Run()
	}())
}

var (
	findCollector = sync.OnceValues(func() (string, error) { return program("OTELCOL_MCP_BIN", "./otelcol-mcp") })
	findTap       = sync.OnceValues(func() (string, error) { return program("MCPTAP_BIN", "./cmd/mcptap") })
)

func collectorBinary(t *testing.T) string { return found(t, findCollector) }
func tapBinary(t *testing.T) string       { return found(t, findTap) }

func found(t *testing.T, find func() (string, error)) string {
	t.Helper()
	if testing.Short() {
		t.Skip("starts real processes")
	}
	bin, err := find()
	require.NoError(t, err)
	return bin
}

// program returns what the variable names, or builds the package.
func program(variable, pkg string) (string, error) {
	if bin := os.Getenv(variable); bin != "" {
		return filepath.Abs(bin)
	}
	bin := filepath.Join(buildDir, filepath.Base(pkg))
	build := exec.Command("go", "build", "-tags", "grpcnotrace", "-o", bin, pkg)
	build.Dir = moduleRoot
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building %s: %w\n%s", pkg, err, out)
	}
	return bin, nil
}

// prometheusBinary skips the test when there is none, but not in CI.
func prometheusBinary(t *testing.T) string {
	t.Helper()
	if bin := os.Getenv("PROMETHEUS_BIN"); bin != "" {
		abs, err := filepath.Abs(bin)
		require.NoError(t, err)
		return abs
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no Prometheus: set PROMETHEUS_BIN")
	}
	t.Skip("NOT TESTED AGAINST A REAL PROMETHEUS: PROMETHEUS_BIN is not set")
	return ""
}
