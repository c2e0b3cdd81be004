package mcpredactprocessor

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// calls reads which tool of which server telemetry is about, whatever instrumentation it
// comes from.
type calls struct {
	normalizer *dialect.Normalizer
	reader     *dialect.Reader
}

func newCalls() *calls {
	n := dialect.New(dialect.Options{})
	return &calls{normalizer: n, reader: n.NewReader()}
}

// ofSpan returns the names of a span's tool and server. A server that does not say its
// name is known by that of its service, where the span is the server's own.
func (c *calls) ofSpan(r pcommon.Resource, scope pcommon.InstrumentationScope, s ptrace.Span) (tool, server string) {
	defer c.reader.Forget()
	call, ok := c.reader.Read(c.normalizer.Scope(scope), s)
	if !ok {
		return "", ""
	}
	tool, server = call.Tool, call.ServerName
	if server == "" && call.Role == mcp.RoleServer {
		server = text(r.Attributes(), semconv.ServiceName)
	}
	return tool, server
}

// Keys that name tools and servers in log records: by convention, and of coding agents.
var (
	toolKeys   = []string{semconv.GenAIToolName, "tool_name", "function_name"}
	serverKeys = []string{semconv.MCPServerName, "mcp_server_name", "mcp_server"}
)

// ofRecord returns the names of a log record's tool and server.
func (c *calls) ofRecord(record plog.LogRecord) (tool, server string) {
	return text(record.Attributes(), toolKeys...), text(record.Attributes(), serverKeys...)
}

// text returns the first of some attributes that is a text.
func text(m pcommon.Map, keys ...string) string {
	for _, key := range keys {
		if v, ok := m.Get(key); ok && v.Type() == pcommon.ValueTypeStr && v.Str() != "" {
			return v.Str()
		}
	}
	return ""
}
