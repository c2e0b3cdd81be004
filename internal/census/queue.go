package census

// queue holds sessions in the order in which they were shown last.
type queue[T any] struct{ first, last *session[T] }

func (q *queue[T]) moveToEnd(x *session[T]) {
	if q.last != x {
		q.unlink(x)
		q.push(x)
	}
}

func (q *queue[T]) push(x *session[T]) {
	x.prev, x.next = q.last, nil
	if q.last != nil {
		q.last.next = x
	} else {
		q.first = x
	}
	q.last = x
}

func (q *queue[T]) unlink(x *session[T]) {
	if x.prev != nil {
		x.prev.next = x.next
	} else {
		q.first = x.next
	}
	if x.next != nil {
		x.next.prev = x.prev
	} else {
		q.last = x.prev
	}
}
