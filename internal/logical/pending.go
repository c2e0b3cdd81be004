package logical

import (
	"hash/maphash"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// pending is a call that waits for another round.
type pending[T any] struct {
	evidence   evidence // of its last round
	start, end int64    // of the first round, of the last
	asked      int64    // when the last was shown
	rounds     int
	payload    T
	links      [inAll + 1]struct{ prev, next *pending[T] }
}

func (x *pending[T]) whole() Whole { return Whole{x.start, x.end, x.rounds} }

// What rounds have in common, strongest first, and the list of all.
const (
	byParent = iota
	byTrace
	bySession
	inAll
)

// evidence is hashes of what a call shares with its other rounds, together with its tool
// and from where it was seen; 0 is nothing. They are seeded, so that nobody can choose
// what collides.
type evidence [inAll]uint64

func (t *Tracker[T]) evidenceOf(c *mcp.Call) (e evidence) {
	what := series.Mix(maphash.String(t.seed, c.Tool), uint64(c.Role)<<8|uint64(c.Side))
	key := func(by int, value uint64) uint64 { return series.Mix(what+uint64(by), value) | 1 }
	if c.TraceID != [16]byte{} {
		trace := maphash.Bytes(t.seed, c.TraceID[:])
		e[byTrace] = key(byTrace, trace)
		if c.ParentID != [8]byte{} {
			e[byParent] = key(byParent, series.Mix(trace, maphash.Bytes(t.seed, c.ParentID[:])))
		}
	}
	if session, scope := c.SessionHandle(); session != "" {
		e[bySession] = key(bySession, maphash.String(t.seed, session)^scope)
	}
	return e
}

// mayBeOf is false for calls of two sessions, whatever else they have in common.
func (e *evidence) mayBeOf(other *evidence) bool {
	return e[bySession] == other[bySession] || e[bySession] == 0 || other[bySession] == 0
}

// startOf and endOf replace what is not known.
func startOf(c *mcp.Call, now int64) int64 {
	if c.Start > 0 {
		return c.Start
	}
	return endOf(c, now)
}

func endOf(c *mcp.Call, now int64) int64 {
	if c.End > 0 {
		return c.End
	}
	return now
}

// list holds calls in the order in which they asked last.
type list[T any] struct{ first, last *pending[T] }

func (l *list[T]) push(x *pending[T], by int) {
	x.links[by].prev, x.links[by].next = l.last, nil
	if l.last != nil {
		l.last.links[by].next = x
	} else {
		l.first = x
	}
	l.last = x
}

func (l *list[T]) unlink(x *pending[T], by int) {
	prev, next := x.links[by].prev, x.links[by].next
	if prev != nil {
		prev.links[by].next = next
	} else {
		l.first = next
	}
	if next != nil {
		next.links[by].prev = prev
	} else {
		l.last = prev
	}
}
