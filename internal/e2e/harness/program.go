package harness

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// Run runs the tests of a package and then removes the programs that they have built: TestMain is os.Exit(harness.Run(m)).
func Run(m *testing.M) int {
	code := m.Run()
	if err := os.RemoveAll(built.dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return max(code, 1)
	}
	return code
}

// built is where programs are built that were not given.
var built struct {
	sync.Mutex // covers all

	dir   string // empty until the first
	built map[string]error
}

// Collector returns the collector to test: the one that OTELCOL_MCP_BIN names, or a new one.
func Collector(t testing.TB) string {
	t.Helper()
	return program(t, "OTELCOL_MCP_BIN", "./otelcol-mcp")
}

// Tap returns the mcptap to test: the one that MCPTAP_BIN names, or a new one.
func Tap(t testing.TB) string {
	t.Helper()
	return program(t, "MCPTAP_BIN", "./cmd/mcptap")
}

// Prometheus returns a real one: what PROMETHEUS_BIN names, or the one on PATH. Without it the test is skipped, but not in
// CI.
func Prometheus(t testing.TB) string {
	t.Helper()
	skipIfShort(t)
	if bin := os.Getenv("PROMETHEUS_BIN"); bin != "" {
		return absolute(t, bin)
	}
	bin, err := exec.LookPath("prometheus")
	switch {
	case err == nil:
		return bin
	case os.Getenv("CI") != "":
		t.Fatal("no Prometheus: set PROMETHEUS_BIN")
	default:
		t.Skip("NOT TESTED AGAINST A REAL PROMETHEUS: there is none on PATH and PROMETHEUS_BIN is not set")
	}
	return ""
}

func skipIfShort(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts real processes")
	}
}

func program(t testing.TB, variable, pkg string) string {
	t.Helper()
	skipIfShort(t)
	if bin := os.Getenv(variable); bin != "" {
		return absolute(t, bin)
	}
	return Build(t, Root(t), pkg, "-tags", "grpcnotrace")
}

// Build returns a program that is built, once in a package of tests, in a folder of a module.
func Build(t testing.TB, folder, pkg string, flags ...string) string {
	t.Helper()
	built.Lock()
	defer built.Unlock()
	if built.dir == "" {
		dir, err := os.MkdirTemp("", "otelcol-mcp-test") //nolint:usetesting // it serves all tests of the package
		require.NoError(t, err)
		built.dir, built.built = dir, map[string]error{}
	}
	err, known := built.built[pkg]
	if !known {
		err = build(folder, pkg, flags)
		built.built[pkg] = err
	}
	require.NoError(t, err)
	return filepath.Join(built.dir, filepath.Base(pkg))
}

func build(folder, pkg string, flags []string) error {
	args := append([]string{"build", "-o", built.dir + string(filepath.Separator)}, flags...)
	cmd := exec.Command("go", append(args, pkg)...)
	cmd.Dir = folder
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", pkg, err, out)
	}
	return nil
}

// Root returns the folder of the repository, whichever package is tested.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "builder-config.yaml")); err == nil {
			return dir
		}
		above := filepath.Dir(dir)
		require.NotEqual(t, dir, above, "not in a checkout")
		dir = above
	}
}

func absolute(t testing.TB, path string) string {
	t.Helper()
	path, err := filepath.Abs(path)
	require.NoError(t, err)
	return path
}
