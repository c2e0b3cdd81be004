package exchange_test

import (
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// What passes a server's pipes is read line by line.
func ExampleTracker() {
	tracker := exchange.NewTracker(exchange.Options{Role: mcp.RoleServer, Side: mcp.SideServer})
	stream, _ := tracker.Open(exchange.Facts{Transport: exchange.Stdio}, 0, nil)
	var finished []*exchange.Exchange
	stdin, stdout := transport.NewLines(0), transport.NewLines(0)
	stdin.Write([]byte(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"divide"}}`+"\n"), func(m transport.Message) {
		finished = tracker.Observe(stream, exchange.Client, m, 1_000_000, finished)
	})
	stdout.Write([]byte(`{"jsonrpc":"2.0","id":1,"result":{"content":[],"isError":true}}`+"\n"), func(m transport.Message) {
		finished = tracker.Observe(stream, exchange.Server, m, 3_000_000, finished)
	})
	for _, e := range finished {
		fmt.Println(e.Call.Method, e.Call.Tool, e.Call.Outcome, e.Call.Duration())
	}
	// Output: tools/call divide tool_error 2ms
}
