package examples

import (
	"crypto/tls"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// tried says how each example is used: it starts the collector when what it needs is
// there, and leaves it running.
var tried = map[string]func(t *testing.T, e *example) *harness.Process{
	"sidecar.yaml":         useSidecar,
	"proxy.yaml":           useProxy,
	"tap.yaml":             useTap,
	"costs.yaml":           useCosts,
	"coding-agents.yaml":   useCodingAgents,
	"redaction.yaml":       useRedaction,
	"redaction-trial.yaml": useTrial,
	"delta.yaml":           useDelta,
	"otlp-backend.yaml":    useOTLPBackend,
	"remote-write.yaml":    useRemoteWrite,
	"tail-sampling.yaml":   useTailSampling,
	"gateway.yaml":         useGateway,
	"gateway-edge.yaml":    useEdge,
	"secured.yaml":         useSecured,
}

// environment is what examples need, or what makes them meet a backend of the test.
var environment = map[string][]string{
	"redaction.yaml":     {"BACKEND_ENDPOINT=" + backend},
	"delta.yaml":         {"METRICS_BACKEND_ENDPOINT=http://" + backend},
	"otlp-backend.yaml":  {"BACKEND_URL=http://" + backend, "BACKEND_API_KEY=k"},
	"remote-write.yaml":  {"REMOTE_WRITE_URL=http://" + backend + "/api/v1/write"},
	"tail-sampling.yaml": {"BACKEND_ENDPOINT=" + backend},
	"gateway.yaml":       {"BACKEND_ENDPOINT=" + backend, "OTELCOL_MCP_TOKEN=t0ken"},
	"gateway-edge.yaml":  {"OTELCOL_MCP_GATEWAYS=127.0.0.1", "OTELCOL_MCP_GATEWAY_PORT=14317", "OTELCOL_MCP_CERTS=certs"},
	"secured.yaml": {
		"BACKEND_ENDPOINT=" + backend, "OIDC_ISSUER=https://127.0.0.1:15556", "OIDC_CA_FILE=certs/ca.crt",
		"OTELCOL_MCP_CERTS=certs",
	},
}

// backend stands for a free port, wherever it is in the environment.
const backend = "127.0.0.1:14317"

// prepare reads an example and gives it what it needs to start.
func prepare(t *testing.T, name string) *example {
	t.Helper()
	e := read(t, name)
	free := freePort(t)
	e.ports["14317"], e.ports["15556"] = free, freePort(t)
	for _, v := range environment[name] {
		e.env = append(e.env, strings.NewReplacer("14317", free, "15556", e.ports["15556"]).Replace(v))
	}
	if strings.Contains(e.config, "OTELCOL_MCP_CERTS") {
		newAuthority(t).issue(t, filepath.Join(e.dir, "certs"))
	}
	if strings.Contains(e.config, "OIDC_ISSUER") {
		startProvider(t, e)
	}
	return e
}

func TestExamples(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(moduleRoot, "examples", "*.yaml"))
	require.NoError(t, err)
	require.Len(t, files, len(tried), "an example that is not tried, or is gone")
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, tried, name)
			saysWhoItIsFor(t, file)
			e := prepare(t, name)
			p := tried[name](t, e)
			p.Stop(t)
			assert.Empty(t, complaints(p), "nothing was wrong, so nothing is told")
		})
	}
}

func saysWhoItIsFor(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Regexp(t, `\A# For \w`, string(text))
	about, _, _ := strings.Cut(string(text), "\n\n")
	for _, v := range variables(string(text)) {
		assert.Contains(t, about, v, "the comment says which variables there are")
	}
}

func useSidecar(t *testing.T, e *example) *harness.Process {
	p := e.run(t)
	e.send(t, trace(1))
	e.shows(t, "9464", oneCall)
	e.shows(t, "8888", `otelcol_receiver_accepted_spans\w*\{`)
	assert.Contains(t, get(t, http.DefaultClient, "http://"+e.at(t, "13133")), "Server available")
	return p
}

