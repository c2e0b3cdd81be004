package bounded

import "sync"

// Pool lends things to one borrower each. It keeps at most poolSize that nobody has; one
// too many is forgotten. A sync.Pool would forget them at garbage collections, with what
// they have learned to remember. It is safe for concurrent use.
type Pool[T any] struct {
	Create func() T

	mu   sync.Mutex // covers idle
	idle []T        // what was used last is the next
}

const poolSize = 8

// Take returns a thing that nobody else has.
func (p *Pool[T]) Take() T {
	p.mu.Lock()
	defer p.mu.Unlock()
	last := len(p.idle) - 1
	if last < 0 {
		return p.Create()
	}
	x := p.idle[last]
	p.idle = p.idle[:last]
	return x
}

// GiveBack takes a thing back.
func (p *Pool[T]) GiveBack(x T) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.idle) < poolSize {
		p.idle = append(p.idle, x)
	}
}
