package conformance

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// upstream is a published server.
type upstream struct {
	name  string
	path  string // of its endpoint
	start func(t *testing.T, address string) *exec.Cmd
}

var (
	stateful = upstream{"go-sdk stateful", "/mcp", func(t *testing.T, address string) *exec.Cmd {
		return exec.Command(sdk(t, "everything-server"), "-http", address, "-stateless=false")
	}}
	stateless = upstream{"go-sdk stateless", "/mcp", func(t *testing.T, address string) *exec.Cmd {
		return exec.Command(sdk(t, "everything-server"), "-http", address, "-stateless=true")
	}}
	typescript = upstream{"server-everything", "/mcp", func(t *testing.T, address string) *exec.Cmd {
		return everythingServer(t, "streamableHttp", address)
	}}
	typescriptSSE = upstream{"server-everything sse", "/sse", func(t *testing.T, address string) *exec.Cmd {
		return everythingServer(t, "sse", address)
	}}
)

func everythingServer(t *testing.T, transport, address string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(node(t), filepath.Join(install(t, everything), "node_modules", "@modelcontextprotocol",
		"server-everything", "dist", "index.js"), transport)
	loopback, err := filepath.Abs("npm/loopback.cjs")
	require.NoError(t, err)
	cmd.Env = append(os.Environ(), "PORT="+harness.Port(t, address), "NODE_OPTIONS=--require="+loopback)
	return cmd
}

// serve starts an upstream and returns its address.
func (u upstream) serve(t *testing.T) string {
	t.Helper()
	address := harness.FreeAddress(t)
	harness.Start(t, u.start(t, address)).AwaitListening(t, address)
	return address
}

// serverRuns are what the suite is asked of a server, and how many checks of a direct
// run succeed: so many that a suite which checks nothing would be noticed.
//
// left is a tool call whose stream the server breaks off and that the suite does not come
// back to: since it could, the call counts only when its time is over, in 30 minutes.
var serverRuns = []struct {
	name, suite string
	upstream    upstream
	args        []string
	success     int
	left        string
}{
	{"0.2 2025-11-25", suite02, stateful, []string{"--requirements", "2025-11-25"}, 82, ""},
	{"0.2 2026-07-28", suite02, stateless, []string{"--suite", "all", "--spec-version", "2026-07-28"}, 153, ""},
	{"0.1 all", suite01, stateful, []string{"--suite", "all"}, 44, "test_reconnection"},
	{"0.2 2025-11-25", suite02, typescript, []string{"--requirements", "2025-11-25", "--timeout", "5000"}, 20, ""},
	{"0.1 all", suite01, typescript, []string{"--suite", "all"}, 10, ""},
}

func TestServersPassTheSameChecks(t *testing.T) {
	for _, run := range serverRuns {
		t.Run(run.name+" "+run.upstream.name, func(t *testing.T) {
			of := func(address string) []check {
				return checks(t, run.suite, nil, append([]string{"server", "--url", "http://" + address + run.upstream.path}, run.args...)...)
			}
			// A server of its own for each run: some remember what they were told.
			direct, again := of(run.upstream.serve(t)), of(run.upstream.serve(t))
			require.GreaterOrEqual(t, tally(direct)["SUCCESS"], run.success)
			compare(t, direct, again, of(startProxy(t, "/", "http://"+run.upstream.serve(t)).address))
		})
	}
}