func useProxy(t *testing.T, e *example) *harness.Process {
	httpServer(t, e.at(t, "3001"))
	p := e.run(t)
	assert.Contains(t, converse(t, "http://"+e.at(t, "8931")+"/weather"), "sunny")
	e.shows(t, "9464", oneCall)
	assert.NotContains(t, p.Output.String(), private)
	return p
}

func useTap(t *testing.T, e *example) *harness.Process {
	p := e.run(t)
	self, err := os.Executable()
	require.NoError(t, err)
	tap := exec.Command(harness.Tap(t), "--", self)
	tap.Env = append(os.Environ(), stdioServer+"=1", "OTEL_EXPORTER_OTLP_ENDPOINT=http://"+e.at(t, "4318"))
	tap.Stdin = strings.NewReader(strings.Join(conversation, "\n") + "\n")
	out, err := tap.Output()
	require.NoError(t, err)
	assert.Contains(t, string(out), "sunny")
	e.shows(t, "9464", oneCall)
	return p
}

func useCosts(t *testing.T, e *example) *harness.Process {
	httpServer(t, e.at(t, "3001"))
	p := e.run(t)
	converse(t, "http://"+e.at(t, "8088")+"/mcp")
	e.send(t, trace(1, func(s ptrace.Span) {
		s.SetName("chat small-1")
		s.Attributes().Clear()
		s.Attributes().PutStr("gen_ai.operation.name", "chat")
		s.Attributes().PutStr("gen_ai.request.model", "small-1")
		s.Attributes().PutInt("gen_ai.usage.input_tokens", 1_000_000)
	}))
	e.shows(t, "9464", `mcp_cost_USD_total\{.*gen_ai_request_model="small-1".*\} 0\.5\b`,
		`mcp_context_tokens_total\{.*gen_ai_tool_name="get_weather".*mcp_context_source="definition".*\}`)
	return p
}

func useCodingAgents(t *testing.T, e *example) *harness.Process {
	p := e.run(t)
	e.sendLog(t, "com.anthropic.claude_code.events", "claude_code.tool_result", map[string]any{
		"event.name": "tool_result", "event.sequence": 7, "session.id": "s", "prompt.id": "p", "tool_name": "Bash",
		"tool_use_id": "toolu_01", "success": "true", "duration_ms": 46, "tool_parameters": private,
	})
	e.shows(t, "9464", `mcp_tool_calls_total\{.*gen_ai_tool_name="Bash".*\} 1\b`)
	eventually(t, func(c require.TestingT) {
		logs, err := os.ReadFile(filepath.Join(e.dir, "agent-logs.jsonl"))
		require.NoError(c, err)
		assert.Contains(c, string(logs), "claude_code.tool_result")
		assert.NotContains(c, string(logs), private)
	})
	return p
}

func useRedaction(t *testing.T, e *example) *harness.Process {
	s := grpcSink(t, e.at(t, "14317"), nil)
	p := e.run(t)
	e.send(t, trace(1))
	arrivesClean(t, s)
	return p
}

// arrivesClean waits for the call and looks for what is private.
func arrivesClean(t *testing.T, s *sink) {
	t.Helper()
	s.has(t, "traces", "tools/call get_weather", "gen_ai.tool.call.arguments")
	assert.NotContains(t, s.text("traces"), private)
}

func useTrial(t *testing.T, e *example) *harness.Process {
	p := e.run(t)
	e.sendLog(t, "", "ask "+private+" or SN-123456", nil)
	eventually(t, func(c require.TestingT) { assert.Contains(c, p.Output.String(), "Body: Str(ask ") })
	assert.NotContains(t, p.Output.String(), private)
	assert.NotContains(t, p.Output.String(), "SN-123456")
	p.Output.Forget() // what it printed is what it is for, and no complaint
	return p
}

func useDelta(t *testing.T, e *example) *harness.Process {
	s := httpSink(t, e.at(t, "14317"))
	p := e.run(t)
	e.send(t, trace(1))
	s.has(t, "metrics", "mcp.tool.calls", "get_weather", `"aggregationTemporality":1`)
	return p
}

