package exchange_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
)

// Servers without sessions, as those that run in several places, name themselves once.
func TestAServerWithoutSessionsIsKnownByItsName(t *testing.T) {
	w := newWire(exchange.Options{})
	at := func(server string) exchange.Facts {
		return exchange.Facts{Transport: exchange.HTTP, Verb: "POST", Server: server}
	}
	ask := func(server, request, answer string) *exchange.Exchange {
		said := len(w.said)
		w.post(at(server), request).server(answer)
		require.Len(t, w.said, said+1)
		return w.said[said]
	}
	hello := func(server, name string) {
		ask(server, `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","clientInfo":{"name":"desk"}}}`,
			fmt.Sprintf(`{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-11-25","serverInfo":{"name":%q,"version":"2.1"}}}`, name))
	}
	call := func(server string) *exchange.Exchange {
		return ask(server, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add"}}`, `{"jsonrpc":"2.0","id":1,"result":{}}`)
	}

	require.Empty(t, call("a").Call.ServerName, "before it has said so")
	hello("a", "sums")
	hello("b", "mail")
	e := call("a")
	require.Equal(t, "sums", e.Call.ServerName)
	require.Equal(t, "2.1", e.ServerVersion)
	require.Empty(t, e.Call.ClientName, "who calls is not known")
	require.Equal(t, "mail", call("b").Call.ServerName)

	hello("a", "sums")
	require.Equal(t, "sums", call("a").Call.ServerName)
	hello("a", "dates")
	require.Empty(t, call("a").Call.ServerName, "one of several behind one address")

	for i := range 1000 {
		hello(fmt.Sprint("c", i), "x")
	}
	require.Empty(t, call("c999").Call.ServerName, "of no more servers than there is room for")
}

func TestASessionWhoseBeginningWasNotSeenIsOfTheSameServer(t *testing.T) {
	w := newWire(exchange.Options{})
	f := exchange.Facts{Server: "a", SessionID: "s"}
	w.post(f, `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{}}`).server(`{"jsonrpc":"2.0","id":0,"result":{"serverInfo":{"name":"sums"}}}`)
	f.SessionID = "t"
	w.post(f, `{"jsonrpc":"2.0","id":1,"method":"ping"}`).server(`{"jsonrpc":"2.0","id":1,"result":{}}`)
	require.Equal(t, "sums", w.said[1].Call.ServerName)
}
