package census

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// at is a time in seconds.
func at(seconds float64) int64 { return 1_800_000_000e9 + int64(seconds*1e9) }

// observer shows spans to a census and writes down what it tells.
type observer struct {
	*Census[string]
	now  int64
	told []string
}

func zero() int { return 0 }

func newObserver(o Options) *observer { return &observer{Census: New[string](o)} }

func (x *observer) show(c mcp.Call) Found {
	return x.Observe(&c, x.now, &Events[string]{
		Payload: func() string { return "it" },
		Began:   func(s Session[string]) { x.told = append(x.told, "began "+name(s)) },
		Ended:   x.ended,
	})
}

func (x *observer) ended(e Ended[string]) {
	x.told = append(x.told, fmt.Sprintf("ended %s %s: %s, %d calls", name(e.Session), e.Reason, time.Duration(e.End-e.Start), e.Calls))
}

func name(s Session[string]) string {
	return strings.Join(strings.Fields(fmt.Sprint(s.Payload, " ", s.Role, " ", s.Evidence)), " ")
}

func (x *observer) take() []string {
	told := x.told
	x.told = nil
	return told
}

// with changes a tool call of a client that took a second.
func with(start float64, change ...func(*mcp.Call)) mcp.Call {
	c := mcp.Call{Kind: mcp.KindToolCall, Method: mcp.MethodToolsCall, Role: mcp.RoleClient, Start: at(start), End: at(start + 1)}
	for _, f := range change {
		f(&c)
	}
	return c
}

func id(text string) func(*mcp.Call)           { return func(c *mcp.Call) { c.SessionID = text } }
func conversation(text string) func(*mcp.Call) { return func(c *mcp.Call) { c.ConversationID = text } }

func of(service uint64) func(*mcp.Call) {
	return func(c *mcp.Call) { c.SessionScope, c.ConversationScope = scopes*service, scopes*service }
}

// scopes makes a hash of a small number.
const scopes = 0x9e3779b97f4a7c15

func role(r mcp.Role) func(*mcp.Call) { return func(c *mcp.Call) { c.Role = r } }
func root(trace byte) func(*mcp.Call) { return func(c *mcp.Call) { c.TraceID[0] = trace } }
func trace(t byte) func(*mcp.Call) {
	return func(c *mcp.Call) { c.TraceID[0], c.ParentID[0] = t, 1 }
}

func key(text, evidence string) func(*mcp.Call) {
	return func(c *mcp.Call) { c.SessionKey, c.SessionEvidence = text, evidence }
}

func method(name string) func(*mcp.Call) {
	return func(c *mcp.Call) { c.Method, c.Kind = name, mcp.KindOfMethod(name) }
}

func failed(as string) func(*mcp.Call) { return func(c *mcp.Call) { c.ErrorType = as } }

// spanOf makes the span of a session of it.
func spanOf(side mcp.Side, end float64) func(*mcp.Call) {
	return func(c *mcp.Call) {
		c.Kind, c.Side, c.End = mcp.KindSession, side, at(end)
		c.Role = map[mcp.Side]mcp.Role{mcp.SideClient: mcp.RoleClient, mcp.SideServer: mcp.RoleServer, mcp.SideUnknown: mcp.RoleAgent}[side]
	}
}

