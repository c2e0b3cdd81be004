package transport

import "bytes"

// Lines cuts a stream into lines, as MCP over stdio has it: one message a line,
// ended by LF (specification, basic/transports/stdio). A CR before the LF belongs
// to the line ending. Empty lines are no messages.
//
// Lines longer than the bound are cut in the middle; what follows the next line
// ending is read as usual. The zero value is not usable: [NewLines].
type Lines struct {
	line buffer
}

// NewLines returns a splitter that keeps limit bytes of a line; [DefaultMax] if
// limit is not positive.
func NewLines(limit int) *Lines { return &Lines{line: newBuffer(limit)} }

// Write takes the next bytes of the stream and hands every line that they
// complete to emit. A line that lies in p as a whole is not copied.
func (l *Lines) Write(p []byte, emit func(Message)) {
	for {
		end := bytes.IndexByte(p, '\n')
		if end < 0 {
			break
		}
		l.emit(p[:end], emit)
		p = p[end+1:]
	}
	if len(p) > 0 {
		l.line.write(p)
	}
}

// Close says that the stream has ended. What came after the last line ending is a
// message too: some peers leave the last ending out.
func (l *Lines) Close(emit func(Message)) { l.emit(nil, emit) }

// emit completes the line that is waiting with its last bytes.
func (l *Lines) emit(last []byte, emit func(Message)) {
	if l.line.size == 0 && len(last) <= l.line.max {
		if last = bytes.TrimSuffix(last, cr); len(last) > 0 {
			emit(Message{Data: last, Size: int64(len(last))})
		}
		return
	}
	l.line.write(last)
	if l.line.endsInCR() {
		l.line.dropLast()
	}
	if l.line.size > 0 {
		emit(l.line.message())
	}
	l.line.reset()
}

var cr = []byte{'\r'}

func (b *buffer) endsInCR() bool {
	if b.size > int64(len(b.data)) {
		return b.tail[len(b.tail)-1] == '\r'
	}
	return len(b.data) > 0 && b.data[len(b.data)-1] == '\r'
}
