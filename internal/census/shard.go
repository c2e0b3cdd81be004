package census

import (
	"sync"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
)

// shard holds a part of the sessions: those of some evidence, in all roles.
type shard[T any] struct {
	mu     sync.Mutex // covers all that is below
	alive  map[uint64]*session[T]
	lately [numLately]*session[T] // some of them, by the end of their keys
	queues [numSorts]queue[T]
	// over are the ends of those that have ended, by key.
	over *bounded.Map[uint64, int64]
	_    [64]byte // keeps locks on cache lines of their own
}

// numLately is for how many sessions a look at a key is enough. It is a power of two.
const numLately = 64

func (s *shard[T]) init(maxOver int) {
	s.alive = map[uint64]*session[T]{}
	s.over = bounded.NewMap[uint64, int64](maxOver, OverExpiry)
}

// find returns the session of a key, or nil.
func (s *shard[T]) find(key uint64) *session[T] {
	if x := s.lately[key%numLately]; x != nil && x.key == key {
		return x
	}
	return s.remember(key)
}

// remember finds a session by its key alone from now on, if it is alive.
func (s *shard[T]) remember(key uint64) *session[T] {
	x := s.alive[key]
	if x != nil {
		s.lately[key%numLately] = x
	}
	return x
}

// begin puts a session where it is found.
func (s *shard[T]) begin(x *session[T], now int64) {
	x.after, _ = s.over.Get(x.key, time.Unix(0, now))
	s.over.Remove(x.key)
	s.alive[x.key] = x
	s.queues[x.sort].push(x)
}

func (s *shard[T]) remove(x *session[T]) {
	delete(s.alive, x.key)
	if last := &s.lately[x.key%numLately]; *last == x {
		*last = nil
	}
	s.queues[x.sort].unlink(x)
}

// isOver reports whether something began within a session that has ended.
func (s *shard[T]) isOver(key uint64, o *observed) bool {
	end, ok := s.over.Get(key, time.Unix(0, o.now))
	return ok && o.start <= end
}

// bury remembers when a session ended.
func (s *shard[T]) bury(key uint64, end, now int64) { s.over.Put(key, end, time.Unix(0, now)) }

// prolong notes that a session which is over was longer than it seemed.
func (s *shard[T]) prolong(key uint64, o *observed) {
	if end, _ := s.over.Get(key, time.Unix(0, o.now)); end < o.end {
		s.bury(key, o.end, o.now)
	}
}

// silent returns the session that was silent longest; nil if there is none.
func (s *shard[T]) silent() *session[T] {
	longest := s.queues[0].first
	for _, q := range s.queues[1:] {
		if longest == nil || q.first != nil && q.first.active < longest.active {
			longest = q.first
		}
	}
	return longest
}
