package tap

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

func TestMain(m *testing.M) { os.Exit(harness.Run(m)) }

// gosdk returns the client and server of the Go SDK.
func gosdk(t *testing.T) string {
	t.Helper()
	return harness.Build(t, "gosdk", "github.com/otelcol-mcp/otelcol-mcp/internal/e2e/tap/gosdk")
}

// patience bounds one conversation.
const patience = 2 * time.Minute

// converse runs a client that wraps its server, and returns the lines that it prints,
// each with its number.
func converse(t *testing.T, env []string, name string, args ...string) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.WaitDelay = time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run(), "%s%s", &stdout, &stderr)
	return counted(strings.Split(strings.TrimSpace(stdout.String()), "\n"))
}

// counted writes equal lines once, with their number.
func counted(lines []string) (all []string) {
	n := map[string]int{}
	for _, line := range lines {
		n[line]++
	}
	for line, times := range n {
		all = append(all, fmt.Sprintf("%s, %d", line, times))
	}
	slices.Sort(all)
	return all
}

// told writes the requests among spans as the clients write what they did.
func told(spans []ptrace.Span) []string {
	var lines []string
	for _, s := range spans {
		method := text(s, "mcp.method.name")
		if method == "" || strings.HasPrefix(method, "notifications/") {
			continue
		}
		what := cmp.Or(text(s, "gen_ai.tool.name"), text(s, "gen_ai.prompt.name"), text(s, "mcp.resource.uri"))
		ended := "ok"
		for _, key := range []string{"error.type", "rpc.response.status_code"} {
			if value := text(s, key); value != "" {
				ended = value
			}
		}
		lines = append(lines, strings.Join(strings.Fields(method+" "+what+" "+ended), " "))
	}
	return counted(lines)
}

func text(s ptrace.Span, key string) string {
	v, ok := s.Attributes().Get(key)
	if !ok {
		return ""
	}
	return v.AsString()
}

// structure counts sessions and turns, and checks that everything else is in one.
func structure(t *testing.T, spans []ptrace.Span) (sessions, turns int) {
	t.Helper()
	known := map[string]bool{}
	for _, s := range spans {
		known[s.SpanID().String()] = true
		switch text(s, "mcp.span.type") {
		case "session":
			sessions++
		case "turn":
			turns++
		}
	}
	for _, s := range spans {
		if text(s, "mcp.span.type") != "session" {
			assert.True(t, known[s.ParentSpanID().String()], "%s has a parent", s.Name())
		}
	}
	return sessions, turns
}

// TestTypeScript is the official client with three official servers.
func TestTypeScript(t *testing.T) {
	dir := install(t)
	servers := filepath.Join(dir, "node_modules", "@modelcontextprotocol")
	folder := t.TempDir()
	for name, server := range map[string][]string{
		"everything": {filepath.Join(servers, "server-everything", "dist", "index.js")},
		"memory":     {filepath.Join(servers, "server-memory", "dist", "index.js")},
		"filesystem": {filepath.Join(servers, "server-filesystem", "dist", "index.js"), folder},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEndpoint(t)
			env := []string{
				"OTEL_EXPORTER_OTLP_ENDPOINT=" + e.url, "FOLDER=" + folder, "MEMORY_FILE_PATH=" + filepath.Join(folder, "memory.json"),
			}
			args := append([]string{filepath.Join(dir, "client.mjs"), name, harness.Tap(t), "--", "node"}, server...)
			did := converse(t, env, "node", args...)
			require.Greater(t, len(did), 6)
			require.Equal(t, did, told(e.spans()))
			sessions, turns := structure(t, e.spans())
			require.Equal(t, []int{1, 1}, []int{sessions, turns})
		})
	}
}

// TestGo is the official client and server in both eras of the protocol.
func TestGo(t *testing.T) {
	for version, hello := range map[string]string{"2025-11-25": "initialize ok, 1", "2026-07-28": "server/discover ok, 1"} {
		t.Run(version, func(t *testing.T) {
			e := newEndpoint(t)
			did := converse(t, []string{"OTEL_EXPORTER_OTLP_ENDPOINT=" + e.url}, gosdk(t), version, harness.Tap(t), "--", gosdk(t), "serve")
			require.Contains(t, did, hello)
			require.Contains(t, did, "tools/call greet ok, 52")
			require.Equal(t, did, told(e.spans()))
			for _, s := range e.spans() {
				if text(s, "mcp.method.name") == "tools/call" {
					require.Equal(t, version, text(s, "mcp.protocol.version"))
					require.Equal(t, "gosdk-client", text(s, "mcp.client.name"))
				}
			}
			sessions, turns := structure(t, e.spans())
			require.Equal(t, []int{1, 1}, []int{sessions, turns})
		})
	}
}
