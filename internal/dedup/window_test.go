package dedup

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// node is a span of a tree that a test writes as text: "client add", "http",
// "inside", "agent run", "client list"; with "#id" a JSON-RPC id and "@id" a session.
type node struct {
	depth int
	text  string
	call  *mcp.Call // nil for spans of other software

	id, parent [8]byte
}

var kinds = map[string]mcp.Call{
	"agent":      {Kind: mcp.KindToolCall, Role: mcp.RoleAgent, Operation: "execute_tool"},
	"client":     {Kind: mcp.KindToolCall, Role: mcp.RoleClient, Method: "tools/call"},
	"gateway":    {Kind: mcp.KindToolCall, Role: mcp.RoleGateway, Method: "tools/call"},
	"server":     {Kind: mcp.KindToolCall, Role: mcp.RoleServer, Method: "tools/call"},
	"read":       {Kind: mcp.KindRequest, Role: mcp.RoleClient, Method: "resources/read"},
	"notify":     {Kind: mcp.KindNotification, Role: mcp.RoleClient, Method: "notifications/progress"},
	"inside":     {Kind: mcp.KindToolCall, Role: mcp.RoleInside, Method: "tools/call"},
	"part":       {Kind: mcp.KindStructure},
	"run":        {Kind: mcp.KindAgent, Role: mcp.RoleAgent},
	"chat":       {Kind: mcp.KindInference, Role: mcp.RoleAgent},
	"turn":       {Kind: mcp.KindTurn},
	"task":       {Kind: mcp.KindTask},
	"session":    {Kind: mcp.KindSession, Role: mcp.RoleClient},
	"plan":       {Kind: mcp.KindOperation, Role: mcp.RoleAgent, Operation: "plan"},
	"embed":      {Kind: mcp.KindInference, Role: mcp.RoleAgent, Operation: "embeddings"},
	"gateway-in": {Kind: mcp.KindToolCall, Role: mcp.RoleGateway, Side: mcp.SideServer, Method: "tools/call"},
	"somebody":   {Kind: mcp.KindToolCall, Method: "tools/call"},
}

func tree(t *testing.T, text string) []*node {
	t.Helper()
	var nodes, path []*node
	for line := range strings.Lines(strings.Trim(text, "\n")) {
		line = strings.TrimRight(line, "\n")
		depth := 0
		for strings.HasPrefix(line, "\t") {
			depth, line = depth+1, line[1:]
		}
		n := &node{depth: depth, text: line}
		binary.BigEndian.PutUint64(n.id[:], uint64(len(nodes)+1))
		words := strings.Fields(line)
		if c, ok := kinds[words[0]]; ok {
			n.call = &c
			for _, word := range words[1:] {
				switch word[0] {
				case '#':
					c.RequestID = word[1:]
				case '@':
					c.SessionID = word[1:]
				default:
					c.Tool = word
				}
			}
			n.call = &c
		}
		path = append(path[:depth], n)
		if depth > 0 {
			n.parent = path[depth-1].id
		}
		if n.call != nil {
			n.call.TraceID, n.call.SpanID, n.call.ParentID = [16]byte{1}, n.id, n.parent
		}
		nodes = append(nodes, n)
	}
	return nodes
}

// counted shows the spans in an order and returns how often each text counted.
func counted(nodes []*node, order []int) map[string]int {
	w := NewWindow()
	got := map[string]int{}
	for _, i := range order {
		switch n := nodes[i]; {
		case n.call == nil:
			w.Pass([16]byte{1}, n.id, n.parent, 1)
		case w.Seen(n.call, 1) != Twin && n.call.Kind.IsCall() && n.call.Role != mcp.RoleInside:
			got[strings.Fields(n.text)[0]]++
		}
	}
	return got
}

