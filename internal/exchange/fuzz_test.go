package exchange_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// frames are what a fuzzed conversation is made of; ids and names come from a few, so
// that they meet.
var frames = []string{
	`{"id":%d,"method":"tools/call","params":{"name":"a","arguments":{"x":1},"_meta":{"progressToken":%d}}}`,
	`{"id":%d,"method":"tools/call","params":{"name":"a","inputResponses":{},"requestState":"%d"}}`,
	`{"id":%d,"method":"subscriptions/listen","params":{"_meta":{"progressToken":"%d"}}}`,
	`{"id":%d,"method":"tasks/get","params":{"taskId":"%d"}}`,
	`{"id":%d,"method":"tasks/result","params":{"taskId":"%d"}}`,
	`{"id":%d,"method":"initialize","params":{"protocolVersion":"2025-11-25","clientInfo":{"name":"%d"}}}`,
	`{"id":%d,"result":{"content":[{"type":"text","text":"%d"}],"isError":true}}`,
	`{"id":%d,"result":{"resultType":"input_required","requestState":"%d"}}`,
	`{"id":%d,"result":{"task":{"taskId":"%d","status":"working"}}}`,
	`{"id":%d,"result":{"taskId":"%d","status":"completed","result":{}}}`,
	`{"id":%d,"error":{"code":-3260%d,"message":"m"}}`,
	`{"method":"notifications/cancelled","params":{"requestId":%d,"reason":"%d"}}`,
	`{"method":"notifications/progress","params":{"progressToken":%d,"progress":%d}}`,
	`{"method":"notifications/tasks/status","params":{"taskId":"%[2]d","status":"failed"}}`,
	`[{"id":%d,"method":"ping"},{"id":%d,"method":"ping"},{"error":{"code":1}}]`,
	`{"id":null,"error":{"code":%d,"message":"%d"}}`,
	`{"id":%d,"method":"ping"`,
}

// FuzzTracker plays nonsense. Whatever is played: the bounds hold, no request is
// reported twice, and in the end every one was reported or given up.
func FuzzTracker(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x01\x20\x00\x01\x06\x00\x02\x30\x00"))
	f.Add([]byte{0, 0, 0, 1, 8, 0, 2, 1, 8, 0, 3, 9, 1, 0, 8, 1, 0, 0, 6, 2, 0, 0, 7, 3, 1, 0})
	f.Fuzz(playScript)
}

// TestRandomScripts plays as much nonsense as a second allows, the same every time.
func TestRandomScripts(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		script := make([]byte, 4*random.IntN(100))
		for i := range script {
			script[i] = byte(random.IntN(256))
		}
		playScript(t, script)
	}
}

func playScript(t *testing.T, script []byte) {
	o := exchange.Options{
		Role: mcp.RoleGateway, Side: mcp.SideServer,
		MaxOpen: 8, MaxOpenPerScope: 4, MaxSessions: 3, MaxArguments: 8, MaxArgumentsTotal: 20,
		Timeout: 30 * time.Second, TaskTimeout: time.Minute, SessionIdle: 10 * time.Second,
	}
	w := newWire(o)
	var links []link
	reported := map[*exchange.Exchange]bool{}
	requests := 0
	for ; len(script) >= 4; script = script[4:] {
		links = play(w, links, script[0], script[1], script[2], script[3])
		for _, e := range w.said {
			require.False(t, reported[e], "reported twice")
			reported[e] = true
			if e.Call.Kind != mcp.KindNotification {
				requests++
			}
			require.NotEqual(t, mcp.OutcomeUnknown, e.Call.Outcome)
			require.GreaterOrEqual(t, e.Call.End, e.Call.Start)
		}
		w.said = nil
		check(t, w, o, requests)
	}
	w.now += int64(time.Hour)
	w.said = w.Expire(w.now, nil)
	for _, l := range links {
		l.close(false)
		l.said = l.EndSession("", l.s.SessionID(), l.tick(), l.said)
	}
	open, _ := w.Len()
	require.Zero(t, open)
	counts := w.Counts()
	require.Equal(t, counts.Requests, counts.Reported+counts.Odd[exchange.GivenUp]+counts.Odd[exchange.Redirected])
}

func check(t *testing.T, w *wire, o exchange.Options, requests int) {
	t.Helper()
	open, sessions := w.Len()
	require.LessOrEqual(t, open, o.MaxOpen)
	require.LessOrEqual(t, sessions, o.MaxSessions)
	counts := w.Counts()
	require.EqualValues(t, counts.Reported, requests)
	require.EqualValues(t, counts.Requests, requests+open+int(counts.Odd[exchange.GivenUp]+counts.Odd[exchange.Redirected]))
}

// play does one step: what, where, with which frame and numbers.
func play(w *wire, links []link, what, where, frame, numbers byte) []link {
	var l link
	if len(links) > 0 {
		l = links[int(where)%len(links)]
	}
	message := fmt.Sprintf(frames[int(frame)%len(frames)], numbers%4, numbers>>4%4)
	switch op := what % 10; {
	case op == 0 || l.s == nil:
		return append(links, w.open(exchange.Facts{
			Transport:       exchange.Transport(where % 3),
			Verb:            []string{"POST", "GET", "DELETE"}[frame%3],
			SessionID:       []string{"", "s", "t", "u", "v"}[where%5],
			ProtocolVersion: []string{"", "2025-06-18", "2026-07-28"}[numbers%3],
			Resumes:         numbers&8 != 0,
		}))
	case op < 4:
		l.client(message)
	case op == 4:
		l.server(message)
	case op == 5:
		l.event(string('a'+rune(numbers)), message)
	case op == 6:
		l.status([]int{200, 202, 204, 307, 404, 500}[numbers%6], numbers&16 != 0)
	case op == 7:
		l.close(numbers%2 == 0)
	case op == 8:
		w.Bind(l.s, "w", w.tick())
		w.said = w.Expire(w.now, w.said)
	default:
		m := transport.Message{Data: []byte(message)[:len(message)/2], Tail: []byte(message)[len(message)/2:], Size: 1e6}
		w.said = w.Observe(l.s, exchange.Peer(numbers%2), m, w.tick(), w.said)
	}
	return links
}
