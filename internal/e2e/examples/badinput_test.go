package examples

import (
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

var variable = regexp.MustCompile(`\$\{env:(\w+)(:-)?`)

// variables are those that a configuration reads.
func variables(config string) []string { return find(config, func(string) bool { return true }) }

// required are those without a default.
func required(config string) []string { return find(config, func(s string) bool { return s == "" }) }

func find(config string, which func(defaulted string) bool) []string {
	var names []string
	for _, m := range variable.FindAllStringSubmatch(config, -1) {
		if which(m[2]) && !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

func eachExample(t *testing.T, use func(t *testing.T, name string)) {
	t.Helper()
	for name := range tried {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			use(t, name)
		})
	}
}

// TestAMissingVariableIsNamed leaves out one required variable after the other. One line
// says which, and what to set it to.
func TestAMissingVariableIsNamed(t *testing.T) {
	eachExample(t, func(t *testing.T, name string) {
		for _, missing := range required(prepare(t, name).config) {
			e := prepare(t, name)
			e.env = slices.DeleteFunc(e.env, func(v string) bool { return strings.HasPrefix(v, missing+"=") })
			p := e.launch(t)
			p.Fails(t)
			lines := complaints(p)
			require.Len(t, lines, 1, p.Output.String())
			assert.Regexp(t, "^Error: .*environment variable "+missing+" has to be set: [^ ]+ .+", lines[0])
		}
	})
}

// TestATakenPortIsNamed takes each port that an example listens on.
func TestATakenPortIsNamed(t *testing.T) {
	eachExample(t, func(t *testing.T, name string) {
		ports := listeners(t, name)
		require.NotEmpty(t, ports)
		for _, port := range ports {
			e := prepare(t, name)
			l, err := net.Listen("tcp", e.at(t, port))
			require.NoError(t, err)
			p := e.launch(t)
			p.Fails(t)
			require.NoError(t, l.Close())
			lines := complaints(p)
			assert.Regexp(t, "^Error: .*"+regexp.QuoteMeta(e.at(t, port))+".*: address already in use$", lines[len(lines)-1])
		}
	})
}

// listeners are the ports of a file on which the collector answers.
func listeners(t *testing.T, name string) []string {
	t.Helper()
	e := prepare(t, name)
	p := e.run(t)
	var ports []string
	for port := range e.ports {
		if port == "15556" {
			continue // the provider's
		}
		if c, err := net.Dial("tcp", e.at(t, port)); err == nil {
			require.NoError(t, c.Close())
			ports = append(ports, port)
		}
	}
	p.Kill()
	return ports
}

// TestWhatSecuredNeedsIsNamed leaves out the files and the provider that examples/secured.yaml reads at its start.
func TestWhatSecuredNeedsIsNamed(t *testing.T) {
	for name, without := range map[string]func(*testing.T, *example) (want string){
		"a provider": func(t *testing.T, e *example) string {
			nobody := "127.0.0.1:" + freePort(t)
			e.env = append(e.env, "OIDC_ISSUER=https://"+nobody)
			return nobody + ".*connection refused"
		},
		"a provider that can be trusted": func(_ *testing.T, e *example) string {
			e.env = append(e.env, "OIDC_CA_FILE=")
			return "certificate signed by unknown authority"
		},
		"a key":   func(t *testing.T, e *example) string { return e.without(t, "server.key") },
		"clients": func(t *testing.T, e *example) string { return e.without(t, "ca.crt") },
		"tokens":  func(t *testing.T, e *example) string { return e.without(t, "tokens") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := prepare(t, "secured.yaml")
			want := without(t, e)
			p := e.launch(t)
			p.Fails(t)
			lines := complaints(p)
			assert.Regexp(t, "^Error: .*"+want, lines[len(lines)-1])
		})
	}
}

// without removes a file that the example reads, and returns its name.
func (e *example) without(t *testing.T, file string) string {
	t.Helper()
	if file == "ca.crt" { // the provider's certificate is from the same authority
		other := filepath.Join(e.dir, "provider.crt")
		require.NoError(t, os.Rename(filepath.Join(e.dir, "certs", file), other))
		e.env = append(e.env, "OIDC_CA_FILE="+other)
		return file
	}
	require.NoError(t, os.Remove(filepath.Join(e.dir, "certs", file)))
	return file
}

