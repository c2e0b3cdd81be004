package bounded

import "time"

// Set remembers which keys were added lately. It holds at most as many keys as
// its capacity, each for no longer than its expiry, and keeps that memory.
//
// What is lost: a key beyond the capacity pushes out the one that was added
// first, and a key that was pushed out or has expired is as good as never
// added. Asking for a key does not prolong its stay.
//
// A Set is not safe for concurrent use.
type Set[K comparable] struct {
	expiry time.Duration
	// ring holds the keys in the order they were added; added says which
	// addition each key's last one was. The n-th addition is at n modulo the
	// capacity.
	ring  []addition[K]
	added map[K]uint64
	next  uint64
}

type addition[K comparable] struct {
	key K
	at  time.Time
}

// NewSet returns an empty set. The capacity is at least 1.
func NewSet[K comparable](capacity int, expiry time.Duration) *Set[K] {
	return &Set[K]{
		expiry: expiry,
		ring:   make([]addition[K], 0, max(capacity, 1)),
		added:  map[K]uint64{},
	}
}

// Add adds a key and reports whether it was new.
func (s *Set[K]) Add(key K, now time.Time) bool {
	if s.Has(key, now) {
		return false
	}
	s.add(key, now)
	return true
}

// add adds a key whether it is held or not, and returns the one that it pushed out.
func (s *Set[K]) add(key K, now time.Time) (old K, pushed bool) {
	capacity := uint64(cap(s.ring))
	if s.next < capacity {
		s.ring = append(s.ring, addition[K]{})
	} else if old = s.ring[s.next%capacity].key; s.lastAdded(old, s.next-capacity) {
		delete(s.added, old)
		pushed = old != key
	}
	s.ring[s.next%capacity] = addition[K]{key, now}
	s.added[key] = s.next
	s.next++
	return old, pushed
}

// lastAdded is false if the key was removed or added again since.
func (s *Set[K]) lastAdded(key K, n uint64) bool {
	last, ok := s.added[key]
	return ok && last == n
}

// Has reports whether a key was added and is neither pushed out nor expired.
func (s *Set[K]) Has(key K, now time.Time) bool {
	n, ok := s.added[key]
	return ok && now.Sub(s.ring[n%uint64(cap(s.ring))].at) < s.expiry
}

// Remove forgets a key.
func (s *Set[K]) Remove(key K) { delete(s.added, key) }

// Len returns the number of keys held, expired ones included.
func (s *Set[K]) Len() int { return len(s.added) }
