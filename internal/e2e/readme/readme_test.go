package readme

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// TestReadme runs the commands of the section "See it work", line by line as they are there,
// in a fresh clone of what is committed and with nothing in the environment but where
// commands and downloaded modules are. The server of the second block is a script that
// sends a span to where it is told.
func TestReadme(t *testing.T) {
	if os.Getenv("README_TEST") == "" {
		t.Skip("make readme-test runs it: it takes the ports of examples/sidecar.yaml")
	}
	r := newReader(t)
	blocks := r.commands("See it work")
	require.Len(t, blocks, 2)
	require.Len(t, blocks[0], 2, "what the two commands are")
	demo, run := blocks[0][0], blocks[0][1]

	out := r.run(demo)
	assert.Contains(t, out, "SERVICE", "what the metrics say")
	assert.Regexp(t, `(?m)^findings: .*injected_instruction`, out, "and what was found")

	stop := r.start(run)
	r.healthy("http://127.0.0.1:13133")
	require.Len(t, blocks[1], 2, "send, and look")
	r.run(blocks[1][0])
	require.Eventually(t, func() bool {
		return regexp.MustCompile(`mcp_tool_calls_total\{.*gen_ai_tool_name="readme_tool"`).MatchString(r.run(blocks[1][1]))
	}, 40*time.Second, time.Second, "the call is counted")
	assert.Contains(t, stop(), "Ctrl-C stops", "how it is stopped is said")
}

// reader follows the README.
type reader struct {
	*testing.T
	dir string // the clone
	env []string
}

func newReader(t *testing.T) *reader {
	root, dir, bin := filepath.Join("..", "..", ".."), filepath.Join(t.TempDir(), "clone"), t.TempDir()
	out, err := exec.CommandContext(t.Context(), "git", "clone", "--quiet", "--no-local", root, dir).CombinedOutput()
	require.NoError(t, err, "%s", out)
	server := `#!/bin/sh
exec curl --fail --silent --show-error -H 'Content-Type: application/json' "$OTEL_EXPORTER_OTLP_ENDPOINT/v1/traces" --data '` + span() + `'
`
	require.NoError(t, os.WriteFile(filepath.Join(bin, "your-mcp-server"), []byte(server), 0o755)) //nolint:gosec // it is a program
	r := &reader{T: t, dir: dir, env: []string{"PATH=" + bin + ":" + os.Getenv("PATH"), "HOME=" + t.TempDir()}}
	// Modules and builds come from where they are, or a test would download them all.
	for _, key := range []string{"GOMODCACHE", "GOCACHE", "GOPROXY", "GOFLAGS", "GOTOOLCHAIN"} {
		value, err := exec.CommandContext(t.Context(), "go", "env", key).Output()
		require.NoError(t, err)
		r.env = append(r.env, key+"="+strings.TrimSpace(string(value)))
	}
	return r
}

// span is a call of a tool as OTLP/JSON.
func span() string {
	now := time.Now().UnixNano()
	return fmt.Sprintf(`{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"readme"}}]},`+
		`"scopeSpans":[{"spans":[{"traceId":"%032x","spanId":"%016x","name":"tools/call readme_tool","kind":2,"startTimeUnixNano":"%d","endTimeUnixNano":"%d",`+
		`"attributes":[{"key":"mcp.method.name","value":{"stringValue":"tools/call"}},{"key":"gen_ai.tool.name","value":{"stringValue":"readme_tool"}}]}]}]}]}`, now, now, now-1e6, now)
}

// commands are the lines of the shell blocks of a section.
func (r *reader) commands(section string) (blocks [][]string) {
	text, err := os.ReadFile(filepath.Join(r.dir, "README.md"))
	require.NoError(r, err)
	_, rest, found := strings.Cut(string(text), "\n## "+section+"\n")
	require.True(r, found)
	rest, _, _ = strings.Cut(rest, "\n## ")
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)\n```").FindAllStringSubmatch(rest, -1) {
		blocks = append(blocks, strings.Split(block[1], "\n"))
	}
	return blocks
}

func (r *reader) command(line string) *exec.Cmd {
	cmd := exec.CommandContext(r.Context(), "sh", "-c", line)
	cmd.Dir, cmd.Env = r.dir, r.env
	return cmd
}

// run returns the output of a line that ends by itself, and well.
func (r *reader) run(line string) string {
	out, err := r.command(line).CombinedOutput()
	require.NoError(r, err, "%s\n%s", line, out)
	return string(out)
}

// start runs a line that goes on until somebody presses Ctrl-C, which stop does. It returns
// the output.
func (r *reader) start(line string) (stop func() string) {
	var out harness.Buffer
	cmd := r.command(line)
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the terminal sends Ctrl-C to all of it
	require.NoError(r, cmd.Start())
	kill := func(s syscall.Signal) { _ = syscall.Kill(-cmd.Process.Pid, s) }
	r.Cleanup(func() { kill(syscall.SIGKILL) })
	return func() string {
		kill(syscall.SIGINT)
		_ = cmd.Wait() // make says that it was interrupted
		return out.String()
	}
}

func (r *reader) healthy(url string) {
	require.Eventually(r, func() bool {
		resp, err := http.Get(url) //nolint:noctx // it is asked again anyway
		if err != nil {
			return false
		}
		return resp.Body.Close() == nil && resp.StatusCode == http.StatusOK
	}, 5*time.Minute, 200*time.Millisecond)
}
