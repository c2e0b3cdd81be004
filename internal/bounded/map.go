package bounded

import "time"

// Map remembers values by key. It holds at most as many keys as its capacity, each
// for no longer than its expiry, and keeps that memory.
//
// What is lost: a key beyond the capacity pushes out the one that was put first,
// and a key that was pushed out or has expired is as good as never put. Asking for
// a key does not prolong its stay; putting it again does.
//
// A Map is not safe for concurrent use.
type Map[K comparable, V any] struct {
	keys   *Set[K]
	values map[K]V
}

// NewMap returns an empty map. The capacity is at least 1.
func NewMap[K comparable, V any](capacity int, expiry time.Duration) *Map[K, V] {
	return &Map[K, V]{keys: NewSet[K](capacity, expiry), values: map[K]V{}}
}

// Put sets the value of a key.
func (m *Map[K, V]) Put(key K, value V, now time.Time) {
	m.keys.Remove(key)
	if old, ok := m.keys.add(key, now); ok {
		delete(m.values, old)
	}
	m.values[key] = value
}

// Get returns the value of a key that is neither pushed out nor expired.
func (m *Map[K, V]) Get(key K, now time.Time) (value V, ok bool) {
	if !m.keys.Has(key, now) {
		return value, false
	}
	return m.values[key], true
}

// Remove forgets a key.
func (m *Map[K, V]) Remove(key K) {
	m.keys.Remove(key)
	delete(m.values, key)
}

// Len returns the number of keys held, expired ones included.
func (m *Map[K, V]) Len() int { return len(m.values) }
