package transport

// DefaultMax is the number of bytes of a message that are kept if nothing else is
// said: 4 MiB, which is what the Go SDK accepts as a request body. Results with
// images and files in them can be longer.
const DefaultMax = 4 << 20

// tailSize is how much of the end of a message beyond the bound is kept. The id,
// where it comes last, and isError, which SDKs write last in a result, are in it.
const tailSize = 1 << 10

// Message is the bytes of one message, lent until the function it was handed to
// returns.
type Message struct {
	// Data is the whole message, or its beginning if it was longer than the bound.
	Data []byte
	// Tail is nil, or the end of a message that was longer than the bound. It does
	// not overlap with Data.
	Tail []byte
	// Size is the length of the whole message in bytes.
	Size int64
}

// Cut reports whether the middle of the message is missing.
func (m Message) Cut() bool { return m.Tail != nil }

// buffer holds a message while it comes in: all of it up to a bound, and beyond
// that the end as well.
type buffer struct {
	max  int
	data []byte
	tail []byte // the last tailSize bytes or more of what did not fit into data
	size int64
}

func newBuffer(limit int) buffer {
	if limit <= 0 {
		limit = DefaultMax
	}
	return buffer{max: limit}
}

func (b *buffer) write(p []byte) {
	b.size += int64(len(p))
	fits := min(len(p), b.max-len(b.data))
	b.data = append(grown(b.data, fits), p[:fits]...)
	if fits < len(p) {
		b.keepEnd(p[fits:])
	}
}

// keepEnd moves bytes only when twice as many as are wanted have come together.
func (b *buffer) keepEnd(p []byte) {
	if len(p) >= tailSize {
		b.tail = append(b.tail[:0], p[len(p)-tailSize:]...)
		return
	}
	if len(b.tail)+len(p) > 2*tailSize {
		n := copy(b.tail, b.tail[len(b.tail)-tailSize:])
		b.tail = b.tail[:n]
	}
	b.tail = append(b.tail, p...)
}

func (b *buffer) message() Message {
	m := Message{Data: b.data, Size: b.size}
	if b.size > int64(len(b.data)) {
		m.Tail = b.tail[max(0, len(b.tail)-tailSize):]
	}
	return m
}

// dropLast takes back the last byte that was written.
func (b *buffer) dropLast() {
	if b.size == int64(len(b.data)) {
		b.data = b.data[:len(b.data)-1]
	} else {
		b.tail = b.tail[:len(b.tail)-1]
	}
	b.size--
}

func (b *buffer) reset() {
	b.size = 0
	b.data = released(b.data)
	b.tail = b.tail[:0]
}
