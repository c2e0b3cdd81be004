package proxy

import (
	"io"
	"sync"
)

// Memory for bodies that are long, but not very long, is lent: it is a lot to clear and
// to collect for each call.
const (
	minLent = 8 << 10
	maxLent = 256 << 10
)

// lenders have memory by length, in powers of two from minLent.
var lenders [6]sync.Pool

// lend returns memory of a length, with anything in it.
func lend(length int) []byte {
	class := classOf(length)
	if class < 0 {
		return make([]byte, length)
	}
	if memory, ok := lenders[class].Get().(*[]byte); ok {
		return (*memory)[:length]
	}
	return make([]byte, length, minLent<<class)
}

// giveBack takes memory back that nobody looks at any more. Other memory is left alone.
func giveBack(memory []byte) {
	if class := classOf(cap(memory)); class >= 0 && cap(memory) == minLent<<class {
		lenders[class].Put(&memory)
	}
}

// classOf returns which of the lenders has memory of a length, or -1.
func classOf(length int) int {
	if length < minLent || length > maxLent {
		return -1
	}
	for class := range lenders {
		if length <= minLent<<class {
			return class
		}
	}
	return -1
}

// lentBody reads a request body as long as the request is relayed.
type lentBody struct {
	p    *passage
	rest []byte
}

func (b *lentBody) Read(into []byte) (int, error) {
	b.p.relaying.Lock()
	defer b.p.relaying.Unlock()
	if b.p.relayed {
		return 0, io.ErrClosedPipe
	}
	if len(b.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(into, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

func (*lentBody) Close() error { return nil }
