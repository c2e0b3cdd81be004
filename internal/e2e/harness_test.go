package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// moduleRoot is the root of the module, seen from this package.
const moduleRoot = "../.."

func TestMain(m *testing.M) { os.Exit(harness.Run(m)) }

// startCollector runs the collector with the configuration text and returns when
// the health check at the given address answers.
func startCollector(t *testing.T, config, health string, flags ...string) *harness.Process {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.yaml")
	require.NoError(t, os.WriteFile(file, []byte(config), 0o600))
	p := harness.Start(t, exec.Command(harness.Collector(t), append([]string{"--config=" + file}, flags...)...))
	p.AwaitOK(t, "http://"+health+"/")
	return p
}