// A gateway tells a call from either side: both are true of it, and it is one call.
func TestAGatewayTellsACallFromEitherSide(t *testing.T) {
	in := mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Tool: "x", Role: mcp.RoleGateway, Side: mcp.SideServer}
	out := in
	out.Side = mcp.SideClient
	server := in
	server.Role = mcp.RoleServer
	for name, test := range map[string]struct {
		chain []mcp.Call
		order []int
		want  []Verdict // as they are shown
	}{
		"received first":           {[]mcp.Call{in, out, server}, []int{0, 1, 2}, []Verdict{Fresh, OtherSide, Fresh}},
		"sent first":               {[]mcp.Call{in, out, server}, []int{2, 1, 0}, []Verdict{Fresh, Fresh, OtherSide}},
		"each told twice":          {[]mcp.Call{in, in, out, out}, []int{0, 1, 2, 3}, []Verdict{Fresh, Twin, OtherSide, Twin}},
		"each told twice, inverse": {[]mcp.Call{in, in, out, out}, []int{3, 2, 1, 0}, []Verdict{Fresh, Twin, OtherSide, Twin}},
		"one behind the other":     {[]mcp.Call{in, out, in, out, server}, []int{0, 1, 2, 3, 4}, []Verdict{Fresh, OtherSide, Fresh, OtherSide, Fresh}},
		"one behind it, inverse":   {[]mcp.Call{in, out, in, out, server}, []int{4, 3, 2, 1, 0}, []Verdict{Fresh, Fresh, OtherSide, Fresh, OtherSide}},
		"one behind it, mixed":     {[]mcp.Call{in, out, in, out, server}, []int{1, 3, 0, 2, 4}, []Verdict{Fresh, Fresh, OtherSide, OtherSide, Fresh}},
		"only what it sends":       {[]mcp.Call{out, server}, []int{0, 1}, []Verdict{Fresh, Fresh}},
	} {
		w := NewWindow()
		var got []Verdict
		for _, i := range test.order {
			c := test.chain[i]
			c.TraceID, c.SpanID = [16]byte{1}, [8]byte{byte(i + 1)}
			if i > 0 {
				c.ParentID = [8]byte{byte(i)}
			}
			got = append(got, w.Seen(&c, 1))
		}
		require.Equal(t, test.want, got, name)
	}
}

// Model calls have one role, whoever tells of them.
func TestModelCallsAreCountedOnce(t *testing.T) {
	framework := mcp.Call{Kind: mcp.KindInference, Role: mcp.RoleAgent, Operation: "generate_content"}
	sdk := mcp.Call{Kind: mcp.KindInference, Role: mcp.RoleClient, Side: mcp.SideClient, Operation: "chat"}
	model := mcp.Call{Kind: mcp.KindInference, Role: mcp.RoleServer, Side: mcp.SideServer, Operation: "chat"}
	embed := mcp.Call{Kind: mcp.KindInference, Role: mcp.RoleClient, Side: mcp.SideClient, Operation: "embeddings"}
	run := mcp.Call{Kind: mcp.KindAgent, Role: mcp.RoleAgent}
	for name, test := range map[string]struct {
		outer, between, inner mcp.Call
		twice                 bool
	}{
		"a framework and an SDK":             {framework, mcp.Call{}, sdk, true},
		"with parts between":                 {framework, mcp.Call{Kind: mcp.KindStructure}, sdk, true},
		"two SDKs":                           {sdk, mcp.Call{}, sdk, true},
		"what the model's server sees":       {sdk, mcp.Call{}, model, false},
		"embeddings for a model call":        {framework, mcp.Call{}, embed, false},
		"another agent's":                    {framework, run, sdk, false},
		"that of a router behind its server": {sdk, model, sdk, false},
	} {
		for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {1, 2, 0}} {
			w, told := NewWindow(), 0
			chain := []mcp.Call{test.outer, test.between, test.inner}
			for _, i := range order {
				c := chain[i]
				c.TraceID, c.SpanID = [16]byte{1}, [8]byte{byte(i + 1)}
				if i > 0 {
					c.ParentID = [8]byte{byte(i)}
				}
				switch {
				case c.Kind == mcp.KindOther:
					w.Pass(c.TraceID, c.SpanID, c.ParentID, 1)
				case w.Seen(&c, 1) == Twin:
					told++
				}
			}
			require.Equal(t, test.twice, told > 0, "%s in order %v", name, order)
		}
	}
}

