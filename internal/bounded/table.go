package bounded

import "time"

// Table holds a value for each of at most Capacity keys, in place: a value that is
// forgotten is emptied and serves the next key. What was used last stays longest.
//
// What is lost: a key beyond the capacity pushes out the one that was not used for
// longest, and one that was not used for Expiry has expired. Both are told before they
// are forgotten.
//
// A Table is not safe for concurrent use. Times are Unix nanoseconds; one that goes
// backwards is taken for the latest.
type Table[K comparable, V any] struct {
	capacity int
	expiry   int64
	index    map[K]int32
	pages    [][]tableEntry[K, V] // of pageSize each, so that growing moves nothing
	size     int32                // entries in use, free ones included
	first    int32                // used last
	last     int32                // not used for longest
	free     int32                // forgotten, linked by next
	now      int64
	// Pushed counts the keys that were pushed out before they expired.
	Pushed uint64
}

type tableEntry[K comparable, V any] struct {
	key        K
	value      V
	used       int64
	prev, next int32
}

const (
	nowhere  = -1
	pageSize = 64
)

// NewTable returns an empty table. The capacity is at least 1; it takes memory as it
// fills.
func NewTable[K comparable, V any](capacity int, expiry time.Duration) *Table[K, V] {
	return &Table[K, V]{capacity: max(capacity, 1), expiry: int64(expiry), index: map[K]int32{}, first: nowhere, last: nowhere, free: nowhere}
}

// Get returns the value of a key, or nil, and counts as a use. The value may be changed
// until the next call.
func (t *Table[K, V]) Get(key K, now int64) *V {
	i, ok := t.index[key]
	if !ok {
		return nil
	}
	t.now = max(t.now, now)
	e := t.at(i)
	if t.now-e.used >= t.expiry {
		return nil
	}
	t.use(i)
	return &e.value
}

// Add returns the value of a key and whether it is new, and therefore empty. What had to
// make room for it is told to forgotten, which may be nil and must not call the table.
func (t *Table[K, V]) Add(key K, now int64, forgotten func(K, *V)) (value *V, added bool) {
	t.now = max(t.now, now)
	t.Expire(now, forgotten)
	if i, ok := t.index[key]; ok {
		t.use(i)
		return &t.at(i).value, false
	}
	i := t.room(forgotten)
	t.at(i).key = key
	t.index[key] = i
	t.link(i)
	return &t.at(i).value, true
}

// Expire forgets what was not used for too long.
func (t *Table[K, V]) Expire(now int64, forgotten func(K, *V)) {
	t.now = max(t.now, now)
	for t.last != nowhere && t.now-t.at(t.last).used >= t.expiry {
		t.forget(t.last, forgotten)
	}
}

// Clear forgets everything.
func (t *Table[K, V]) Clear(forgotten func(K, *V)) {
	for t.last != nowhere {
		t.forget(t.last, forgotten)
	}
}

// Each tells every key and when it was used, beginning with what was not used for
// longest: added to another table in this order, they are what they were. Values may be
// changed. It stops where the function returns false.
func (t *Table[K, V]) Each(tell func(key K, used int64, value *V) bool) {
	for i := t.last; i != nowhere; i = t.at(i).prev {
		if e := t.at(i); !tell(e.key, e.used, &e.value) {
			return
		}
	}
}

// Len returns the number of keys held, expired ones included.
func (t *Table[K, V]) Len() int { return len(t.index) }

func (t *Table[K, V]) at(i int32) *tableEntry[K, V] { return &t.pages[i/pageSize][i%pageSize] }

// room returns a free entry.
func (t *Table[K, V]) room(forgotten func(K, *V)) int32 {
	if t.free == nowhere && int(t.size) < t.capacity {
		if t.size%pageSize == 0 {
			t.pages = append(t.pages, make([]tableEntry[K, V], min(pageSize, t.capacity-int(t.size))))
		}
		t.size++
		return t.size - 1
	}
	if t.free == nowhere {
		t.Pushed++
		t.forget(t.last, forgotten)
	}
	i := t.free
	t.free = t.at(i).next
	return i
}

func (t *Table[K, V]) forget(i int32, forgotten func(K, *V)) {
	e := t.at(i)
	if forgotten != nil {
		forgotten(e.key, &e.value)
	}
	t.unlink(i)
	delete(t.index, e.key)
	*e = tableEntry[K, V]{next: t.free, prev: nowhere}
	t.free = i
}

func (t *Table[K, V]) use(i int32) {
	if t.first != i {
		t.unlink(i)
		t.link(i)
	}
	t.at(i).used = t.now
}

// link puts an entry first.
func (t *Table[K, V]) link(i int32) {
	e := t.at(i)
	e.prev, e.next, e.used = nowhere, t.first, t.now
	if t.first != nowhere {
		t.at(t.first).prev = i
	} else {
		t.last = i
	}
	t.first = i
}

func (t *Table[K, V]) unlink(i int32) {
	e := t.at(i)
	if e.prev != nowhere {
		t.at(e.prev).next = e.next
	} else {
		t.first = e.next
	}
	if e.next != nowhere {
		t.at(e.next).prev = e.prev
	} else {
		t.last = e.prev
	}
}
