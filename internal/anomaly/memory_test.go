//go:build !race

package anomaly

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// heap is what is in use after a collection, in bytes.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestMemoryOfManySessionsAndTools: 10 000 live sessions over 1000 tools of 20 servers, each session with eight calls
// that have arguments and results, and enough minutes to fill every baseline.
func TestMemoryOfManySessionsAndTools(t *testing.T) {
	before := heap()
	s := begin(t, func(o *Options) { o.SessionIdle = 240 * time.Hour })
	random := rand.New(rand.NewPCG(1, 1))
	for i := range 8 * 10_000 {
		tool := random.IntN(1000)
		s.at = s.at.Add(3 * time.Second)
		s.call("tool"+strconv.Itoa(tool), fmt.Sprintf(`{"id":"item-%d","text":"the %dth of them all"}`, random.IntN(1e6), i),
			of("server"+strconv.Itoa(tool%20)), ofSession(strconv.Itoa(i%10_000)), by(strconv.Itoa(i%3000)),
			result(fmt.Sprintf(`{"found":"record %d of %d","name":"Customer %d"}`, random.Uint64(), random.Uint64(), i)))
		s.all = nil
	}
	used := float64(heap()-before) / (1 << 20)
	t.Logf("%.1f MiB for %+v", used, s.model.Stats())
	require.Equal(t, 10_000, s.model.Stats().Sessions)
	require.LessOrEqual(t, used, 100.0)
	runtime.KeepAlive(s)
}

var soak = flag.Int("soak", 300_000, "calls of a soak")

// TestASoakDoesNotGrow shows a model many calls of sessions, tools, principals and servers that come and go, made-up
// ones among them, and compares what it takes after the first tenth with what it takes at the end.
func TestASoakDoesNotGrow(t *testing.T) {
	o := Defaults()
	o.MaxSessions, o.MaxTools, o.MaxPrincipals = 1000, 200, 500
	m := New(o)
	random := rand.New(rand.NewPCG(1, 1))
	at := epoch.UnixNano()
	c := &mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleServer, Outcome: mcp.OutcomeSuccess}
	observed := &Observation{Call: c}
	var out []Finding
	calls := func(n int) {
		for range n {
			at += random.Int64N(int64(400 * time.Millisecond))
			c.SessionID, c.Tool = strconv.Itoa(random.IntN(1e7)/20), "tool"+strconv.Itoa(random.IntN(300))
			if random.IntN(100) == 0 {
				c.Tool = strconv.FormatUint(random.Uint64(), 36)
			}
			c.Start, c.End = at-random.Int64N(int64(time.Second)), at
			observed.Server, observed.Principal, observed.Now = "s"+strconv.Itoa(random.IntN(50)), strconv.Itoa(random.IntN(2000)), at
			observed.Evidence = Evidence{Arguments: random.Uint64(), Result: random.Uint64()}
			out = m.Observe(observed, out[:0])
		}
	}
	calls(*soak / 10)
	first := heap()
	calls(*soak / 10 * 9)
	last := heap()
	t.Logf("%.1f MiB after %d calls, %.1f MiB after %d; %+v", float64(first)/(1<<20), *soak/10, float64(last)/(1<<20), *soak, m.Stats())
	require.LessOrEqual(t, float64(last), 1.1*float64(first)+(1<<20))
	runtime.KeepAlive(m)
}
