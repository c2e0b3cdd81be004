package proxy

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"
)

// tap shows the body of an answer while it is read. A body that comes faster than it
// is relayed is relayed by the tap itself, in larger pieces: the buffer that
// ReverseProxy reads into is small, since idle streams hold one each.
type tap struct {
	io.ReadCloser
	p       *passage
	to      *plainWriter // where large pieces go; nil if what is read changes on the way
	flush   bool         // as ReverseProxy does after each piece
	pouring bool
	head    bool // is to be flushed before the body is read
}

// newTap taps an answer that goes to w.
func newTap(r *http.Response, p *passage, w *plainWriter) *tap {
	gathers := p.gathers() // nobody leaves such a body open and idle
	return &tap{
		ReadCloser: r.Body, p: p, to: w, flush: p.answer.streaming || r.ContentLength < 0,
		pouring: gathers, head: gathers && r.ContentLength < 0,
	}
}

func (t *tap) Read(b []byte) (int, error) {
	if t.head {
		t.head = false
		_ = t.to.FlushError() // the first piece will tell
	}
	if t.pouring && t.to != nil {
		if err := t.pour(); err != nil {
			return 0, err
		}
	}
	n, err := t.ReadCloser.Read(b)
	t.note(n, err)
	if n > 0 && t.p.answer.inspected {
		t.p.answerBytes(b[:n])
	}
	t.pouring = n == len(b)
	return n, err
}

// note keeps what a read says about the answer.
func (t *tap) note(n int, err error) {
	if n > 0 {
		t.p.empty = false
	}
	if errors.Is(err, io.EOF) {
		t.p.reached = true
	}
}

// pieceSize is what ReverseProxy reads at once if nothing else is said. Reading more
// could keep the beginning of a chunk back that it would have relayed, which matters
// where that is of use: not in the middle of one message.
const pieceSize = 32 << 10

// pour relays pieces until one is short, or the body has ended.
func (t *tap) pour() error {
	for {
		gathers := t.p.gathers() // once, since it may end at any time
		piece := t.p.room(gathers)
		n, err := t.ReadCloser.Read(piece)
		at := time.Now().UnixNano()
		t.note(n, err)
		failed := t.relay(piece[:n], err != nil)
		if gathers {
			t.p.gather(n, at)
		} else {
			t.p.took(piece, n, at)
		}
		if failed != nil {
			return failed
		}
		if err != nil {
			return err
		}
		if n < len(piece) && !gathers {
			return nil
		}
	}
}

// unbuffered is the length from which the server writes a piece at once, but for the mark
// at its end: it has buffers of 4 KiB.
const unbuffered = 8<<10 + 1

// relay writes a piece and flushes it as ReverseProxy does, except where that would only
// add a write: the end of the answer flushes by itself, and of a long piece of one message
// nothing but the mark at its end is missing.
func (t *tap) relay(piece []byte, last bool) error {
	if len(piece) == 0 {
		return nil
	}
	if _, err := t.to.Write(piece); err != nil {
		return context.Canceled // the client's leaving is nothing to log
	}
	written := t.p.answer.inspected && !t.p.answer.streaming && len(piece) >= unbuffered
	if t.flush && !last && !written {
		_ = t.to.FlushError() // the next piece will tell
	}
	return nil
}

// gathers reports whether the pieces of the answer come together before they are
// shown.
func (p *passage) gathers() bool {
	return p.answer.inspected && !p.answer.streaming && !p.lost.Load()
}

// room returns memory for the next piece: after what has come together, or for itself.
// An answer that fills the first piece gets all the room there is for the next ones.
func (p *passage) room(gathers bool) []byte {
	if !gathers {
		return lend(pieceSize)
	}
	p.buffered = roomier(p.buffered)
	return p.buffered[len(p.buffered):cap(p.buffered)]
}

// roomier returns memory with the same in it that has room for more, if there is none.
func roomier(memory []byte) []byte {
	if cap(memory)-len(memory) >= minLent {
		return memory
	}
	larger := lend(max(pieceSize, min(4*cap(memory), maxLent)))
	n := copy(larger, memory)
	giveBack(memory)
	return larger[:n]
}

// gather keeps n bytes that were read after what has come together, and shows all of
// it when there is much.
func (p *passage) gather(n int, at int64) {
	p.buffered = p.buffered[:len(p.buffered)+n]
	if len(p.buffered) > maxLent-minLent {
		p.parted = true
		p.show(event{kind: passed, at: at, data: p.buffered, answer: p.answer})
		p.buffered = nil
	}
}

// took shows n bytes of a piece. The memory is the worker's then, unless most of it
// would lie idle in the queue.
func (p *passage) took(piece []byte, n int, at int64) {
	if !p.answer.streaming || n == 0 {
		giveBack(piece)
		return
	}
	data := piece[:n]
	if n < len(piece)/2 {
		data = clone(data)
		giveBack(piece)
	}
	p.show(event{kind: passed, at: at, data: data})
}
