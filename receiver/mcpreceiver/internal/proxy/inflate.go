package proxy

import (
	"io"
	"math"
	"sync"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// inflater undoes the content coding of an event stream while it passes. The decoders
// pull, so it has a goroutine of its own, which gives back to the worker what it reads
// as if that had passed.
type inflater struct {
	pieces chan []byte
	once   sync.Once
	gone   bool // a piece was lost: the rest cannot be decoded
	ended  bool
	client bool
}

// maxPieces is how many pieces may wait for being decoded.
const maxPieces = 64

func newInflater(p *passage, encoding string) *inflater {
	f := &inflater{pieces: make(chan []byte, maxPieces)}
	go f.run(p, encoding)
	return f
}

// write takes the next piece, or nothing more if there is no room.
func (f *inflater) write(b []byte) {
	if f.gone || f.ended {
		return
	}
	select {
	case f.pieces <- b:
	default:
		f.gone = true
	}
}

// close says that nothing more comes.
func (f *inflater) close(byClient bool) {
	f.client, f.ended = byClient, true
	f.once.Do(func() { close(f.pieces) })
}

// run decodes until the stream is over. It is the worker's event loop that handles
// what it finds, so nothing else is touched here.
func (f *inflater) run(p *passage, encoding string) {
	reader, err := transport.Decoded(&pieceReader{pieces: f.pieces}, encoding, math.MaxInt64)
	buffer := make([]byte, bufferSize)
	for err == nil {
		var n int
		n, err = reader.Read(buffer)
		if n > 0 {
			p.show(event{kind: inflated, at: time.Now().UnixNano(), data: clone(buffer[:n])})
		}
	}
	f.discard()
	p.show(event{kind: inflated, at: time.Now().UnixNano(), last: true, byClient: f.client})
}

// discard lets go of what cannot be decoded until it is over.
func (f *inflater) discard() {
	for {
		if _, ok := <-f.pieces; !ok {
			return
		}
	}
}

// pieceReader reads the pieces one after the other.
type pieceReader struct {
	pieces <-chan []byte
	rest   []byte
}

func (r *pieceReader) Read(b []byte) (int, error) {
	for len(r.rest) == 0 {
		piece, ok := <-r.pieces
		if !ok {
			return 0, io.EOF
		}
		r.rest = piece
	}
	n := copy(b, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}
