package workload

import (
	"fmt"
	"strconv"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// HTTP returns a batch that has nothing to do with MCP: as many resources and spans as [Traces], each span with the twelve
// attributes of an HTTP server. Each call returns a new batch.
func HTTP() ptrace.Traces {
	traces := ptrace.NewTraces()
	for r := range Resources {
		rs := traces.ResourceSpans().AppendEmpty()
		fillResource(rs.Resource().Attributes(), r)
		ss := rs.ScopeSpans().AppendEmpty()
		ss.Scope().SetName("go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp")
		for i := range SpansPerResource {
			fillHTTP(ss.Spans().AppendEmpty(), r*SpansPerResource+i)
		}
	}
	return received(traces)
}

func fillHTTP(span ptrace.Span, n int) {
	begin := start.Add(time.Duration(n) * time.Millisecond)
	span.SetTraceID(traceID(n/10 + 1))
	span.SetSpanID(spanID(n + 1))
	span.SetName("GET /orders/{id}")
	span.SetKind(ptrace.SpanKindServer)
	span.SetStartTimestamp(pcommon.NewTimestampFromTime(begin))
	span.SetEndTimestamp(pcommon.NewTimestampFromTime(begin.Add(duration(n))))

	a := span.Attributes()
	a.PutStr("http.request.method", "GET")
	a.PutStr("url.scheme", "https")
	a.PutStr("url.path", fmt.Sprintf("/orders/%d", n))
	a.PutStr("http.route", "/orders/{id}")
	a.PutInt("http.response.status_code", 200)
	a.PutStr("server.address", "shop.example.com")
	a.PutInt("server.port", 443)
	a.PutStr("client.address", "203.0.113."+strconv.Itoa(n%250))
	a.PutStr("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
	a.PutStr("network.protocol.name", "http")
	a.PutStr("network.protocol.version", "1.1")
	a.PutStr("network.peer.address", "10.0.0.7")
}
