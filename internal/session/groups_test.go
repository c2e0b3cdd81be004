package session_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
)

// at is a time in seconds.
func at(seconds float64) int64 { return 1_800_000_000e9 + int64(seconds*1e9) }

// call is a tool call of a tenth of a second.
func call(end float64) *mcp.Call {
	return &mcp.Call{Kind: mcp.KindToolCall, Method: mcp.MethodToolsCall, Start: at(end - 0.1), End: at(end)}
}

// of gives a call the evidence that it carries itself.
func of(end float64, sessionID, conversation string, trace byte) *mcp.Call {
	c := call(end)
	c.SessionID, c.ConversationID = sessionID, conversation
	c.TraceID[0] = trace
	return c
}

var someone = session.Evidence{Server: "s", Principal: "p", Client: "c"}

// places assigns calls and returns a letter for the session of each, with the
// evidence.
func places(g *session.Groups, e session.Evidence, calls ...*mcp.Call) []string {
	letters := map[session.ID]string{}
	var got []string
	for _, c := range calls {
		p, _ := g.Assign(c, e, nil)
		if letters[p.Session] == "" {
			letters[p.Session] = string(rune('A' + len(letters)))
		}
		got = append(got, letters[p.Session]+" "+p.Evidence.String())
	}
	return got
}

func TestTheStrongestEvidenceDecides(t *testing.T) {
	tests := map[string]struct {
		calls []*mcp.Call
		want  []string
	}{
		"session ids": {
			[]*mcp.Call{of(1, "x", "", 0), of(2, "y", "", 0), of(3, "x", "", 0)},
			[]string{"A protocol", "B protocol", "A protocol"},
		},
		"session ids outrank conversations": {
			[]*mcp.Call{of(1, "x", "c", 0), of(2, "y", "c", 0)},
			[]string{"A protocol", "B protocol"},
		},
		"conversations outrank traces": {
			[]*mcp.Call{of(1, "", "c", 1), of(2, "", "d", 1), of(3, "", "c", 2)},
			[]string{"A conversation", "B conversation", "A conversation"},
		},
		"traces": {
			[]*mcp.Call{of(1, "", "", 1), of(2, "", "", 2), of(3, "", "", 1)},
			[]string{"A trace", "B trace", "A trace"},
		},
		"weak evidence is learned from strong": {
			[]*mcp.Call{of(1, "x", "c", 1), of(2, "", "c", 0), of(3, "", "", 1)},
			[]string{"A protocol", "A conversation", "A trace"},
		},
		"strong evidence joins what began with weak": {
			[]*mcp.Call{of(1, "", "", 1), of(2, "x", "", 1), of(3, "x", "", 0)},
			[]string{"A trace", "A trace", "A protocol"},
		},
		"the principal is what is left": {
			[]*mcp.Call{call(1), of(2, "", "", 1), call(3)},
			[]string{"A principal", "B trace", "A principal"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, places(session.New(session.Options{}), someone, tt.calls...))
		})
	}
}

func TestNobodyIsMergedWithAnother(t *testing.T) {
	others := []session.Evidence{
		{Server: "s", Principal: "q", Client: "c", Process: "1", Task: 1, Chain: 1},
		{Server: "t", Principal: "p", Client: "c", Process: "1", Task: 1, Chain: 1},
		{Server: "sp", Principal: "", Client: "c", Process: "1", Task: 1, Chain: 1},
	}
	mine := session.Evidence{Server: "s", Principal: "p", Client: "c", Process: "1", Task: 1, Chain: 1}
	for _, c := range []*mcp.Call{call(1), of(1, "x", "", 0), of(1, "", "c", 0), of(1, "", "", 1), of(1, "x", "c", 1)} {
		g := session.New(session.Options{})
		seen := map[session.ID]bool{}
		for _, e := range append(others, mine) {
			p, _ := g.Assign(c, e, nil)
			require.False(t, seen[p.Session])
			seen[p.Session] = true
		}
	}
}

func TestWithoutEvidenceThereIsNoSession(t *testing.T) {
	g := session.New(session.Options{})
	p, _ := g.Assign(call(1), session.Evidence{Server: "s"}, nil)
	require.Equal(t, session.Place{}, p)
	require.Zero(t, g.Len())
}