func TestCallsAreCountedOnceInARole(t *testing.T) {
	for name, test := range map[string]struct {
		tree string
		want map[string]int
		// orders are those in which it holds: "any" or "outer first".
		outerFirst bool
	}{
		"two instrumentations of a client":     {"client add\n\tclient add", map[string]int{"client": 1}, false},
		"three":                                {"client add\n\tclient add\n\t\tclient add", map[string]int{"client": 1}, false},
		"with HTTP between":                    {"client add\n\tPOST\n\t\tclient add", map[string]int{"client": 1}, false},
		"with parts and views from inside":     {"server add\n\tpart\n\t\tinside add\n\t\t\tserver add", map[string]int{"server": 1}, false},
		"agent, client and server":             {"agent add\n\tclient add\n\t\tserver add", map[string]int{"agent": 1, "client": 1, "server": 1}, false},
		"two of each":                          {"agent add\n\tagent add\n\t\tclient add\n\t\t\tclient add\n\t\t\t\tPOST\n\t\t\t\t\tserver add\n\t\t\t\t\t\tserver add", map[string]int{"agent": 1, "client": 1, "server": 1}, false},
		"a gateway is a hop":                   {"client add\n\tserver add\n\t\tclient add\n\t\t\tserver add", map[string]int{"client": 2, "server": 2}, false},
		"recursion goes through the server":    {"client add\n\tserver add\n\t\tclient add", map[string]int{"client": 2, "server": 1}, false},
		"an agent as a tool":                   {"agent ask\n\trun\n\t\tagent ask", map[string]int{"agent": 2}, false},
		"a model call between":                 {"agent ask\n\tchat\n\t\tagent ask", map[string]int{"agent": 2}, false},
		"a turn between":                       {"agent ask\n\tturn\n\t\tagent ask", map[string]int{"agent": 2}, false},
		"siblings are two calls":               {"run\n\tclient add\n\tclient add", map[string]int{"client": 2}, false},
		"a retry is another call":              {"run\n\tclient add #1\n\tclient add #2", map[string]int{"client": 2}, false},
		"siblings of one request are one call": {"run\n\tclient add #1 @s\n\tclient add #1 @s", map[string]int{"client": 1}, false},
		"each connection counts from one":      {"run\n\tclient add #1\n\tclient add #1", map[string]int{"client": 2}, false},
		"two sessions count from one":          {"run\n\tclient add #1 @s\n\tclient add #1 @t", map[string]int{"client": 2}, false},
		"other tools are other calls":          {"client add\n\tclient sub", map[string]int{"client": 2}, false},
		"a read is no call of a tool":          {"read\n\tread\n\tread", map[string]int{"read": 1}, true},
		"notifications below a call":           {"client add\n\tnotify\n\tnotify", map[string]int{"client": 1, "notify": 2}, false},
		"calls below one wrapper":              {"part\n\tclient a\n\tclient b\n\tclient c", map[string]int{"client": 3}, false},
		"four calls below one span":            {"client x\n\tclient a\n\tclient b\n\tclient c\n\tclient d\n\tclient x", map[string]int{"client": 5}, true},
	} {
		t.Run(name, func(t *testing.T) {
			nodes := tree(t, test.tree)
			order := make([]int, len(nodes))
			for i := range order {
				order[i] = i
			}
			assert.Equal(t, test.want, counted(nodes, order), "outer first")
			if test.outerFirst {
				return
			}
			for i := range order {
				order[i] = len(nodes) - 1 - i
			}
			assert.Equal(t, test.want, counted(nodes, order), "inner first")
		})
	}
}

// Without the spans between, two views of a call cannot be recognised when they come:
// chains that are complete in the end but not at that time are counted twice.
func TestAChainThatIsCompleteTooLate(t *testing.T) {
	nodes := tree(t, "client add\n\tPOST\n\t\tclient add")
	require.Equal(t, map[string]int{"client": 2}, counted(nodes, []int{0, 2, 1}))
}

func TestASpanThatIsSentTwice(t *testing.T) {
	nodes := tree(t, "client add\n\tserver add")
	require.Equal(t, map[string]int{"client": 1, "server": 1}, counted(nodes, []int{0, 1, 0, 1, 1}))
}

