package e2e

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestExamplesAreValid runs the validate command on every example.
func TestExamplesAreValid(t *testing.T) {
	bin := collectorBinary(t)
	t.Setenv("OTELCOL_MCP_TOKEN", "an-example-token")
	examples, err := filepath.Glob(filepath.Join(moduleRoot, "examples", "*.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, examples)
	for _, example := range examples {
		t.Run(filepath.Base(example), func(t *testing.T) {
			out, err := exec.CommandContext(t.Context(), bin, "validate", "--config="+example).CombinedOutput()
			require.NoError(t, err, "%s", out)
		})
	}
}