func TestWhatACallIsFoundBy(t *testing.T) {
	for name, test := range map[string]struct {
		calls []mcp.Call
		want  []string
	}{
		"a session id":                  {[]mcp.Call{with(1, id("a")), with(2, id("a"))}, []string{"client protocol"}},
		"another id is another session": {[]mcp.Call{with(1, id("a")), with(2, id("b"))}, []string{"client protocol", "client protocol"}},
		"an id before a conversation":   {[]mcp.Call{with(1, id("a"), conversation("c")), with(2, id("a"), conversation("d"))}, []string{"client protocol"}},
		"a conversation before a trace": {[]mcp.Call{with(1, conversation("c"), trace(1)), with(2, conversation("c"), trace(2))}, []string{"client conversation"}},
		"a propagated trace":            {[]mcp.Call{with(1, trace(1)), with(2, trace(1))}, []string{"client trace"}},
		"a trace that begins here":      {[]mcp.Call{with(1, root(1))}, nil},
		"nothing":                       {[]mcp.Call{with(1)}, nil},
		"the observer's key before all": {[]mcp.Call{with(1, key("k", "task"), id("a")), with(2, key("k", "trace"), id("b"))}, []string{"client task"}},
		"an observer that does not say": {[]mcp.Call{with(1, key("k", ""))}, []string{"client"}},
		"evidence that nobody knows":    {[]mcp.Call{with(1, key("k", "stars"))}, []string{"client"}},
		"equal texts of different kind": {[]mcp.Call{with(1, id("x")), with(2, conversation("x")), with(3, key("x", "task"))}, []string{"client protocol", "client conversation", "client task"}},
		"the same id of two services": {
			[]mcp.Call{with(1, id("1"), of(1)), with(2, id("1"), of(2)), with(3, id("1"), of(1)), with(4, conversation("1"), of(2)), with(5, conversation("1"), of(1))},
			[]string{"client protocol", "client protocol", "client conversation", "client conversation"},
		},
		"whose an id is that nobody asks for": {
			[]mcp.Call{with(1, key("k", "task"), of(1)), with(2, key("k", "task"), of(2)), with(3, trace(1), of(1)), with(4, trace(1), of(2))},
			[]string{"client task", "client trace"},
		},
		"each role has its own": {
			[]mcp.Call{with(1, id("a")), with(1, id("a"), role(mcp.RoleServer)), with(1, id("a"), role(mcp.RoleGateway)), with(1, id("a"), role(mcp.RoleAgent))},
			[]string{"client protocol", "server protocol", "gateway protocol", "agent protocol"},
		},
		"what a server asks is of its session": {
			[]mcp.Call{with(1, id("a"), method("sampling/createMessage")), with(2, id("a"), method("elicitation/create"), role(mcp.RoleServer))},
			[]string{"server protocol", "client protocol"},
		},
		"a view from inside": {[]mcp.Call{with(1, id("a"), role(mcp.RoleInside))}, nil},
		"a duplicate":        {[]mcp.Call{with(1, id("a"), func(c *mcp.Call) { c.Duplicate = true })}, nil},
		"a model call":       {[]mcp.Call{with(1, conversation("c"), func(c *mcp.Call) { c.Kind = mcp.KindInference })}, nil},
		"a notification":     {[]mcp.Call{with(1, id("a"), method("notifications/progress"))}, nil},
		"a ping":             {[]mcp.Call{with(1, id("a"), method("ping"))}, nil},
		"a handshake":        {[]mcp.Call{with(1, id("a"), method("initialize"))}, []string{"client protocol"}},
		"a handshake that does not name its session": {
			[]mcp.Call{with(1, conversation("c"), method("initialize")), with(1, trace(1), method("server/discover"))}, nil,
		},
		"a list that does not name its session": {[]mcp.Call{with(1, trace(1), method("tools/list"))}, []string{"client trace"}},
		"a handshake that failed":               {[]mcp.Call{with(1, id("a"), method("initialize"), failed("timeout"))}, nil},
		"a call that was refused":               {[]mcp.Call{with(1, id("a"), failed("404"))}, nil},
		"a call that failed":                    {[]mcp.Call{with(1, id("a"), failed("tool_error"))}, []string{"client protocol"}},
	} {
		t.Run(name, func(t *testing.T) {
			x := newObserver(Options{})
			x.now = at(10)
			var began []string
			for _, c := range test.calls {
				x.show(c)
			}
			for _, told := range x.take() {
				began = append(began, strings.TrimPrefix(told, "began it "))
			}
			assert.Equal(t, test.want, began)
			assert.Equal(t, len(test.want), x.Len())
		})
	}
}

