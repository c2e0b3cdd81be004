package exchange

// pending is an open request. It is in the table under its id, and under its progress
// token if it has one; in its scope; and in one of the queues.
type pending struct {
	Exchange
	scope  *scope
	stream *Stream
	id     key
	token  key // zero without one
	task   key // the task that it was handed off as; zero if it was not
	about  key // the task that it asks about; zero if it does not
	modern bool
	// retry is the hash by which a retry with input is recognised that answers by
	// arguments, if the result has no state; 0 in revisions without such retries.
	retry uint64
	// continued is the hash by which the chain was found that the request continues.
	continued uint64
	// kept is the length of the arguments, which count in the budget.
	kept int

	// left is when the stream was closed that the answer should have come on; 0 if it
	// was not.
	left int64

	twin       *pending // the next one of the same id
	queue      *queue
	prev, next *pending
	active     int64 // when it was heard of last
}

// lasted returns when a request ended of which at a time nothing more is expected:
// nobody waited longer than until the stream was closed that the answer would have
// come on.
func (p *pending) lasted(at int64) int64 {
	if p.left > 0 && p.task.kind == 0 && p.stream.carries() {
		return p.left
	}
	return at
}

// key is where a request is found. Ids, tokens and task ids are kept as hashes, with
// a seed of the tracker's own.
type key struct {
	scope *scope // nil for tasks
	from  Peer
	kind  keyKind
	hash  uint64
}

type keyKind uint8

const (
	_ keyKind = iota
	byID
	byToken
	byTask
)

// queue holds requests, the one that was heard of least lately first.
type queue struct {
	first, last *pending
	size        int
}

func (q *queue) push(p *pending, at int64) {
	p.queue, p.active = q, at
	p.prev, p.next = q.last, nil
	if q.last != nil {
		q.last.next = p
	} else {
		q.first = p
	}
	q.last = p
	q.size++
}

func (q *queue) remove(p *pending) {
	if p.prev != nil {
		p.prev.next = p.next
	} else {
		q.first = p.next
	}
	if p.next != nil {
		p.next.prev = p.prev
	} else {
		q.last = p.prev
	}
	p.queue, p.prev, p.next = nil, nil, nil
	q.size--
}

// table finds requests by id, in the order in which they came: an id may be in use
// more than once.
type table map[key]*pending

func (t table) add(p *pending) (duplicate bool) {
	p.twin = nil
	first, ok := t[p.id]
	if !ok {
		t[p.id] = p
		return false
	}
	for first.twin != nil {
		first = first.twin
	}
	first.twin = p
	return true
}

func (t table) remove(p *pending) {
	first := t[p.id]
	if first == p {
		if p.twin == nil {
			delete(t, p.id)
		} else {
			t[p.id] = p.twin
		}
		return
	}
	for ; first != nil; first = first.twin {
		if first.twin == p {
			first.twin = p.twin
			return
		}
	}
}

// index finds the request that took a progress token or became a task last.
type index map[key]*pending

func (x index) remove(k key, p *pending) {
	if x[k] == p {
		delete(x, k)
	}
}
