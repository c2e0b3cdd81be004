package conformance

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// suiteWithin bounds one run of a suite.
const suiteWithin = 5 * time.Minute

// check is one result of the suite, in a line: scenario, id, status and what it says.
type check struct{ scenario, id, status, text string }

func (c check) String() string {
	return fmt.Sprintf("%s %s %s %s", c.scenario, c.id, c.status, c.text)
}

// program returns a command of a version of the suite.
func program(t *testing.T, ctx context.Context, folder string, args ...string) *exec.Cmd { //nolint:revive // t comes first in tests
	t.Helper()
	cmd := exec.CommandContext(ctx, node(t), append([]string{filepath.Join(install(t, folder), "node_modules",
		"@modelcontextprotocol", "conformance", "dist", "index.js")}, args...)...)
	cmd.WaitDelay = time.Second
	loopback, err := filepath.Abs("npm/loopback.cjs")
	require.NoError(t, err)
	cmd.Env = append(os.Environ(), "NODE_OPTIONS=--require="+loopback, "NO_PROXY=localhost,127.0.0.1", "no_proxy=localhost,127.0.0.1")
	return cmd
}

// checks runs a suite and returns all its checks, sorted. That some of them fail is no
// failure here.
func checks(t *testing.T, folder string, environment []string, args ...string) []check {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), suiteWithin)
	defer cancel()
	dir := t.TempDir()
	cmd := program(t, ctx, folder, append(args, "--output-dir", dir)...)
	cmd.Dir = dir
	cmd.Env = append(cmd.Env, environment...)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	var exit *exec.ExitError
	if err := cmd.Run(); !errors.As(err, &exit) {
		require.NoError(t, err, "%s", &output)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "checks.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files, "%s", &output)
	var all []check
	for _, file := range files {
		all = append(all, readChecks(t, file)...)
	}
	slices.SortFunc(all, func(a, b check) int { return strings.Compare(a.String(), b.String()) })
	return all
}

// stamp is what the suite adds to a scenario's name in a folder's.
var stamp = regexp.MustCompile(`-\d{4}-\d\d-\d\dT[0-9-]+Z$`)

// moving is what differs from run to run: ports, durations, ids.
var moving = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|\d+`)

func readChecks(t *testing.T, file string) []check {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var found []struct{ ID, Name, Status, Description, ErrorMessage string }
	require.NoError(t, json.Unmarshal(text, &found))
	scenario := stamp.ReplaceAllString(filepath.Base(filepath.Dir(file)), "")
	all := make([]check, 0, len(found))
	for _, f := range found {
		all = append(all, check{scenario, f.ID, f.Status, moving.ReplaceAllString(f.Name+": "+f.Description+" "+f.ErrorMessage, "#")})
	}
	return all
}

// tally counts the checks by status.
func tally(all []check) map[string]int {
	n := map[string]int{}
	for _, c := range all {
		n[c.status]++
	}
	return n
}

// differences are the checks that one of two runs has and the other has not.
func differences(one, other []check) []string {
	left := map[check]int{}
	for _, c := range one {
		left[c]++
	}
	for _, c := range other {
		left[c]--
	}
	var found []string
	for c, n := range left {
		for range max(n, -n) {
			found = append(found, map[bool]string{true: "- ", false: "+ "}[n > 0]+c.String())
		}
	}
	slices.Sort(found)
	return found
}

// compare requires that a run through the proxy has the checks of a direct one. What
// differs between two direct runs is told and left out.
func compare(t *testing.T, direct, again, through []check) {
	t.Helper()
	flapping := differences(direct, again)
	for _, line := range flapping {
		t.Logf("flaps without the proxy: %s", line)
	}
	steady := func(all []check) []check {
		return slices.DeleteFunc(slices.Clone(all), func(c check) bool {
			return slices.ContainsFunc(flapping, func(line string) bool {
				return strings.HasPrefix(line[2:], c.scenario+" "+c.id+" ")
			})
		})
	}
	t.Logf("checks: direct %v, through the proxy %v, flapping %d", tally(direct), tally(through), len(flapping))
	require.Empty(t, differences(steady(direct), steady(through)), "checks that differ; - is direct, + is through the proxy")
}