func TestWhatASessionConsistsOf(t *testing.T) {
	x := newObserver(Options{})
	x.now = at(10)
	x.show(with(5, id("a"), method("tools/list"), func(c *mcp.Call) { c.Transport, c.ProtocolVersion = "tcp", "2025-11-25" }))
	x.show(with(3, id("a"), method("initialize"), func(c *mcp.Call) { c.Transport, c.ProtocolVersion = "pipe", "2024-11-05" }))
	x.show(with(6, id("a")))
	x.show(with(8, id("a"), failed("tool_error")))
	x.show(with(9, id("a"), method("notifications/cancelled")))
	var got []Ended[string]
	x.Stop(x.now, func(e Ended[string]) { got = append(got, e) })
	assert.Equal(t, []Ended[string]{{
		Session: Session[string]{Role: mcp.RoleClient, Evidence: "protocol", Transport: "tcp", ProtocolVersion: "2025-11-25", Payload: "it"},
		Tally:   Tally{Calls: 4, ToolCalls: 2, Failed: 1, Turns: 1},
		Start:   at(3), End: at(10), Reason: Stopped,
	}}, got)
	assert.Zero(t, x.Len())
}

func TestSessionsEnd(t *testing.T) {
	t.Run("when they are idle, by the observer's clock", func(t *testing.T) {
		x := newObserver(Options{Idle: time.Minute})
		x.now = at(1000)
		x.show(with(1, id("a")))
		x.Expire(at(1059.9), x.ended)
		require.Equal(t, []string{"began it client protocol"}, x.take())
		x.Expire(at(1060), x.ended)
		require.Equal(t, []string{"ended it client protocol idle: 1s, 1 calls"}, x.take())
	})
	t.Run("sooner if they are traces", func(t *testing.T) {
		x := newObserver(Options{})
		x.now = at(0)
		x.show(with(1, conversation("a"), trace(1)))
		x.show(with(1, trace(1)))
		x.take()
		x.Expire(at(899), x.ended)
		require.Empty(t, x.take())
		x.Expire(at(900), x.ended)
		require.Equal(t, []string{"ended it client trace idle: 1s, 1 calls"}, x.take())
		x.Expire(at(3600), x.ended)
		require.Equal(t, []string{"ended it client conversation idle: 1s, 1 calls"}, x.take())
	})
	t.Run("with their span", func(t *testing.T) {
		x := newObserver(Options{})
		x.now = at(100)
		x.show(with(1, id("a")))
		x.show(with(1, id("a"), role(mcp.RoleServer)))
		x.take()
		require.Equal(t, Over, x.show(with(0, id("a"), spanOf(mcp.SideServer, 50))))
		require.Equal(t, []string{"ended it server protocol closed: 50s, 1 calls"}, x.take())
		require.Equal(t, Late, x.show(with(0, id("a"), spanOf(mcp.SideServer, 50))), "told again")
		require.Equal(t, Over, x.show(with(0, id("a"), spanOf(mcp.SideUnknown, 50))), "a span without a side")
		require.Equal(t, []string{"ended it client protocol closed: 50s, 1 calls"}, x.take())
	})
	t.Run("with a span of their own service", func(t *testing.T) {
		x := newObserver(Options{})
		x.now = at(100)
		x.show(with(1, id("1"), of(1)))
		x.show(with(1, id("1"), of(2)))
		x.take()
		require.Equal(t, Unseen, x.show(with(0, id("1"), spanOf(mcp.SideUnknown, 50), of(3))))
		require.Equal(t, Over, x.show(with(0, id("1"), spanOf(mcp.SideUnknown, 50), of(2))))
		require.Equal(t, []string{"ended it client protocol closed: 50s, 1 calls"}, x.take())
		require.Equal(t, Alive, x.show(with(60, id("1"), of(1))))
	})
	t.Run("in every role that a span without a side may mean", func(t *testing.T) {
		x := newObserver(Options{})
		x.now = at(100)
		for _, r := range everyone {
			x.show(with(1, trace(1), role(r)))
		}
		require.Equal(t, Over, x.show(with(0, root(1), spanOf(mcp.SideUnknown, 9))))
		require.Zero(t, x.Len())
	})
	t.Run("at a gateway with a span of either side", func(t *testing.T) {
		for _, side := range []mcp.Side{mcp.SideClient, mcp.SideServer} {
			x := newObserver(Options{})
			x.now = at(100)
			x.show(with(1, id("a"), role(mcp.RoleGateway)))
			require.Equal(t, Over, x.show(with(0, id("a"), spanOf(side, 9))))
		}
		x := newObserver(Options{})
		x.now = at(100)
		x.show(with(1, id("a")))
		require.Equal(t, Unseen, x.show(with(0, id("a"), spanOf(mcp.SideClient, 9), role(mcp.RoleGateway))))
	})
	t.Run("when there are too many, the silent first", func(t *testing.T) {
		x := newObserver(Options{MaxSessions: 2})
		x.now = at(100)
		for _, text := range []string{"a", "b", "a", "c"} {
			x.show(with(1, id(text), role(mcp.Role(text[0]-'a'+1))))
		}
		require.Equal(t, []string{
			"began it agent protocol", "began it client protocol",
			"ended it client protocol pushed_out: 1s, 1 calls", "began it gateway protocol",
		}, x.take())
		require.Equal(t, 2, x.Len())
	})
}