func useOTLPBackend(t *testing.T, e *example) *harness.Process {
	s := httpSink(t, e.at(t, "14317"))
	p := e.run(t)
	e.send(t, trace(1))
	e.sendLog(t, "", "somebody asks "+private, nil)
	arrivesClean(t, s)
	s.has(t, "metrics", "mcp.tool.calls", "get_weather")
	s.has(t, "logs", "somebody asks")
	assert.NotContains(t, s.text("logs"), private)
	assert.Equal(t, "k", s.header.Get("api-key"))
	assert.DirExists(t, filepath.Join(e.dir, "otelcol-mcp-storage"))
	return p
}

// useTailSampling sends calls that nobody needs among those that somebody does.
func useTailSampling(t *testing.T, e *example) *harness.Process {
	s := grpcSink(t, e.at(t, "14317"), nil)
	p := e.run(t)
	const unremarkable = 100
	for i := range byte(unremarkable) {
		e.send(t, trace(i, func(s ptrace.Span) { s.SetName("unremarkable") }))
	}
	e.send(t, trace(201, func(s ptrace.Span) {
		s.SetName("suspect")
		s.Attributes().PutInt("mcp.finding.count", 1)
	}))
	e.send(t, trace(202, func(s ptrace.Span) {
		s.SetName("failed")
		s.Status().SetCode(ptrace.StatusCodeError)
	}))
	e.send(t, trace(203, func(s ptrace.Span) {
		s.SetName("hidden failure")
		s.Attributes().PutStr("gen_ai.tool.call.result", `{"isError":true,"content":[]}`)
	}))
	e.send(t, trace(204, func(s ptrace.Span) {
		s.SetName("slow")
		s.SetStartTimestamp(pcommon.NewTimestampFromTime(s.EndTimestamp().AsTime().Add(-6 * time.Second)))
	}))
	s.has(t, "traces", "suspect", "failed", "hidden failure", "slow")
	assert.Less(t, strings.Count(s.text("traces"), "unremarkable"), unremarkable/2, "most are left out")
	e.shows(t, "9464", `mcp_tool_calls_total\{.*mcp_call_outcome="success".*\} 102\b`)
	return p
}

func useGateway(t *testing.T, e *example) *harness.Process {
	s := grpcSink(t, e.at(t, "14317"), nil)
	p := e.run(t)
	url := "http://" + e.at(t, "4318") + "/v1/traces"
	for _, wrong := range [][]string{nil, {"Authorization", "Bearer other"}} {
		assert.Equal(t, http.StatusUnauthorized, post(t, http.DefaultClient, url, protobuf(t, trace(2)), wrong...))
	}
	e.send(t, trace(1), "Authorization", "Bearer t0ken")
	arrivesClean(t, s)
	e.shows(t, "9464", oneCall)
	return p
}

// useEdge puts examples/secured.yaml behind it, as the two are meant.
func useEdge(t *testing.T, e *example) *harness.Process {
	gateway := prepare(t, "secured.yaml")
	gateway.config = strings.ReplaceAll(gateway.config, gateway.at(t, "4317")[len("127.0.0.1"):], e.at(t, "14317")[len("127.0.0.1"):])
	certs := filepath.Join(gateway.dir, "certs")
	conf := withTLS(t, certs, "server")
	conf.ClientAuth = tls.RequireAndVerifyClientCert
	s := grpcSink(t, gateway.at(t, "14317"), conf)
	gateway.run(t)
	e.env = append(e.env, "OTELCOL_MCP_CERTS="+certs)
	p := e.run(t)
	e.send(t, trace(1))
	arrivesClean(t, s)
	prometheus := &http.Client{Transport: &http.Transport{TLSClientConfig: withTLS(t, certs, "client")}}
	pageShows(t, prometheus, "https://"+gateway.at(t, "9464")+"/metrics", oneCall)
	return p
}
