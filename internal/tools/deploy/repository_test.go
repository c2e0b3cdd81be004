package deploy

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// root is the root of the repository, seen from this package.
const root = "../../.."

func read(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, path))
	require.NoError(t, err)
	return content
}

// loads lets the Collector validate a configuration. What it reads from the environment has a value.
func loads(t *testing.T, config []byte) {
	t.Helper()
	bin := os.Getenv("OTELCOL_MCP_BIN")
	require.NotEmpty(t, bin, "OTELCOL_MCP_BIN is not set; make deploy-check sets it")
	file := filepath.Join(t.TempDir(), "config.yaml")
	require.NoError(t, os.WriteFile(file, config, 0o600))
	cmd := exec.CommandContext(t.Context(), bin, "validate", "--config="+file)
	cmd.Env = append(os.Environ(), "BACKEND_ENDPOINT=localhost:4317", "POD_NAME=pod", "POD_NAMESPACE=namespace")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Empty(t, string(out), "it loads, and has nothing to remark")
}