func TestAfterTheEnd(t *testing.T) {
	ended := func() *observer {
		x := newObserver(Options{Idle: time.Minute})
		x.now = at(10)
		x.show(with(1, id("a")))
		x.show(with(5, id("a")))
		x.now = at(100)
		x.Expire(x.now, x.ended)
		x.take()
		return x
	}
	t.Run("what began before it is late", func(t *testing.T) {
		x := ended()
		require.Equal(t, Late, x.show(with(2, id("a"))))
		require.Equal(t, Late, x.show(with(6, id("a"))), "at the same time")
		require.Empty(t, x.take())
	})
	t.Run("what began after it begins another", func(t *testing.T) {
		x := ended()
		require.Equal(t, Alive, x.show(with(7, id("a"))))
		require.Equal(t, Late, x.show(with(2, id("a"))), "and what comes late is still of the first")
		require.Equal(t, Late, x.show(with(0, id("a"), spanOf(mcp.SideClient, 6.5))), "as is its span")
		require.Equal(t, Late, x.show(with(6.4, id("a"))), "which has said when it ended")
		require.Equal(t, []string{"began it client protocol"}, x.take())
		require.Equal(t, Over, x.show(with(0, id("a"), spanOf(mcp.SideClient, 20))), "one session that was silent for long")
		require.Equal(t, []string{"ended it client protocol closed: 20s, 1 calls"}, x.take())
	})
	t.Run("the span of a session that was idle is late", func(t *testing.T) {
		x := ended()
		require.Equal(t, Late, x.show(with(0, id("a"), spanOf(mcp.SideClient, 50))))
		require.Equal(t, Late, x.show(with(49, id("a"))), "it was longer than it seemed")
		require.Equal(t, Alive, x.show(with(51, id("a"))))
	})
	t.Run("the span of another session with the same id is not", func(t *testing.T) {
		x := ended()
		require.Equal(t, Unseen, x.show(with(20, id("a"), spanOf(mcp.SideClient, 50))))
		require.Equal(t, Late, x.show(with(20, id("a"), spanOf(mcp.SideClient, 50))))
	})
	t.Run("calls of a session whose span came first are late", func(t *testing.T) {
		for _, side := range []mcp.Side{mcp.SideClient, mcp.SideUnknown} {
			x := newObserver(Options{})
			x.now = at(100)
			require.Equal(t, Unseen, x.show(with(0, id("a"), spanOf(side, 50))))
			require.Equal(t, Late, x.show(with(20, id("a"))))
			require.Equal(t, Alive, x.show(with(60, id("a"))))
		}
	})
	t.Run("both ends have a span of a session that nothing was seen of", func(t *testing.T) {
		x := newObserver(Options{})
		x.now = at(100)
		require.Equal(t, Unseen, x.show(with(0, id("a"), spanOf(mcp.SideClient, 50))))
		require.Equal(t, Unseen, x.show(with(0, id("a"), spanOf(mcp.SideServer, 50))))
		require.Equal(t, Late, x.show(with(0, id("a"), spanOf(mcp.SideServer, 50))))
	})
	t.Run("it is forgotten in the end", func(t *testing.T) {
		x := ended()
		x.now += int64(OverExpiry)
		require.Equal(t, Alive, x.show(with(2, id("a"))))
	})
	t.Run("what begins no session is nowhere", func(t *testing.T) {
		x := newObserver(Options{})
		require.Equal(t, Nowhere, x.show(with(1, id("a"), method("ping"))))
		require.Equal(t, Nowhere, x.show(with(1, id("a"), func(c *mcp.Call) { c.Kind = mcp.KindAgent })))
		require.Equal(t, Nowhere, x.show(with(1, spanOf(mcp.SideClient, 2))))
	})
}

