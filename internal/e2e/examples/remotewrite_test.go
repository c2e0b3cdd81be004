package examples

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// useRemoteWrite lets a real Prometheus receive.
func useRemoteWrite(t *testing.T, e *example) *harness.Process {
	at, dir := e.at(t, "14317"), t.TempDir()
	config := filepath.Join(dir, "prometheus.yaml")
	require.NoError(t, os.WriteFile(config, []byte("{}\n"), 0o600))
	start(t, dir, nil, harness.Prometheus(t), "--config.file="+config, "--storage.tsdb.path="+filepath.Join(dir, "data"),
		"--web.listen-address="+at, "--web.enable-remote-write-receiver", "--log.level=warn")
	eventually(t, func(c require.TestingT) {
		assert.Contains(c, get(c, http.DefaultClient, "http://"+at+"/-/ready"), "Ready")
	})

	p := e.run(t)
	e.send(t, trace(1))
	query := url.QueryEscape(`mcp_tool_calls_total{job="weather-agent", collector="otelcol-mcp", gen_ai_tool_name="get_weather"} == 1`)
	eventually(t, func(c require.TestingT) {
		assert.Contains(c, get(c, http.DefaultClient, "http://"+at+"/api/v1/query?query="+query), `"__name__":"mcp_tool_calls_total"`)
	})
	return p
}
