package mcpspanmetrics

import (
	"slices"
	"sync"
)

// maxIdleCounters bounds how many counters are kept, with what they remember.
// A sync.Pool would forget them at garbage collections.
const maxIdleCounters = 8

// counters lends each producer a counter.
type counters struct {
	mu   sync.Mutex // covers idle and busy
	idle []*counter // the one that was used last is the next
	busy []*counter
}

// take returns a counter that no other producer has, locked.
func (c *counters) take(connector *spanMetrics) *counter {
	c.mu.Lock()
	var n *counter
	if last := len(c.idle) - 1; last >= 0 {
		n, c.idle = c.idle[last], c.idle[:last]
	} else {
		n = newCounter(connector)
	}
	c.busy = append(c.busy, n)
	c.mu.Unlock()
	n.mu.Lock()
	return n
}

// giveBack takes a counter back. One too many tells what it knows and is forgotten.
func (c *counters) giveBack(n *counter) {
	n.mu.Unlock()
	c.mu.Lock()
	kept := len(c.idle) < maxIdleCounters
	if kept {
		c.idle = append(c.idle, n)
		c.release(n)
	}
	c.mu.Unlock()
	if kept {
		return
	}
	n.tell()
	c.mu.Lock()
	c.release(n)
	c.mu.Unlock()
}

func (c *counters) release(n *counter) {
	i := slices.Index(c.busy, n)
	c.busy = slices.Delete(c.busy, i, i+1)
}

// drain makes every counter tell what it has counted; of a batch that is being counted,
// when that is done.
func (c *counters) drain() {
	c.mu.Lock()
	all := slices.Concat(c.idle, c.busy)
	c.mu.Unlock()
	for _, n := range all {
		n.tell()
	}
}

// tellAtOnce is how many kinds of calls a counter tells of before it lets a producer in
// that may be waiting for it: some ten microseconds' worth.
const tellAtOnce = 64

// tell adds what was counted to the store.
func (n *counter) tell() {
	for more := true; more; {
		n.mu.Lock()
		more = n.recorder.Drain(tellAtOnce)
		n.mu.Unlock()
	}
}