// TestAnUnreachableBackendIsNamed sends a call where nothing answers behind the collector:
// it is taken, the log says who could not be reached, and the collector stops in order.
func TestAnUnreachableBackendIsNamed(t *testing.T) {
	for name, exporter := range map[string]string{
		"redaction.yaml":     "otlp_grpc",
		"otlp-backend.yaml":  "otlp_http",
		"delta.yaml":         "otlp_http",
		"remote-write.yaml":  "prometheus_remote_write",
		"tail-sampling.yaml": "otlp_grpc",
		"gateway.yaml":       "otlp_grpc",
		"gateway-edge.yaml":  "load_balancing",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := prepare(t, name)
			p := e.run(t)
			e.send(t, trace(1, func(s ptrace.Span) { s.Status().SetCode(ptrace.StatusCodeError) }), "Authorization", "Bearer t0ken")
			eventually(t, func(c require.TestingT) {
				said := told(p, exporter)
				require.NotEmpty(c, said)
				assert.Contains(c, said, e.at(t, "14317"))
				assert.Contains(c, said, "connection refused")
			})
			p.Stop(t)
		})
	}
}

// told is the last thing that the log says of a failed export.
func told(p *harness.Process, exporter string) string {
	var last string
	for line := range strings.Lines(p.Output.String()) {
		if strings.Contains(line, "Exporting failed") && strings.Contains(line, `"otelcol.component.id": "`+exporter) {
			last = line
		}
	}
	return last
}

// TestTheQueueSurvives stops or kills the collector while its backend is away: what it
// had taken arrives after the next start.
func TestTheQueueSurvives(t *testing.T) {
	for name, end := range map[string]func(*harness.Process, testing.TB){
		"a stop": (*harness.Process).Stop,
		"a kill": func(p *harness.Process, _ testing.TB) { p.Kill() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := prepare(t, "otlp-backend.yaml")
			p := e.run(t)
			e.send(t, trace(1))
			eventually(t, func(c require.TestingT) { assert.NotEmpty(c, told(p, "otlp_http")) })
			end(p, t)
			assertNothingPrivate(t, filepath.Join(e.dir, "otelcol-mcp-storage"))

			s := httpSink(t, e.at(t, "14317"))
			p = e.run(t)
			arrivesClean(t, s)
			p.Stop(t)
		})
	}
}

// assertNothingPrivate looks into the files of the queue.
func assertNothingPrivate(t *testing.T, dir string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.NotEmpty(t, files)
	found := false
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(dir, f.Name()))
		require.NoError(t, err)
		assert.NotContains(t, string(data), private)
		found = found || strings.Contains(string(data), "get_weather")
	}
	assert.True(t, found, "the call is on disk")
}

// TestTheProxyGoesOnWithoutABackend sends what the proxy sees where nothing answers:
// calls pass all the same.
func TestTheProxyGoesOnWithoutABackend(t *testing.T) {
	e := prepare(t, "proxy.yaml")
	nobody := "127.0.0.1:" + freePort(t)
	e.config = strings.Replace(e.config, "  debug: {verbosity: basic}", "  debug: {verbosity: basic}\n  otlp_grpc: {endpoint: "+nobody+", tls: {insecure: true}}", 1)
	e.config = strings.ReplaceAll(e.config, "debug]", "debug, otlp_grpc]")
	httpServer(t, e.at(t, "3001"))
	p := e.run(t)
	for range 50 {
		assert.Contains(t, converse(t, "http://"+e.at(t, "8931")+"/weather"), "sunny")
	}
	e.shows(t, "9464", `mcp_tool_calls_total\{.*gen_ai_tool_name="get_weather".*mcp_call_outcome="success".*\} 50\b`)
	eventually(t, func(c require.TestingT) { assert.Contains(c, told(p, "otlp_grpc"), nobody) })
	p.Stop(t)
}