func TestAProcessIsASession(t *testing.T) {
	g := session.New(session.Options{})
	one, two := session.Evidence{Process: "1"}, session.Evidence{Process: "2"}
	a, _ := g.Assign(call(1), one, nil)
	b, _ := g.Assign(call(2), two, nil)
	c, _ := g.Assign(of(3, "", "c", 1), one, nil)
	require.NotEqual(t, a.Session, b.Session)
	require.Equal(t, a.Session, c.Session)
	require.Equal(t, session.Protocol, c.Evidence)
	d, _ := g.Assign(of(4, "x", "", 0), session.Evidence{Process: "3"}, nil)
	e, _ := g.Assign(of(5, "y", "", 0), session.Evidence{Process: "3"}, nil)
	require.NotEqual(t, d.Session, e.Session, "ids tell what a process does not")
	g.End(session.Evidence{}, "x", at(6), nil)
	g.End(session.Evidence{}, "y", at(6), nil)
	out := g.End(one, "", at(9), nil)
	require.Equal(t, at(9), out[len(out)-1].End)
	require.Equal(t, 1, g.Len())
}

func TestTasksLinkWhatNothingElseDoes(t *testing.T) {
	task := session.Evidence{Server: "s", Task: 1}
	both := session.Evidence{Server: "s", Task: 1, Chain: 2}
	chain := session.Evidence{Server: "s", Chain: 2}
	g := session.New(session.Options{})
	a, _ := g.Assign(call(1), task, nil)
	b, _ := g.Assign(call(2), both, nil)
	c, _ := g.Assign(call(3), chain, nil)
	require.Equal(t, session.Task, a.Evidence)
	require.Equal(t, a.Session, b.Session)
	require.Equal(t, a.Session, c.Session)

	// What a principal did is not taken apart by a task, which then links what comes
	// under another client's name.
	g = session.New(session.Options{})
	withTask, elsewhere := someone, someone
	withTask.Task = 1
	elsewhere.Task, elsewhere.Client = 1, "d"
	a, _ = g.Assign(call(1), someone, nil)
	b, _ = g.Assign(call(2), withTask, nil)
	c, _ = g.Assign(call(3), elsewhere, nil)
	require.Equal(t, []session.ID{a.Session, a.Session}, []session.ID{b.Session, c.Session})
	require.Equal(t, []session.Tier{session.Principal, session.Task}, []session.Tier{b.Evidence, c.Evidence})
}

func TestAPrincipalPausesOrBeginsAgain(t *testing.T) {
	g := session.New(session.Options{PrincipalGap: time.Minute})
	hello := call(90)
	hello.Kind, hello.Method = mcp.KindRequest, mcp.MethodInitialize
	require.Equal(t, []string{"A principal", "A principal", "B principal", "B principal", "C principal"},
		places(g, someone, call(1), call(60), hello, call(91), call(200)))
}

func TestTurnsAreWhatComesWithoutAPause(t *testing.T) {
	g := session.New(session.Options{TurnGap: 10 * time.Second})
	method := func(end float64, method string) *mcp.Call {
		c := of(end, "x", "", 0)
		c.Method, c.Kind = method, mcp.KindRequest
		if mcp.IsNotification(method) {
			c.Kind = mcp.KindNotification
		}
		return c
	}
	steps := []struct {
		call *mcp.Call
		turn int // 0 for none
	}{
		{method(1, "initialize"), 0},
		{method(2, "tools/list"), 0}, // nothing to attend
		{of(3, "x", "", 0), 1},
		{of(12, "x", "", 0), 1},
		{method(21, "tasks/get"), 1}, // prolongs
		{of(30, "x", "", 0), 1},
		{method(35, "ping"), 0},
		{method(38, "notifications/progress"), 0},
		{of(41, "x", "", 0), 2}, // more than ten seconds after the last one
		{method(60, "resources/read"), 3},
	}
	turns := map[session.ID]int{{}: 0}
	var ended []session.Ended
	for i, step := range steps {
		var p session.Place
		p, ended = g.Assign(step.call, someone, ended)
		if _, ok := turns[p.Turn]; !ok {
			turns[p.Turn] = len(turns)
			require.True(t, p.NewTurn)
		} else {
			require.False(t, p.NewTurn)
		}
		require.Equal(t, step.turn, turns[p.Turn], "step %d", i)
	}
	require.Len(t, ended, 2, "turns that are over are told when the next one begins")
	require.Equal(t, session.Tally{Calls: 4, ToolCalls: 3}, ended[0].Tally)
	require.Equal(t, at(2.9), ended[0].Start)
	require.Equal(t, at(30), ended[0].End)

	ended = g.Expire(at(71), nil)
	require.Len(t, ended, 1, "or in time")
	ended = g.Stop(nil)
	require.Len(t, ended, 1)
	require.Equal(t, 3, ended[0].Turns)
	require.Equal(t, session.Tally{Calls: 9, ToolCalls: 4}, ended[0].Tally)
	require.Equal(t, at(0.9), ended[0].Start)
}

