package capture

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// BenchmarkCall is a tool call over stdio with a result of some size, from its messages to a span.
func BenchmarkCall(b *testing.B) {
	for _, size := range []int{1 << 10, 64 << 10} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			r := NewRecorder(Options{
				Exchange: exchange.Options{Role: mcp.RoleGateway, Side: mcp.SideServer},
				Session:  session.Options{Key: []byte("key")}, Process: "process",
				Resource: func(pcommon.Resource) {}, Random: rand.Uint64,
			})
			s := r.Open(exchange.Facts{Transport: exchange.Stdio, Server: "weather"}, 1)
			request := message(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"forecast",` +
				`"arguments":{"city":"Bergen","days":3,"units":"metric"},"_meta":{"progressToken":1}}}`)
			answer := message(`{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"` + strings.Repeat("weather ", size/8) + `"}]}}`)
			b.ReportAllocs()
			for at := int64(1); b.Loop(); at++ {
				r.Message(s, exchange.Client, request, at)
				r.Message(s, exchange.Server, answer, at)
				if spans, _ := r.Recorded(); spans == 512 {
					r.Take()
				}
			}
		})
	}
}

func message(text string) transport.Message {
	return transport.Message{Data: []byte(text), Size: int64(len(text))}
}
