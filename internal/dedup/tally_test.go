package dedup

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// show shows spans of a tree in an order.
func show(w *Window, nodes []*node, order []int, now uint32) {
	for _, i := range order {
		if n := nodes[i]; n.call != nil {
			w.Seen(n.call, now)
		} else {
			w.Pass([16]byte{1}, n.id, n.parent, now)
		}
	}
}

// orders calls f with every order of n things.
func orders(n int, f func([]int)) {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	var permute func(int)
	permute = func(from int) {
		if from == n {
			f(order)
			return
		}
		for i := from; i < n; i++ {
			order[from], order[i] = order[i], order[from]
			permute(from + 1)
			order[from], order[i] = order[i], order[from]
		}
	}
	permute(0)
}

// TestWhatARunConsistsOf shows each tree in every order. The first span is the run.
func TestWhatARunConsistsOf(t *testing.T) {
	for name, test := range map[string]struct {
		tree             string
		inferences, tool int
	}{
		"nothing":                               {"run", 0, 0},
		"a model call and a tool call":          {"run\n\tchat\n\tagent add\n\tchat", 2, 1},
		"in a turn":                             {"turn\n\tchat\n\tagent add", 1, 1},
		"in a task":                             {"task\n\tchat\n\tagent add", 1, 1},
		"in a session":                          {"session\n\tchat\n\tclient add", 1, 1},
		"a tool call seen from everywhere":      {"run\n\tagent add\n\t\tclient add\n\t\t\tPOST\n\t\t\t\tserver add", 0, 1},
		"a client without a framework":          {"run\n\tclient add\n\tclient sub", 0, 2},
		"a gateway that asks":                   {"run\n\tgateway add", 0, 1},
		"a gateway that is asked":               {"run\n\tPOST\n\t\tgateway-in add\n\t\t\tclient add", 0, 0},
		"a server alone":                        {"run\n\tPOST\n\t\tserver add", 0, 0},
		"what a server asks of others":          {"run\n\tPOST\n\t\tserver add\n\t\t\tclient sub\n\t\t\tchat", 0, 0},
		"whoever else calls":                    {"run\n\tsomebody add\n\t\tsomebody add", 0, 1},
		"whoever calls, over HTTP":              {"run\n\tPOST\n\t\tsomebody add", 0, 1},
		"HTTP and parts between":                {"run\n\tpart\n\t\tPOST\n\t\t\tchat\n\t\tagent add", 1, 1},
		"views from inside":                     {"run\n\tinside add\n\t\tclient add", 0, 1},
		"two instrumentations of a client":      {"run\n\tclient add\n\t\tPOST\n\t\t\tclient add", 0, 1},
		"two instrumentations of a model":       {"run\n\tchat\n\t\tchat", 1, 0},
		"the model that a tool asks":            {"run\n\tagent add\n\t\tchat\n\t\tagent sub", 0, 1},
		"an agent below":                        {"run\n\tchat\n\trun\n\t\tchat\n\t\tagent add", 1, 0},
		"an agent as a tool":                    {"run\n\tagent ask\n\t\trun\n\t\t\tchat", 0, 1},
		"what belongs to another operation":     {"run\n\tplan\n\t\tchat", 0, 0},
		"embeddings":                            {"run\n\tembed", 0, 0},
		"other messages":                        {"run\n\tread\n\tnotify\n\tread\n\t\tchat", 0, 0},
		"siblings of one request":               {"run\n\tclient add #1 @s\n\tclient add #1 @s", 0, 1},
		"two requests":                          {"run\n\tclient add #1 @s\n\tclient add #2 @s", 0, 2},
		"one request above itself":              {"run\n\tclient add #1 @s\n\t\tclient add #1 @s", 0, 1},
		"one request above itself, with HTTP":   {"run\n\tclient add #1 @s\n\t\tPOST\n\t\t\tclient add #1 @s", 0, 1},
		"one request above itself, and parts":   {"run\n\tpart\n\t\tclient add #1 @s\n\t\t\tPOST\n\t\t\t\tclient add #1 @s", 0, 1},
		"one request from both ends":            {"run\n\tclient add #1 @s\n\t\tserver add #1 @s", 0, 1},
		"as much as lies between without a gap": {"run" + chain(maxDepth-1) + "\n\t\t\t\t\t\t\t\tchat", 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			nodes := tree(t, test.tree)
			check := func(order []int) {
				w := NewWindow()
				show(w, nodes, order, 1)
				show(w, nodes, order[:len(order)/2], 1) // told twice
				inferences, tools := w.Below([16]byte{1}, nodes[0].id, 1)
				require.Equal(t, [2]int{test.inferences, test.tool}, [2]int{inferences, tools}, order)
			}
			if len(nodes) > 5 { // a window is not made in no time
				forth, back := make([]int, len(nodes)), make([]int, len(nodes))
				for i := range nodes {
					forth[i], back[i] = i, len(nodes)-1-i
				}
				check(forth)
				check(back)
				return
			}
			orders(len(nodes), check)
		})
	}
}

