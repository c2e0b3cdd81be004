package series

import "sync"

// budget is the room that is left. It is asked only for new series and
// resources, so one lock serves all shards.
type budget struct {
	mu  sync.Mutex
	max int
	// regular counts series that are not overflow; reserved counts the overflow
	// series that the known resources may come to need. Their sum never
	// exceeds max.
	regular, reserved int
	// held is how many regular series a resource has.
	held map[ResourceID]int
}

// spared is the part of the bound that is for resources which hold less than as much: one
// that makes series without end leaves it to the others.
const spared = 8

// reserve takes room for the overflow series of one more resource.
func (b *budget) reserve(n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.reserved+n > b.max/2 || b.reserved+n+b.regular > b.max {
		return false
	}
	b.reserved += n
	return true
}

// admit takes room for one more regular series of a resource.
func (b *budget) admit(id ResourceID) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	room := b.max - b.regular - b.reserved
	if room <= 0 || room <= b.max/spared && b.held[id] >= b.max/spared && len(b.held) > 1 {
		return false
	}
	b.regular++
	b.held[id]++
	return true
}

// release gives the room of a regular series back.
func (b *budget) release(id ResourceID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.regular--
	if b.held[id]--; b.held[id] == 0 {
		delete(b.held, id)
	}
}

// unreserve gives back what was reserved.
func (b *budget) unreserve(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.reserved -= n
}