func TestTimesThatCannotBe(t *testing.T) {
	now := at(0)
	for name, test := range map[string]struct{ start, end, wantStart, wantEnd int64 }{
		"as they should be":           {at(-2), at(-1), at(-2), at(-1)},
		"a clock that is ahead":       {at(3000), at(3600), at(3000), at(3600)},
		"a clock that is wrong":       {at(3601), at(3602), now, now},
		"only the end is":             {at(-5), at(9999), at(-5), now},
		"no start":                    {0, at(-1), at(-1), at(-1)},
		"no time":                     {0, 0, now, now},
		"before 1970":                 {-5, -4, now, now},
		"an end before the start":     {at(-1), at(-2), at(-2), at(-2)},
		"a start beyond what is seen": {at(5), 0, now, now},
	} {
		t.Run(name, func(t *testing.T) {
			o := observed{test.start, test.end, now}
			credible := o.isCredible()
			o.mend()
			assert.Equal(t, observed{test.wantStart, test.wantEnd, now}, o)
			assert.Equal(t, o == observed{test.start, test.end, now}, credible)
		})
	}
}

func TestTurns(t *testing.T) {
	for name, test := range map[string]struct {
		calls []mcp.Call
		want  int
	}{
		"calls without a pause":               {[]mcp.Call{with(0), with(31), with(62)}, 1},
		"a pause":                             {[]mcp.Call{with(0), with(31.1)}, 2},
		"each trace":                          {[]mcp.Call{with(0, trace(1)), with(1, trace(2)), with(2, trace(1))}, 2},
		"a trace however long":                {[]mcp.Call{with(0, trace(1)), with(900, trace(1))}, 1},
		"a call without a trace joins":        {[]mcp.Call{with(0, trace(1)), with(2)}, 1},
		"a trace that begins here is none":    {[]mcp.Call{with(0, root(1)), with(2, root(2))}, 1},
		"of five traces the first is forgot":  {[]mcp.Call{with(0, trace(1)), with(1, trace(2)), with(2, trace(3)), with(3, trace(4)), with(4, trace(5)), with(5, trace(1))}, 6},
		"what is shown late joins the latest": {[]mcp.Call{with(0), with(100), with(50)}, 2},
		"housekeeping":                        {[]mcp.Call{with(0, method("initialize")), with(1, method("ping")), with(2, method("subscriptions/listen"))}, 0},
		"housekeeping does not prolong":       {[]mcp.Call{with(0), with(20, method("logging/setLevel")), with(40)}, 2},
		"a list attends":                      {[]mcp.Call{with(0, method("tools/list")), with(1), with(30, method("tools/list")), with(60)}, 1},
		"a list of another trace does not":    {[]mcp.Call{with(0, trace(1)), with(30, method("tools/list"), trace(2)), with(60)}, 2},
		"reading and prompts are work":        {[]mcp.Call{with(0, method("resources/read")), with(60, method("prompts/get"))}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			x := newObserver(Options{})
			x.now = at(1000)
			for _, c := range test.calls {
				c.SessionID = "a"
				require.Equal(t, Alive, x.show(c), "%v", c.Method)
			}
			x.Stop(x.now, func(e Ended[string]) { assert.Equal(t, test.want, e.Turns) })
		})
	}
}

