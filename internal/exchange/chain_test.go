package exchange_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
)

func TestRoundsAreLinked(t *testing.T) {
	const first = `{"id":1,"method":"tools/call","params":{"name":"a","arguments":{"x":1}}}`
	tests := map[string]struct {
		asks   string // what the first result says besides that it asks
		second string // params of the second request
		linked bool
	}{
		"by the state": {
			`,"requestState":"s\u00e9"`, `"name":"a","arguments":{"x":2},"inputResponses":{},"requestState":"sé"`, true,
		},
		"by the state alone: the server was busy": {`,"requestState":"s"`, `"name":"a","requestState":"s"`, true},
		"by the arguments":                        {``, `"name":"a","arguments":{"x":1},"inputResponses":{}`, true},
		"not without input":                       {``, `"name":"a","arguments":{"x":1}`, false},
		"not by other arguments":                  {``, `"name":"a","arguments":{"x":2},"inputResponses":{}`, false},
		"not by another state":                    {`,"requestState":"s"`, `"name":"a","requestState":"t"`, false},
		"not by the state of another tool":        {`,"requestState":"s"`, `"name":"b","requestState":"s"`, false},
		"not by what is no state":                 {`,"requestState":1`, `"name":"a","requestState":1`, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWire(exchange.Options{})
			f := exchange.Facts{ProtocolVersion: "2026-07-28", Principal: "p"}
			w.post(f, first).server(`{"id":1,"result":{"resultType":"input_required"` + tt.asks + `}}`)
			w.now += int64(time.Minute)
			w.post(f, `{"id":2,"method":"tools/call","params":{`+tt.second+`}}`).server(`{"id":2,"result":{"resultType":"complete"}}`)
			one, two := w.said[0], w.said[1]
			require.Equal(t, 1, one.Round)
			require.NotZero(t, one.Chain)
			if !tt.linked {
				require.Zero(t, two.Chain)
				return
			}
			require.Equal(t, one.Chain, two.Chain)
			require.Equal(t, 2, two.Round)
			require.EqualValues(t, 62*time.Second, two.Waited)
		})
	}
}

func TestAChainGoesOnWhereARequestIsRedirected(t *testing.T) {
	w := newWire(exchange.Options{})
	f := exchange.Facts{ProtocolVersion: "2026-07-28"}
	const first = `{"id":1,"method":"tools/call","params":{"name":"a"}}`
	const second = `{"id":2,"method":"tools/call","params":{"name":"a","requestState":"s"}}`
	w.post(f, first).status(307, false).close(false)
	w.post(f, first).server(`{"id":1,"result":{"resultType":"input_required","requestState":"s"}}`)
	w.post(f, second).status(307, false).close(false)
	w.post(f, second).server(`{"id":2,"result":{}}`)
	one, two := w.said[0], w.said[1]
	require.Equal(t, []any{one.Chain, 1, 2}, []any{two.Chain, one.Round, two.Round})
	require.EqualValues(t, two.Call.Start-one.Call.End, two.Waited)
}

// TestRoundsOfEarlierRevisionsAreLinkedByState holds to what a peer says that asks for
// input in a revision which does not have that: only its state can tell what continues it.
func TestRoundsOfEarlierRevisionsAreLinkedByState(t *testing.T) {
	for state, linked := range map[string]bool{`,"requestState":"s"`: true, ``: false} {
		w := newWire(exchange.Options{})
		f := exchange.Facts{ProtocolVersion: "2025-11-25"}
		w.post(f, `{"id":1,"method":"tools/call","params":{"name":"a","arguments":{}}}`).server(`{"id":1,"result":{"resultType":"input_required"` + state + `}}`)
		w.post(f, `{"id":2,"method":"tools/call","params":{"name":"a","arguments":{},"inputResponses":{}`+state+`}}`).server(pong(2))
		w.post(f, `{"id":3,"method":"tools/call","params":{"name":"b"}}`).server(pong(3))
		require.Equal(t, linked, w.said[0].Chain == w.said[1].Chain, state)
		require.Zero(t, w.said[2].Chain)
	}
}

func TestWhatTheUserDidIsCounted(t *testing.T) {
	w := newWire(exchange.Options{})
	w.post(exchange.Facts{}, `{"id":1,"method":"tools/call","params":{"name":"a","inputResponses":{
		"x":{"action":"accept"},"y":{"action":"decline"},"z":{"action":"accept"},"model":{"role":"assistant"},"odd":{"action":"shrug"}}}}`).
		server(pong(1))
	require.Equal(t, exchange.Actions{Accept: 2, Decline: 1}, w.said[0].Actions)
	w.pipe().server(`{"id":1,"method":"elicitation/create"}`).client(`{"id":1,"result":{"action":"cancel"}}`)
	require.Equal(t, exchange.Actions{Cancel: 1}, w.said[1].Actions)
}

func TestAChainBelongsToAPrincipal(t *testing.T) {
	w := newWire(exchange.Options{ChainIdle: time.Minute})
	ask := func(principal string, round int, wait time.Duration) *exchange.Exchange {
		w.now += int64(wait)
		f := exchange.Facts{ProtocolVersion: "2026-07-28", Principal: principal}
		w.post(f, fmt.Sprintf(`{"id":%d,"method":"tools/call","params":{"name":"a","requestState":"%d"}}`, round, round-1)).
			server(fmt.Sprintf(`{"id":%d,"result":{"resultType":"input_required","requestState":"%d"}}`, round, round))
		return w.said[len(w.said)-1]
	}
	first := ask("p", 1, 0)
	require.Equal(t, first.Chain, ask("p", 2, 0).Chain)
	require.NotEqual(t, first.Chain, ask("q", 3, 0).Chain, "a copied state links nothing")
	third := ask("p", 3, 0)
	require.Equal(t, 3, third.Round)
	require.Equal(t, 1, ask("p", 3, 0).Round, "a state is continued once")
	require.Equal(t, 1, ask("p", 4, time.Hour).Round, "and not after its time")
}
