package capture

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// severities are the levels of RFC 5424 that MCP uses and the severity numbers that
// they are in OpenTelemetry (specification, logs data model, appendix B).
var severities = map[string]plog.SeverityNumber{
	"debug":     plog.SeverityNumberDebug,
	"info":      plog.SeverityNumberInfo,
	"notice":    plog.SeverityNumberInfo2,
	"warning":   plog.SeverityNumberWarn,
	"error":     plog.SeverityNumberError,
	"critical":  plog.SeverityNumberError2,
	"alert":     plog.SeverityNumberError3,
	"emergency": plog.SeverityNumberFatal,
}

const methodMessage = "notifications/message"

// log makes a log record of what a server logs: the data is its body, as JSON text or,
// if it is text itself, as that. It belongs to the span of the notification.
func (r *Recorder) log(e *exchange.Exchange, span ptrace.Span) {
	if !r.options.Logs || e.Call.Method != methodMessage || !e.Params.Present() {
		return
	}
	data := e.Params.Member("data")
	record := r.lines.AppendEmpty()
	record.SetTimestamp(pcommon.Timestamp(e.Call.Start))
	record.SetObservedTimestamp(pcommon.Timestamp(e.Call.Start))
	record.SetSeverityText(mcp.Cut(e.Level))
	record.SetSeverityNumber(severities[e.Level])
	record.SetTraceID(span.TraceID())
	record.SetSpanID(span.SpanID())
	switch {
	case len(data) > r.options.MaxContent:
		record.Attributes().PutInt(semconv.MCPContentOmitted, int64(len(data)))
	case data.IsString():
		record.Body().SetStr(data.Text())
	default:
		record.Body().SetStr(string(data))
	}
	attrs := record.Attributes()
	for _, a := range [][2]string{
		{semconv.MCPMethodName, methodMessage},
		{semconv.MCPLogger, mcp.Cut(e.Params.Member("logger").Text())},
		{semconv.MCPSessionID, e.Call.SessionID},
		{semconv.MCPServerName, e.Call.ServerName},
	} {
		if a[1] != "" {
			attrs.PutStr(a[0], a[1])
		}
	}
}
