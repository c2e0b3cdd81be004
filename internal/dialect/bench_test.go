package dialect_test

import (
	"testing"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcpspan"
)

func BenchmarkNormalize(b *testing.B) {
	http := given{scope: "http", name: "POST", kind: "client", attrs: attrs{
		"http.request.method": "POST", "url.full": "https://example.com/mcp", "server.address": "example.com", "server.port": 443,
		"http.response.status_code": 200, "network.protocol.version": "2", "user_agent.original": "node", "url.scheme": "https",
	}}
	for _, bb := range []struct {
		name string
		given
	}{
		{"semconv", plainCall},
		{"none", http},
	} {
		b.Run(bb.name, func(b *testing.B) {
			n := dialect.New(dialect.Options{})
			_, ss, span := bb.build(b)
			scope := n.Scope(ss.Scope())
			b.ReportAllocs()
			for b.Loop() {
				n.Normalize(scope, span)
			}
		})
	}
	for name, g := range map[string]given{"openlit": openlitExamples[0].given, "semconv, fresh": plainCall} {
		b.Run(name, func(b *testing.B) {
			n := dialect.New(dialect.Options{})
			_, ss, original := g.build(b)
			scope := n.Scope(ss.Scope())
			spans := fresh(original)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if i%len(spans) == 0 {
					b.StopTimer()
					spans = fresh(original)
					b.StartTimer()
				}
				n.Normalize(scope, spans[i%len(spans)])
			}
		})
	}
}

// fresh copies a span often enough that stopping the clock does not count.
func fresh(original ptrace.Span) []ptrace.Span {
	spans := make([]ptrace.Span, 1024)
	for i := range spans {
		spans[i] = ptrace.NewSpan()
		original.CopyTo(spans[i])
	}
	return spans
}

// BenchmarkRead compares reading spans that nothing normalised with decoding them.
func BenchmarkRead(b *testing.B) {
	http := given{scope: "http", name: "POST", kind: "client", attrs: attrs{
		"http.request.method": "POST", "url.full": "https://example.com/mcp", "server.address": "example.com", "server.port": 443,
		"http.response.status_code": 200, "network.protocol.version": "2", "user_agent.original": "node", "url.scheme": "https",
	}}
	n := dialect.New(dialect.Options{})
	r := n.NewReader()
	var c mcp.Call
	for _, bb := range []struct {
		name string
		given
	}{{"semconv", plainCall}, {"none", http}, {"openlit", openlitExamples[0].given}} {
		_, ss, span := bb.build(b)
		scope := n.Scope(ss.Scope())
		b.Run(bb.name+"/decode", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				mcpspan.Decode(span, &c)
			}
		})
		b.Run(bb.name+"/read", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Read(scope, span)
			}
		})
	}
}
