package exchange_test

import (
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
)

// BenchmarkCall is a tool call and its answer.
func BenchmarkCall(b *testing.B) {
	request := whole(`{"method":"tools/call","params":{"name":"echo","arguments":{"message":"hello"},"_meta":{"progressToken":2,"traceparent":"` + traceParent + `"}},"jsonrpc":"2.0","id":2}`)
	answer := whole(`{"result":{"content":[{"type":"text","text":"Echo: hello"}]},"jsonrpc":"2.0","id":2}`)
	b.Run("stdio", func(b *testing.B) {
		t := exchange.NewTracker(seenByClient)
		s, _ := t.Open(exchange.Facts{Transport: exchange.Stdio}, 1, nil)
		var out []*exchange.Exchange
		b.ReportAllocs()
		for b.Loop() {
			out = t.Observe(s, exchange.Client, request, 1, out[:0])
			out = t.Observe(s, exchange.Server, answer, 2, out[:0])
		}
	})
	b.Run("http", func(b *testing.B) {
		t := exchange.NewTracker(seenByClient)
		var out []*exchange.Exchange
		b.ReportAllocs()
		for b.Loop() {
			s, _ := t.Open(exchange.Facts{Transport: exchange.HTTP, Verb: "POST", SessionID: "s"}, 1, nil)
			out = t.Observe(s, exchange.Client, request, 1, out[:0])
			out = t.Status(s, 200, false, 1, out[:0])
			out = t.Observe(s, exchange.Server, answer, 2, out[:0])
			out = t.Close(s, false, 3, out[:0])
		}
	})
	b.Run("thousand-open", func(b *testing.B) {
		t := exchange.NewTracker(seenByClient)
		s, _ := t.Open(exchange.Facts{Transport: exchange.Stdio}, 1, nil)
		var out []*exchange.Exchange
		for id := range 998 {
			t.Observe(s, exchange.Client, whole(ping(1000+id)), 1, nil)
		}
		b.ReportAllocs()
		for b.Loop() {
			out = t.Observe(s, exchange.Client, request, 1, out[:0])
			out = t.Observe(s, exchange.Server, answer, 2, out[:0])
		}
	})
}
