package logical

import (
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// at is a time in seconds.
func at(seconds float64) int64 { return 1_800_000_000e9 + int64(seconds*1e9) }

const asks, succeeds = mcp.OutcomeInputRequired, mcp.OutcomeSuccess

// round is a call of the tool "book" by a client.
func round(start, end float64, o mcp.Outcome, change ...func(*mcp.Call)) mcp.Call {
	c := mcp.Call{
		Kind: mcp.KindToolCall, Role: mcp.RoleClient, Side: mcp.SideClient, Tool: "book",
		Start: at(start), End: at(end), Outcome: o,
	}
	for _, f := range change {
		f(&c)
	}
	return c
}

func below(trace, parent byte) func(*mcp.Call) {
	return func(c *mcp.Call) { c.TraceID[0], c.ParentID[0] = trace, parent }
}
func id(text string) func(*mcp.Call)  { return func(c *mcp.Call) { c.SessionID = text } }
func of(r mcp.Role) func(*mcp.Call)   { return func(c *mcp.Call) { c.Role = r } }
func key(text string) func(*mcp.Call) { return func(c *mcp.Call) { c.SessionKey = text } }
func side(s mcp.Side) func(*mcp.Call) { return func(c *mcp.Call) { c.Side = s } }
func conversation(text string) func(*mcp.Call) {
	return func(c *mcp.Call) { c.ConversationID = text }
}

func by(service uint64) func(*mcp.Call) {
	return func(c *mcp.Call) { c.SessionScope, c.ConversationScope = service, service }
}
func tool(name string) func(*mcp.Call) { return func(c *mcp.Call) { c.Tool = name } }

// took is a whole call in seconds.
type took struct {
	start, end float64
	rounds     int
}

func inSeconds(w Whole) took {
	return took{float64(w.Start-at(0)) / 1e9, float64(w.End-at(0)) / 1e9, w.Rounds}
}

func TestRoundsAreJoined(t *testing.T) {
	for name, test := range map[string]struct {
		rounds []mcp.Call
		want   []took // those that are done
		open   int
	}{
		"a call that asks for nothing": {[]mcp.Call{round(1, 2, succeeds, id("s"))}, []took{{1, 2, 1}}, 0},
		"one that asks once": {
			[]mcp.Call{round(1, 2, asks, below(1, 1)), round(5, 6, succeeds, below(1, 1))}, []took{{1, 6, 2}}, 0,
		},
		"one that asks again and again": {
			[]mcp.Call{round(1, 2, asks, id("s")), round(3, 4, asks, id("s")), round(5, 6, asks, id("s")), round(7, 8, succeeds, id("s"))},
			[]took{{1, 8, 4}},
			0,
		},
		"one that fails in the end": {
			[]mcp.Call{round(1, 2, asks, id("s")), round(3, 4, mcp.OutcomeToolError, id("s"))}, []took{{1, 4, 2}}, 0,
		},
		"a retry without a pause":  {[]mcp.Call{round(1, 2, asks, id("s")), round(2, 3, succeeds, id("s"))}, []took{{1, 3, 2}}, 0},
		"rounds of one trace":      {[]mcp.Call{round(1, 2, asks, below(1, 1)), round(3, 4, succeeds, below(1, 2))}, []took{{1, 4, 2}}, 0},
		"roots of a session":       {[]mcp.Call{round(1, 2, asks, below(1, 0), id("s")), round(3, 4, succeeds, below(2, 0), id("s"))}, []took{{1, 4, 2}}, 0},
		"rounds of a conversation": {[]mcp.Call{round(1, 2, asks, conversation("s")), round(3, 4, succeeds, conversation("s"))}, []took{{1, 4, 2}}, 0},
		"rounds of a session that was put together": {
			[]mcp.Call{round(1, 2, asks, key("s")), round(3, 4, succeeds, key("s"))}, []took{{1, 4, 2}}, 0,
		},
		"another call is done first": {
			[]mcp.Call{round(1, 2, asks, id("s")), round(3, 4, succeeds, id("s"), tool("pay")), round(5, 6, succeeds, id("s"))},
			[]took{{3, 4, 1}, {1, 6, 2}},
			0,
		},
		"the call after it":       {[]mcp.Call{round(1, 2, asks, id("s")), round(3, 4, succeeds, id("s")), round(5, 6, succeeds, id("s"))}, []took{{1, 4, 2}, {5, 6, 1}}, 0},
		"of another tool":         {[]mcp.Call{round(1, 2, asks, id("s")), round(3, 4, succeeds, id("s"), tool("pay"))}, []took{{3, 4, 1}}, 1},
		"in another role":         {[]mcp.Call{round(1, 2, asks, id("s")), round(3, 4, succeeds, id("s"), of(mcp.RoleAgent))}, []took{{3, 4, 1}}, 1},
		"at a gateway's far side": {[]mcp.Call{round(1, 2, asks, id("s"), of(mcp.RoleGateway)), round(3, 4, succeeds, id("s"), of(mcp.RoleGateway), side(mcp.SideServer))}, []took{{3, 4, 1}}, 1},
		"of another trace":        {[]mcp.Call{round(1, 2, asks, below(1, 1)), round(3, 4, succeeds, below(2, 1))}, []took{{3, 4, 1}}, 1},
		"of another session":      {[]mcp.Call{round(1, 2, asks, below(1, 1), id("s")), round(3, 4, succeeds, below(1, 1), id("r"))}, []took{{3, 4, 1}}, 1},
		"of another service whose session has the same id": {
			[]mcp.Call{round(1, 2, asks, id("1"), by(1)), round(3, 4, succeeds, id("1"), by(2)), round(5, 6, succeeds, id("1"), by(1))},
			[]took{{3, 4, 1}, {1, 6, 2}},
			0,
		},
		"of another service whose conversation has the same id": {
			[]mcp.Call{round(1, 2, asks, conversation("1"), by(1)), round(3, 4, succeeds, conversation("1"), by(2))}, []took{{3, 4, 1}}, 1,
		},
		"a session that one round does not name": {
			[]mcp.Call{round(1, 2, asks, below(1, 1)), round(3, 4, succeeds, below(1, 1), id("r"))}, []took{{1, 4, 2}}, 0,
		},
		"a call that began before it asked": {[]mcp.Call{round(1, 2, asks, id("s")), round(1.995, 4, succeeds, id("s"))}, []took{{1.995, 4, 1}}, 1},
		"clocks of two servers": {
			[]mcp.Call{round(1, 2, asks, id("s"), of(mcp.RoleServer)), round(1.995, 4, succeeds, id("s"), of(mcp.RoleServer))}, []took{{1, 4, 2}}, 0,
		},
		"clocks that differ too much": {
			[]mcp.Call{round(1, 2, asks, id("s"), of(mcp.RoleServer)), round(1.985, 4, succeeds, id("s"), of(mcp.RoleServer))}, []took{{1.985, 4, 1}}, 1,
		},
		"nothing in common can be found": {[]mcp.Call{round(1, 2, asks), round(3, 4, succeeds)}, []took{{1, 2, 1}, {3, 4, 1}}, 0},
		"two at a time, by their parents": {
			[]mcp.Call{
				round(1, 2, asks, below(1, 1), id("s")), round(1, 3, asks, below(1, 2), id("s")),
				round(4, 5, succeeds, below(1, 2), id("s")), round(6, 7, succeeds, below(1, 1), id("s")),
			},
			[]took{{1, 5, 2}, {1, 7, 2}},
			0,
		},
		"two at a time, the first first": {
			[]mcp.Call{round(1, 2, asks, id("s")), round(1.5, 3, asks, id("s")), round(4, 5, succeeds, id("s")), round(6, 7, succeeds, id("s"))},
			[]took{{1, 5, 2}, {1.5, 7, 2}},
			0,
		},
		"who has asked again waits again": {
			[]mcp.Call{
				round(1, 2, asks, id("s")), round(1.5, 3, asks, id("s")), round(4, 5, asks, id("s")),
				round(6, 7, succeeds, id("s")), round(8, 9, succeeds, id("s")),
			},
			[]took{{1.5, 7, 2}, {1, 9, 3}},
			0,
		},
		"what one cannot follow another may": {
			[]mcp.Call{round(1, 5, asks, id("s")), round(2, 3, asks, id("s")), round(4, 6, succeeds, id("s"))}, []took{{2, 6, 2}}, 1,
		},
		"the second shown first": {[]mcp.Call{round(3, 4, succeeds, id("s")), round(1, 2, asks, id("s"))}, []took{{3, 4, 1}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			x := New[string](Options{})
			var got []took
			for _, c := range test.rounds {
				if w, done := x.Observe(&c, at(10), func() string { return "it" }, nil); done {
					got = append(got, inSeconds(w))
				} else {
					assert.Zero(t, w)
				}
			}
			assert.Equal(t, test.want, got)
			assert.Equal(t, test.open, x.Len())
			x.Stop(func(_ Whole, payload string) { assert.Equal(t, "it", payload) })
			assert.Zero(t, x.Len())
			assert.Empty(t, x.by)
		})
	}
}

func TestTimesThatAreNotKnown(t *testing.T) {
	x := New[int](Options{})
	first, second := round(1, 2, asks, id("s")), round(3, 4, succeeds, id("s"))
	first.Start, first.End, second.Start = 0, 0, 0
	x.Observe(&first, at(2.5), func() int { return 0 }, nil)
	early := round(2.4, 2.45, succeeds, id("s"))
	w, _ := x.Observe(&early, at(5), nil, nil)
	assert.Equal(t, 1, w.Rounds, "the first one ended when it was shown")
	w, _ = x.Observe(&second, at(5), func() int { return 0 }, nil)
	assert.Equal(t, Whole{0, at(4), 2}, w)
	assert.Zero(t, w.Duration())
	assert.Equal(t, time.Second, Whole{at(1), at(2), 1}.Duration())
}

func TestDefaults(t *testing.T) {
	x := New[int](Options{})
	first := round(1, 2, asks, id("s"))
	x.Observe(&first, at(2), func() int { return 0 }, nil)
	x.Expire(at(2+3599.9), nil)
	require.Equal(t, 1, x.Len())
	x.Expire(at(2+3600), func(Whole, int) {})
	require.Zero(t, x.Len())
	for start, want := range map[float64]int{1.99: 2, 1.9899: 1} {
		asked, next := round(1, 2, asks, of(mcp.RoleServer), id("s")), round(start, 3, succeeds, of(mcp.RoleServer), id("s"))
		x.Observe(&asked, at(2), func() int { return 0 }, nil)
		w, _ := x.Observe(&next, at(3), nil, nil)
		assert.Equal(t, want, w.Rounds, start)
		x.Stop(func(Whole, int) {})
	}
	pushed := 0
	for i := range 10_001 {
		asked := round(1, 2, asks, id(strconv.Itoa(i)))
		x.Observe(&asked, at(2), func() int { return i }, func(Whole, int) { pushed++ })
	}
	require.Equal(t, 1, pushed)
}

func TestCallsAreGivenUp(t *testing.T) {
	x := New[string](Options{Expiry: time.Minute})
	var got []took
	abandoned := func(w Whole, payload string) {
		assert.Equal(t, "first", payload, "that of the first round")
		got = append(got, inSeconds(w))
	}
	first, second := round(1, 2, asks, id("s")), round(3, 4, asks, id("s"))
	x.Observe(&first, at(10), func() string { return "first" }, abandoned)
	x.Observe(&second, at(20), func() string { return "second" }, abandoned)
	x.Expire(at(79.9), abandoned)
	require.Empty(t, got)
	x.Expire(at(80), abandoned)
	require.Equal(t, []took{{1, 4, 2}}, got)
	third := round(90, 91, succeeds, id("s"))
	w, done := x.Observe(&third, at(100), nil, nil)
	require.True(t, done)
	require.Equal(t, took{90, 91, 1}, inSeconds(w), "it is another call")
}

func TestTheOneThatHasWaitedLongestMakesRoom(t *testing.T) {
	x := New[int](Options{MaxPending: 2})
	var got []int
	for i, session := range []string{"a", "b", "a", "c"} { // "a" asks again
		c := round(float64(i), float64(i)+0.5, asks, id(session))
		x.Observe(&c, at(float64(i)), func() int { return i }, func(w Whole, payload int) {
			assert.Equal(t, took{1, 1.5, 1}, inSeconds(w))
			got = append(got, payload)
		})
	}
	assert.Equal(t, []int{1}, got)
	assert.Equal(t, 2, x.Len())
	assert.EqualValues(t, 1, x.PushedOut())
}

func TestLookingIsBounded(t *testing.T) {
	x := New[int](Options{})
	for i := range maxLook + 1 {
		c := round(100, 200, asks, below(1, byte(i+1)))
		x.Observe(&c, at(1), func() int { return 0 }, nil)
	}
	early := round(50, 60, asks, below(1, 255))
	x.Observe(&early, at(1), func() int { return 0 }, nil)
	next := round(70, 80, succeeds, below(1, 254))
	w, _ := x.Observe(&next, at(1), nil, nil)
	assert.Equal(t, took{70, 80, 1}, inSeconds(w), "it is behind too many that it cannot follow")
	next = round(70, 80, succeeds, below(1, 255))
	w, _ = x.Observe(&next, at(1), nil, nil)
	assert.Equal(t, took{50, 80, 2}, inSeconds(w), "but alone with its parent")
}

// TestManyAtOnce has producers in few sessions: every round is in one call.
func TestManyAtOnce(t *testing.T) {
	const producers, each = 8, 3000
	x := New[int](Options{Expiry: 500, MaxPending: 50})
	var clock, rounds, payloads atomic.Int64
	clock.Store(at(0))
	abandoned := func(w Whole, payload int) {
		rounds.Add(int64(w.Rounds))
		if payload == 0 {
			t.Error("a call without a payload")
		}
	}
	var wg sync.WaitGroup
	for producer := range producers {
		wg.Go(func() {
			for n := range each {
				now := clock.Add(1)
				c := round(0, 0, mcp.Outcome(1+n%2*int(asks-1)), id(strconv.Itoa((n+producer)%100)))
				c.Start, c.End = now, now
				if w, done := x.Observe(&c, now, func() int { return int(payloads.Add(1)) }, abandoned); done {
					rounds.Add(int64(w.Rounds))
				}
				if n%100 == 0 {
					x.Expire(now, abandoned)
				}
				assert.LessOrEqual(t, x.Len(), 50)
			}
		})
	}
	wg.Wait()
	x.Stop(abandoned)
	assert.EqualValues(t, producers*each, rounds.Load())
	assert.Empty(t, x.by)
}

func TestNothingIsAllocatedForACallThatAsksForNothing(t *testing.T) {
	x := New[int](Options{})
	c := round(1, 2, succeeds, below(1, 1), id("191c4850af6c49e08843a3f6c80e5046"))
	n := 0
	observe := func() { x.Observe(&c, at(5), func() int { return n }, func(Whole, int) { n++ }) }
	assert.Zero(t, testing.AllocsPerRun(100, observe), "where none waits")
	other := round(1, 2, asks, below(1, 1), id("another"))
	x.Observe(&other, at(5), func() int { return 0 }, nil)
	assert.Zero(t, testing.AllocsPerRun(100, observe), "where another waits")
}

func TestTheMemoryOfACallThatWaits(t *testing.T) {
	const calls = 10_000
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	x := New[uint64](Options{})
	before := heap()
	for i := range calls {
		c := round(1, 2, asks, id(strconv.Itoa(i)), func(c *mcp.Call) { c.TraceID, c.ParentID[0] = [16]byte{1, byte(i), byte(i >> 8)}, 1 })
		x.Observe(&c, at(5), func() uint64 { return 1 }, nil)
	}
	each := (heap() - before) / calls
	require.Equal(t, calls, x.Len())
	t.Logf("%d bytes", each)
	assert.Less(t, each, int64(350))
	runtime.KeepAlive(x)
}

func BenchmarkObserve(b *testing.B) {
	for _, waiting := range []int{0, 10_000} {
		b.Run(strconv.Itoa(waiting)+"_waiting", func(b *testing.B) {
			x := New[int](Options{})
			payload, abandoned := func() int { return 0 }, func(Whole, int) {}
			for i := range waiting {
				c := round(1, 2, asks, id(strconv.Itoa(i)))
				x.Observe(&c, at(5), payload, abandoned)
			}
			c := round(3, 4, succeeds, below(1, 1), id("191c4850af6c49e08843a3f6c80e5046"))
			b.ReportAllocs()
			for b.Loop() {
				x.Observe(&c, at(5), payload, abandoned)
			}
		})
	}
}

// BenchmarkTwoRounds is a call that asks once.
func BenchmarkTwoRounds(b *testing.B) {
	x := New[int](Options{})
	payload, abandoned := func() int { return 0 }, func(Whole, int) {}
	first, second := round(1, 2, asks, below(1, 1), id("s")), round(3, 4, succeeds, below(1, 1), id("s"))
	b.ReportAllocs()
	for b.Loop() {
		x.Observe(&first, at(5), payload, abandoned)
		x.Observe(&second, at(5), payload, abandoned)
	}
}
