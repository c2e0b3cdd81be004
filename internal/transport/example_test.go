package transport_test

import (
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// Chunks end anywhere, events where they end.
func ExampleEvents() {
	events := transport.NewEvents(transport.DefaultMax)
	for _, chunk := range []string{"id: 1\ndata: {\"jsonrpc\":\"2.0\",", "\"method\":\"ping\"}\n", "\n: keep-alive\n\n"} {
		events.Write([]byte(chunk), func(e transport.Event) {
			fmt.Printf("%s %s\n", e.ID, e.Data)
		})
	}
	// Output: 1 {"jsonrpc":"2.0","method":"ping"}
}