// chain is so many transparent spans, each below the last.
func chain(n int) string {
	var text strings.Builder
	for i := range n {
		text.WriteString("\n" + strings.Repeat("\t", i+1) + "part")
	}
	return text.String()
}

func TestWhatIsTooFarBelowIsLost(t *testing.T) {
	nodes := tree(t, "run"+chain(maxDepth)+"\n\t\t\t\t\t\t\t\t\tchat")
	w := NewWindow()
	show(w, nodes, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 1)
	inferences, _ := w.Below([16]byte{1}, nodes[0].id, 1)
	assert.Zero(t, inferences)
}

// A request that another span has told, wherever that is, counts for its run if it was told from
// below as well: once, however many have done so.
func TestARequestToldElsewhereAndFromBelow(t *testing.T) {
	nodes := tree(t, "run\n\tclient add #1 @s\n\t\tPOST\n\t\t\tclient add\n\t\tPOST\n\t\t\tclient add\nclient add #1 @s")
	w := NewWindow()
	for i, want := range []int{0, 0, 0, 0, 1, 1} {
		show(w, nodes, []int{6, 5, 3, 1, 2, 4}[i:i+1], 1)
		_, tools := w.Below([16]byte{1}, nodes[0].id, 1)
		require.Equal(t, want, tools, i)
	}
}

func TestBelowOfWhatIsNoRun(t *testing.T) {
	nodes := tree(t, "agent add\n\tchat\n\tPOST\n\t\tchat")
	w := NewWindow()
	show(w, nodes, []int{3, 2, 1, 0}, 1)
	for _, id := range [][8]byte{nodes[0].id, nodes[1].id, nodes[2].id, {9}, {}} {
		inferences, tools := w.Below([16]byte{1}, id, 1)
		assert.Zero(t, inferences+tools)
	}
}

// A run may be longer than a span is remembered, if it does something all the time.
func TestARunIsRememberedAsLongAsItGoesOn(t *testing.T) {
	w := NewWindow()
	trace, run := [16]byte{1}, [8]byte{255}
	for i := range 20 {
		c := mcp.Call{Kind: mcp.KindInference, Role: mcp.RoleAgent, TraceID: trace, SpanID: [8]byte{byte(i + 1)}, ParentID: run}
		w.Seen(&c, uint32(i*200))
	}
	w.Seen(&mcp.Call{Kind: mcp.KindAgent, Role: mcp.RoleAgent, TraceID: trace, SpanID: run}, 4000)
	inferences, _ := w.Below(trace, run, 4000)
	assert.Equal(t, 20, inferences)
	inferences, _ = w.Below(trace, run, 3800+Expiry)
	assert.Zero(t, inferences, "it was silent")
}

func TestTalliesStayAtTheirMaximum(t *testing.T) {
	a, b := tally{math.MaxUint16 - 1, 3}, tally{2, 4}
	a.add(b)
	assert.Equal(t, tally{math.MaxUint16, 7}, a)
}

