package observe

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.uber.org/goleak"

	"github.com/otelcol-mcp/otelcol-mcp/internal/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// options record into a map of how requests ended, by id. Each may be told once.
func options(t testing.TB, ended map[string]string) *Options {
	return &Options{
		Server: "weather", MaxMessage: 4 << 10,
		Sink: func(traces ptrace.Traces, _ plog.Logs) {
			for _, span := range traces.ResourceSpans().At(0).ScopeSpans().At(0).Spans().All() {
				id, ok := span.Attributes().Get("jsonrpc.request.id")
				if !ok {
					continue
				}
				outcome, _ := span.Attributes().Get("mcp.call.outcome")
				assert.Empty(t, ended[id.AsString()], "told twice")
				ended[id.AsString()] = outcome.AsString()
			}
		},
		Capture: capture.Options{
			Exchange: exchange.Options{Role: mcp.RoleGateway, Side: mcp.SideServer},
			Session:  session.Options{Key: []byte("key")}, Process: "process",
			Resource: func(pcommon.Resource) {}, Random: rand.Uint64,
		},
	}
}

// piece is what one side says at once.
type piece struct {
	from exchange.Peer
	text string
}

// traffic is a conversation in the order it passes, and how its requests really ended.
func traffic(random *rand.Rand, requests int) (pieces []piece, ended map[string]string) {
	ended = map[string]string{}
	var open []string
	say := func(from exchange.Peer, format string, args ...any) {
		pieces = append(pieces, piece{from, fmt.Sprintf(format, args...) + "\n"})
	}
	settle := func(i int) {
		id := open[i]
		open = append(open[:i], open[i+1:]...)
		padding := strings.Repeat("x", random.IntN(1<<random.IntN(14)))
		switch random.IntN(5) {
		case 0, 1:
			ended[id] = "success"
			say(exchange.Server, `{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"%s"}]}}`, id, padding)
		case 2:
			ended[id] = "success"
			say(exchange.Server, `{"jsonrpc":"2.0","id":%s,"result":{}}`, id)
			say(exchange.Client, `{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":%s}}`, id)
		case 3:
			ended[id] = "cancelled"
			say(exchange.Client, `{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":%s}}`, id)
		case 4:
			ended[id] = "server_error" // the end comes before an answer
		}
	}
	for n := range requests {
		id := strconv.Itoa(n)
		say(exchange.Client, `{"jsonrpc":"2.0","id":%s,"method":"tools/call","params":{"name":"sun","arguments":{"x":"%s"}}}`,
			id, strings.Repeat("y", random.IntN(300)))
		open = append(open, id)
		for len(open) > 0 && random.IntN(3) > 0 {
			settle(random.IntN(len(open)))
		}
	}
	for _, id := range open {
		ended[id] = "server_error"
	}
	return pieces, ended
}

// shown cuts pieces up and shows them to a queue, which is emptied now and then.
func shown(random *rand.Rand, pieces []piece, q *queue, look func()) {
	for at, p := range pieces {
		for text := p.text; text != ""; {
			n := min(len(text), 1+random.IntN(1<<random.IntN(13)))
			q.put(p.from, []byte(text[:n]), int64(at+1))
			text = text[n:]
			if random.IntN(20) == 0 {
				look()
			}
		}
	}
}

// TestWhatIsUnseenIsNotInvented shows traffic to queues that are too small for it: of
// some requests nothing is told, and of none anything wrong.
func TestWhatIsUnseenIsNotInvented(t *testing.T) {
	told, holes := 0, 0
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 1))
		pieces, truth := traffic(random, 100)
		ended := map[string]string{}
		o := options(t, ended)
		q, w := newQueue(500+random.IntN(1<<(1+random.IntN(15)))), newWorker(o, 1)
		look := func() {
			for _, b := range q.take(nil) {
				w.see(b)
				q.giveBack(b)
			}
		}
		shown(random, pieces, q, look)
		q.stop()
		look()
		w.end(int64(len(pieces) + 1))
		for id, outcome := range ended {
			require.Equal(t, truth[id], outcome, "request %s of seed %d", id, seed)
		}
		if w.holes == 0 {
			require.Len(t, ended, len(truth), "seed %d", seed)
		}
		require.Equal(t, w.holes > 0, q.lost() > 0)
		told, holes = told+len(ended), holes+w.holes
	}
	require.Greater(t, told, 5_000)
	require.Greater(t, holes, 1_000)
}

