package dedup

import (
	"encoding/binary"
	"hash/maphash"
	"sync"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// Window remembers the spans seen lately, each for Expiry and at most Capacity of them
// or a few more; of a span that was pushed out, twins are not recognised any more. It
// is safe for concurrent use.
type Window struct {
	shards [numShards]shard
	seed   maphash.Seed
}

// Bounds of a window.
const (
	// Capacity is the number of spans that are remembered, and the number of
	// requests by their id.
	Capacity = 1 << 15
	// Expiry is how long, in seconds.
	Expiry = 300

	numShards = 16 // a power of two; a trace is in one of them
	ways      = 8  // places that one span can be in
	numLines  = Capacity / numShards / ways
	maxDepth  = 8 // transparent spans between two that tell of one call
)

// shard holds a part of what is remembered. Keys are apart from what they stand for, and
// the places that one key can be in are on one cache line: looking in vain, which is
// the rule, touches no other.
type shard struct {
	mu    sync.Mutex
	spans table
	known *[numLines][ways]spanEntry // beside spans
	ids   table
	_     [64]byte // keeps locks on cache lines of their own
}

// class says what a span is in a chain of parents. Classes from firstCall on are
// hashes of calls.
type class uint32

const (
	// unknown is a span that has not been seen; others may have been told of it as
	// their parent.
	unknown class = iota
	// transparent is a span that may stand between two that tell of one call.
	transparent
	// opaque is one that may not: an agent, a model call, a session or turn.
	opaque
	firstCall
)

// spanEntry is what is remembered of a span.
type spanEntry struct {
	parent uint64 // 0 is none
	class  class
	// below are calls that were counted below this span, with only transparent spans
	// between, as far as there is room.
	below [maxBelow]class
}

const maxBelow = 3

// NewWindow returns an empty window.
func NewWindow() *Window {
	w := &Window{seed: maphash.MakeSeed()}
	for i := range w.shards {
		s := &w.shards[i]
		s.spans, s.ids, s.known = newTable(), newTable(), new([numLines][ways]spanEntry)
	}
	return w
}

// Sweep forgets what has expired. It is to be called every hour at least: the times
// that are kept with spans wrap around after two.
func (w *Window) Sweep(now uint32) {
	for i := range w.shards {
		s := &w.shards[i]
		s.mu.Lock()
		s.spans.sweep(now)
		s.ids.sweep(now)
		s.mu.Unlock()
	}
}

// Pass shows a span that is neither MCP nor GenAI: between two spans of one call it is
// how they reached each other. The time is in seconds, of any epoch.
func (w *Window) Pass(trace [16]byte, span, parent [8]byte, now uint32) {
	if span == ([8]byte{}) {
		return
	}
	t := w.trace(trace)
	s := w.shard(t)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.visit(keyOf(t, span), keyOf(t, parent), transparent, now)
}

// Seen shows a span of MCP or GenAI and reports whether it tells of a call that was
// told before in the same role: by the same span, by one above or below it in the
// trace with nothing but transparent spans between, or by the same request of the same
// session. The last needs a JSON-RPC id and a session of the protocol: ids are unique
// within one session only, and most connections begin with the same.
func (w *Window) Seen(c *mcp.Call, now uint32) bool {
	class := w.class(c)
	t := w.trace(c.TraceID)
	twice := w.shard(t).seen(c, t, class, now)
	if class >= firstCall && c.RequestID != "" && sessionOfProtocol(c) {
		request := mix(maphash.String(w.seed, c.RequestID), uint64(class), 3)
		key := mix(maphash.String(w.seed, c.SessionID), request, 4)
		s := w.shard(key)
		s.mu.Lock()
		defer s.mu.Unlock()
		// Noted even if it is known, so that a third span finds the call by either.
		twice = s.requested(key, now) || twice
	}
	return twice
}

// sessionOfProtocol reports whether the session of a call has an id that the server has
// given, and not one that was put together from other evidence.
func sessionOfProtocol(c *mcp.Call) bool {
	return c.SessionID != "" && (c.SessionEvidence == "" || c.SessionEvidence == mcp.EvidenceProtocol)
}

// seen looks for the call in its trace.
func (s *shard) seen(c *mcp.Call, t uint64, class class, now uint32) bool {
	if c.SpanID == ([8]byte{}) {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.visit(keyOf(t, c.SpanID), keyOf(t, c.ParentID), class, now)
}

// class is what a span of MCP or GenAI is in a chain.
func (w *Window) class(c *mcp.Call) class {
	switch {
	case c.Kind == mcp.KindTransport, c.Kind == mcp.KindStructure, c.Role == mcp.RoleInside:
		return transparent
	case !c.Kind.IsCall() || c.Role == mcp.RoleUnknown:
		return opaque
	}
	sum := mix(uint64(c.Role), uint64(c.Kind), maphash.String(w.seed, c.Tool))
	if c.Kind != mcp.KindToolCall {
		// Not every emitter says which prompt or resource.
		sum = mix(uint64(c.Role), uint64(c.Kind), maphash.String(w.seed, c.Method))
	}
	return max(class(sum), firstCall)
}

func (w *Window) trace(id [16]byte) uint64 {
	return mix(binary.LittleEndian.Uint64(id[:8]), binary.LittleEndian.Uint64(id[8:]), 1)
}

func (w *Window) shard(hash uint64) *shard { return &w.shards[hash%numShards] }

// requested notes a request and reports whether it was noted before.
func (s *shard) requested(key uint64, now uint32) bool {
	set, way, ok := s.ids.find(key, now)
	if !ok {
		s.ids.note(set, way, key, now)
	}
	return ok
}

// visit notes a span and reports whether it tells of a call that was told before.
func (s *shard) visit(key, parent uint64, class class, now uint32) (twice bool) {
	e := s.entry(key, now)
	if e.class != unknown {
		return class >= firstCall && e.class == class
	}
	e.parent, e.class = parent, class
	switch class {
	case opaque:
		return false
	case transparent:
		for _, below := range e.below {
			if below != unknown {
				s.tell(parent, below, now)
			}
		}
		return false
	}
	for _, below := range e.below {
		twice = twice || below == class
	}
	return s.tell(parent, class, now) || twice
}

// tell notes that a call was counted below a span, and below those above it as far as
// the chain is transparent, and reports whether one of them is that call itself.
func (s *shard) tell(key uint64, call class, now uint32) bool {
	for range maxDepth {
		if key == 0 {
			return false
		}
		e := s.entry(key, now)
		switch e.class {
		case call:
			return true
		case unknown:
			e.note(call)
			return false
		case transparent:
			key = e.parent
		default:
			return false
		}
	}
	return false
}

// note remembers a call below a span; of more than there is room for the last ones.
func (e *spanEntry) note(call class) {
	for i := range e.below {
		if e.below[i] == call || e.below[i] == unknown {
			e.below[i] = call
			return
		}
	}
	copy(e.below[:], e.below[1:])
	e.below[maxBelow-1] = call
}

// entry finds a span or makes room for it.
func (s *shard) entry(key uint64, now uint32) *spanEntry {
	set, way, ok := s.spans.find(key, now)
	e := &s.known[set][way]
	if !ok {
		s.spans.note(set, way, key, now)
		*e = spanEntry{}
	}
	return e
}

func keyOf(trace uint64, span [8]byte) uint64 {
	if span == ([8]byte{}) {
		return 0
	}
	return mix(trace, binary.LittleEndian.Uint64(span[:]), 2) | 1
}

// mix folds three words into one. Ids are random and names are hashed with a seed, so
// that nobody can choose what collides.
func mix(a, b, c uint64) uint64 {
	const k0, k1 = 0xa0761d6478bd642f, 0xe7037ed1a0b428db
	h := (a ^ k0) * k1
	h ^= h >> 32
	h = (h + b) * k0
	h ^= h >> 29
	h = (h + c) * k1
	return h ^ h>>32
}
