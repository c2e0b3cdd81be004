package census

import (
	"math/rand/v2"
	"sync/atomic"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Census holds the sessions that have not ended, with a payload of the caller's each.
// A session takes about 300 bytes, and what is remembered of those that have ended
// 2 MB at most. It is safe for concurrent use. Times are Unix nanoseconds.
type Census[T any] struct {
	options Options
	secrets [numKinds]uint64 // what hashes begin with
	room    [maxShards]shard[T]
	shards  []shard[T] // the first of room: a power of two
	last    uint64     // one less than there are
	alive   atomic.Int64
}

// New returns an empty census.
func New[T any](o Options) *Census[T] {
	o.setDefaults()
	c := &Census[T]{options: o}
	c.shards = c.room[:o.shards()]
	c.last = uint64(len(c.shards) - 1)
	for i := range c.secrets {
		c.secrets[i] = rand.Uint64()
	}
	for i := range c.shards {
		c.shards[i].init(MaxOver / len(c.shards))
	}
	return c
}

// Len returns the number of sessions that are alive.
func (c *Census[T]) Len() int { return int(c.alive.Load()) }

// Observe shows a call or the span of a session; other kinds, duplicates and views from
// inside are ignored. Of one batch, the spans of sessions are to be shown
// last: calls that come after that of their session are not counted.
//
// Texts are kept as they are, but for their length: [mcp.Call.DropBadText] comes first.
func (c *Census[T]) Observe(call *mcp.Call, now int64, on *Events[T]) Found {
	switch {
	case call.Duplicate:
		return Nowhere
	case call.Kind.IsCall():
		if call.Role == mcp.RoleInside {
			return Nowhere
		}
	case call.Kind != mcp.KindSession:
		return Nowhere
	}
	e := c.evidenceOf(call)
	if e.hash == 0 {
		return Nowhere
	}
	o := observed{call.Start, call.End, now}
	if !o.isCredible() {
		o.mend()
	}
	if call.Kind == mcp.KindSession {
		return c.close(call, e, &o, on)
	}
	role := roleOf(call)
	key, s := e.key(role), c.shard(e)
	s.mu.Lock()
	found := c.join(s, key, call, &o)
	s.mu.Unlock()
	if found != Nowhere || !begins(call) {
		return found
	}
	return c.begin(&session[T]{key: key, sort: e.sort(), Session: introduce(role, e, call, on.Payload())}, s, call, &o, on)
}

// observed is when something was, as far as that can be believed.
type observed struct{ start, end, now int64 }

// isCredible is false for times before 1970 and those that lie too far ahead.
func (o *observed) isCredible() bool { return 0 < o.start && o.start <= o.end && o.end-o.now <= ahead }

// mend replaces what is not credible.
func (o *observed) mend() {
	believed := func(t, otherwise int64) int64 {
		if t <= 0 || t-o.now > ahead {
			return otherwise
		}
		return t
	}
	o.end = believed(o.end, o.now)
	o.start = min(believed(o.start, o.end), o.end)
}

// traceOf returns a hash of the trace of a call; 0 without one.
func (c *Census[T]) traceOf(call *mcp.Call) uint32 {
	if call.TraceID == [16]byte{} {
		return 0
	}
	return uint32(c.trace(call)) | 1
}

func (c *Census[T]) trace(call *mcp.Call) uint64 {
	return series.MixText(c.secrets[byTrace], string(call.TraceID[:]))
}

// shard is where a session is, in whatever role.
func (c *Census[T]) shard(e evidence) *shard[T] {
	return &c.room[e.hash>>32&c.last&(maxShards-1)]
}

// join counts a call in its session, and finds Nowhere if none of its key is known.
func (c *Census[T]) join(s *shard[T], key uint64, call *mcp.Call, o *observed) Found {
	x := s.find(key)
	switch {
	case x == nil && s.isOver(key, o):
		return Late
	case x == nil:
		return Nowhere
	case o.start <= x.after:
		return Late
	}
	trace := uint32(0)
	if hasParent(call) {
		trace = c.traceOf(call)
	}
	x.count(call, o, trace, int64(c.options.TurnGap))
	x.active = o.now
	s.queues[x.sort].moveToEnd(x)
	return Alive
}

// begin begins a session, unless another goroutine has done so.
func (c *Census[T]) begin(x *session[T], s *shard[T], call *mcp.Call, o *observed, on *Events[T]) Found {
	s.mu.Lock()
	if found := c.join(s, x.key, call, o); found != Nowhere {
		s.mu.Unlock()
		return found
	}
	var pushed *session[T]
	if c.alive.Add(1) > int64(c.options.MaxSessions) {
		pushed = s.silent()
	}
	if pushed != nil {
		c.end(s, pushed, o.now)
	}
	x.start, x.end = o.start, o.end
	s.begin(x, o.now)
	c.join(s, x.key, call, o)
	s.mu.Unlock()
	if pushed != nil {
		on.Ended(pushed.ended(PushedOut))
	}
	on.Began(x.Session)
	return Alive
}

// close ends the sessions that a span tells of.
func (c *Census[T]) close(call *mcp.Call, e evidence, o *observed, on *Events[T]) Found {
	var closed [maxRoles]*session[T]
	found, roles, s := Unseen, rolesOf(call), c.shard(e)
	s.mu.Lock()
	for i, role := range roles {
		key := e.key(role)
		x := s.alive[key]
		switch {
		case x == nil && s.isOver(key, o):
			s.prolong(key, o)
			found = max(found, Late)
		case x == nil:
		case x.follows(o):
			x.after = max(x.after, o.end)
			found = max(found, Late)
		default:
			x.start, x.end = min(x.start, o.start), max(x.end, o.end)
			c.end(s, x, o.now)
			closed[i], found = x, Over
		}
	}
	if found == Unseen {
		for _, role := range unseenRoles(roles) {
			s.bury(e.key(role), o.end, o.now)
		}
	}
	s.mu.Unlock()
	for _, x := range closed {
		if x != nil {
			on.Ended(x.ended(Closed))
		}
	}
	return found
}

func (c *Census[T]) end(s *shard[T], x *session[T], now int64) {
	s.remove(x)
	s.bury(x.key, x.end, now)
	c.alive.Add(-1)
}

// Lists says that a call got a list of tools, or a page of one, with this digest, and
// reports whether it is none of the last eight of its session. It is always the first
// where no session is alive. It comes after Observe.
func (c *Census[T]) Lists(call *mcp.Call, digest uint64) (first bool) {
	e := c.evidenceOf(call)
	if e.hash == 0 {
		return true
	}
	s := c.shard(e)
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.alive[e.key(roleOf(call))]
	if x == nil {
		return true
	}
	return x.lists.add(digest)
}

// Expire tells of the sessions that have been idle for too long. Once in some seconds
// is often enough.
func (c *Census[T]) Expire(now int64, ended func(Ended[T])) {
	idle := [numSorts]int64{named: int64(c.options.Idle), traced: int64(c.options.TraceIdle)}
	c.endAll(func(x *session[T]) bool { return now-x.active >= idle[x.sort] }, now, Idle, ended)
}

// Stop tells of every session that is alive, and forgets it.
func (c *Census[T]) Stop(now int64, ended func(Ended[T])) {
	c.endAll(func(*session[T]) bool { return true }, now, Stopped, ended)
}

// endAll ends those that are over, of which in each queue there is none behind one that
// is not.
func (c *Census[T]) endAll(over func(*session[T]) bool, now int64, why Reason, ended func(Ended[T])) {
	for i := range c.shards {
		s := &c.shards[i]
		var gone []*session[T]
		s.mu.Lock()
		for j := range s.queues {
			for q := &s.queues[j]; q.first != nil && over(q.first); {
				gone = append(gone, q.first)
				c.end(s, q.first, now)
			}
		}
		s.mu.Unlock()
		for _, x := range gone {
			ended(x.ended(why))
		}
	}
}
