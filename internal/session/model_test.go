package session

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// TestRandomCalls assigns calls with random evidence. Every call that was placed is in
// one session that ends, and in at most one turn of it; bounds hold; and in the end
// nothing is left.
func TestRandomCalls(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	texts := []string{"", "", "a", "b", "c"}
	pick := func() string { return texts[random.IntN(len(texts))] }
	methods := []string{mcp.MethodToolsCall, "tools/list", "ping", mcp.MethodInitialize, "tasks/get"}
	for range 200 {
		g := New(Options{MaxSessions: 4, Idle: 100, PrincipalGap: 50, TurnGap: 10, TraceGap: 30})
		placed, inTurns := map[ID]int{}, map[ID]int{}
		ended := map[ID]Ended{}
		tell := func(out []Ended) {
			for _, x := range out {
				id := x.Session
				if x.Turn != (ID{}) {
					id = x.Turn
				}
				require.NotContains(t, ended, id, "ended twice")
				require.GreaterOrEqual(t, x.End, x.Start)
				ended[id] = x
			}
		}
		for now := int64(1000); now < 1500; now += random.Int64N(20) {
			c := &mcp.Call{Kind: mcp.KindRequest, Method: methods[random.IntN(len(methods))], SessionID: pick(), ConversationID: pick()}
			c.Start, c.End = now-random.Int64N(40), now
			c.TraceID[0] = byte(random.IntN(40) / 10)
			e := Evidence{
				Principal: pick(), Client: pick(), Process: pick(),
				Task: uint64(random.IntN(3)), Chain: uint64(random.IntN(3)), WeakTrace: random.IntN(2) == 0,
			}
			p, out := g.Assign(c, e, nil)
			tell(out)
			if p.Evidence == None {
				require.Zero(t, p)
			} else {
				placed[p.Session]++
			}
			if p.Turn != (ID{}) {
				inTurns[p.Turn]++
			}
			require.NotContains(t, ended, p.Session)
			require.LessOrEqual(t, g.Len(), 4)
			if random.IntN(10) == 0 {
				tell(g.End(e, c.SessionID, now, nil))
				tell(g.Expire(now, nil))
			}
		}
		tell(g.Stop(nil))
		for id, n := range placed {
			require.Equal(t, n, ended[id].Calls)
		}
		for id, n := range inTurns {
			require.Equal(t, n, ended[id].Calls)
			require.Contains(t, placed, ended[id].Session)
		}
		require.Len(t, ended, len(placed)+len(inTurns))
		require.Empty(t, g.byHandle)
		require.Nil(t, g.first)
		require.Nil(t, g.last)
	}
}

// TestASessionIsFoundByItsOwnEvidenceHoweverMuchItLearned learns many traces.
func TestASessionIsFoundByItsOwnEvidenceHoweverMuchItLearned(t *testing.T) {
	own := map[string]struct {
		sessionID string
		evidence  Evidence
	}{
		"a session id": {"s", Evidence{}},
		"a principal":  {"", Evidence{Principal: "p", WeakTrace: true}},
	}
	for name, tt := range own {
		t.Run(name, func(t *testing.T) {
			g := New(Options{})
			first := &mcp.Call{Kind: mcp.KindToolCall, Start: 1, End: 1}
			first.TraceID[0] = 255
			a, _ := g.Assign(first, tt.evidence, nil) // known by its trace, where there is no more
			for i := range 200 {
				c := &mcp.Call{Kind: mcp.KindToolCall, SessionID: tt.sessionID, Start: 2, End: 2}
				c.TraceID[0] = byte(i)
				if i == 0 {
					c.TraceID[0] = 255
				}
				p, _ := g.Assign(c, tt.evidence, nil)
				require.Equal(t, a.Session, p.Session)
				require.LessOrEqual(t, len(g.byHandle), maxHandles)
			}
			require.Equal(t, 1, g.Len())
		})
	}
}
