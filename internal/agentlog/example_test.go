package agentlog_test

import (
	"fmt"

	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/agentlog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

func ExampleDecode() {
	r := plog.NewLogRecord()
	r.SetTimestamp(1_800_000_000_000_000_000)
	r.Body().SetStr("claude_code.tool_result")
	r.Attributes().PutStr("tool_name", "mcp__weather__get_forecast")
	r.Attributes().PutStr("duration_ms", "250")
	r.Attributes().PutStr("success", "true")
	var c mcp.Call
	ok := agentlog.Decode("com.anthropic.claude_code.events", r, &c)
	fmt.Println(ok, c.Operation, c.Tool, "of", c.ServerName, "took", c.Duration())
	// Output: true execute_tool get_forecast of weather took 250ms
}