// What is no call is sent twice as well: the run of an agent, an operation, a session.
func TestWhatIsNoCallIsSentTwice(t *testing.T) {
	for _, text := range []string{"run", "turn", "task", "session", "plan", "somebody add", "chat"} {
		w, n := NewWindow(), tree(t, text)[0]
		assert.Equal(t, Fresh, w.Seen(n.call, 1), text)
		assert.Equal(t, Twin, w.Seen(n.call, 2), text)
		assert.Equal(t, Fresh, w.Seen(n.call, 2+Expiry), text)
	}
	w, n := NewWindow(), tree(t, "part")[0]
	assert.Equal(t, Fresh, w.Seen(n.call, 1))
	assert.Equal(t, Fresh, w.Seen(n.call, 1), "nothing is made of it")
}

// Calls of several tools were seen below a span before that itself is.
func TestTheOuterOneComesAfterOthers(t *testing.T) {
	nodes := tree(t, "client add\n\tclient add\n\tclient sub\n\tclient mul")
	for _, order := range [][]int{{1, 2, 3, 0}, {2, 1, 3, 0}, {2, 3, 1, 0}} {
		w := NewWindow()
		for _, i := range order[:3] {
			require.Equal(t, Fresh, w.Seen(nodes[i].call, 1))
		}
		require.Equal(t, Twin, w.Seen(nodes[0].call, 1), order)
	}
}

// Of more calls than there is room for the last ones are known, and what is no call takes none.
func TestOfManyCallsBelowTheLastOnesAreKnown(t *testing.T) {
	const children = "\n\tclient a\n\tclient b\n\tclient c\n\tclient d\n\tclient e"
	for text, want := range map[string]Verdict{
		"client a" + children: Fresh, "client b" + children: Fresh,
		"client c" + children: Twin, "client d" + children: Twin, "client e" + children: Twin,
		"client a\n\tclient a\n\tclient b\n\tclient c\n\tsomebody d": Twin,
	} {
		w, nodes := NewWindow(), tree(t, text)
		for _, n := range nodes[1:] {
			require.Equal(t, Fresh, w.Seen(n.call, 1))
		}
		assert.Equal(t, want, w.Seen(nodes[0].call, 1), text)
	}
}

// A sighting is used again for the next span.
func TestASightingKnowsNothingOfTheOneBefore(t *testing.T) {
	w, s := NewWindow(), Sighting{}
	requested, other := tree(t, "client add #1 @s")[0].call, tree(t, "client add\n\tclient add")[1].call
	other.ParentID = [8]byte{}
	for _, c := range []*mcp.Call{requested, other} {
		w.Sight(c, &s)
		require.Equal(t, Fresh, w.Judge(&s, 1))
	}
}

func TestASightingTakesTheDigestOfATool(t *testing.T) {
	for _, role := range []mcp.Role{mcp.RoleAgent, mcp.RoleClient, mcp.RoleGateway, mcp.RoleServer} {
		c := mcp.Call{Kind: mcp.KindToolCall, Role: role, Tool: "add"}
		NewWindow().Sight(&c, new(Sighting))
		require.Equal(t, series.Digest("add"), c.ToolDigest, role)
	}
	c := tree(t, "client add #1 @s")[0].call
	NewWindow().Sight(c, &Sighting{})
	require.Equal(t, series.Digest(c.Tool), c.ToolDigest)
}

// One above another is another run, though both are of the same class.
func TestARunBelowARun(t *testing.T) {
	for _, order := range [][]int{{0, 1}, {1, 0}} {
		w, nodes := NewWindow(), tree(t, "run\n\trun")
		for _, i := range order {
			assert.Equal(t, Fresh, w.Seen(nodes[i].call, 1))
		}
	}
}