func TestACallThatIsLongIsNoPause(t *testing.T) {
	g := session.New(session.Options{TurnGap: 10 * time.Second})
	long := of(60, "x", "", 0)
	long.Start = at(1)
	a, _ := g.Assign(long, someone, nil)
	b, _ := g.Assign(of(65, "x", "", 0), someone, nil)
	require.Equal(t, a.Turn, b.Turn)
}

func TestATraceIsATurn(t *testing.T) {
	g := session.New(session.Options{TurnGap: 10 * time.Second, TraceGap: time.Minute})
	var turns []session.ID
	for _, c := range []*mcp.Call{
		of(1, "x", "", 1), of(2, "x", "", 2), of(40, "x", "", 1), of(41, "x", "", 0), of(60, "x", "", 0), of(200, "x", "", 1),
	} {
		p, _ := g.Assign(c, someone, nil)
		turns = append(turns, p.Turn)
	}
	require.NotEqual(t, turns[0], turns[1])
	require.Equal(t, turns[0], turns[2], "however long the user thought")
	require.Equal(t, turns[2], turns[3], "what has no trace belongs to what is busy")
	require.NotContains(t, turns[:4], turns[4])
	require.NotContains(t, turns[:5], turns[5], "but not for ever")
}

func TestATraceForEachRequestSaysNothing(t *testing.T) {
	weak := someone
	weak.WeakTrace = true
	g := session.New(session.Options{})
	a, _ := g.Assign(of(1, "", "", 1), weak, nil)
	b, _ := g.Assign(of(2, "", "", 2), weak, nil)
	require.Equal(t, a, session.Place{Session: b.Session, Evidence: session.Principal, Turn: b.Turn, NewSession: true, NewTurn: true})
	other := weak
	other.Client = "d"
	c, _ := g.Assign(of(3, "", "", 2), other, nil)
	require.Equal(t, session.Place{Session: a.Session, Evidence: session.Trace, Turn: a.Turn}, c, "but it links what shares it")
	nobody := session.Evidence{Server: "s", WeakTrace: true}
	d, _ := g.Assign(of(4, "", "", 3), nobody, nil)
	require.Equal(t, session.Trace, d.Evidence, "and is better than nothing")
}

func TestDefaults(t *testing.T) {
	for name, test := range map[string]struct {
		gap    time.Duration // after which something else begins
		last   bool          // that long a pause is none yet
		calls  func(end float64) *mcp.Call
		placed func(session.Place) session.ID
	}{
		"a session":                {time.Hour, false, func(end float64) *mcp.Call { return of(end, "x", "", 0) }, func(p session.Place) session.ID { return p.Session }},
		"a session of a principal": {15 * time.Minute, false, call, func(p session.Place) session.ID { return p.Session }},
		"a turn":                   {30 * time.Second, true, call, func(p session.Place) session.ID { return p.Turn }},
		"a turn with a trace":      {5 * time.Minute, true, func(end float64) *mcp.Call { return of(end, "x", "", 1) }, func(p session.Place) session.ID { return p.Turn }},
	} {
		t.Run(name, func(t *testing.T) {
			for longer, same := range map[time.Duration]bool{-1: true, 0: test.last, 1: false} {
				g := session.New(session.Options{})
				first, next := test.calls(1), test.calls(2)
				next.Start = first.End + int64(test.gap+longer)
				next.End = next.Start + 1
				a, _ := g.Assign(first, someone, nil)
				for range 3 { // a pause is one after the last call, not the first
					b, _ := g.Assign(next, someone, nil)
					require.Equal(t, same, test.placed(a) == test.placed(b), longer)
					next.Start = next.End + int64(test.gap+longer)
					next.End, a = next.Start+1, b
				}
			}
		})
	}
}

// What a call does not say another one has said.
func TestASessionIsWhatItsCallsSaid(t *testing.T) {
	g := session.New(session.Options{})
	said := of(1, "x", "c", 0)
	said.ClientName, said.ServerName = "agent", "desk"
	for _, c := range []*mcp.Call{said, of(2, "", "c", 0)} {
		g.Assign(c, someone, nil)
	}
	out := g.Stop(nil)
	require.Len(t, out, 2)
	require.Equal(t, []string{"x", "agent", "desk"}, []string{out[1].SessionID, out[1].ClientName, out[1].ServerName})
	require.Equal(t, 2, out[1].Calls)
}

