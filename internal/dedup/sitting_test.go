package dedup

import (
	"encoding/binary"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// told is a call of some trace by which span.
func told(trace, span uint64) mcp.Call {
	c := mcp.Call{Kind: mcp.KindToolCall, Method: mcp.MethodToolsCall, Role: mcp.RoleClient, Side: mcp.SideClient, Tool: "order"}
	binary.LittleEndian.PutUint64(c.TraceID[:], trace)
	binary.LittleEndian.PutUint64(c.SpanID[:], span)
	return c
}

// TestASittingJudgesAsTheWindow shows the same spans, some of them twice and some transparent, to a
// window one by one and to another in sittings.
func TestASittingJudgesAsTheWindow(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	one, other := NewWindow(), NewWindow()
	for range 500 {
		sitting := other.Sit()
		for range 16 {
			c := told(1+r.Uint64N(40), 1+r.Uint64N(200))
			if r.IntN(3) == 0 {
				binary.LittleEndian.PutUint64(c.ParentID[:], 1+r.Uint64N(200))
			}
			if r.IntN(4) == 0 {
				one.Pass(c.TraceID, c.SpanID, c.ParentID, 1)
				sitting.Pass(c.TraceID, c.SpanID, c.ParentID, 1)
				continue
			}
			var x Sighting
			other.Sight(&c, &x)
			require.Equal(t, one.Seen(&c, 1), sitting.Judge(&x, 1))
		}
		sitting.Rise()
		sitting.Rise() // has no more to let go of
	}
}

// TestSittingsDoNotWaitForEachOther: each holds one lock at most, whatever the order of the traces.
func TestSittingsDoNotWaitForEachOther(t *testing.T) {
	w := NewWindow()
	var wg sync.WaitGroup
	twins := make([]int, 4)
	for g := range twins {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(g), 1))
			for range 2000 {
				sitting := w.Sit()
				for range 16 {
					c := told(r.Uint64(), uint64(g)<<32|r.Uint64N(1<<32)+1)
					var x Sighting
					w.Sight(&c, &x)
					if sitting.Judge(&x, 1) != Fresh {
						twins[g]++
					}
				}
				sitting.Rise()
			}
		})
	}
	wg.Wait()
	require.Equal(t, []int{0, 0, 0, 0}, twins)
}
