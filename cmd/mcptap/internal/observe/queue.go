package observe

import (
	"sync"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
)

// chunk is a piece of what one side sent, at a time.
type chunk struct {
	from exchange.Peer
	at   int64
	size int
}

// chunkSize is what a chunk takes besides its bytes.
const chunkSize = 32

// block holds pieces in the order they passed.
type block struct {
	chunks []chunk
	bytes  []byte // of all of them
	// hole says that something has passed after this that is in no block. amid says of
	// either side whether what comes next is in the middle of a line.
	hole bool
	amid [2]bool
}

const (
	// blockSize is the bytes that a block has room for; maxChunks is how many pieces.
	blockSize = 256 << 10
	maxChunks = blockSize / chunkSize
)

func (b *block) full() bool { return len(b.bytes) == blockSize || len(b.chunks) == maxChunks }

// queue holds what has not been looked at, up to a limit. Beyond it nothing is taken
// until the queue was emptied.
type queue struct {
	limit int

	mu      sync.Mutex // covers what follows
	waiting []*block
	idle    []*block
	size    int     // of what waits
	holed   bool    // nothing is taken
	amid    [2]bool // of what has passed, taken or not
	unseen  int64   // bytes
	stopped bool

	// begun tells that the queue is no longer empty, many that room gets short.
	begun, many chan struct{}
}

func newQueue(limit int) *queue {
	return &queue{limit: limit, begun: make(chan struct{}, 1), many: make(chan struct{}, 1)}
}

// put copies what one side sent, or drops it.
func (q *queue) put(from exchange.Peer, b []byte, at int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stopped || len(b) == 0 {
		return
	}
	q.amid[from] = b[len(b)-1] != '\n'
	if q.holed || q.size+len(b)+chunkSize > q.limit {
		q.unseen += int64(len(b))
		if !q.holed {
			q.holed = true
			tell(q.begun)
		}
		return
	}
	q.size += len(b) + chunkSize
	if q.size > q.limit/4 {
		tell(q.many)
	}
	for len(b) > 0 {
		to := q.last()
		n := min(len(b), blockSize-len(to.bytes))
		to.chunks = append(to.chunks, chunk{from, at, n})
		to.bytes = append(to.bytes, b[:n]...)
		b = b[n:]
	}
}

// last returns a block with room. The lock is held.
func (q *queue) last() *block {
	n := len(q.waiting)
	if n > 0 && !q.waiting[n-1].full() {
		return q.waiting[n-1]
	}
	if n == 0 {
		tell(q.begun)
	}
	b := q.empty()
	q.waiting = append(q.waiting, b)
	return b
}

// empty returns a block that was used before, if there is one. The lock is held.
func (q *queue) empty() *block {
	i := len(q.idle) - 1
	if i < 0 {
		return &block{bytes: make([]byte, 0, blockSize)}
	}
	b := q.idle[i]
	q.idle = q.idle[:i]
	return b
}

func tell(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// crowded reports whether room gets short, but is there.
func (q *queue) crowded() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.size > q.limit/4 && !q.holed
}

// take empties the queue into a list. After a hole there is a block at its end that
// says so.
func (q *queue) take(to []*block) []*block {
	q.mu.Lock()
	defer q.mu.Unlock()
	to = append(to, q.waiting...)
	clear(q.waiting)
	q.waiting, q.size = q.waiting[:0], 0
	if q.holed {
		q.holed = false
		to = append(to, &block{hole: true, amid: q.amid})
	}
	return to
}

// giveBack takes a block that was looked at, and keeps it for what comes next: where one
// was needed many are, and rest lets go of them.
func (q *queue) giveBack(b *block) {
	if cap(b.bytes) == 0 {
		return
	}
	b.chunks, b.bytes = b.chunks[:0], b.bytes[:0]
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.idle) < q.limit/blockSize {
		q.idle = append(q.idle, b)
	}
}

// rest lets go of what is kept for traffic, all but one block.
func (q *queue) rest() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.idle) > 1 {
		clear(q.idle[1:])
		q.idle = q.idle[:1]
	}
}

// stop takes nothing more.
func (q *queue) stop() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.stopped = true
}

// lost returns the bytes that were not looked at.
func (q *queue) lost() int64 {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.unseen
}