// TestBelowIsTheNaiveCount shows random trees in random order and batches.
func TestBelowIsTheNaiveCount(t *testing.T) {
	words := []string{"run", "run", "turn", "task", "chat", "agent add", "agent sub", "client add", "server add", "POST", "POST", "part", "inside add", "plan", "read"}
	random := rand.New(rand.NewPCG(1, 2))
	w := NewWindow()
	total := 0
	for n := range 3000 {
		var text strings.Builder
		text.WriteString("run")
		depth := 0
		for range random.IntN(40) {
			depth = min(1+depth-random.IntN(depth+1)*random.IntN(2), maxDepth-1)
			fmt.Fprint(&text, "\n", strings.Repeat("\t", depth), words[random.IntN(len(words))])
		}
		nodes := tree(t, text.String())
		trace := [16]byte{1, byte(n), byte(n >> 8)}
		for _, i := range random.Perm(len(nodes)) {
			for range 1 + random.IntN(8)/7 { // some are told twice
				if c := nodes[i].call; c != nil {
					c.TraceID = trace
					w.Seen(c, 1)
				} else {
					w.Pass(trace, nodes[i].id, nodes[i].parent, 1)
				}
			}
		}
		for _, run := range nodes {
			if run.call == nil || !runs(run.call.Kind) {
				continue
			}
			inferences, tools := naive(nodes, run)
			gotInferences, gotTools := w.Below(trace, run.id, 1)
			require.Equal(t, [2]int{inferences, tools}, [2]int{gotInferences, gotTools}, "%s", text.String())
			total += inferences + tools
		}
	}
	require.Greater(t, total, 5000)
}

// naive counts what is below a run by going up from every span.
func naive(nodes []*node, run *node) (inferences, tools int) {
	byID := map[[8]byte]*node{}
	for _, n := range nodes {
		byID[n.id] = n
	}
	for _, n := range nodes {
		up := byID[n.parent]
		for up != nil && (up.call == nil || up.call.Kind == mcp.KindStructure || up.call.Role == mcp.RoleInside) {
			up = byID[up.parent]
		}
		if up != run || n.call == nil {
			continue
		}
		switch word := strings.Fields(n.text)[0]; word {
		case "chat":
			inferences++
		case "agent", "client":
			tools++
		}
	}
	return inferences, tools
}

func TestManyRunsAtOnce(t *testing.T) {
	w := NewWindow()
	var wg sync.WaitGroup
	const goroutines, calls = 4, 200
	trace, run := [16]byte{1}, [8]byte{255}
	for g := range goroutines {
		wg.Go(func() {
			for i := range calls {
				c := mcp.Call{Kind: mcp.KindInference, Role: mcp.RoleAgent, TraceID: trace, ParentID: run}
				binary.BigEndian.PutUint16(c.SpanID[:], uint16(g*calls+i+1))
				w.Seen(&c, 1)
				w.Below(trace, run, 1)
			}
		})
	}
	wg.Wait()
	inferences, _ := w.Below(trace, run, 1)
	assert.Equal(t, goroutines*calls, inferences)
}

func TestNothingIsAllocated(t *testing.T) {
	w := NewWindow()
	n := uint64(0)
	assert.Zero(t, testing.AllocsPerRun(1000, func() {
		n++
		for i, word := range []string{"chat", "agent", "client", "run"} {
			c := kinds[word]
			c.TraceID, c.ParentID = [16]byte{1}, [8]byte{255}
			binary.BigEndian.PutUint64(c.SpanID[:], n*4+uint64(i))
			w.Seen(&c, 1)
			w.Below(c.TraceID, c.SpanID, 1)
		}
		w.Pass([16]byte{1}, [8]byte{1, byte(n)}, [8]byte{255}, 1)
	}))
}

func TestASpanTakesLittleRoom(t *testing.T) {
	assert.LessOrEqual(t, reflect.TypeFor[spanEntry]().Size(), uintptr(48))
}
