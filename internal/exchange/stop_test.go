package exchange_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
)

// TestStopEndsWhatWaits stops while a call waits for its stream to be resumed.
func TestStopEndsWhatWaits(t *testing.T) {
	w := newWire(exchange.Options{})
	l := w.post(exchange.Facts{SessionID: "s"}, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add"}}`)
	l.said = l.Status(l.s, 200, true, l.tick(), l.said)
	closed := l.tick()
	l.said = l.Close(l.s, false, closed, l.said)
	require.Empty(t, w.said, "the client may come back for the rest")

	w.said = w.Stop(w.tick(), w.said)
	require.Len(t, w.said, 1)
	require.Equal(t, exchange.Closed, w.said[0].Ending)
	require.Equal(t, closed, w.said[0].Call.End, "nobody waited any longer")
	requests, _ := w.Len()
	require.Zero(t, requests)
	require.Empty(t, w.Stop(w.tick(), nil))
}
