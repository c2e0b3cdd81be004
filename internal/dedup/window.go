package dedup

import (
	"encoding/binary"
	"math/rand/v2"
	"sync"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded/near"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Window remembers the spans seen lately, each for Expiry and at most Capacity of them
// or a few more; of a span that was pushed out, twins are not recognised any more. It
// is safe for concurrent use.
type Window struct {
	shards   [numShards]shard
	requests bounded.Recent
	times    times // of requests
	// What hashes of texts begin with, and of ids.
	secret, of, within uint64
}

// Bounds of a window.
const (
	// Capacity is the number of spans that are remembered. As many requests are by
	// their id.
	Capacity = 1 << 15
	// Expiry is how long, in seconds.
	Expiry = 300

	numShards = 16 // a power of two; a trace is in one of them
	maxDepth  = 8  // transparent spans between two that tell of one call
)

// shard holds a part of the spans.
type shard struct {
	spans ring // its index on cache lines
	mu    sync.Mutex
	_     [48]byte // ends a cache line
}

// NewWindow returns an empty window.
func NewWindow() *Window {
	return &Window{secret: rand.Uint64(), of: rand.Uint64(), within: rand.Uint64(), requests: bounded.Recent{Expiry: Expiry}}
}

// Pass shows a span that is neither MCP nor GenAI: between two spans of one call it is
// how they reached each other. The time is in seconds, of any epoch.
func (w *Window) Pass(trace [16]byte, span, parent [8]byte, now uint32) {
	sitting := w.Sit()
	sitting.Pass(trace, span, parent, now)
	sitting.Rise()
}

// Seen shows a span of MCP or GenAI and says whether it tells of a call that was
// told before in the same role: by the same span, by one above or below it in the
// trace with nothing but transparent spans between, or by the same request of the same
// session at the same time. The last needs a JSON-RPC id and a session of the protocol: ids are
// unique within one session only, and most connections begin with the same. Some clients give
// all of their requests one. An id of a session may be one of a service only, which is its scope.
func (w *Window) Seen(c *mcp.Call, now uint32) Verdict {
	var s Sighting
	w.Sight(c, &s)
	return w.Judge(&s, now)
}

// Sighting is a span as it will be looked for.
type Sighting struct {
	view
	trace uint64 // its hash
	// request is a hash of the request; 0 if that says nothing.
	request uint64
	lasted  uint64 // when; 0 is not known
}

// Sight is the first half of Seen, and Judge the second: what is looked at then is on its
// way meanwhile, so that whoever has other work to do in between saves waiting for it. It takes
// the digest of a tool that is called.
func (w *Window) Sight(c *mcp.Call, s *Sighting) {
	var hash uint64
	// Most are as simple as this; see says the same of them.
	if c.Kind == mcp.KindToolCall && mcp.RoleUnknown < c.Role && c.Role <= mcp.RoleClient {
		c.ToolDigest = series.Digest(c.Tool)
		hash = w.call(c, c.ToolDigest)
		s.class, s.own = max(class(hash), firstCall), tally{toolCalls: 1}
	} else {
		hash = w.see(c, &s.view)
	}
	trace := w.trace(&c.TraceID)
	span := w.keyOf(trace, &c.SpanID)
	s.trace, s.span, s.parent = trace, span, w.keyOf(trace, &c.ParentID)
	place := near.At(w.shard(trace).spans.line(span))
	if hash == 0 || c.RequestID == "" || !sessionOfProtocol(c) {
		s.request = 0
		near.Bring((*byte)(place))
		return
	}
	s.lasted = lasting(c)
	hash = series.MixSecrets(hash, series.DigestOf(c.SessionDigest, c.SessionID))
	if c.SessionScope != 0 {
		hash = series.MixChosen(hash, scopeOf(c))
	}
	hash = series.MixSecret(hash, c.RequestID) | bounded.Free // not 0
	s.request = hash
	near.BringThree(place, w.requests.Place(hash), near.At(w.times.cell(hash)))
}

// Judge says what Seen does.
func (w *Window) Judge(s *Sighting, now uint32) Verdict {
	sitting := w.Sit()
	verdict := sitting.Judge(s, now)
	sitting.Rise()
	return verdict
}

// Below returns what a run consisted of, that of an agent, a task, a turn or a session:
// the model calls and the tool calls between which and its span there are only
// transparent ones. What is below a call is the call's, and what is below another run
// is that one's. Calls count however they ended, and once if they were told twice.
//
// It is complete when all spans below were shown, in whatever order; most come first,
// because a span is sent when it ends. Lost are calls that come later or lie more than
// 7 transparent spans below, and whatever was counted so far if nothing comes for
// Expiry or the span was pushed out. Either number stays at 65 535.
func (w *Window) Below(trace [16]byte, span [8]byte, now uint32) (inferences, toolCalls int) {
	if span == ([8]byte{}) {
		return 0, 0
	}
	t := w.trace(&trace)
	s := w.shard(t)
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.spans.find(w.keyOf(t, &span), now)
	if e == nil {
		return 0, 0
	}
	return int(e.tally.inferences), int(e.tally.toolCalls)
}

// scopeOf is whose session that of a call is whose id is not unique by itself: that of the
// service which states it. A client may be told such an id by several servers.
func scopeOf(c *mcp.Call) uint64 {
	if c.Side != mcp.SideClient {
		return c.SessionScope
	}
	return series.MixText(series.Mix(c.SessionScope, uint64(c.ServerPort)), c.ServerAddress)
}

// sessionOfProtocol reports whether the session of a call has an id that the server has
// given, and not one that was put together from other evidence.
func sessionOfProtocol(c *mcp.Call) bool {
	return c.SessionID != "" && (c.SessionEvidence == "" || c.SessionEvidence == mcp.EvidenceProtocol)
}

// see says what any span of MCP or GenAI is in a chain and what it adds to a run. It returns a hash of
// the call, which on the other side of a gateway is another one; 0 of what is no call.
func (w *Window) see(c *mcp.Call, v *view) (hash uint64) {
	switch {
	case c.Kind.IsCall() && mcp.RoleUnknown < c.Role && c.Role < mcp.RoleInside:
		if c.Kind == mcp.KindToolCall {
			c.ToolDigest = series.Digest(c.Tool)
			hash = w.call(c, c.ToolDigest)
		} else {
			hash = w.call(c, series.Digest(c.Method)) // not every emitter says which prompt or resource
		}
		hash |= gatewaySide(c)
	case c.Kind == mcp.KindInference && c.Role != mcp.RoleInside:
		hash = w.inference(c)
	default:
		v.class = classOf(c)
		v.own = tallyOf(c, v.class)
		return 0
	}
	v.class = callClass(hash)
	v.own = tallyOf(c, v.class)
	return hash
}

// callClass keeps the lowest bit, which is the side.
func callClass(hash uint64) class {
	if c := class(hash); c >= firstCall {
		return c
	}
	return firstCall | class(hash)&sent
}

// classOf is that of what is no call.
func classOf(c *mcp.Call) class {
	switch {
	case c.Kind == mcp.KindTransport, c.Kind == mcp.KindStructure, c.Role == mcp.RoleInside:
		return transparent
	case runs(c.Kind):
		return run
	}
	return opaque
}

// call is the hash of a message or of the execution of a tool, of which the lowest bit is left for
// the side. Both factors are secret.
func (w *Window) call(c *mcp.Call, name uint64) uint64 {
	return series.MixSecrets(w.secret+uint64(c.Role)<<8+uint64(c.Kind), name) &^ uint64(sent)
}

// gatewaySide tells what a gateway sends on from what it received.
func gatewaySide(c *mcp.Call) uint64 {
	if c.Role == mcp.RoleGateway && c.Side == mcp.SideClient {
		return uint64(sent)
	}
	return 0
}

// inference is the hash of a model call. Who makes it may be told by a framework, on no
// side, and by the SDK of the provider, on the client's (conventions 2.1); they name
// the operation as they like, but embeddings are another one.
func (w *Window) inference(c *mcp.Call) uint64 {
	server, embeddings := uint64(0), uint64(0)
	if c.Side == mcp.SideServer {
		server = 1
	}
	if c.Operation == semconv.OperationEmbeddings {
		embeddings = 1
	}
	return series.Mix(w.secret, server<<1|embeddings) &^ uint64(sent)
}

// trace is the hash of a trace.
func (w *Window) trace(id *[16]byte) uint64 {
	return w.spread(w.of^binary.LittleEndian.Uint64(id[:8]), binary.LittleEndian.Uint64(id[8:]))
}

// spread mixes a secret and a word so well that ids which count up are as good as random. The
// factors are secret.
func (w *Window) spread(a, b uint64) uint64 {
	return series.MixSecrets(series.MixSecrets(a, w.within^b), w.of)
}

func (w *Window) shard(hash uint64) *shard { return &w.shards[hash%numShards] }

// keyOf is that of a span in a trace; 0 of none.
func (w *Window) keyOf(trace uint64, span *[8]byte) uint64 {
	id := binary.LittleEndian.Uint64(span[:])
	if id == 0 {
		return 0
	}
	return w.spread(trace, id) | 1
}
