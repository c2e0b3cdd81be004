package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// page is a scrape: one tool seen from both ends, one seen by the server alone.
const page = `
# TYPE mcp_tool_calls_total counter
mcp_tool_calls_total{job="agent",gen_ai_tool_name="get_weather",mcp_call_outcome="success",mcp_call_role="client"} 6
mcp_tool_calls_total{job="agent",gen_ai_tool_name="get_weather",mcp_call_outcome="tool_error",mcp_call_role="client",error_type="tool_error"} 3
mcp_tool_calls_total{job="agent",gen_ai_tool_name="get_weather",mcp_call_outcome="input_required",mcp_call_role="client"} 1
mcp_tool_calls_total{job="desk",gen_ai_tool_name="get_weather",mcp_call_outcome="success",mcp_call_role="server"} 10
mcp_tool_calls_total{job="desk",gen_ai_tool_name="divide",mcp_call_outcome="server_error",mcp_call_role="server",error_type="-32603"} 2
# TYPE mcp_client_operation_duration_seconds histogram
mcp_client_operation_duration_seconds_bucket{job="agent",gen_ai_tool_name="get_weather",le="0.01"} 0
mcp_client_operation_duration_seconds_bucket{job="agent",gen_ai_tool_name="get_weather",le="0.02"} 6
mcp_client_operation_duration_seconds_bucket{job="agent",gen_ai_tool_name="get_weather",le="+Inf"} 6
mcp_client_operation_duration_seconds_sum{job="agent",gen_ai_tool_name="get_weather"} 0.1
mcp_client_operation_duration_seconds_count{job="agent",gen_ai_tool_name="get_weather"} 6
mcp_client_operation_duration_seconds_bucket{job="agent",gen_ai_tool_name="get_weather",error_type="tool_error",le="0.01"} 0
mcp_client_operation_duration_seconds_bucket{job="agent",gen_ai_tool_name="get_weather",error_type="tool_error",le="0.02"} 4
mcp_client_operation_duration_seconds_bucket{job="agent",gen_ai_tool_name="get_weather",error_type="tool_error",le="+Inf"} 4
mcp_client_operation_duration_seconds_sum{job="agent",gen_ai_tool_name="get_weather",error_type="tool_error"} 0.1
mcp_client_operation_duration_seconds_count{job="agent",gen_ai_tool_name="get_weather",error_type="tool_error"} 4
# TYPE gen_ai_client_token_usage histogram
gen_ai_client_token_usage_bucket{job="agent",gen_ai_token_type="input",le="+Inf"} 2
gen_ai_client_token_usage_sum{job="agent",gen_ai_token_type="input"} 120
gen_ai_client_token_usage_count{job="agent",gen_ai_token_type="input"} 2
gen_ai_client_token_usage_bucket{job="agent",gen_ai_token_type="output",le="+Inf"} 2
gen_ai_client_token_usage_sum{job="agent",gen_ai_token_type="output"} 34
gen_ai_client_token_usage_count{job="agent",gen_ai_token_type="output"} 2
# TYPE mcp_findings_total counter
mcp_findings_total{job="agent",mcp_finding_type="unknown_tool",mcp_finding_severity="low"} 1
mcp_findings_total{job="desk",mcp_finding_type="unknown_tool",mcp_finding_severity="medium"} 2
`

func TestReport(t *testing.T) {
	r := newReport(parse(t, page))

	require.Len(t, r.rows, 3)
	seen := r.rows[0]
	assert.Equal(t, subject{"agent", "get_weather", "client"}, seen.subject)
	assert.Equal(t, 10.0, seen.calls)
	assert.Equal(t, 3.0, seen.errors, "input_required is no error")
	assert.InDelta(t, 0.015, seen.p50.seconds, 1e-9, "over successes and failures")
	assert.Equal(t, subject{"desk", "divide", "server"}, r.rows[1].subject)
	assert.Equal(t, map[string]float64{"input": 120, "output": 34}, r.tokens)
}

func TestReportIsAnAlignedTable(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, newReport(parse(t, page)).print(&out))
	assert.Equal(t, `SERVICE  TOOL         SEEN BY  CALLS  ERRORS  P50   P95
agent    get_weather  client   10     3       15ms  20ms
desk     divide       server   2      2       -     -
desk     get_weather  server   10     0       -     -

tokens: 120 input, 34 output
findings: 3 unknown_tool
`, out.String())
}

func TestReportWithoutTokensSaysSo(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, newReport(nil).print(&out))
	assert.True(t, strings.HasSuffix(out.String(), "\ntokens: none reported\nfindings: none\n"))
}

func TestReportsAreEqualWhenTheyCountTheSame(t *testing.T) {
	first, again := newReport(parse(t, page)), newReport(parse(t, page))
	assert.True(t, first.equal(again))

	later := newReport(parse(t, strings.Replace(page, `mcp_call_role="client"} 6`, `mcp_call_role="client"} 7`, 1)))
	assert.False(t, first.equal(later))
	assert.False(t, first.equal(report{}))
	found := newReport(parse(t, strings.Replace(page, `mcp_finding_severity="low"} 1`, `mcp_finding_severity="low"} 2`, 1)))
	assert.False(t, first.equal(found))
}

func parse(t *testing.T, text string) families {
	t.Helper()
	parser := expfmt.NewTextParser(model.UTF8Validation)
	parsed, err := parser.TextToMetricFamilies(strings.NewReader(text))
	require.NoError(t, err)
	return parsed
}