// TestSeenAgain: after a hole every line that begins then is looked at, and what is left
// of another is not, whatever it looks like.
func TestSeenAgain(t *testing.T) {
	const rest = `{"jsonrpc":"2.0","id":3,"error":{"code":-32603,"message":"in a line of another sort"}}` + "\n"
	ended := map[string]string{}
	q, w := newQueue(1_000), newWorker(options(t, ended), 1)
	look := func() {
		for _, b := range q.take(nil) {
			w.see(b)
		}
	}
	q.put(exchange.Client, []byte(`{"jsonrpc":"2.0","id":1,"method":"ping"}`+"\n"), 1)
	q.put(exchange.Server, make([]byte, 2_000), 2) // the hole, amid a line of the server
	q.put(exchange.Client, []byte(`{"jsonrpc":"2.0","id":2,"method":"ping"}`+"\n"), 3)
	look()
	q.put(exchange.Client, []byte(`{"jsonrpc":"2.0","id":3,"method":"ping"}`+"\n"), 4)
	q.put(exchange.Server, []byte(rest+`{"jsonrpc":"2.0","id":3,"result":{}}`+"\n"), 5)
	look()
	w.end(6)
	require.Equal(t, map[string]string{"3": "success"}, ended)
	require.Equal(t, 1, w.holes)
	require.Equal(t, int64(2_000+len(`{"jsonrpc":"2.0","id":2,"method":"ping"}`+"\n")), q.lost())
}

// TestQueueIsBounded holds the queue to its limit, whatever the size of pieces.
func TestQueueIsBounded(t *testing.T) {
	for _, size := range []int{1, 31, 1_000, blockSize, 3*blockSize + 1} {
		q := newQueue(4 << 20)
		for range 8<<20/size + 2 {
			q.put(exchange.Client, make([]byte, size), 1)
		}
		bytes, taken := 0, q.take(nil)
		for _, b := range taken {
			bytes += cap(b.bytes) + cap(b.chunks)*chunkSize
			q.giveBack(b)
		}
		require.True(t, taken[len(taken)-1].hole, "pieces of %d bytes", size)
		require.Less(t, bytes, 12<<20, "pieces of %d bytes", size)
		require.LessOrEqual(t, len(q.idle), 4<<20/blockSize)
		q.rest()
		require.LessOrEqual(t, len(q.idle), 1)
	}
}

// TestShowAllocatesNothing once there are blocks.
func TestShowAllocatesNothing(t *testing.T) {
	q := newQueue(1 << 20)
	line := []byte(`{"jsonrpc":"2.0","id":1,"method":"ping"}` + "\n")
	taken := make([]*block, 0, 8)
	require.Zero(t, testing.AllocsPerRun(1000, func() {
		q.put(exchange.Client, line, 1)
		for _, b := range q.take(taken[:0]) {
			q.giveBack(b)
		}
	}))
}

// TestTheObserverHurriesWhileThereIsRoom, but neither before it gets short nor when there is
// none left.
func TestTheObserverHurriesWhileThereIsRoom(t *testing.T) {
	o := New(4 << 20)
	pass := func(bytes int) time.Duration {
		o.Show(exchange.Server, make([]byte, bytes))
		return o.rest(time.Millisecond)
	}
	require.Equal(t, calmly*time.Millisecond, pass(512<<10))
	require.Equal(t, hurriedly*time.Millisecond, pass(1<<20))
	require.Equal(t, hurriedly*time.Millisecond, pass(2<<20))
	require.Equal(t, calmly*time.Millisecond, pass(1<<20), "the queue has a hole")
	o.queue.take(nil)
	require.Equal(t, calmly*time.Millisecond, pass(1))
}