func TestLists(t *testing.T) {
	x := newObserver(Options{})
	x.now = at(10)
	a, b := with(1, id("a"), method("tools/list")), with(1, id("b"), method("tools/list"))
	assert.True(t, x.Lists(&a, 7), "of no session")
	assert.True(t, x.Lists(&a, 7), "of no session")
	x.show(a)
	x.show(b)
	assert.True(t, x.Lists(&a, 0))
	assert.False(t, x.Lists(&a, 0))
	assert.True(t, x.Lists(&a, 7), "another list")
	assert.False(t, x.Lists(&a, 7))
	assert.True(t, x.Lists(&b, 7), "another session")
	assert.False(t, x.Lists(&a, 0), "pages of a list take turns")
	for page := range uint64(maxLists) {
		assert.True(t, x.Lists(&a, 100+page))
	}
	for page := range uint64(maxLists) {
		assert.False(t, x.Lists(&a, 100+page))
	}
	assert.True(t, x.Lists(&a, 7), "only the last ones are remembered")
	none := with(1, method("tools/list"))
	assert.True(t, x.Lists(&none, 7))
	assert.True(t, x.Lists(&none, 7))
}

func TestWhatIsKeptIsIndependentOfTheCall(t *testing.T) {
	text := []byte("2025-11-25")
	long := strings.Repeat("ü", mcp.MaxText)
	x := New[int](Options{})
	c := with(1, id("a"), func(c *mcp.Call) { c.ProtocolVersion, c.Transport = string(text), long })
	var began Session[int]
	x.Observe(&c, at(2), &Events[int]{Payload: zero, Began: func(s Session[int]) { began = s }})
	c.Reset()
	x.Stop(at(2), func(e Ended[int]) { assert.Equal(t, began, e.Session) })
	assert.Equal(t, "2025-11-25", began.ProtocolVersion)
	assert.Len(t, began.Transport, mcp.MaxText)
}

func TestShardsAreForMany(t *testing.T) {
	for sessions, want := range map[int]int{1: 1, 127: 1, 128: 2, 1023: 8, 1024: 16, 10_000: 16, 1 << 20: 16} {
		assert.Len(t, New[int](Options{MaxSessions: sessions}).shards, want, sessions)
	}
}

// TestEvidenceOfOneKindDoesNotMakeUpForAnother has ids that differ in as many bits as the
// kinds of evidence do.
func TestEvidenceOfOneKindDoesNotMakeUpForAnother(t *testing.T) {
	for range 64 {
		c := New[int](Options{})
		events := &Events[int]{Payload: zero, Began: func(Session[int]) {}, Ended: func(Ended[int]) {}}
		call := mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Role: mcp.RoleClient, Side: mcp.SideClient, Start: 1, End: 2}
		bySession, byConversation := call, call
		bySession.SessionID, byConversation.ConversationID = "q123456789", "a123456789"
		c.Observe(&bySession, 1, events)
		c.Observe(&byConversation, 1, events)
		require.Equal(t, 2, c.Len())
	}
}

// TestTracesThatSomebodyHasChosenAreToldApart: whoever knew a factor of a hash could make it zero, or
// a rotation of what he knows.
func TestTracesThatSomebodyHasChosenAreToldApart(t *testing.T) {
	const public = 0xd6e8feb86659fd93 // a word of the code
	for _, second := range []uint64{public, public ^ 1, public ^ 1<<63, 0} {
		x := newObserver(Options{})
		for first := range uint64(20) {
			x.show(with(0, func(c *mcp.Call) {
				binary.LittleEndian.PutUint64(c.TraceID[:8], first+1)
				binary.LittleEndian.PutUint64(c.TraceID[8:], second)
				c.ParentID[0] = 1
			}))
		}
		began := 0
		for _, told := range x.take() {
			if strings.HasPrefix(told, "began") {
				began++
			}
		}
		require.Equal(t, 20, began, "%x", second)
	}
}
