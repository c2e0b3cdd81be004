package examples

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// example is a file of examples/ with ports of its own.
type example struct {
	name   string
	dir    string // where it runs
	config string
	env    []string
	ports  map[string]string // port in the file → free port
	// provider is what examples/secured.yaml asks about tokens.
	provider *provider
}

// address finds what listens on, or is expected on, the loopback interface. The
// closing brace is that of an environment variable with this default.
var (
	address = regexp.MustCompile(`(127\.0\.0\.1\}?):(\d+)`)
	ownPort = regexp.MustCompile(`\b(port: )(\d+)`)
)

// read gives an example ports of its own.
func read(t *testing.T, name string) *example {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(moduleRoot, "examples", name))
	require.NoError(t, err)
	e := &example{name: name, dir: t.TempDir(), ports: map[string]string{}}
	var config strings.Builder
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			line = address.ReplaceAllStringFunc(line, func(s string) string { return e.replace(t, address, "$1:", s) })
			line = ownPort.ReplaceAllStringFunc(line, func(s string) string { return e.replace(t, ownPort, "$1", s) })
		}
		config.WriteString(line)
	}
	e.config = config.String()
	return e
}

// replace gives the port at the end of a match another number, the same one for the same port.
func (e *example) replace(t *testing.T, pattern *regexp.Regexp, before, match string) string {
	t.Helper()
	port := pattern.ReplaceAllString(match, "$2")
	if e.ports[port] == "" {
		e.ports[port] = freePort(t)
	}
	return pattern.ReplaceAllString(match, before) + e.ports[port]
}

// at is where what has this port in the file is in the test.
func (e *example) at(t *testing.T, port string) string {
	t.Helper()
	require.NotEmpty(t, e.ports[port], "%s says nothing about port %s", e.name, port)
	return "127.0.0.1:" + e.ports[port]
}

// launch starts the collector with the example. What the file leaves to flags is
// not changed, but what takes time is made short.
func (e *example) launch(t *testing.T) *harness.Process {
	t.Helper()
	file := filepath.Join(e.dir, "config.yaml")
	require.NoError(t, os.WriteFile(file, []byte(e.config), 0o600))
	args := []string{"--config=" + file}
	for key, set := range map[string]string{
		"\n  mcpspanmetrics:": "connectors.mcpspanmetrics.metrics_flush_interval=200ms",
		"\n  tail_sampling:":  "processors.tail_sampling.decision_wait=1s",
		"\n  batch:":          "processors.batch.timeout=100ms",
		"level: warn":         "service.telemetry.logs.level=info", // to see when it is ready
	} {
		if strings.Contains(e.config, key) {
			args = append(args, "--set="+set)
		}
	}
	return start(t, e.dir, e.env, harness.Collector(t), args...)
}

// ready waits until everything is ready, and fails when the process ends instead.
func ready(t *testing.T, p *harness.Process) {
	t.Helper()
	harness.Poll(t, harness.StartWithin, func() error {
		if p.Ended() {
			t.Fatal("it ended")
		}
		if !strings.Contains(p.Output.String(), "Everything is ready") {
			return errors.New("it is not ready")
		}
		return nil
	})
}

// run starts the example and returns when it is ready.
func (e *example) run(t *testing.T) *harness.Process {
	t.Helper()
	p := e.launch(t)
	ready(t, p)
	return p
}

// freePort returns a port of the loopback interface that nothing listens on.
func freePort(t *testing.T) string {
	t.Helper()
	return harness.Port(t, harness.FreeAddress(t))
}
