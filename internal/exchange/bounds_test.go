package exchange_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
)

func ping(id int) string { return fmt.Sprintf(`{"id":%d,"method":"ping"}`, id) }
func pong(id int) string { return fmt.Sprintf(`{"id":%d,"result":{}}`, id) }

func TestTheOldestIsGivenUp(t *testing.T) {
	w := newWire(exchange.Options{MaxOpenPerScope: 3})
	l := w.pipe()
	for id := range 5 {
		l.client(ping(id))
	}
	other := w.pipe().client(ping(0))
	for id := range 5 {
		l.server(pong(id))
	}
	other.server(pong(0))
	require.Len(t, w.calls(), 4)
	require.Equal(t, 2, w.odd(exchange.GivenUp))
	require.Equal(t, 2, w.odd(exchange.Orphan), "the answers to those")
}

func TestAFloodOfCallsLeavesSubscriptionsAlone(t *testing.T) {
	w := newWire(exchange.Options{MaxOpen: 4})
	l := w.pipe().client(`{"id":"l","method":"subscriptions/listen"}`)
	for id := range 50 {
		w.pipe().client(ping(id))
	}
	requests, _ := w.Len()
	require.Equal(t, 4, requests)
	require.Equal(t, 47, w.odd(exchange.GivenUp))
	l.server(`{"id":"l","result":{}}`)
	require.Len(t, w.calls(), 1)
}

func TestAFloodOfSubscriptionsLeavesCallsAlone(t *testing.T) {
	w := newWire(exchange.Options{MaxOpen: 4})
	l := w.pipe().client(ping(1))
	for range 50 {
		w.pipe().client(`{"id":"l","method":"subscriptions/listen"}`)
	}
	l.server(pong(1))
	require.Len(t, w.calls(), 1)
}

func TestSessionsAreBounded(t *testing.T) {
	w := newWire(exchange.Options{MaxSessions: 3, SessionIdle: time.Hour})
	get := exchange.Facts{Transport: exchange.HTTP, Verb: "GET", SessionID: "kept"}
	kept := w.open(get)
	w.post(exchange.Facts{SessionID: "open"}, ping(1))
	for i := range 10 {
		w.post(exchange.Facts{SessionID: strconv.Itoa(i)}, `{"method":"notifications/initialized"}`).status(202, false).close(false)
		kept.server(`{"method":"notifications/message"}`)
	}
	_, sessions := w.Len()
	require.Equal(t, 3, sessions)
	require.Equal(t, 9, w.odd(exchange.ForgottenSession))
	require.Equal(t, 1, w.odd(exchange.GivenUp), "what was open in one")

	w.post(exchange.Facts{SessionID: "kept"}, ping(2)).status(200, true).close(true)
	w.now += int64(time.Hour)
	w.said = w.Expire(w.now, w.said)
	require.Contains(t, w.calls()[0], "session=kept")
	_, sessions = w.Len()
	require.Zero(t, sessions)
}

func TestArgumentsHaveABudget(t *testing.T) {
	call := func(id, n int) string {
		return fmt.Sprintf(`{"id":%d,"method":"tools/call","params":{"name":"a","arguments":%q}}`, id, strings.Repeat("x", n-2))
	}
	w := newWire(exchange.Options{MaxArguments: 100, MaxArgumentsTotal: 150})
	w.pipe().
		client(call(1, 100)).server(pong(1)). // fits
		client(call(2, 101)).server(pong(2)). // too long
		client(call(3, 100)).client(call(4, 100)).client(call(5, 50)).
		server(pong(3)).server(pong(4)).server(pong(5)).
		client(call(6, 100)).server(pong(6))
	var kept []int
	for _, e := range w.said {
		kept = append(kept, len(e.Call.Arguments))
	}
	require.Equal(t, []int{100, 0, 100, 0, 50, 100}, kept)
	require.Equal(t, 2, w.odd(exchange.ArgumentsDropped))

	w = newWire(exchange.Options{MaxArguments: -1})
	w.pipe().client(call(1, 10)).server(pong(1))
	require.Empty(t, w.said[0].Call.Arguments)
	require.Zero(t, w.odd(exchange.ArgumentsDropped), "that is what was wished for")
}

func TestLongTextsAreCut(t *testing.T) {
	long := strings.Repeat("é", 1000)
	w := newWire(exchange.Options{})
	w.pipe().
		client(`{"id":"` + long + `","method":"tools/call","params":{"name":"` + long + `"}}`).
		server(`{"id":"` + long + `","error":{"code":1,"message":"` + long + `"}}`)
	c := w.said[0].Call
	require.Len(t, c.Tool, 256)
	require.Len(t, c.RequestID, 256)
	w.pipe().client(`{"id":` + strings.Repeat("1", 1000) + `,"method":"ping"}`).server(`{"id":` + strings.Repeat("1", 1000) + `,"result":{}}`)
	require.Len(t, w.said[1].Call.RequestID, 256)
	require.Len(t, c.StatusMessage, 256)
}
