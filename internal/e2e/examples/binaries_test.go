package examples

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// moduleRoot is the root of the module, seen from this package.
const moduleRoot = "../../.."

// stdioServer in the environment makes the test binary an MCP server over stdio.
const stdioServer = "EXAMPLES_STDIO_SERVER"

func TestMain(m *testing.M) {
	if os.Getenv(stdioServer) != "" {
		serveStdio()
		return
	}
	os.Exit(harness.Run(m))
}

// start runs a program in a folder of its own, with nothing in its environment but env.
func start(t *testing.T, dir string, env []string, bin string, args ...string) *harness.Process {
	t.Helper()
	cmd := exec.Command(bin, args...)
	cmd.Dir, cmd.Env = dir, append([]string{"PATH=" + os.Getenv("PATH")}, env...)
	return harness.Start(t, cmd)
}

// complaints are the lines of the output that are not information.
func complaints(p *harness.Process) []string {
	var lines []string
	for line := range strings.Lines(p.Output.String()) {
		if line = strings.TrimSpace(line); line != "" && !strings.Contains(line, "\tinfo\t") {
			lines = append(lines, line)
		}
	}
	return lines
}
