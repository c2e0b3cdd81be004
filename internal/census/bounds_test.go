package census

import (
	"fmt"
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

// TestManyAtOnce has producers in few sessions, which end in every way that there is:
// what was counted up is counted down, and every call is in one session.
func TestManyAtOnce(t *testing.T) {
	const producers, each = 8, 5000
	x := New[int](Options{Idle: 3200, MaxSessions: 200})
	var clock, began, ended, payloads, alive, calls atomic.Int64
	clock.Store(at(0))
	gone := func(e Ended[int]) {
		ended.Add(1)
		calls.Add(int64(e.Calls))
		if e.Payload == 0 {
			t.Error("an end without a payload")
		}
	}
	events := &Events[int]{
		Payload: func() int { return int(payloads.Add(1)) },
		Began:   func(Session[int]) { began.Add(1) }, Ended: gone,
	}
	var wg sync.WaitGroup
	for producer := range producers {
		wg.Go(func() {
			for n := range each {
				now := clock.Add(1)
				c := mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleClient, Start: now, End: now, SessionID: strconv.Itoa(n / 10 % 300)}
				if n%50 == 49 {
					c.Kind, c.Side, c.Start = mcp.KindSession, mcp.SideClient, now-100
				}
				if x.Observe(&c, now, events) == Alive {
					alive.Add(1)
				}
				x.Lists(&c, uint64(producer))
			}
		})
	}
	wg.Go(func() {
		for range 200 {
			x.Expire(clock.Add(1), gone)
			assert.LessOrEqual(t, x.Len(), 200+len(x.shards))
		}
	})
	wg.Wait()
	x.Stop(clock.Load(), gone)
	assert.Zero(t, x.Len())
	assert.Equal(t, began.Load(), ended.Load())
	assert.Equal(t, alive.Load(), calls.Load())
	assert.GreaterOrEqual(t, payloads.Load(), began.Load())
}

func TestTheBoundHolds(t *testing.T) {
	const limit = 1000
	x := New[int](Options{MaxSessions: limit})
	began, ended := 0, 0
	events := &Events[int]{Payload: zero, Began: func(Session[int]) { began++ }, Ended: func(Ended[int]) { ended++ }}
	for n := range 20 * limit {
		c := with(float64(n), id(strconv.Itoa(n)))
		x.Observe(&c, at(float64(n)), events)
		require.LessOrEqual(t, x.Len(), limit+len(x.shards))
		require.Equal(t, began-ended, x.Len())
		if n < limit {
			require.Zero(t, ended, "before the bound is reached")
		}
	}
	over := 0
	for i := range x.shards {
		over += x.shards[i].over.Len()
	}
	assert.LessOrEqual(t, over, MaxOver)
	assert.Greater(t, over, MaxOver*9/10)
}

func TestNothingIsAllocatedForACallOfAKnownSession(t *testing.T) {
	x := New[int](Options{})
	now := at(0)
	n := 0
	events := &Events[int]{Payload: func() int { return n }, Began: func(Session[int]) { n++ }, Ended: func(Ended[int]) { n++ }}
	for name, c := range map[string]mcp.Call{
		"a tool call":    with(0, id("191c4850af6c49e08843a3f6c80e5046")),
		"in a trace":     with(0, trace(1)),
		"a list":         with(0, id("a"), method("tools/list"), role(mcp.RoleServer)),
		"a notification": with(0, conversation("none"), method("notifications/progress")),
		"nowhere":        with(0),
	} {
		t.Run(name, func(t *testing.T) {
			assert.Zero(t, testing.AllocsPerRun(100, func() {
				now++
				x.Observe(&c, now, events)
				x.Lists(&c, 1)
			}))
		})
	}
}

// TestTheMemoryOfASession measures the heap: 10 000 sessions whose calls tell what they
// can, and as many that have ended as are remembered.
func TestTheMemoryOfASession(t *testing.T) {
	const sessions = 10_000
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	events := &Events[uint64]{Payload: func() uint64 { return 1 }, Began: func(Session[uint64]) {}, Ended: func(Ended[uint64]) {}}
	before := heap()
	x := New[uint64](Options{MaxSessions: sessions})
	begin := func(text string) {
		for n := range sessions {
			c := with(float64(n), id(fmt.Sprint(text, n)))
			c.Transport, c.ProtocolVersion = fmt.Sprint("tc", "p"), fmt.Sprint("2025-11", "-25")
			x.Observe(&c, at(float64(n)), events)
		}
	}
	empty := heap()
	begin("a")
	full := heap()
	require.Equal(t, sessions, x.Len())
	begin("b")
	begin("c")
	over := heap()
	t.Logf("empty %d KiB, %d bytes a session, %d KiB for those that are over", (empty-before)>>10, (full-empty)/sessions, (over-full)>>10)
	assert.Less(t, (full-empty)/sessions, int64(300))
	assert.Less(t, over-full, int64(2<<20))
	runtime.KeepAlive(x)
}

func BenchmarkTouch(b *testing.B) {
	for _, sessions := range []int{1, 10_000} {
		b.Run(strconv.Itoa(sessions), func(b *testing.B) {
			x := New[int](Options{MaxSessions: 20_000})
			events := &Events[int]{Payload: zero, Began: func(Session[int]) {}, Ended: func(Ended[int]) {}}
			calls := make([]mcp.Call, sessions)
			for i := range calls {
				calls[i] = with(0, id(fmt.Sprintf("191c4850af6c49e08843a3f6c80e%04x", i)), trace(1))
			}
			now := at(1)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				now += int64(time.Microsecond)
				x.Observe(&calls[i%sessions], now, events)
			}
		})
	}
}

func BenchmarkTouchFromAllCores(b *testing.B) {
	x := New[int](Options{})
	events := &Events[int]{Payload: zero, Began: func(Session[int]) {}, Ended: func(Ended[int]) {}}
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		calls := make([]mcp.Call, 100)
		for i := range calls {
			calls[i] = with(0, id(strconv.Itoa(i)))
		}
		for i := 0; pb.Next(); i++ {
			x.Observe(&calls[i%100], at(1), events)
		}
	})
}
