package e2e

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// addresses are where one collector listens.
type addresses struct {
	grpc, http, metrics, health, own string
}

func freeAddresses(t *testing.T) addresses {
	t.Helper()
	free := harness.FreeAddresses(t, 5)
	return addresses{grpc: free[0], http: free[1], metrics: free[2], health: free[3], own: free[4]}
}

// exampleConfig is a file of examples/ with other addresses. Pairs of old and new
// text name what it has besides the OTLP receiver, the health check and its own
// metrics.
func exampleConfig(t *testing.T, name string, at addresses, pairs ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(moduleRoot, "examples", name))
	require.NoError(t, err)
	_, ownPort, err := net.SplitHostPort(at.own)
	require.NoError(t, err)
	return substitute(t, string(text), append(pairs,
		"grpc: {endpoint: 127.0.0.1:4317}", "grpc: {endpoint: "+at.grpc+"}",
		"http: {endpoint: 127.0.0.1:4318}", "http: {endpoint: "+at.http+"}",
		"health_check: {endpoint: 127.0.0.1:13133}", "health_check: {endpoint: "+at.health+"}",
		"port: 8888", "port: "+ownPort,
	)...)
}

// sidecarConfig is examples/sidecar.yaml with other addresses.
func sidecarConfig(t *testing.T, at addresses) string {
	t.Helper()
	return exampleConfig(t, "sidecar.yaml", at,
		"prometheus: {endpoint: 127.0.0.1:9464,", "prometheus: {endpoint: "+at.metrics+",",
		"127.0.0.1:9465", harness.FreeAddresses(t, 1)[0])
}

// substitute replaces pairs of old and new text. Each old text must be there
// exactly once: a port that stays behind would collide with another collector.
func substitute(t *testing.T, text string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		require.Equal(t, 1, strings.Count(text, pairs[i]), "occurrences of %q", pairs[i])
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

// withService completes components and pipelines to a configuration with a
// health check, which has no metrics of its own.
func withService(health, components, pipelines string) string {
	return fmt.Sprintf(`%s
extensions:
  health_check: {endpoint: %s}
service:
  extensions: [health_check]
  telemetry: {metrics: {level: none}}
  pipelines:
%s`, components, health, pipelines)
}
