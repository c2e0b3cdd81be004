package export

import (
	"context"
	"sync"
	"time"
)

// Counts are of spans or of log records.
type Counts struct {
	Sent int
	// Refused were not accepted by the endpoint, and would not be if sent again.
	Refused int
	// Dropped found no room, or no time at the end.
	Dropped int
}

// item is what is sent at once.
type item[T any] struct {
	value   T
	records int
	bytes   int
}

// sender sends items in their order, from a goroutine of its own. When the endpoint
// is not to be reached, they wait.
type sender[T any] struct {
	limit     int // bytes that may wait
	send      func(context.Context, T) error
	transient func(error) bool
	failed    func(error) // told of each failure

	mu      sync.Mutex // covers what follows
	waiting []item[T]
	bytes   int
	counts  Counts
	closed  bool

	changed chan struct{} // something waits
	closing chan struct{}
	done    chan struct{}
	ctx     context.Context
	cancel  context.CancelFunc
}

func (s *sender[T]) start() {
	s.changed, s.closing, s.done = make(chan struct{}, 1), make(chan struct{}), make(chan struct{})
	s.ctx, s.cancel = context.WithCancel(context.Background())
	go s.run()
}

// put queues an item. The oldest make room; what is larger than all of it is dropped.
func (s *sender[T]) put(it item[T]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || it.bytes > s.limit {
		s.counts.Dropped += it.records
		return
	}
	for s.bytes+it.bytes > s.limit {
		s.counts.Dropped += s.shift().records
	}
	s.waiting = append(s.waiting, it)
	s.bytes += it.bytes
	select {
	case s.changed <- struct{}{}:
	default:
	}
}

// shift takes out what has waited longest. The lock is held.
func (s *sender[T]) shift() item[T] {
	it := s.waiting[0]
	s.waiting[0] = item[T]{}
	s.waiting = s.waiting[1:]
	s.bytes -= it.bytes
	return it
}

// next waits for an item; there is none if the sender is closed and empty.
func (s *sender[T]) next() (it item[T], ok bool) {
	for {
		s.mu.Lock()
		if len(s.waiting) > 0 {
			it = s.shift()
			s.mu.Unlock()
			return it, true
		}
		closed := s.closed
		s.mu.Unlock()
		if closed {
			return it, false
		}
		select {
		case <-s.changed:
		case <-s.closing:
		}
	}
}

func (s *sender[T]) run() {
	defer close(s.done)
	var it item[T]
	defer func() {
		if recover() != nil { // a fault of the client must not end the server
			s.lose(it.records)
		}
	}()
	for {
		var ok bool
		if it, ok = s.next(); !ok {
			return
		}
		if !s.deliver(it) {
			s.lose(it.records)
			return
		}
	}
}

// Pauses between two attempts.
const (
	firstPause = 250 * time.Millisecond
	maxPause   = 5 * time.Second
)

// deliver sends an item until it is accepted or refused. It returns false if it is
// neither, and no time is left to wait.
func (s *sender[T]) deliver(it item[T]) bool {
	for pause := firstPause; ; pause = min(2*pause, maxPause) {
		err := s.send(s.ctx, it.value)
		if err == nil {
			s.count(func(c *Counts) { c.Sent += it.records })
			return true
		}
		s.failed(err)
		if s.ctx.Err() == nil && !s.transient(err) {
			s.count(func(c *Counts) { c.Refused += it.records })
			return true
		}
		if !s.rest(pause) {
			return false
		}
	}
}

// rest waits, unless the sender is closing: then there is one attempt only.
func (s *sender[T]) rest(pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-s.closing:
		return false
	default:
	}
	select {
	case <-timer.C:
	case <-s.closing:
	}
	return s.ctx.Err() == nil
}

func (s *sender[T]) count(add func(*Counts)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	add(&s.counts)
}

// lose gives up what is left.
func (s *sender[T]) lose(records int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.counts.Dropped += records
	for len(s.waiting) > 0 {
		s.counts.Dropped += s.shift().records
	}
}

// stop sends what waits and returns when that is done, or at the end of ctx.
func (s *sender[T]) stop(ctx context.Context) Counts {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	close(s.closing)
	select {
	case <-s.done:
	case <-ctx.Done():
		s.cancel()
		select {
		case <-s.done:
		case <-time.After(canceling):
		}
	}
	s.cancel()
	s.lose(0)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts
}

// canceling is how long a client may take to notice that its time is over.
const canceling = 20 * time.Millisecond
