package conformance

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// The suite starts the client that it tests, with the URL of the scenario's server as
// the last argument. With these set, the test binary itself is that client: it puts
// the collector in front of the server and starts the real one with the proxy's URL.
const (
	betweenCollector = "CONFORMANCE_COLLECTOR"
	betweenClient    = "CONFORMANCE_CLIENT"
)

// between is the test binary as a client, and returns the real one's exit code.
func between() int {
	code, err := runBetween(os.Args[len(os.Args)-1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

func runBetween(server string) (code int, err error) {
	to, err := url.Parse(server)
	if err != nil {
		return 0, err
	}
	dir, err := os.MkdirTemp("", "otelcol-mcp-between")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // the system clears its temporary files too
	var at [2]string
	for i := range at {
		if at[i], err = freeAddress(); err != nil {
			return 0, err
		}
	}
	file := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(file, fmt.Appendf(nil, proxyConfig, at[0], "/", to.Scheme+"://"+to.Host, at[1]), 0o600); err != nil {
		return 0, err
	}
	collector := exec.Command(os.Getenv(betweenCollector), "--config="+file)
	collector.Stderr = os.Stderr
	if err := collector.Start(); err != nil {
		return 0, err
	}
	defer collector.Wait()         //nolint:errcheck // it was killed
	defer collector.Process.Kill() //nolint:errcheck // it has no state
	if err := awaitListening(at[0]); err != nil {
		return 0, err
	}
	_, port, err := net.SplitHostPort(at[0])
	if err != nil {
		return 0, err
	}
	to.Host = net.JoinHostPort(to.Hostname(), port)
	client := exec.Command(os.Getenv(betweenClient), to.String())
	client.Stdout, client.Stderr = os.Stdout, os.Stderr
	if err := client.Run(); client.ProcessState == nil {
		return 0, err
	}
	return client.ProcessState.ExitCode(), nil
}

// freeAddress returns a loopback address that nothing listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// awaitListening returns when something listens at an address.
func awaitListening(address string) error {
	ctx, cancel := context.WithTimeout(context.Background(), harness.StartWithin)
	defer cancel()
	for {
		err := harness.Dial(ctx, address)
		if err == nil || ctx.Err() != nil {
			return err
		}
		time.Sleep(harness.PollEvery)
	}
}

// listed is a scenario in what the suite lists, with the revisions that it is for.
var listed = regexp.MustCompile(`(?m)^  - (\S+) \[(\S+)\]`)

// clientRun is a scenario and the revision it is run for, if it is for some.
type clientRun struct{ folder, scenario, revision string }

func (r clientRun) String() string {
	return strings.TrimSpace(filepath.Base(r.folder) + " " + r.scenario + " " + r.revision)
}

// clientRuns are the scenarios outside auth/: these test the client against
// authorization servers that tell their own addresses, which no proxy can change.
func clientRuns(t *testing.T, folder string) []clientRun {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, err := program(t, ctx, folder, "list", "--client").Output()
	require.NoError(t, err)
	var all []clientRun
	for _, m := range listed.FindAllStringSubmatch(string(out), -1) {
		if strings.HasPrefix(m[1], "auth/") {
			continue
		}
		if m[2] == "extension" {
			all = append(all, clientRun{folder, m[1], ""})
			continue
		}
		for revision := range strings.SplitSeq(m[2], ",") {
			if revision != "2025-06-18" { // as 2025-11-25 in every scenario
				all = append(all, clientRun{folder, m[1], revision})
			}
		}
	}
	require.True(t, slices.Contains(all, clientRun{folder, "tools_call", "2025-11-25"}), "%s", out)
	return all
}

func TestClientsPassTheSameChecks(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	client := sdk(t, "everything-client")
	for _, run := range slices.Concat(clientRuns(t, suite02), clientRuns(t, suite01)) {
		t.Run(run.String(), func(t *testing.T) {
			of := func(command string, environment ...string) []check {
				args := []string{"client", "--command", command, "--scenario", run.scenario}
				if run.revision != "" {
					args = append(args, "--spec-version", run.revision)
				}
				return checks(t, run.folder, environment, args...)
			}
			direct, again := of(client), of(client)
			compare(t, direct, again, of(self, betweenCollector+"="+harness.Collector(t), betweenClient+"="+client))
		})
	}
}