func TestRequestsOfOneSession(t *testing.T) {
	w := NewWindow()
	call := func(trace byte, session, id, tool string) *mcp.Call {
		return &mcp.Call{
			Kind: mcp.KindToolCall, Role: mcp.RoleServer, Method: "tools/call", Tool: tool, RequestID: id, SessionID: session,
			TraceID: [16]byte{trace}, SpanID: [8]byte{trace, 1},
		}
	}
	assert.Equal(t, Fresh, w.Seen(call(1, "s", "1", "add"), 1))
	assert.Equal(t, Twin, w.Seen(call(2, "s", "1", "add"), 1), "the same request in another trace")
	assert.Equal(t, Fresh, w.Seen(call(3, "s", "2", "add"), 1), "another request")
	assert.Equal(t, Fresh, w.Seen(call(4, "t", "1", "add"), 1), "another session")
	assert.Equal(t, Fresh, w.Seen(call(5, "s", "1", "sub"), 1), "another tool")
	assert.Equal(t, Fresh, w.Seen(call(6, "", "1", "add"), 1), "no session")
	assert.Equal(t, Fresh, w.Seen(call(7, "", "1", "add"), 1), "no session")
	assert.Equal(t, Fresh, w.Seen(call(8, "s", "1", "add"), 1+Expiry), "long ago")
	for trace := byte(10); trace < 13; trace++ {
		c := call(trace, "r", "1", "add")
		c.SessionEvidence = "principal"
		assert.Equal(t, Fresh, w.Seen(c, 1), "of connections that were put into one session")
	}
	for trace, want := range []Verdict{Fresh, Twin} {
		c := call(20+byte(trace), "p", "1", "add")
		c.SessionEvidence = "protocol"
		assert.Equal(t, want, w.Seen(c, 1))
	}
}

// TestSessionsWithTheSameID: servers that number their sessions have a first one each.
// TestWhatIsSimpleIsSeenAsAnythingElse: Sight looks at most tool calls itself.
func TestWhatIsSimpleIsSeenAsAnythingElse(t *testing.T) {
	for range 100 {
		w := NewWindow()
		for role := mcp.RoleAgent; role < mcp.RoleInside; role++ {
			c := mcp.Call{Kind: mcp.KindToolCall, Role: role, Side: mcp.SideClient, Tool: "add"}
			var s Sighting
			w.Sight(&c, &s)
			var v view
			w.see(&c, &v)
			require.Equal(t, v.class, s.class)
			require.Equal(t, v.own, s.own)
		}
	}
}

// TestNothingMakesUpForTheLengthOfASession: what two texts of different length that are folded alike have
// as digests differs by a number that is known.
func TestNothingMakesUpForTheLengthOfASession(t *testing.T) {
	requests := func(a, b mcp.Call) (x, y uint64) {
		w := NewWindow()
		var of [2]Sighting
		w.Sight(&a, &of[0])
		w.Sight(&b, &of[1])
		return of[0].request, of[1].request
	}
	for c := 'a'; c <= 'z'; c++ {
		short, long := strings.Repeat(string(c), 2), strings.Repeat(string(c), 3)
		a := mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleGateway, Side: mcp.SideClient, Tool: "add", SessionID: short, RequestID: "0-----A"}
		b := a
		b.SessionID, b.RequestID = long, "1-----a"
		x, y := requests(a, b)
		require.NotEqual(t, x, y, "the id of the request, %s", short)
		b.RequestID, b.Side = a.RequestID, mcp.SideServer
		x, y = requests(a, b)
		require.NotEqual(t, x, y, "the side of a gateway, %s", short)
	}
}

func TestSessionsWithTheSameID(t *testing.T) {
	w, n := NewWindow(), byte(0)
	seen := func(service uint64, side mcp.Side, address string, port int64) Verdict {
		n++
		return w.Seen(&mcp.Call{
			Kind: mcp.KindToolCall, Role: mcp.RoleAgent + mcp.Role(side), Side: side, Tool: "add", RequestID: "1",
			SessionID: "1", SessionScope: service, ServerAddress: address, ServerPort: port,
			TraceID: [16]byte{n}, SpanID: [8]byte{n},
		}, 1)
	}
	assert.Equal(t, Fresh, seen(1, mcp.SideServer, "10.0.0.1", 80))
	assert.Equal(t, Twin, seen(1, mcp.SideServer, "", 0), "told by the same service, with or without its address")
	assert.Equal(t, Fresh, seen(2, mcp.SideServer, "10.0.0.1", 80), "by another service")
	assert.Equal(t, Fresh, seen(1, mcp.SideClient, "a.example", 80))
	assert.Equal(t, Fresh, seen(1, mcp.SideClient, "b.example", 80), "of another server")
	assert.Equal(t, Fresh, seen(1, mcp.SideClient, "a.example", 81), "of another server")
	assert.Equal(t, Twin, seen(1, mcp.SideClient, "a.example", 80))
	assert.Equal(t, Fresh, seen(0, mcp.SideClient, "a.example", 80), "an id that is unique is another")
	assert.Equal(t, Twin, seen(0, mcp.SideClient, "b.example", 80), "wherever it is stated")
}

