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
}

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

// admit takes room for one more regular series.
func (b *budget) admit() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.regular+b.reserved >= b.max {
		return false
	}
	b.regular++
	return true
}

func (b *budget) release(regular, reserved int) {
	b.mu.Lock()
	b.regular -= regular
	b.reserved -= reserved
	b.mu.Unlock()
}
