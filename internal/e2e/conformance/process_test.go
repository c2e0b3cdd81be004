package conformance

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// moduleRoot is the root of the module, seen from this package.
const moduleRoot = "../../.."

func TestMain(m *testing.M) {
	if os.Getenv(betweenCollector) != "" {
		os.Exit(between())
	}
	os.Exit(harness.Run(m))
}

// sdk returns a program of the Go SDK.
func sdk(t *testing.T, name string) string {
	t.Helper()
	if dir := os.Getenv("MCP_SDK_BIN"); dir != "" {
		return filepath.Join(dir, name)
	}
	return harness.Build(t, filepath.Join(moduleRoot, "internal", "tools", "mcpsdk"), "github.com/modelcontextprotocol/go-sdk/conformance/"+name)
}