func TestTimesWrapAround(t *testing.T) {
	w := NewWindow()
	c := kinds["client"]
	c.TraceID, c.SpanID = [16]byte{1}, [8]byte{1}
	for now := uint32(1<<32 - 10_000); now != 10_000; now += 1000 {
		assert.Equal(t, Fresh, w.Seen(&c, now), now)
		assert.Equal(t, Twin, w.Seen(&c, now+Expiry-2), now)
	}
}

// A batch has read its clock when it came: another that came later may be ahead of it. And
// clocks are set back.
func TestTimeGoesBack(t *testing.T) {
	for _, back := range []uint32{1, 10, 300} {
		w := NewWindow()
		nodes := tree(t, "client add\n\tclient add")
		require.Equal(t, Fresh, w.Seen(nodes[0].call, 1000))
		assert.Equal(t, Twin, w.Seen(nodes[0].call, 1000-back), "sent twice, %d s back", back)
		assert.Equal(t, Twin, w.Seen(nodes[1].call, 1000-back), "below, %d s back", back)
		again := *nodes[0].call
		again.RequestID, again.SessionID, again.SpanID = "1", "s", [8]byte{9}
		require.Equal(t, Fresh, w.Seen(&again, 1000))
		again.TraceID = [16]byte{2}
		assert.Equal(t, Twin, w.Seen(&again, 1000-back), "the same request, %d s back", back)
	}
}

func TestSpansWithoutAnID(t *testing.T) {
	w := NewWindow()
	c := kinds["client"]
	assert.Equal(t, Fresh, w.Seen(&c, 1))
	assert.Equal(t, Fresh, w.Seen(&c, 1))
	w.Pass([16]byte{}, [8]byte{}, [8]byte{}, 1)
}

// TestTheSameCallsToldByManyEmitters sends 10 000 calls through one to four layers, each
// told once or twice, in random order and batches: every role counts 10 000.
func TestTheSameCallsToldByManyEmitters(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const calls = 10_000
	roles := []mcp.Role{mcp.RoleAgent, mcp.RoleClient, mcp.RoleGateway, mcp.RoleServer}
	for layers := 1; layers <= 4; layers++ {
		for each := 1; each <= 2; each++ {
			w := NewWindow()
			got := map[mcp.Role]int{}
			var batch []*mcp.Call
			flush := func() {
				random.Shuffle(len(batch), func(i, j int) { batch[i], batch[j] = batch[j], batch[i] })
				for _, c := range batch {
					if w.Seen(c, 1) == Fresh {
						got[c.Role]++
					}
				}
				batch = batch[:0]
			}
			for i := range calls {
				var parent [8]byte
				for layer, role := range roles[:layers] {
					for e := range each {
						c := &mcp.Call{Kind: mcp.KindToolCall, Role: role, Method: "tools/call", Tool: fmt.Sprintf("tool%d", i%20)}
						binary.BigEndian.PutUint64(c.TraceID[:], uint64(i/10+1))
						binary.BigEndian.PutUint64(c.SpanID[:], uint64(i*100+layer*10+e+1))
						c.ParentID, parent = parent, c.SpanID
						batch = append(batch, c)
					}
				}
				if random.IntN(50) == 0 {
					flush()
				}
			}
			flush()
			for _, role := range roles[:layers] {
				assert.Equal(t, calls, got[role], "%s, %d layers, each told %d times", role, layers, each)
			}
		}
	}
}

