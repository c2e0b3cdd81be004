package exchange

import "slices"

// scope is where ids mean something: a process, a session, or an HTTP exchange
// without a session.
type scope struct {
	key scopeKey // zero if there is no session
	// What was negotiated, as far as it was seen.
	version, client, server      string
	clientVersion, serverVersion string

	open []*pending // in the order they came
	last int64      // when a message was seen last

	delivered ring // ids of events
	ended     ring // ids of requests that were cancelled or timed out
	used      ring // ids of requests

	prev, next *scope // sessions, the one that was silent longest first
}

type scopeKey struct{ server, session string }

// Sizes of rings. Events are remembered for clients that resume a stream: TypeScript
// servers then send again whatever all streams of the session sent since.
const (
	maxDelivered = 512
	maxEnded     = 64
	maxUsed      = 32
)

// ring remembers the last so many hashes.
type ring struct {
	hashes []uint64
	next   int
}

func (r *ring) add(hash uint64, size int) {
	if len(r.hashes) < size {
		r.hashes = append(r.hashes, hash)
		return
	}
	r.hashes[r.next] = hash
	r.next = (r.next + 1) % size
}

func (r *ring) remove(hash uint64) {
	if i := slices.Index(r.hashes, hash); i >= 0 {
		r.hashes[i] = 0
	}
}

func (r *ring) has(hash uint64) bool { return slices.Contains(r.hashes, hash) }

// suppose takes over what nobody has said of the scope so far. What initialize
// negotiates is set, not supposed.
func (c *scope) suppose(version, client, server string) {
	for _, known := range []struct {
		field *string
		text  string
	}{{&c.version, version}, {&c.client, client}, {&c.server, server}} {
		if *known.field == "" {
			*known.field = known.text
		}
	}
}

func (c *scope) remove(p *pending) {
	if i := slices.Index(c.open, p); i >= 0 {
		c.open = slices.Delete(c.open, i, i+1)
	}
}

// sessions are the scopes that have a key.
type sessions struct {
	byKey       map[scopeKey]*scope
	first, last *scope
}

func (s *sessions) add(c *scope) {
	s.byKey[c.key] = c
	s.push(c)
}

func (s *sessions) push(c *scope) {
	c.prev, c.next = s.last, nil
	if s.last != nil {
		s.last.next = c
	} else {
		s.first = c
	}
	s.last = c
}

func (s *sessions) unlink(c *scope) {
	if c.prev != nil {
		c.prev.next = c.next
	} else {
		s.first = c.next
	}
	if c.next != nil {
		c.next.prev = c.prev
	} else {
		s.last = c.prev
	}
	c.prev, c.next = nil, nil
}

func (s *sessions) remove(c *scope) {
	delete(s.byKey, c.key)
	s.unlink(c)
}

// touch makes a session the one that was heard of last.
func (s *sessions) touch(c *scope, at int64) {
	c.last = at
	if s.byKey[c.key] == c && s.last != c {
		s.unlink(c)
		s.push(c)
	}
}
