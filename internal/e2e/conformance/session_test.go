package conformance

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// transcript is what the client of npm/session.mjs saw, sorted because some of it
// happens at the same time, and how often it called which tool with which outcome.
type transcript struct {
	saw    []string
	called map[string]int
}

func session(t *testing.T, transport, url string) transcript {
	t.Helper()
	dir := install(t, everything)
	text, err := os.ReadFile("npm/session.mjs")
	require.NoError(t, err)
	script := filepath.Join(dir, "session.mjs") // packages are looked up beside the importing file
	require.NoError(t, os.WriteFile(script, text, 0o600))
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, node(t), script, transport, url)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run(), "%s%s", &stdout, &stderr)
	var seen transcript
	for line := range strings.Lines(stdout.String()) {
		if what, ok := strings.CutPrefix(line, "saw "); ok {
			seen.saw = append(seen.saw, what)
		}
		if report, ok := strings.CutPrefix(line, "called "); ok {
			require.NoError(t, json.Unmarshal([]byte(report), &seen.called))
		}
	}
	require.NotEmpty(t, seen.called, "%s", &stdout)
	slices.Sort(seen.saw)
	return seen
}

// TestSessionsAreTheSame holds a session with server-everything directly and through the
// proxy, over both HTTP transports, with equal and with different paths, and compares what
// the client saw and what the collector counted.
func TestSessionsAreTheSame(t *testing.T) {
	for _, test := range []struct {
		name, transport string
		upstream        upstream
		path, prefix    string // of the proxy, and what it stands for at the upstream
	}{
		{"streamable HTTP", "http", typescript, "/", ""},
		{"streamable HTTP under another path", "http", typescript, "/weather", ""},
		{"HTTP+SSE", "sse", typescriptSSE, "/", ""},
		{"HTTP+SSE under another path", "sse", typescriptSSE, "/weather", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			address := test.upstream.serve(t)
			direct := session(t, test.transport, "http://"+address+test.upstream.path)
			p := startProxy(t, test.path, "http://"+address)
			through := session(t, test.transport, "http://"+p.address+strings.TrimSuffix(test.path, "/")+test.upstream.path)
			require.Equal(t, direct.saw, through.saw)
			require.Equal(t, through.called, p.toolCalls(t, through.called))
		})
	}
}