// TestRequestsWithOneID: a client that gives all of its requests one id makes as many calls as it
// makes, which are told as often as they are.
func TestRequestsWithOneID(t *testing.T) {
	const ms = int64(1e6)
	w, span := NewWindow(), uint64(0)
	seen := func(from, to int64) Verdict {
		span++
		c := &mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleServer, Tool: "add", RequestID: "1", SessionID: "s", Start: from, End: to}
		binary.BigEndian.PutUint64(c.SpanID[:], span)
		binary.BigEndian.PutUint64(c.TraceID[:], span)
		return w.Seen(c, 1)
	}
	start := 1_700_000_000_000 * ms
	for i := range int64(200) {
		at := start + 40*i*ms
		assert.Equal(t, Fresh, seen(at, at+20*ms), i)
		assert.Equal(t, Twin, seen(at-ms, at+21*ms), "around it")
		assert.Equal(t, Twin, seen(at+5*ms, at+15*ms), "within it")
		assert.Equal(t, Twin, seen(at, at+20*ms), "sent again")
		assert.Equal(t, Twin, seen(0, at+20*ms), "nobody knows when")
	}
	assert.Equal(t, Fresh, seen(start-80*ms, start-60*ms), "told late")
	assert.Equal(t, Twin, seen(start-80*ms, start-60*ms), "and again")
	assert.Equal(t, Twin, seen(start, start+3_600_000*ms), "too long to be told apart")
}

func BenchmarkSeen(b *testing.B) {
	w := NewWindow()
	c := kinds["client"]
	c.Tool, c.RequestID, c.SessionID = "get_weather", "17", "191c4850af6c49e08843a3f6c80e5046"
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		binary.BigEndian.PutUint64(c.TraceID[:], uint64(i/10+1))
		binary.BigEndian.PutUint64(c.SpanID[:], uint64(i+1))
		w.Seen(&c, 1)
	}
}

// BenchmarkARun is a run of an agent that asks a model twice and calls two tools, each
// seen by three layers; children come first. It is ten spans.
func BenchmarkARun(b *testing.B) {
	w := NewWindow()
	words := []string{"run", "chat", "agent", "client", "POST", "chat", "agent", "client", "POST", "run"}
	parents := []int{-1, 0, 0, 2, 3, 0, 0, 6, 7, 0}
	calls := make([]mcp.Call, len(words))
	for i, word := range words {
		calls[i] = kinds[word]
		calls[i].Tool = "get_weather"
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		for k := len(words) - 1; k >= 0; k-- {
			c := &calls[k]
			binary.BigEndian.PutUint64(c.TraceID[:], uint64(i+1))
			binary.BigEndian.PutUint64(c.SpanID[:], uint64(i*16+k+1))
			if parents[k] >= 0 {
				binary.BigEndian.PutUint64(c.ParentID[:], uint64(i*16+parents[k]+1))
			}
			if words[k] == "POST" {
				w.Pass(c.TraceID, c.SpanID, c.ParentID, 1)
			} else {
				w.Seen(c, 1)
			}
		}
	}
}

// TestIDsThatCountUpAreSpread notes the spans of one trace after another. If they shared too
// few cache lines of the index, some would be forgotten at once.
func TestIDsThatCountUpAreSpread(t *testing.T) {
	shards := map[uint64]int{}
	for n := range 2000 {
		w := &Window{of: rand.Uint64(), within: rand.Uint64()}
		trace := w.trace(&[16]byte{15: byte(n)})
		shards[trace%numShards]++
		lines := map[uint64]int{}
		for id := range byte(200) {
			lines[w.keyOf(trace, &[8]byte{7: id})/numShards%ringLines]++
			lines[w.keyOf(trace, &[8]byte{id, 1})/numShards%ringLines]++
		}
		for line, keys := range lines {
			require.Less(t, keys, ringWays, "line %d of window %d", line, n)
		}
	}
	for _, windows := range shards {
		require.Less(t, windows, 2000/numShards*2)
	}
}

// TestLinesBeginOnACacheLine keeps what is asked of a request on one, and of a span.
func TestLinesBeginOnACacheLine(t *testing.T) {
	w := NewWindow()
	for i := range w.shards {
		require.Zero(t, uintptr(unsafe.Pointer(&w.shards[i].spans.index))%64)
	}
	require.Zero(t, uintptr(unsafe.Pointer(&w.requests))%64)
}
