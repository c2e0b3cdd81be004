package logical

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// model is a tracker that searches a list of what waits, longest first.
type model struct {
	options Options
	waiting []*modelled
}

type modelled struct {
	last    mcp.Call
	asked   int64
	whole   Whole
	payload int
}

// next is the one that a call is a round of.
func (m *model) next(c *mcp.Call) *modelled {
	session := func(c *mcp.Call) string {
		switch {
		case c.SessionKey == "" && c.SessionID != "":
			return fmt.Sprint(c.SessionID, " of ", c.SessionScope)
		case c.SessionKey == "" && c.ConversationID != "":
			return fmt.Sprint(c.ConversationID, " of ", c.ConversationScope)
		}
		return c.SessionKey
	}
	skew := int64(0)
	if c.Role == mcp.RoleServer {
		skew = int64(m.options.Skew)
	}
	for _, inCommon := range []func(a, b *mcp.Call) bool{
		func(a, b *mcp.Call) bool {
			return a.TraceID == b.TraceID && a.ParentID == b.ParentID && a.TraceID != [16]byte{} && a.ParentID != [8]byte{}
		},
		func(a, b *mcp.Call) bool { return a.TraceID == b.TraceID && a.TraceID != [16]byte{} },
		func(a, b *mcp.Call) bool { return session(a) == session(b) && session(a) != "" },
	} {
		for _, w := range m.waiting {
			conflict := session(&w.last) != "" && session(c) != "" && session(&w.last) != session(c)
			if w.last.Role == c.Role && w.last.Tool == c.Tool && inCommon(&w.last, c) && !conflict && c.Start >= w.last.End-skew {
				return w
			}
		}
	}
	return nil
}

func (m *model) drop(w *modelled) {
	m.waiting = slices.DeleteFunc(m.waiting, func(other *modelled) bool { return other == w })
}

func (m *model) observe(c mcp.Call, now int64, payload int) (whole Whole, done bool, out *modelled) {
	before := m.next(&c)
	if before != nil {
		m.drop(before)
	} else {
		before = &modelled{whole: Whole{Start: c.Start}, payload: payload}
	}
	before.last, before.asked, before.whole.End = c, now, c.End
	before.whole.Rounds++
	nothing := c.TraceID == [16]byte{} && c.SessionID == "" && c.ConversationID == "" && c.SessionKey == ""
	if c.Outcome != asks || nothing {
		return before.whole, true, nil
	}
	if len(m.waiting) == m.options.MaxPending {
		out = m.waiting[0]
		m.drop(out)
	}
	m.waiting = append(m.waiting, before)
	return Whole{}, false, out
}

// TestTrackerIsTheModel shows random calls that have little to tell them apart.
func TestTrackerIsTheModel(t *testing.T) {
	seen := map[string]int{}
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 1))
		oneOf := func(texts ...string) string { return texts[r.IntN(len(texts))] }
		options := Options{Expiry: 20 * time.Second, MaxPending: 1 + r.IntN(20), Skew: 100 * time.Millisecond}
		x, m := New[int](options), &model{options: options}
		now := at(0)
		for step := range 3000 {
			what := fmt.Sprint("seed ", seed, " step ", step)
			now += r.Int64N(int64(time.Second))
			c := mcp.Call{
				Kind: mcp.KindToolCall, Role: []mcp.Role{mcp.RoleClient, mcp.RoleServer}[r.IntN(2)],
				SessionScope: uint64(r.IntN(8)) / 6, ConversationScope: uint64(r.IntN(8)) / 6,
				Tool: oneOf("book", "pay"), SessionID: oneOf("", "", "a", "b"), ConversationID: oneOf("", "", "c"), SessionKey: oneOf("", "", "", "k"),
				End: now - r.Int64N(int64(time.Second)), Outcome: []mcp.Outcome{asks, succeeds}[r.IntN(2)],
			}
			c.Start = c.End - r.Int64N(int64(time.Second))
			c.TraceID[0], c.ParentID[0] = byte(r.IntN(4)), byte(r.IntN(3))

			want, wantDone, wantOut := m.observe(c, now, step)
			var out *modelled
			got, done := x.Observe(&c, now, func() int { return step }, func(w Whole, payload int) { out = &modelled{whole: w, payload: payload} })
			require.Equal(t, wantDone, done, what)
			require.Equal(t, want, got, what)
			require.Equal(t, wantOut == nil, out == nil, what)
			if out != nil {
				require.Equal(t, []any{wantOut.whole, wantOut.payload}, []any{out.whole, out.payload}, what)
				seen["pushed out"]++
			}
			seen[fmt.Sprint(min(want.Rounds, 4), " rounds")]++
			if r.IntN(30) == 0 {
				now += r.Int64N(int64(20 * time.Second))
				var expired []int
				x.Expire(now, func(_ Whole, payload int) { expired = append(expired, payload) })
				for len(m.waiting) > 0 && now-m.waiting[0].asked >= int64(options.Expiry) {
					require.Equal(t, m.waiting[0].payload, expired[0], what)
					m.waiting, expired = m.waiting[1:], expired[1:]
					seen["expired"]++
				}
				require.Empty(t, expired, what)
			}
			require.Equal(t, len(m.waiting), x.Len(), what)
		}
	}
	for _, what := range []string{"0 rounds", "1 rounds", "2 rounds", "3 rounds", "4 rounds", "pushed out", "expired"} {
		require.Greater(t, seen[what], 100, "%s: this happened too rarely to be tested", what)
	}
}

// TestInterleavedCallsAreToldApart has many calls of one tool at a time, each with a
// session or a trace of its own.
func TestInterleavedCallsAreToldApart(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	x := New[int](Options{})
	type chain struct {
		evidence func(*mcp.Call)
		left     int
		want     Whole
		now      int64
	}
	var open []*chain
	begun, done := 0, 0
	for done < 5000 {
		if len(open) < 200 {
			begun++
			n := begun
			evidence := [...]func(*mcp.Call){id(strconv.Itoa(n)), conversation(strconv.Itoa(n)), func(c *mcp.Call) {
				c.TraceID = [16]byte{byte(n), byte(n >> 8), 1}
				c.ParentID[0] = byte(1 + r.IntN(2))
			}}[n%3]
			open = append(open, &chain{evidence: evidence, left: r.IntN(5), now: at(float64(n))})
		}
		i := r.IntN(len(open))
		next := open[i]
		c := round(0, 0, asks, next.evidence)
		c.Start = next.now + r.Int64N(int64(time.Second))
		c.End = c.Start + r.Int64N(int64(time.Second))
		if next.left == 0 {
			c.Outcome = succeeds
		}
		next.want.Start, next.want.End = cmp.Or(next.want.Start, c.Start), c.End
		next.want.Rounds++
		next.now = c.End
		got, isDone := x.Observe(&c, at(1e6), func() int { return 0 }, nil)
		require.Equal(t, next.left == 0, isDone)
		if isDone {
			require.Equal(t, next.want, got)
			open = slices.Delete(open, i, i+1)
			done++
		}
		next.left--
	}
	require.Greater(t, x.Len(), 50)
}
