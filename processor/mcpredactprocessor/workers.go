package mcpredactprocessor

import "sync"

// maxIdleWorkers bounds how many workers are kept, with their buffers. A sync.Pool
// would forget them at garbage collections.
const maxIdleWorkers = 8

// workers lends each producer a worker.
type workers struct {
	create func() *worker

	mu   sync.Mutex // covers idle
	idle []*worker  // the one that was used last is the next
}

// take returns a worker that no other producer has.
func (p *workers) take() *worker {
	p.mu.Lock()
	defer p.mu.Unlock()
	last := len(p.idle) - 1
	if last < 0 {
		return p.create()
	}
	w := p.idle[last]
	p.idle = p.idle[:last]
	return w
}

// giveBack takes a worker back; one too many is forgotten.
func (p *workers) giveBack(w *worker) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.idle) < maxIdleWorkers {
		p.idle = append(p.idle, w)
	}
}
