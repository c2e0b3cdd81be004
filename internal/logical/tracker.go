package logical

import (
	"hash/maphash"
	"sync"
	"sync/atomic"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// Whole is a tool call with all its rounds.
type Whole struct {
	// Start is that of the first round, End that of the last; Unix nanoseconds, 0 is
	// unknown. In between is also the time that the user took.
	Start, End int64
	// Rounds is 1 for a call that asked for nothing.
	Rounds int
}

// Duration returns the time from start to end: never negative, and 0 if either is
// unknown.
func (w Whole) Duration() time.Duration {
	c := mcp.Call{Start: w.Start, End: w.End}
	return c.Duration()
}

// Tracker holds the tool calls that wait for another round, with a payload of the
// caller's each. One takes about 300 bytes. It is safe for concurrent use.
type Tracker[T any] struct {
	options Options
	seed    maphash.Seed
	size    atomic.Int64 // written with mu held
	pushed  atomic.Uint64

	mu  sync.Mutex // covers what is below
	by  map[uint64]list[T]
	all list[T] // the one that has waited longest first
}

// New returns an empty tracker.
func New[T any](o Options) *Tracker[T] {
	o.setDefaults()
	return &Tracker[T]{options: o, seed: maphash.MakeSeed(), by: map[uint64]list[T]{}}
}

// Len returns the number of calls that wait.
func (t *Tracker[T]) Len() int { return int(t.size.Load()) }

// PushedOut returns how many calls were given up because there was no room.
func (t *Tracker[T]) PushedOut() uint64 { return t.pushed.Load() }

// Observe shows a tool call that is no duplicate, and returns the whole call if it is
// done with this round. If it asks for input, it is not, unless there is nothing by
// which another round could be found.
//
// The payload is asked for where a call asks for input, even if that of an earlier round
// is kept. Of what was given up to make room, abandoned is told, outside of any lock.
// The time is that of the observer, in Unix nanoseconds.
func (t *Tracker[T]) Observe(c *mcp.Call, now int64, payload func() T, abandoned func(Whole, T)) (w Whole, done bool) {
	if c.Outcome != mcp.OutcomeInputRequired {
		return t.complete(c, now), true
	}
	return t.begin(c, now, payload, abandoned)
}

// Whole reports whether a call is whole by itself for certain: it asks for no input, and no other
// waits for a next round. Then there is nothing to observe.
func (t *Tracker[T]) Whole(c *mcp.Call) bool {
	return c.Outcome != mcp.OutcomeInputRequired && t.size.Load() == 0
}

// begin keeps a call that asks for input until its next round, if that can be found.
func (t *Tracker[T]) begin(c *mcp.Call, now int64, payload func() T, abandoned func(Whole, T)) (w Whole, done bool) {
	e := t.evidenceOf(c)
	if e == (evidence{}) {
		return Whole{c.Start, c.End, 1}, true
	}
	if out := t.wait(&pending[T]{evidence: e, start: c.Start, payload: payload()}, c, now); out != nil {
		abandoned(out.whole(), out.payload)
	}
	return Whole{}, false
}

// wait keeps a call until its next round, and returns the one that had to make room.
func (t *Tracker[T]) wait(x *pending[T], c *mcp.Call, now int64) (out *pending[T]) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if before := t.find(&x.evidence, startOf(c, now), t.skew(c)); before != nil {
		t.remove(before)
		before.evidence, x = x.evidence, before
	}
	x.end, x.asked = endOf(c, now), now
	x.rounds++
	if t.Len() >= t.options.MaxPending {
		out = t.all.first
		t.remove(out)
		t.pushed.Add(1)
	}
	t.add(x)
	return out
}

// complete returns the call of which a round is the last.
func (t *Tracker[T]) complete(c *mcp.Call, now int64) Whole {
	whole, e := Whole{c.Start, c.End, 1}, t.evidenceOf(c)
	t.mu.Lock()
	defer t.mu.Unlock()
	if before := t.find(&e, startOf(c, now), t.skew(c)); before != nil {
		t.remove(before)
		whole.Start, whole.Rounds = before.start, before.rounds+1
	}
	return whole
}

// find returns the call that one which began at some time can be the next round of: by
// what is strongest, that which has waited longest.
func (t *Tracker[T]) find(e *evidence, start, skew int64) *pending[T] {
	for by, key := range e {
		if key == 0 {
			continue
		}
		looked := 0
		for x := t.by[key].first; x != nil && looked < maxLook; x = x.links[by].next {
			if start >= x.end-skew && e.mayBeOf(&x.evidence) {
				return x
			}
			looked++
		}
	}
	return nil
}

// skew is how much earlier than the end of a round the next one may seem to begin.
func (t *Tracker[T]) skew(c *mcp.Call) int64 {
	if c.Role == mcp.RoleServer || c.Role == mcp.RoleGateway {
		return int64(t.options.Skew)
	}
	return 0
}

// Expire tells of the calls that were given up. Once in some seconds is often enough.
func (t *Tracker[T]) Expire(now int64, abandoned func(Whole, T)) {
	t.giveUp(func(x *pending[T]) bool { return now-x.asked >= int64(t.options.Expiry) }, abandoned)
}

// Stop gives up every call that waits. What they have last said remains: that they
// asked for input.
func (t *Tracker[T]) Stop(abandoned func(Whole, T)) {
	t.giveUp(func(*pending[T]) bool { return true }, abandoned)
}

func (t *Tracker[T]) giveUp(over func(*pending[T]) bool, abandoned func(Whole, T)) {
	var out []*pending[T]
	t.mu.Lock()
	for x := t.all.first; x != nil && over(x); x = t.all.first {
		t.remove(x)
		out = append(out, x)
	}
	t.mu.Unlock()
	for _, x := range out {
		abandoned(x.whole(), x.payload)
	}
}

func (t *Tracker[T]) add(x *pending[T]) {
	t.size.Add(1)
	t.all.push(x, inAll)
	for by, key := range x.evidence {
		if key != 0 {
			l := t.by[key]
			l.push(x, by)
			t.by[key] = l
		}
	}
}

func (t *Tracker[T]) remove(x *pending[T]) {
	t.size.Add(-1)
	t.all.unlink(x, inAll)
	for by, key := range x.evidence {
		if key == 0 {
			continue
		}
		l := t.by[key]
		l.unlink(x, by)
		if l.first == nil {
			delete(t.by, key)
		} else {
			t.by[key] = l
		}
	}
}