// TestObserver tells what passes when it is looked at, and what is open at the end.
func TestObserver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := map[string]string{}
		o := New(1 << 20)
		o.Show(exchange.Client, []byte(`{"jsonrpc":"2.0","id":1,"method":"ping"}`+"\n"))
		o.Start(*options(t, ended))
		time.Sleep(time.Second)
		o.Show(exchange.Server, []byte(`{"jsonrpc":"2.0","id":1,"result":{}}`+"\n"))
		time.Sleep(2 * time.Second)
		synctest.Wait()
		require.Equal(t, map[string]string{"1": "success"}, ended)
		o.Show(exchange.Client, []byte(`{"jsonrpc":"2.0","id":2,"method":"ping"}`+"\n"))
		counts := o.Stop(t.Context())
		require.Equal(t, "server_error", ended["2"])
		require.EqualValues(t, 2, counts.Exchange.Requests)
		require.Zero(t, counts.Unseen)
		require.False(t, counts.Broken)
		o.Show(exchange.Client, []byte("too late\n"))
		require.Zero(t, o.queue.lost())
	})
}

// TestOwnFault ends observing and nothing else.
func TestOwnFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		settings := options(t, map[string]string{})
		settings.Capture.Random = func() uint64 { panic("a fault") }
		o := New(1 << 20)
		o.Start(*settings)
		o.Show(exchange.Client, []byte(`{"jsonrpc":"2.0","id":1,"method":"ping"}`+"\n"))
		o.Show(exchange.Server, []byte(`{"jsonrpc":"2.0","id":1,"result":{}}`+"\n"))
		time.Sleep(time.Second)
		o.Show(exchange.Client, []byte("more\n"))
		require.True(t, o.Stop(t.Context()).Broken)
	})
}

// TestFaultAtTheEnd is one of the last things done.
func TestFaultAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		settings := options(t, map[string]string{})
		settings.Sink = func(ptrace.Traces, plog.Logs) { panic("a fault") }
		o := New(1 << 20)
		o.Start(*settings)
		o.Show(exchange.Client, []byte(`{"jsonrpc":"2.0","id":1,"method":"ping"}`+"\n"))
		require.True(t, o.Stop(t.Context()).Broken)
	})
}

// TestStopDoesNotWait longer than it may.
func TestStopDoesNotWait(t *testing.T) {
	release := make(chan struct{})
	settings := options(t, map[string]string{})
	settings.Sink = func(ptrace.Traces, plog.Logs) { <-release }
	o := New(1 << 20)
	o.Start(*settings)
	o.Show(exchange.Client, []byte(`{"jsonrpc":"2.0","id":1,"method":"ping"}`+"\n"))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	o.Stop(ctx)
	require.Error(t, ctx.Err())
	close(release)
	<-o.done
}

// BenchmarkShow is what a piece of traffic costs the relay.
func BenchmarkShow(b *testing.B) {
	q := newQueue(1 << 20)
	line := make([]byte, 1<<10)
	var taken []*block
	b.ReportAllocs()
	b.SetBytes(int64(len(line)))
	for n := 0; b.Loop(); n++ {
		q.put(exchange.Client, line, 1)
		if n%200 == 0 {
			taken = q.take(taken[:0])
			for _, block := range taken {
				q.giveBack(block)
			}
		}
	}
}

// BenchmarkLook is what a call costs beside the relay.
func BenchmarkLook(b *testing.B) {
	o := options(b, nil)
	o.Sink = func(ptrace.Traces, plog.Logs) {}
	w := newWorker(o, 1)
	q := newQueue(1 << 20)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		q.put(exchange.Client, fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"sun","arguments":{"city":"Bergen"}}}`+"\n", n), 1)
		q.put(exchange.Server, fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"result":{"content":[{"type":"text","text":"rain"}]}}`+"\n", n), 1)
		for _, block := range q.take(nil) {
			w.see(block)
			q.giveBack(block)
		}
	}
}
