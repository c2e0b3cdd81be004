package exchange_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
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

// BenchmarkBytes is a call with a result of some size, from the bytes of two pipes.
func BenchmarkBytes(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"1KiB", 1 << 10}, {"64KiB", 64 << 10}, {"1MiB", 1 << 20}} {
		b.Run(size.name, func(b *testing.B) {
			request := []byte(`{"method":"tools/call","params":{"name":"echo","arguments":{"message":"hello"}},"jsonrpc":"2.0","id":2}` + "\n")
			answer := []byte(`{"result":{"content":[{"type":"text","text":"` + strings.Repeat("0123456789 abcde\\n", size.n/18) + `"}]},"jsonrpc":"2.0","id":2}` + "\n")
			t := exchange.NewTracker(seenByClient)
			s, _ := t.Open(exchange.Facts{Transport: exchange.Stdio}, 1, nil)
			toServer, toClient := transport.NewLines(0), transport.NewLines(0)
			var out []*exchange.Exchange
			b.SetBytes(int64(len(request) + len(answer)))
			b.ReportAllocs()
			for b.Loop() {
				toServer.Write(request, func(m transport.Message) { out = t.Observe(s, exchange.Client, m, 1, out[:0]) })
				for p := answer; len(p) > 0; p = p[min(len(p), 32<<10):] {
					toClient.Write(p[:min(len(p), 32<<10)], func(m transport.Message) { out = t.Observe(s, exchange.Server, m, 2, out[:0]) })
				}
			}
		})
	}
}

// BenchmarkSessions is what ten thousand sessions with two open calls each take.
func BenchmarkSessions(b *testing.B) {
	const sessions = 10_000
	for b.Loop() {
		t := exchange.NewTracker(seenByClient)
		for i := range sessions {
			f := exchange.Facts{Transport: exchange.HTTP, Verb: "POST", Server: "s", SessionID: strings.Repeat("x", 26) + string(rune(i))}
			for id := range 2 {
				s, _ := t.Open(f, 1, nil)
				t.Observe(s, exchange.Client, whole(ping(id)), 1, nil)
			}
		}
		b.StopTimer()
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/sessions, "B/session")
		runtime.KeepAlive(t)
		b.StartTimer()
	}
}