func TestSessionsEnd(t *testing.T) {
	g := session.New(session.Options{Idle: time.Minute, PrincipalGap: 30 * time.Second})
	failed := of(2, "x", "", 0)
	failed.ErrorType, failed.ClientName, failed.ServerName = "tool_error", "agent", "desk"
	for _, c := range []*mcp.Call{of(1, "x", "", 0), failed, of(3, "y", "", 0), call(4)} {
		g.Assign(c, someone, nil)
	}
	out := g.End(someone, "x", at(5), nil)
	require.Len(t, out, 2)
	require.Equal(t, session.Ended{
		Session: out[0].Session, Evidence: session.Protocol, Reason: session.Closed,
		Start: at(0.9), End: at(5), Tally: session.Tally{Calls: 2, ToolCalls: 2, Failed: 1}, Turns: 1,
		Server: "s", Principal: "p", Client: "c", SessionID: "x", ClientName: "agent", ServerName: "desk",
	}, out[1])
	require.Equal(t, out[0].Session, out[1].Session)
	require.NotZero(t, out[0].Turn)
	require.Empty(t, g.End(someone, "x", at(6), nil))
	require.Empty(t, g.End(someone, "z", at(6), nil))
	require.Empty(t, g.End(someone, "", at(6), nil), "a principal has no end")

	out = g.Expire(at(34), nil)
	require.Equal(t, session.Principal, out[len(out)-1].Evidence)
	require.Equal(t, session.Idle, out[len(out)-1].Reason)
	require.Equal(t, 1, g.Len())
	out = g.Expire(at(63), nil)
	require.Equal(t, session.Protocol, out[len(out)-1].Evidence)
	require.Zero(t, g.Len())

	a, _ := g.Assign(of(70, "y", "", 0), someone, nil)
	b, ended := g.Assign(of(200, "y", "", 0), someone, nil)
	require.NotEqual(t, a.Session, b.Session, "what was idle for so long is over, told or not")
	require.Len(t, ended, 2)
}

func TestGroupsAreBounded(t *testing.T) {
	g := session.New(session.Options{MaxSessions: 10})
	var ended []session.Ended
	begun := 0
	for i := range 1000 {
		var p session.Place
		// One session stays busy.
		p, ended = g.Assign(of(float64(i), "busy", "", byte(i)), someone, ended)
		require.Equal(t, i == 0, p.NewSession)
		p, ended = g.Assign(of(float64(i), fmt.Sprint("x", i), "", 0), someone, ended)
		require.True(t, p.NewSession)
		require.LessOrEqual(t, g.Len(), 10)
		begun++
	}
	ended = g.Stop(ended)
	require.Zero(t, g.Len())
	sessions, pushed, turns, calls, callsInTurns := 0, 0, 0, 0, 0
	for _, e := range ended {
		if e.Turn != (session.ID{}) {
			turns++
			callsInTurns += e.Calls
			continue
		}
		sessions++
		calls += e.Calls
		if e.Reason == session.PushedOut {
			pushed++
		}
	}
	require.Equal(t, begun+1, sessions)
	require.Equal(t, begun+1-10, pushed)
	require.Equal(t, 2000, calls)
	require.Equal(t, 2000, callsInTurns)
	require.Greater(t, turns, 1000)
}

func TestIdsTellNothing(t *testing.T) {
	h := session.NewHasher([]byte("key"))
	require.Len(t, h.Hash("session", "secret"), 32)
	require.Equal(t, h.Hash("session", "secret"), session.NewHasher([]byte("key")).Hash("session", "secret"))
	require.NotEqual(t, h.Hash("session", "secret"), h.Hash("principal", "secret"))
	require.NotEqual(t, h.Hash("session", "secret"), session.NewHasher([]byte("other")).Hash("session", "secret"))
	require.NotEqual(t, h.Hash("a", "bc"), h.Hash("ab", "c"))
	require.Empty(t, h.Hash("session", ""))
}

func TestTheSameKeyMakesTheSameIDs(t *testing.T) {
	id := func(key string) string {
		p, _ := session.New(session.Options{Key: []byte(key)}).Assign(of(1, "x", "", 0), someone, nil)
		return p.Session.String() + p.Turn.String()
	}
	require.Equal(t, id("a"), id("a"))
	require.NotEqual(t, id("a"), id("b"))
}

func BenchmarkAssign(b *testing.B) {
	g := session.New(session.Options{})
	c := of(1, "x", "c", 1)
	b.ReportAllocs()
	for b.Loop() {
		g.Assign(c, someone, nil)
	}
}

func TestWhatIsRefusedBeginsNoSession(t *testing.T) {
	gone, probe := of(1, "gone", "", 0), call(2)
	gone.ErrorType = "404"
	probe.Kind, probe.Method, probe.ErrorType = mcp.KindRequest, "server/discover", "-32000"
	failed := of(3, "x", "", 0)
	failed.ErrorType = "-32603"
	denied := of(4, "x", "", 0)
	denied.ErrorType = "403"
	require.Equal(t, []string{"A ", "A ", "B protocol", "B protocol"},
		places(session.New(session.Options{}), someone, gone, probe, failed, denied))
}
